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
    /// It waits to be shown, behind another question or until a quiet time is over: nothing answers it yet.
    case waiting = 3
}

/// A question as one person was asked it.
struct AskedQuestion {
    let id: Question.ID
    let plugin: String
    let question: Question
    let state: AskedState
    let isClosed: Bool
    /// How often an answer was not understood.
    let tries: Int
}

/// The questions that were asked: who was asked what, what is open, what was answered.
struct QuestionBook: Sendable {
    let cache: QuestionCache

    /// Keeps a question, before anybody is asked it.
    /// - Parameter isWide: whether a whole group is asked.
    func keep(
        _ question: Question, id: Question.ID, plugin: String, isWide: Bool = false, in database: any Database
    ) throws {
        let body = String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
        try database.run(
            "INSERT INTO core_question (id, plugin, body, wide) VALUES ($1, $2, $3, $4)", id, plugin, body,
            isWide)
    }

    /// Notes that somebody is asked. Asking the same again keeps what they answered.
    /// - Parameter state: whether it is shown at once, or waits for its turn.
    func ask(
        _ id: Question.ID, _ member: Member.ID, as state: AskedState = .open, in database: any Database
    ) throws {
        try database.run(
            """
            INSERT INTO core_asked (member, question, state, tries) VALUES ($1, $2, $3, 0)
            ON CONFLICT (member, question) DO UPDATE SET state = excluded.state WHERE core_asked.state = 3
            """, member, id, state)
    }

    /// The question, whoever was asked it; nil where it is gone.
    func question(_ id: Question.ID, in database: any Database) throws -> Question? {
        if let known = cache.find(id) { return known.question }
        let row = try database.first("SELECT plugin, body FROM core_question WHERE id = $1", id)
        guard let row else { return nil }
        return try cache.keep(id, plugin: try row["plugin"], body: try row["body"]).question
    }

    /// The question as this member was asked it; nil where they never were.
    func asked(_ id: Question.ID, of member: Member.ID, in database: any Database) throws -> AskedQuestion? {
        if let known = cache.find(id) {
            let row = try database.first(
                """
                SELECT a.state, a.tries, q.closed FROM core_asked a
                JOIN core_question q ON q.id = a.question WHERE a.member = $1 AND a.question = $2
                """, member, id)
            guard let row else { return nil }
            return AskedQuestion(
                id: id, plugin: known.plugin, question: known.question, state: try row[0],
                isClosed: try (row[2] as Int64?) != nil, tries: try row[1])
        }
        let row = try database.first(
            """
            SELECT q.id, q.plugin, q.body, q.closed, a.state, a.tries FROM core_asked a
            JOIN core_question q ON q.id = a.question WHERE a.member = $1 AND a.question = $2
            """, member, id)
        return try row.map(read)
    }

    /// What this member can still answer, the newest first: what is open, then what may be changed.
    func answerable(by member: Member.ID, in database: any Database) throws -> [AskedQuestion] {
        try database.rows(
            """
            SELECT q.id, q.plugin, q.body, q.closed, a.state, a.tries FROM core_asked a
            JOIN core_question q ON q.id = a.question
            WHERE a.member = $1 AND a.state < 2 AND q.closed IS NULL
            ORDER BY a.state, q.id DESC LIMIT 20
            """, member
        ).map(read).filter { $0.state == .open || $0.question.canChange }
    }

    private func read(_ row: Row) throws -> AskedQuestion {
        let id: Question.ID = try row[0]
        let known = try cache.keep(id, plugin: try row[1], body: try row[2])
        return AskedQuestion(
            id: id, plugin: known.plugin, question: known.question, state: try row[4],
            isClosed: try (row[3] as Int64?) != nil, tries: try row[5])
    }

    /// Notes that a question was answered. One that cannot be changed is closed by that for this member.
    func answer(_ asked: AskedQuestion, by member: Member.ID, in database: any Database) throws {
        guard asked.state != .answered || asked.tries != 0 else { return }
        try database.run(
            "UPDATE core_asked SET state = 1, tries = 0 WHERE member = $1 AND question = $2",
            member, asked.id)
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
        try database.run("UPDATE core_asked SET state = 2 WHERE member = $1 AND state = 0", member)
    }

    func close(_ id: Question.ID, at now: Moment, in database: any Database) throws {
        try database.run(
            "UPDATE core_question SET closed = $1 WHERE id = $2 AND closed IS NULL", now, id)
        try WaitingQuestions.release(behind: id, now: now, in: database)
    }
}

/// Questions that were read before. A question never changes once it is asked, so keeping it is safe; whether it
/// is closed is read from the tables every time.
final class QuestionCache: Sendable {
    struct Known {
        let plugin: String
        let question: Question
    }

    private static let limit = 2_000
    private let known = Guarded<[Question.ID: Known]>([:])

    func find(_ id: Question.ID) -> Known? { known.with { $0[id] } }

    func keep(_ id: Question.ID, plugin: String, body: String) throws -> Known {
        if let found = find(id) { return found }
        let question = try JSONDecoder().decode(Question.self, from: Array(body.utf8).asData)
        let new = Known(plugin: plugin, question: question)
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
