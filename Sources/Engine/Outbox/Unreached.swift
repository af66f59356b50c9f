import Storage
import YouSaidKit

/// Who could not be told something urgent, because they said STOP or cannot be reached: the organisers hear of them,
/// so that a person can ring.
struct Unreached {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// How long names are gathered, so that organisers get one message and not one for each.
    static let gathering = Duration.minutes(2)
    /// How many names fit into one message. The others are counted.
    static let names = 40

    /// A message will not be sent. Where it was an urgent one, whoever it was for is noted.
    static func note(message: Int64, now: Moment, in database: any Database) throws {
        try database.run(
            """
            INSERT INTO core_unreached (broadcast, member, due)
            SELECT b.id, c.member, $2 FROM core_outgoing o
            JOIN core_broadcast b ON b.id = o.broadcast JOIN core_contact c ON c.id = o.contact
            WHERE o.id = $1 AND b.urgent = 1 AND b.plugin <> 'core' AND c.member IS NOT NULL
            ON CONFLICT (broadcast, member) DO NOTHING
            """, message, now + gathering)
    }

    /// Tells the organisers whom one urgent message did not reach.
    /// - Returns: false where there is none.
    func tellNext(_ after: inout AfterCommit) throws -> Bool {
        let due = try database.first(
            "SELECT broadcast FROM core_unreached WHERE due <= $1 ORDER BY due LIMIT 1", now)
        guard let due else { return false }
        let broadcast: Int64 = try due[0]
        let rows = try database.rows(
            """
            SELECT m.name FROM core_unreached u JOIN core_member m ON m.id = u.member
            WHERE u.broadcast = $1 ORDER BY CASE WHEN m.name IS NULL THEN 1 ELSE 0 END, m.name, m.id
            """, broadcast)
        try database.run("DELETE FROM core_unreached WHERE broadcast = $1", broadcast)
        let words = try parts.outbox.broadcasts.words(broadcast, for: Reader(nil), in: database)
        guard let words, !rows.isEmpty else { return true }
        var lines = try rows.prefix(Self.names).map { row in
            try (row[0] as String?).map { PromptValue.text($0) }
                ?? .prompt(Prompt("unreached-nameless", plugin: SafetyDesk.owner))
        }
        if rows.count > Self.names {
            let more = Prompt(
                "unreached-more", ["count": .number(rows.count - Self.names)], plugin: SafetyDesk.owner)
            lines.append(.prompt(more))
        }
        let values: [String: PromptValue] = [
            "count": .number(rows.count), "names": .lines(lines), "message": .text(words),
        ]
        try tellOrganisers(Prompt("unreached", values, plugin: SafetyDesk.owner), &after)
        return true
    }

    /// Each by a sealed message of their own: a broadcast would keep the names.
    private func tellOrganisers(_ words: Prompt, _ after: inout AfterCommit) throws {
        let organisers = try database.rows(
            "SELECT id, form, language FROM core_member WHERE (roles & $1) <> 0 ORDER BY id",
            Role.organiser.bit)
        for row in organisers {
            guard let contact = try parts.contacts.preferred(of: try row[0], in: database) else { continue }
            let reader = Reader(form: try row[1], language: try row[2])
            try parts.outbox.add(
                OutgoingBody(text: try parts.composer.words(words, for: reader)), kind: .notice, to: contact,
                question: nil, now: now, in: database)
            after.channels.insert(contact.channel)
        }
    }
}
