import Sealing
import Storage
import YouSaidKit

/// A worry about one person, raised by what they wrote or because they asked for somebody. Only safeguarding leads
/// ever see what is in it.
struct Concern {
    enum State: Int64, SQLConvertible {
        /// No lead has it yet: a clock runs.
        case open = 0
        /// A lead has it.
        case held = 1
        /// A lead has dealt with it.
        case done = 2
    }

    let id: Int64
    /// What leads call it.
    let number: Int
    let state: State
    let raised: Moment
    /// How often leads were told because nobody had it.
    let told: Int
    let lead: Member.ID?
    /// What leads were asked about it.
    let question: Question.ID?
    let channel: String
    let member: Member.ID?
}

/// Keeps concerns. Everything that tells who or what is sealed.
struct ConcernBook {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    static let purpose = "concern"
    private static let columns = "id, number, state, raised, told, lead, question, channel, member"

    /// Opens a concern about a sender, or finds the one that is open.
    /// - Returns: the concern, and whether it is new.
    func open(about sender: Sender, kinds: Set<String>) throws -> (concern: Concern, isNew: Bool) {
        // Under an older key too, while keys change.
        for hash in parts.contacts.hashes(channel: sender.channel, address: sender.address) {
            if let known = try find("channel = $1 AND hash = $2 AND state <> 2", sender.channel, hash) {
                return (known, false)
            }
        }
        let id = parts.makeID()
        let last: Int = try database.first("SELECT COALESCE(MAX(number), 0) FROM core_concern")?[0] ?? 0
        try database.run(
            """
            INSERT INTO core_concern
                (id, number, member, channel, hash, address, name, kinds, raised, state, told)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)
            """, id, last + 1, sender.member?.id, sender.channel, sender.hash,
            try parts.contacts.seal(sender.address), try sender.member?.name.map { try seal($0) },
            kinds.sorted().joined(separator: ","), now)
        guard let concern = try concern(id) else {
            throw DatabaseError(.other, "a concern that was just written is not there")
        }
        return (concern, true)
    }

    func concern(_ id: Int64) throws -> Concern? { try find("id = $1", id) }

    func concern(number: Int) throws -> Concern? { try find("number = $1", number) }

    /// Those that nobody has dealt with, the oldest first.
    func unfinished(limit: Int) throws -> [Concern] {
        try database.rows(
            "SELECT \(Self.columns) FROM core_concern WHERE state <> 2 ORDER BY id LIMIT \(limit)"
        ).map(read)
    }

    /// The one whose clock has run out longest.
    func overdue() throws -> Concern? {
        try find("state = 0 AND due <= $1 ORDER BY due LIMIT 1", now)
    }

    private func find(_ rule: String, _ values: any SQLConvertible...) throws -> Concern? {
        var found: Row?
        try database.forEachRow(
            "SELECT \(Self.columns) FROM core_concern WHERE \(rule)", values: values.map(\.sqlValue)
        ) { found = found ?? $0 }
        return try found.map(read)
    }

    private func read(_ row: Row) throws -> Concern {
        Concern(
            id: try row[0], number: try row[1], state: try row[2], raised: try row[3], told: try row[4],
            lead: try row[5], question: try row[6], channel: try row[7], member: try row[8])
    }

    // MARK: What was written

    func keep(_ words: String, in concern: Concern) throws {
        guard !words.isEmpty else { return }
        try database.run(
            "INSERT INTO core_concern_words (id, concern, moment, body) VALUES ($1, $2, $3, $4)",
            parts.makeID(), concern.id, now, try seal(words))
    }

    /// What the person wrote, the last of it: a message has room for so much.
    func words(of concern: Concern) throws -> [(moment: Moment, text: String)] {
        try database.rows(
            "SELECT moment, body FROM core_concern_words WHERE concern = $1 ORDER BY id DESC LIMIT 10",
            concern.id
        ).reversed().map { (try $0[0], try open(try $0[1])) }
    }

    /// The name that the person likes to be called, as it was when they wrote.
    func name(of concern: Concern) throws -> String? {
        let sealed: [UInt8]? = try database.first(
            "SELECT name FROM core_concern WHERE id = $1", concern.id)?[0]
        return try sealed.map(open)
    }

    /// Where the person wrote from.
    func address(of concern: Concern) throws -> String? {
        let sealed: [UInt8]? = try database.first(
            "SELECT address FROM core_concern WHERE id = $1", concern.id)?[0]
        return try sealed.map(parts.contacts.open)
    }

    private func seal(_ text: String) throws -> [UInt8] {
        try parts.sealer.seal(Array(text.utf8), for: Self.purpose)
    }

    private func open(_ sealed: [UInt8]) throws -> String {
        String(decoding: try parts.sealer.open(sealed, for: Self.purpose), as: UTF8.self)
    }

    // MARK: What becomes of it

    /// A message about a worry did not arrive, and its lead has no other contact that takes one: the next are told now,
    /// and not when the clock runs out.
    /// - Parameter message: the message, whose contact is marked as one that cannot be reached.
    static func didNotArrive(_ message: Int64, now: Moment, in database: any Database) throws {
        try database.run(
            """
            UPDATE core_concern SET due = $1 WHERE state = 0 AND question =
                (SELECT o.question FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
                 WHERE o.id = $2 AND o.kind = $3 AND NOT EXISTS
                    (SELECT 1 FROM core_contact other WHERE other.member = c.member
                     AND other.unreachable IS NULL AND other.stopped IS NULL))
            """, now, message, Message.Kind.safeguarding)
    }

    func told(_ concern: Concern, asking question: Question.ID, next due: Moment) throws {
        try database.run(
            "UPDATE core_concern SET told = told + 1, due = $1, question = $2 WHERE id = $3", due, question,
            concern.id)
    }

    /// A lead takes it.
    /// - Returns: false where somebody has it already.
    func take(_ concern: Concern, by lead: Member.ID) throws -> Bool {
        try database.run(
            "UPDATE core_concern SET state = 1, lead = $1, due = NULL WHERE id = $2 AND state = 0", lead,
            concern.id) > 0
    }

    /// Nobody has it any more: its lead cannot be reached.
    func reopen(_ concern: Concern) throws -> Concern {
        try database.run("UPDATE core_concern SET state = 0, lead = NULL WHERE id = $1", concern.id)
        return try self.concern(concern.id) ?? concern
    }

    func finish(_ concern: Concern) throws {
        try database.run("UPDATE core_concern SET state = 2, due = NULL WHERE id = $1", concern.id)
        // Whoever left meanwhile is forgotten now.
        try database.run(
            """
            UPDATE core_concern SET address = NULL, name = NULL WHERE id = $1 AND member IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM core_member m WHERE m.id = core_concern.member)
            """, concern.id)
    }

    /// Lets the person see it in MY DATA, or no longer.
    func release(_ concern: Concern, _ isReleased: Bool) throws {
        try database.run(
            "UPDATE core_concern SET released = $1 WHERE id = $2", isReleased ? now : nil, concern.id)
    }

    /// A person leaves. What no lead has dealt with keeps who it is about until one has; the rest keeps nothing that
    /// tells.
    static func forget(_ member: Member.ID, in database: any Database) throws {
        try database.run(
            "UPDATE core_concern SET address = NULL, name = NULL WHERE member = $1 AND state = 2", member)
        try database.run("DELETE FROM core_off_duty WHERE member = $1", member)
    }
}
