import Sealing
import Storage
import YouSaidKit

/// How one person is reached on one platform, as the tables hold it.
struct Contact: Sendable {
    struct ID: Sendable, Hashable, RawRepresentable, SQLConvertible {
        let rawValue: Int64
    }

    let id: ID
    let channel: String
    /// The number that was next when they said STOP; nil where they did not.
    let stopped: Int64?
    let isReachable: Bool
}

/// Whoever an event comes from: an address that may or may not be known.
struct Sender {
    let channel: String
    let address: String
    /// The keyed hash of the address, by which contacts are found.
    let hash: [UInt8]
    var contact: Contact?
    var member: Member?
}

/// Finds and keeps contacts. The address is sealed; it is found by keyed hash, of the old key too while keys
/// change.
struct ContactBook: Sendable {
    let sealer: Sealer
    let makeID: @Sendable () -> Int64

    /// What seals addresses apart from everything else that is sealed.
    static let purpose = "address"

    static func hashPurpose(_ channel: String) -> String { "contact:" + channel }

    func hash(channel: String, address: String) -> [UInt8] {
        sealer.hash(address, for: Self.hashPurpose(channel))
    }

    /// The hashes under which an address may be known: of the key of today first, then of those before it.
    func hashes(channel: String, address: String) -> [[UInt8]] {
        [hash(channel: channel, address: address)]
            + sealer.previousHashes(address, for: Self.hashPurpose(channel))
    }

    func seal(_ address: String) throws -> [UInt8] {
        try sealer.seal(Array(address.utf8), for: Self.purpose)
    }

    func open(_ sealed: [UInt8]) throws -> String {
        String(decoding: try sealer.open(sealed, for: Self.purpose), as: UTF8.self)
    }

    /// Whoever writes from this address.
    func sender(channel: String, address: String, in database: any Database) throws -> Sender {
        try sender(
            channel: channel, address: address, hash: hash(channel: channel, address: address), in: database)
    }

    /// The same, where the address has been hashed before.
    func sender(
        channel: String, address: String, hash: [UInt8], in database: any Database
    ) throws -> Sender {
        var sender = Sender(channel: channel, address: address, hash: hash)
        var row = try find(channel, hash, in: database)
        if row == nil {
            for old in sealer.previousHashes(address, for: Self.hashPurpose(channel)) {
                row = try find(channel, old, in: database)
                if row != nil { break }
            }
        }
        guard let row else { return sender }
        sender.contact = Contact(
            id: try row[0], channel: channel, stopped: try row[1],
            isReachable: try (row[2] as Int64?) == nil)
        if let member: Int64 = try row[3] {
            sender.member = Member(
                id: Member.ID(rawValue: member), name: try row[4], roles: Set(bits: try row[5]),
                form: try row[6], language: try row[7], stoppedSubjects: Set(bits: try row[8]),
                ways: Ways(bits: try row[9]))
        }
        return sender
    }

    private func find(_ channel: String, _ hash: [UInt8], in database: any Database) throws -> Row? {
        try database.first(
            """
            SELECT c.id, c.stopped, c.unreachable, m.id, m.name, m.roles, m.form, m.language, m.silenced,
                m.ways
            FROM core_contact c LEFT JOIN core_member m ON m.id = c.member
            WHERE c.channel = $1 AND c.hash = $2
            """, channel, hash)
    }

    /// Keeps a contact for a sender who has none yet.
    func keep(_ sender: Sender, member: Member.ID?, in database: any Database) throws -> Contact {
        let id = Contact.ID(rawValue: makeID())
        let stopped = try looseStop(of: sender, in: database)
        try database.run(
            """
            INSERT INTO core_contact (id, member, channel, hash, address, stopped)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, id, member, sender.channel, sender.hash, try seal(sender.address), stopped)
        return Contact(id: id, channel: sender.channel, stopped: stopped, isReachable: true)
    }

    /// Takes the STOP of an address that a restored database did not know, under an older key too.
    func looseStop(of sender: Sender, in database: any Database) throws -> Int64? {
        try hashes(channel: sender.channel, address: sender.address).compactMap {
            try LooseStop.take(channel: sender.channel, hash: $0, in: database)
        }.first
    }

    /// The order in which a member's contacts are told things: those that take messages first, of them the one that
    /// was chosen last, and where none was, the newest.
    static let preferredFirst =
        "ORDER BY CASE WHEN unreachable IS NULL THEN 0 ELSE 1 END, COALESCE(chosen, 0) DESC, id DESC"

    /// The contact by which a member is told things.
    func preferred(of member: Member.ID, in database: any Database) throws -> Contact? {
        let row = try database.first(
            "SELECT id, channel, stopped, unreachable FROM core_contact WHERE member = $1 "
                + Self.preferredFirst + " LIMIT 1", member)
        guard let row else { return nil }
        return Contact(
            id: try row[0], channel: try row[1], stopped: try row[2],
            isReachable: try (row[3] as Int64?) == nil)
    }
}
