import ChannelContract
import Foundation
import Storage
import YouSaidKit

/// Messages and questions for whole groups: kept once, written out in pages, one small row a person.
///
/// A page is a transaction; the place is kept in it, so that a crash goes on where it was.
struct BroadcastBook: Sendable {
    /// The wording in which a broadcast reaches somebody: rendered once for all who share it.
    struct Form: Hashable {
        let broadcast: Int64
        let reader: Reader
    }

    /// How many people one transaction writes.
    static let pageSize = 500

    let composer: Composer
    let questions: QuestionBook
    let manners: Manners
    let makeID: @Sendable () -> Int64

    /// What stands in `core_broadcast.body`.
    private enum Content: Codable {
        case message(Message)
        case question(Question)
        /// A question that was there before, with words before it.
        case again(Question, saying: Prompt)
    }

    /// - Parameter subject: what the plugin's messages are about.
    func keep(
        _ message: Message, to group: Group, id: Int64, plugin: String, subject: Subject = .general,
        now: Moment, in database: any Database
    ) throws {
        try keep(
            .message(message), group, id, question: nil, plugin, message.heldBack(by: subject), now, database)
    }

    func keep(
        _ question: Question, _ questionID: Question.ID, saying lead: Prompt? = nil, to group: Group,
        plugin: String, subject: Subject, now: Moment, in database: any Database
    ) throws {
        // A reminder of what has not gone out yet, as in the night, would come together with it.
        if lead != nil, try isOnItsWay(questionID, in: database) { return }
        let content = lead.map { Content.again(question, saying: $0) } ?? .question(question)
        try keep(
            content, group, makeID(), question: questionID, plugin, (question.subject ?? subject).bit, now,
            database)
    }

    /// Whether a question still has to be written out to a group.
    private func isOnItsWay(_ question: Question.ID, in database: any Database) throws -> Bool {
        try database.first(
            "SELECT 1 FROM core_broadcast WHERE question = $1 AND done IS NULL LIMIT 1", question) != nil
    }

    /// Puts other words to a question in what is still to go out.
    func correct(_ id: Question.ID, to question: Question, in database: any Database) throws {
        for row in try database.rows("SELECT id, body FROM core_broadcast WHERE question = $1", id) {
            let content: Content =
                switch try decode(Content.self, try row["body"]) {
                case .again(_, let lead): .again(question, saying: lead)
                case .question, .message: .question(question)
                }
            try database.run(
                "UPDATE core_broadcast SET body = $1 WHERE id = $2",
                String(decoding: try JSONEncoder().encode(content), as: UTF8.self), try row["id"] as Int64)
        }
    }

    private func keep(
        _ content: Content, _ group: Group, _ id: Int64, question: Question.ID?, _ plugin: String,
        _ subject: Int64, _ now: Moment, _ database: any Database
    ) throws {
        let encoder = JSONEncoder()
        let isUrgent = if case .message(let message) = content { message.isUrgent } else { false }
        try database.run(
            """
            INSERT INTO core_broadcast (id, plugin, body, audience, question, place, made, secret, subject,
                urgent, due)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10)
            """, id, plugin, String(decoding: try encoder.encode(content), as: UTF8.self),
            String(decoding: try encoder.encode(group), as: UTF8.self), question, now,
            try secret(of: group, in: database), subject, isUrgent ? 1 : 0,
            try isUrgent ? now : due(content, now))
    }

    /// The secret question of which a group would tell who has answered it.
    private func secret(of group: Group, in database: any Database) throws -> Question.ID? {
        switch group {
        case .answered(let id), .unanswered(let id):
            return try questions.question(id, in: database)?.vault == nil ? nil : id
        case .all(let groups): return try groups.compactMap { try secret(of: $0, in: database) }.first
        case .but(let all, let few):
            return try secret(of: all, in: database) ?? secret(of: few, in: database)
        default: return nil
        }
    }

    /// When a message to a group may begin, so that all get it in one go.
    private func due(_ content: Content, _ now: Moment) throws -> Moment {
        if case .message(let message) = content, message.kind == .safeguarding || message.kind == .reply {
            return now
        }
        return try manners.next(from: now, room: Manners.roomForAll, zone: composer.forum.timeZone)
    }

    // MARK: Writing out

    /// Writes one page of the oldest broadcast that is not done.
    /// - Returns: the channels that got messages, or nil where nothing is left to do.
    func writePage(now: Moment, journal: Journal, in database: any Database) throws -> Set<String>? {
        let open = try database.first(
            """
            SELECT id, plugin, body, audience, question, place, secret, subject FROM core_broadcast
            WHERE done IS NULL AND due <= $1 ORDER BY urgent DESC, id LIMIT 1
            """, now)
        guard let open else { return nil }
        let id: Int64 = try open["id"]
        let question: Question.ID? = try open["question"]
        let place: Int64 = try open["place"]
        if let question, try isClosed(question, in: database) {
            try database.run("UPDATE core_broadcast SET done = $1 WHERE id = $2", now, id)
            return []
        }
        let content = try decode(Content.self, try open["body"])
        let kind = if case .message(let message) = content { message.kind } else { Message.Kind.notice }
        let isUrgent = if case .message(let message) = content { message.isUrgent } else { false }
        let subject: Int64 = try open["subject"]
        let group = try decode(Group.self, try open["audience"])
        let page = try page(of: group, after: place, kind, subject: subject, in: database)
        if isUrgent, try open["plugin"] != SafetyDesk.owner {
            try noteUnreached(id, group, from: place, to: page.next, kind, now: now, in: database)
        }
        let rank = OutgoingRank.of(kind, isBroadcast: !isUrgent)
        // Its words are no secret, and who got it is.
        let vault: String? = try (open["secret"] as Question.ID?) == nil ? nil : ""
        var channels: Set<String> = []
        for row in page.rows {
            let member: Int64 = try row[0]
            let channel: String = try row[2]
            if let question {
                try database.run(
                    """
                    INSERT INTO core_asked (member, question, state, tries) VALUES ($1, $2, $3, 0)
                    ON CONFLICT (member, question) DO NOTHING
                    """, member, question,
                    Ways(bits: try row[3]).oneAtATime ? AskedState.waiting : AskedState.open)
            }
            try database.run(
                """
                INSERT INTO core_outgoing
                    (id, channel, contact, rank, kind, state, due, attempts, parts, broadcast, question,
                     vault, subject, marks)
                VALUES ($1, $2, $3, $4, $5, 0, $6, 0, 0, $7, $8, $9, $10, $11)
                """, makeID(), channel, try row[1] as Int64, rank, kind, now, id, question, vault, subject,
                isUrgent ? Courtesy.Mark.urgent : 0)
            channels.insert(channel)
        }
        // In the journal first: after a restore nobody gets the page a second time.
        // Where a page of those who answered a secret question ends would name one of them: so there only the end of
        // all is noted.
        if page.next == nil || vault == nil {
            try journal.add([.wrote(broadcast: id, place: page.next ?? Int64.max)], in: database)
        }
        if let next = page.next {
            try database.run(
                "UPDATE core_broadcast SET place = $1, written = written + $2 WHERE id = $3", next,
                page.rows.count, id)
        } else {
            try database.run(
                """
                UPDATE core_broadcast SET done = $1, written = written + $2,
                    place = CASE WHEN secret IS NULL THEN place ELSE 0 END
                WHERE id = $3
                """, now, page.rows.count, id)
        }
        return channels
    }

    /// A question that was closed while it went out is asked of nobody else.
    private func isClosed(_ question: Question.ID, in database: any Database) throws -> Bool {
        let row = try database.first("SELECT closed FROM core_question WHERE id = $1", question)
        return try (row?[0] as Moment?) != nil
    }

    /// Some of a group, each with the contact by which they are told.
    private struct Page {
        let rows: [Row]
        /// The place after which the next page begins; nil where this is the last.
        let next: Int64?
    }

    /// Which contacts may be written to.
    private static func mayWrite(_ kind: Message.Kind) -> String {
        kind == .safeguarding ? "x.unreachable IS NULL" : "x.unreachable IS NULL AND x.stopped IS NULL"
    }

    /// The next people of a group. Those who stopped messages, or those about this subject, or cannot be reached are
    /// left out, but for safeguarding.
    private func page(
        of group: Group, after place: Int64, _ kind: Message.Kind, subject: Int64, in database: any Database
    ) throws -> Page {
        let mayWrite = Self.mayWrite(kind)
        let wantsIt = subject == 0 ? "" : "AND (m.silenced & \(subject)) = 0"
        func find(_ group: Group) throws -> [Row] {
            let condition = GroupCondition(group, firstPlace: 2)
            var found: [Row] = []
            try database.forEachRow(
                """
                SELECT m.id, c.id, c.channel, m.ways FROM core_member m JOIN core_contact c ON c.member = m.id
                WHERE m.id > $1 AND \(condition.sql) \(wantsIt) AND c.id =
                    (SELECT x.id FROM core_contact x WHERE x.member = m.id AND \(mayWrite)
                     ORDER BY COALESCE(x.chosen, 0) DESC, x.id DESC LIMIT 1)
                ORDER BY m.id LIMIT \(Self.pageSize)
                """, values: [place.sqlValue] + condition.values
            ) { found.append($0) }
            return found
        }
        guard case .these(let members) = group else {
            let rows = try find(group)
            return Page(rows: rows, next: rows.count < Self.pageSize ? nil : try rows.last?[0])
        }
        let wanted = Set(members.map(\.rawValue)).filter { $0 > place }.sorted().prefix(Self.pageSize)
        let found = try find(.these(wanted.map(Member.ID.init(rawValue:))))
        return Page(rows: found, next: wanted.count < Self.pageSize ? nil : wanted.last)
    }

    /// Notes who of a page's part of a group cannot be told something urgent.
    private func noteUnreached(
        _ broadcast: Int64, _ group: Group, from place: Int64, to next: Int64?, _ kind: Message.Kind,
        now: Moment, in database: any Database
    ) throws {
        let due = now + Unreached.gathering
        let condition = GroupCondition(group, firstPlace: 5)
        _ = try database.run(
            """
            INSERT INTO core_unreached (broadcast, member, due)
            SELECT $3, m.id, $4 FROM core_member m
            WHERE m.id > $1 AND m.id <= $2 AND \(condition.sql) AND NOT EXISTS
                (SELECT 1 FROM core_contact x WHERE x.member = m.id AND \(Self.mayWrite(kind)))
            ON CONFLICT (broadcast, member) DO NOTHING
            """,
            values: [place.sqlValue, (next ?? Int64.max).sqlValue, broadcast.sqlValue, due.sqlValue]
                + condition.values)
    }

    // MARK: Words

    /// The words of a broadcast for a reader; nil where it is gone.
    func words(_ broadcast: Int64, for reader: Reader, in database: any Database) throws -> String? {
        let row = try database.first("SELECT body FROM core_broadcast WHERE id = $1", broadcast)
        guard let row, case .message(let message) = try decode(Content.self, try row["body"]) else {
            return nil
        }
        return try composer.compose(message, for: reader).text
    }

    /// What somebody with this form reads. Hard words in it come with an offer of their meaning.
    func body(_ form: Form, in database: any Database) throws -> OutgoingBody {
        let row = try database.first(
            "SELECT body, question FROM core_broadcast WHERE id = $1", form.broadcast)
        guard let row else { throw BroadcastGone() }
        switch try decode(Content.self, try row["body"]) {
        case .message(let message):
            return try composer.offeringMeanings(
                composer.compose(message, for: form.reader), for: form.reader)
        case .question(let question): return try body(question, nil, try row["question"], form)
        case .again(let question, let lead): return try body(question, lead, try row["question"], form)
        }
    }

    private func body(
        _ question: Question, _ lead: Prompt?, _ id: Question.ID?, _ form: Form
    ) throws -> OutgoingBody {
        guard let id else { throw BroadcastGone() }
        return try composer.offeringMeanings(
            composer.compose(question, id: id, saying: lead, for: form.reader), for: form.reader)
    }

    private struct BroadcastGone: Error {}

    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
