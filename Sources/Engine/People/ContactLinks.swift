import Sealing
import Storage
import YouSaidKit

/// Several contacts for one person: a code that is shown on one links another. Used by what members say about their
/// contacts.
///
/// All contacts of a person share one STOP: where one that is linked was stopped, or the person is, all are.
struct ContactLinks {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// How long a code can be used: the other phone is at hand.
    static let codeSpan = Duration.minutes(10)
    private static let codeLength = 8
    private static let purpose = "link"

    // MARK: Codes

    /// A new code for a member. An earlier one works no longer.
    func makeCode(for member: Member.ID) throws -> String {
        let code = Random.code(length: Self.codeLength)
        try database.run("DELETE FROM core_link WHERE member = $1", member)
        try database.run(
            "INSERT INTO core_link (hash, member, expires) VALUES ($1, $2, $3)", hashes(of: code)[0], member,
            now + Self.codeSpan)
        return code
    }

    /// Whose code it is; nil where it is wrong, used or too old.
    func member(of code: String) throws -> Member.ID? {
        for hash in hashes(of: code) {
            let row = try database.first(
                "SELECT member FROM core_link WHERE hash = $1 AND expires > $2", hash, now)
            if let row { return try row[0] }
        }
        return nil
    }

    /// - Returns: under the key of today first, then under those before it.
    private func hashes(of code: String) -> [[UInt8]] {
        let code = Codes.plain(code)
        return [parts.sealer.hash(code, for: Self.purpose)]
            + parts.sealer.previousHashes(code, for: Self.purpose)
    }

    // MARK: Linking

    /// Links the address that somebody writes from to a member, and uses up the member's code.
    /// - Returns: the contact as it is now, and every contact whose STOP changed by it.
    func link(
        _ sender: Sender, to member: Member.ID
    ) throws -> (contact: Contact, stops: [(Contact.ID, Int64?)]) {
        try database.run("DELETE FROM core_link WHERE member = $1", member)
        let first = try parts.contacts.preferred(of: member, in: database)
        let contact = try sender.contact ?? parts.contacts.keep(sender, member: member, in: database)
        try database.run(
            "UPDATE core_contact SET member = $1, unreachable = NULL WHERE id = $2", member, contact.id)
        // What the bot says by itself still goes where it went before.
        if let first {
            try database.run(
                """
                UPDATE core_contact SET chosen = $1 WHERE id = $2 AND NOT EXISTS
                    (SELECT 1 FROM core_contact o WHERE o.member = $3 AND o.chosen IS NOT NULL)
                """, now, first.id, member)
        }
        try database.run(
            "DELETE FROM core_request WHERE channel = $1 AND hash = $2", sender.channel, sender.hash)
        let stops = try shareStop(of: member)
        let stopped = stops.first { $0.0 == contact.id }?.1 ?? contact.stopped
        return (Contact(id: contact.id, channel: contact.channel, stopped: stopped, isReachable: true), stops)
    }

    /// Where one contact of a member is stopped, all are.
    func shareStop(of member: Member.ID) throws -> [(Contact.ID, Int64?)] {
        let rows = try database.rows(
            "SELECT id, channel, hash, stopped FROM core_contact WHERE member = $1", member)
        guard let number = try rows.compactMap({ try $0[3] as Int64? }).max() else { return [] }
        let others = try rows.filter { try ($0[3] as Int64?) == nil }
        try parts.journal.add(
            try others.map { .stop(channel: try $0[1], hash: try $0[2], number: number) }, in: database)
        return try others.map { row in
            let id: Contact.ID = try row[0]
            try database.run("UPDATE core_contact SET stopped = $1 WHERE id = $2", number, id)
            return (id, number)
        }
    }

    // MARK: Looking and changing

    /// All contacts of a member, the one for what the bot says by itself first.
    func contacts(of member: Member.ID) throws -> [Contact] {
        try database.rows(
            "SELECT id, channel, stopped, unreachable FROM core_contact WHERE member = $1 "
                + ContactBook.preferredFirst, member
        ).map { row in
            Contact(
                id: try row[0], channel: try row[1], stopped: try row[2],
                isReachable: try (row[3] as Int64?) == nil)
        }
    }

    /// What the bot says by itself goes to this contact from now on.
    func choose(_ contact: Contact.ID) throws {
        try database.run("UPDATE core_contact SET chosen = $1 WHERE id = $2", now, contact)
    }

    /// Takes a contact from its member. The journal notes it first, so that a backup does not bring it back. A STOP
    /// stays with the address; what only the member's DELETE ME stops does not.
    func unlink(_ contact: Contact) throws {
        let row = try database.first("SELECT channel, hash FROM core_contact WHERE id = $1", contact.id)
        guard let row else { return }
        let channel: String = try row[0]
        let hash: [UInt8] = try row[1]
        try parts.journal.add(
            [.unlinked(channel: channel, hash: hash, contact: contact.id.rawValue)], in: database)
        if let number = contact.stopped, try Leaving.isSaid(number, in: database) {
            try LooseStop.keep(channel: channel, hash: hash, number: number, in: database)
        }
        try database.run("DELETE FROM core_outgoing WHERE contact = $1", contact.id)
        try database.run("DELETE FROM core_contact WHERE id = $1", contact.id)
    }
}

/// The codes that the bot gives and takes.
enum Codes {
    /// A code is the same in capitals and small letters, with spaces or without.
    static func plain(_ code: String) -> String {
        String(code.uppercased().filter { $0.isLetter || $0.isNumber })
    }
}
