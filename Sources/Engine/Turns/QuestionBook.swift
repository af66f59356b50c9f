import Foundation
import Storage
import Threads
import YouSaidKit

/// What stands in `core_asked.state`.
enum AskedState: Int64, SQLConvertible {
    case open = 0
    case answered = 1
    /// Ended without an answer: LEAVE, or the question was closed.
    case ended = 2
    /// Answered, and asked again since: what comes next is for this one.
    case again = 3
    /// It waits to be shown, behind another question or until a quiet time is over: nothing answers it yet.
    case waiting = 4

    /// Whether there is an answer.
    var isAnswered: Bool { self == .answered || self == .again }
}

/// A question as one person was asked it.
struct AskedQuestion {
    let id: Question.ID
    private let known: QuestionCache.Known
    let state: AskedState
    let isClosed: Bool
    /// How often an answer was not understood.
    let tries: Int
    /// Who answered for them last; nil where they did themself.
    let speaker: Member.ID?

    var plugin: String { known.plugin }
    var question: Question { known.question }
    /// The engine asks it about a worry: whoever says something else is not asked again.
    var isAboutWorry: Bool {
        plugin == SafetyDesk.owner && SafetyDesk.CoreQuestion(rawValue: question.name) != nil
    }
    /// It was asked in the forum's work: in a step that a word of staff opened.
    var isStaffs: Bool { known.isStaffs }

    init(
        id: Question.ID, known: QuestionCache.Known, state: AskedState, isClosed: Bool, tries: Int,
        speaker: Member.ID?
    ) {
        self.id = id
        self.known = known
        self.state = state
        self.isClosed = isClosed
        self.tries = tries
        self.speaker = speaker
    }
}

/// Why a question is refused.
enum QuestionError: Error, Hashable, CustomStringConvertible {
    /// Two of its choices have the same id, so that nobody could tell which was meant.
    case sameChoiceTwice(question: String)

    var description: String {
        switch self {
        case .sameChoiceTwice(let question): "the question '\(question)' has two choices with the same id"
        }
    }
}

/// The questions that were asked: who was asked what, what is open, what was answered.
struct QuestionBook: Sendable {
    let cache: QuestionCache

    /// Keeps a question, before anybody is asked it.
    /// - Parameter isWide: whether a whole group is asked.
    func keep(
        _ question: Question, id: Question.ID, plugin: String, isWide: Bool = false, isStaffs: Bool = false,
        in database: any Database
    ) throws {
        guard Set(question.choices.map(\.id)).count == question.choices.count else {
            throw QuestionError.sameChoiceTwice(question: question.name)
        }
        let body = String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
        try database.run(
            "INSERT INTO core_question (id, plugin, body, wide, vault, staff) VALUES ($1, $2, $3, $4, $5, $6)",
            id, plugin, body, isWide, question.vault.map { VaultName(plugin: plugin, name: $0).text },
            isStaffs)
    }

    /// Notes that somebody is asked. Asked the same again, what they answered stays, and it is open to be answered
    /// anew.
    /// - Parameter state: whether it is shown at once, or waits for its turn.
    func ask(
        _ id: Question.ID, _ member: Member.ID, as state: AskedState = .open, in database: any Database
    ) throws {
        try database.run(
            """
            INSERT INTO core_asked (member, question, state, tries) VALUES ($1, $2, $3, 0)
            ON CONFLICT (member, question) DO UPDATE
            SET state = CASE core_asked.state
                WHEN 1 THEN 3 WHEN 2 THEN 0 WHEN 4 THEN excluded.state ELSE core_asked.state END
            """, member, id, state)
    }

    /// The question, whoever was asked it; nil where it is gone.
    func question(_ id: Question.ID, in database: any Database) throws -> Question? {
        if let known = cache.find(id) { return known.question }
        let row = try database.first("SELECT plugin, body, staff FROM core_question WHERE id = $1", id)
        guard let row else { return nil }
        return try cache.keep(
            id, plugin: try row["plugin"], body: try row["body"], isStaffs: try row["staff"]
        ).question
    }

    /// The question as the tables have it now, within a turn that may have changed it. It is noted that many people
    /// are asked it together.
    func readForGroup(_ id: Question.ID, in database: any Database) throws -> Question? {
        try database.run("UPDATE core_question SET wide = 1 WHERE id = $1", id)
        return try database.first("SELECT body FROM core_question WHERE id = $1", id).map { row in
            let body: String = try row[0]
            return try JSONDecoder().decode(Question.self, from: Data(body.utf8))
        }
    }

    /// The question as this member was asked it; nil where they never were.
    func asked(_ id: Question.ID, of member: Member.ID, in database: any Database) throws -> AskedQuestion? {
        if let known = cache.find(id) {
            let row = try database.first(
                """
                SELECT a.state, a.tries, q.closed, a.speaker FROM core_asked a
                JOIN core_question q ON q.id = a.question WHERE a.member = $1 AND a.question = $2
                """, member, id)
            guard let row else { return nil }
            return AskedQuestion(
                id: id, known: known, state: try row[0],
                isClosed: try (row[2] as Int64?) != nil, tries: try row[1], speaker: try row[3])
        }
        let row = try database.first(
            """
            SELECT q.id, q.plugin, q.body, q.closed, a.state, a.tries, a.speaker, q.staff FROM core_asked a
            JOIN core_question q ON q.id = a.question WHERE a.member = $1 AND a.question = $2
            """, member, id)
        return try row.map(read)
    }

    /// What this member can still answer, the newest first: what they were asked again, then what is open, then what
    /// may be changed.
    func answerable(by member: Member.ID, in database: any Database) throws -> [AskedQuestion] {
        try database.rows(
            """
            SELECT q.id, q.plugin, q.body, q.closed, a.state, a.tries, a.speaker, q.staff FROM core_asked a
            JOIN core_question q ON q.id = a.question
            WHERE a.member = $1 AND a.state IN (0, 1, 3) AND q.closed IS NULL
            ORDER BY CASE a.state WHEN 3 THEN -1 ELSE a.state END, q.id DESC LIMIT 20
            """, member
        ).map(read).filter { $0.state == .open || $0.question.canChange }
    }

    private func read(_ row: Row) throws -> AskedQuestion {
        let id: Question.ID = try row[0]
        let known = try cache.keep(id, plugin: try row[1], body: try row[2], isStaffs: try row[7])
        return AskedQuestion(
            id: id, known: known, state: try row[4],
            isClosed: try (row[3] as Int64?) != nil, tries: try row[5], speaker: try row[6])
    }

    /// Notes that a question was answered. One that cannot be changed is closed by that for this member.
    /// - Parameter speaker: who answered for them; nil where they did themself.
    func answer(
        _ asked: AskedQuestion, by member: Member.ID, speaker: Member.ID? = nil, in database: any Database
    ) throws {
        if speaker != asked.speaker {
            try database.run(
                "UPDATE core_asked SET speaker = $1 WHERE member = $2 AND question = $3", speaker, member,
                asked.id)
        }
        guard asked.state != .answered || asked.tries != 0 else { return }
        try database.run(
            "UPDATE core_asked SET state = 1, tries = 0 WHERE member = $1 AND question = $2",
            member, asked.id)
    }

    /// Notes that something was said beside the answers. What was asked again has been heard.
    func heardAside(_ asked: AskedQuestion, by member: Member.ID, in database: any Database) throws {
        guard asked.state == .again else { return }
        try answer(asked, by: member, speaker: asked.speaker, in: database)
    }

    /// Ends one question for a member without an answer. One that they answered before stays answered.
    func leave(_ id: Question.ID, _ member: Member.ID, in database: any Database) throws {
        try database.run(
            """
            UPDATE core_asked SET state = CASE state WHEN 0 THEN 2 WHEN 3 THEN 1 ELSE state END
            WHERE member = $1 AND question = $2
            """, member, id)
    }

    /// Opens a question for a member that they answered, as if they never had.
    func reopen(_ id: Question.ID, _ member: Member.ID, in database: any Database) throws {
        try database.run(
            """
            UPDATE core_asked SET state = 0, tries = 0 WHERE member = $1 AND question = $2 AND state IN (1, 3)
            """, member, id)
    }

    /// A member is asked something else: what was asked again before it is no longer what they answer next.
    func endAgain(_ member: Member.ID, in database: any Database) throws {
        try database.run("UPDATE core_asked SET state = 1 WHERE member = $1 AND state = 3", member)
    }

    /// Puts other words to a question.
    func correct(_ id: Question.ID, to question: Question, in database: any Database) throws {
        let body = String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
        try database.run("UPDATE core_question SET body = $1 WHERE id = $2", body, id)
    }

    /// Counts one more answer that was not understood.
    func misunderstood(_ asked: AskedQuestion, by member: Member.ID, in database: any Database) throws {
        try database.run(
            "UPDATE core_asked SET tries = tries + 1 WHERE member = $1 AND question = $2",
            member, asked.id)
    }

    /// Ends what is open for a member without an answer.
    /// - Returns: how many questions that were.
    func leave(_ member: Member.ID, in database: any Database) throws -> Int {
        try endAgain(member, in: database)
        return try database.run("UPDATE core_asked SET state = 2 WHERE member = $1 AND state = 0", member)
    }

    /// Closes a question for everybody.
    /// - Returns: whether its answers are secret, and it was open.
    @discardableResult
    func close(_ id: Question.ID, at now: Moment, in database: any Database) throws -> Bool {
        let closed = try database.run(
            "UPDATE core_question SET closed = $1 WHERE id = $2 AND closed IS NULL", now, id)
        try WaitingQuestions.release(behind: id, now: now, in: database)
        // Whoever has not been shown it yet is not asked what they can answer no more. A reply is owed all the same.
        try database.run(
            """
            UPDATE core_outgoing SET state = $1, reason = 'closed before it went', body = NULL, address = NULL,
                \(Outbox.withoutTrace)
            WHERE state = 0 AND question = $2 AND kind = $3
            """, OutgoingState.withheld, id, Message.Kind.notice)
        // What is being sent just now may be there already. If it is not, it is not tried again.
        try database.run(
            "UPDATE core_outgoing SET marks = marks | $1 WHERE \(Outbox.underWay) AND question = $2 AND kind = $3",
            Courtesy.Mark.closed, id, Message.Kind.notice)
        return try closed > 0 && question(id, in: database)?.vault != nil
    }
}

/// Questions that were read before. Whether one is closed is read from the tables every time; one whose words are
/// corrected is forgotten here once that is committed.
final class QuestionCache: Sendable {
    /// A class, because questions have many parts, each of which would be counted when one is handed on.
    final class Known: Sendable {
        let plugin: String
        let question: Question
        let isStaffs: Bool

        init(plugin: String, question: Question, isStaffs: Bool) {
            self.plugin = plugin
            self.question = question
            self.isStaffs = isStaffs
        }
    }

    private static let limit = 2_000
    private let known = Guarded<[Question.ID: Known]>([:])

    func find(_ id: Question.ID) -> Known? { known.with { $0[id] } }

    func forget(_ id: Question.ID) { known.with { $0[id] = nil } }

    func keep(_ id: Question.ID, plugin: String, body: String, isStaffs: Bool) throws -> Known {
        if let found = find(id) { return found }
        let question = try JSONDecoder().decode(Question.self, from: Array(body.utf8).asData)
        let new = Known(plugin: plugin, question: question, isStaffs: isStaffs)
        known.with {
            if $0.count >= Self.limit { $0.removeAll(keepingCapacity: true) }
            $0[id] = new
        }
        return new
    }
}

extension [UInt8] {
    var asData: Data { Data(self) }
}
