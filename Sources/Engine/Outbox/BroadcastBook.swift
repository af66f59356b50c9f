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
    let manners: Manners
    let makeID: @Sendable () -> Int64

    /// What stands in `core_broadcast.body`.
    private enum Content: Codable {
        case message(Message)
        case question(Question)
    }

    func keep(
        _ message: Message, to group: Group, id: Int64, plugin: String, now: Moment, in database: any Database
    )
        throws
    {
        try keep(.message(message), group, id, question: nil, plugin, now, database)
    }

    func keep(
        _ question: Question, _ questionID: Question.ID, to group: Group, plugin: String, now: Moment,
        in database: any Database
    ) throws {
        try keep(.question(question), group, makeID(), question: questionID, plugin, now, database)
    }

    private func keep(
        _ content: Content, _ group: Group, _ id: Int64, question: Question.ID?, _ plugin: String,
        _ now: Moment, _ database: any Database
    ) throws {
        let encoder = JSONEncoder()
        try database.run(
            """
            INSERT INTO core_broadcast (id, plugin, body, audience, question, place, made, due)
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7)
            """, id, plugin, String(decoding: try encoder.encode(content), as: UTF8.self),
            String(decoding: try encoder.encode(group), as: UTF8.self), question, now, try due(content, now))
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
            SELECT id, body, audience, question, place FROM core_broadcast
            WHERE done IS NULL AND due <= $1 ORDER BY id LIMIT 1
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
        let page = try page(of: decode(Group.self, try open["audience"]), after: place, kind, in: database)
        let rank = OutgoingRank.of(kind, isBroadcast: true)
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
                    (id, channel, contact, rank, kind, state, due, attempts, parts, broadcast, question)
                VALUES ($1, $2, $3, $4, $5, 0, $6, 0, 0, $7, $8)
                """, makeID(), channel, try row[1] as Int64, rank, kind, now, id, question)
            channels.insert(channel)
        }
        // In the journal first: after a restore nobody gets the page a second time.
        try journal.add([.wrote(broadcast: id, place: page.next ?? Int64.max)])
        if let next = page.next {
            try database.run(
                "UPDATE core_broadcast SET place = $1, written = written + $2 WHERE id = $3", next,
                page.rows.count, id)
        } else {
            try database.run(
                "UPDATE core_broadcast SET done = $1, written = written + $2 WHERE id = $3", now,
                page.rows.count, id)
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

    /// The next people of a group. Those who stopped messages or cannot be reached are left out, but for
    /// safeguarding.
    private func page(
        of group: Group, after place: Int64, _ kind: Message.Kind, in database: any Database
    ) throws -> Page {
        let mayWrite =
            kind == .safeguarding ? "x.unreachable IS NULL" : "x.unreachable IS NULL AND x.stopped IS NULL"
        func find(_ group: Group) throws -> [Row] {
            let condition = GroupCondition(group, firstPlace: 2)
            var found: [Row] = []
            try database.forEachRow(
                """
                SELECT m.id, c.id, c.channel, m.ways FROM core_member m JOIN core_contact c ON c.member = m.id
                WHERE m.id > $1 AND \(condition.sql) AND c.id =
                    (SELECT MAX(x.id) FROM core_contact x WHERE x.member = m.id AND \(mayWrite))
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

    // MARK: Words

    /// What somebody with this form reads. Hard words in it come with an offer of their meaning.
    func body(_ form: Form, in database: any Database) throws -> OutgoingBody {
        let row = try database.first(
            "SELECT body, question FROM core_broadcast WHERE id = $1", form.broadcast)
        guard let row else { throw BroadcastGone() }
        switch try decode(Content.self, try row["body"]) {
        case .message(let message):
            return try composer.offeringMeanings(
                composer.compose(message, for: form.reader), for: form.reader)
        case .question(let question):
            guard let id: Question.ID = try row["question"] else { throw BroadcastGone() }
            return try composer.offeringMeanings(
                composer.compose(question, id: id, for: form.reader), for: form.reader)
        }
    }

    private struct BroadcastGone: Error {}

    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
