import Storage
import YouSaidKit

/// Questions whose answers are secret: once one is closed, nothing is left of who has answered it.
///
/// While it is open the core knows who has, so that an answer finds its question and reminders go to the others. The
/// result may still have to be told to those who answered, so it is forgotten after that, in pages.
struct SecretQuestions: Sendable {
    private static let page = 500

    /// Marks a secret question as closed: who has answered is to be forgotten, and reminders that still wait would
    /// tell who has not. A voice note that was an answer to it is one by itself from now on.
    func closed(_ id: Question.ID, at now: Moment, in database: any Database) throws {
        try database.run("UPDATE core_question SET forget = 0 WHERE id = $1", id)
        try database.run("DELETE FROM core_attachment WHERE question = $1 AND due IS NULL", id)
        try database.run("UPDATE core_attachment SET question = NULL WHERE question = $1", id)
        try database.run(
            """
            DELETE FROM core_outgoing WHERE state = 0 AND broadcast IN
                (SELECT id FROM core_broadcast WHERE secret = $1)
            """, id)
        try database.run(
            "UPDATE core_broadcast SET done = $1 WHERE secret = $2 AND done IS NULL", now, id)
        // What is asked in this very moment is about questions that are open.
        try PassingQuestions.forgetAll(before: now, in: database)
    }

    /// Forgets the next page of who has answered a question that is closed.
    /// - Returns: false where there is nothing to forget, or the result still goes out.
    func forgetPage(in database: any Database) throws -> Bool {
        let row = try database.first(
            """
            SELECT q.id, q.forget FROM core_question q WHERE q.forget IS NOT NULL AND NOT EXISTS
                (SELECT 1 FROM core_broadcast b WHERE b.done IS NULL AND b.secret IS NOT NULL)
            ORDER BY q.id LIMIT 1
            """)
        guard let row else { return false }
        let id: Question.ID = try row[0]
        let place: Int64 = try row[1]
        let last: Int64? = try database.first(
            """
            SELECT MAX(member) FROM (SELECT member FROM core_asked WHERE question = $1 AND member > $2
                ORDER BY member LIMIT \(Self.page)) a
            """, id, place
        ).flatMap { try $0[0] }
        if let last {
            try database.run(
                """
                UPDATE core_asked SET state = 2, tries = 0
                WHERE question = $1 AND member > $2 AND member <= $3
                """, id, place, last)
        }
        try database.run("UPDATE core_question SET forget = $1 WHERE id = $2", last, id)
        return true
    }
}
