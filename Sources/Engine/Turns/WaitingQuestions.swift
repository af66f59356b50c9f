import Storage
import YouSaidKit

/// Questions that wait behind another one, for people who want one thing at a time. What is released is looked at
/// again when it is taken for sending: one goes, the others wait on.
enum WaitingQuestions {
    /// A member answered or left a question, or wants all at once now: what waits for them is due.
    static func release(for member: Member.ID, now: Moment, in database: any Database) throws {
        let waiting = try database.rows(
            "SELECT question FROM core_asked WHERE member = $1 AND state = 4", member)
        for row in waiting {
            try database.run(
                """
                UPDATE core_outgoing SET due = $1 WHERE state = 0 AND due > $1 AND question = $2
                AND contact IN (SELECT id FROM core_contact WHERE member = $3)
                """, now, try row[0] as Question.ID, member)
        }
    }

    /// A question was closed: those who had not answered it and wait for the next one get that.
    static func release(behind question: Question.ID, now: Moment, in database: any Database) throws {
        // For each message that waits, not for each person who was asked: SQLite walks along the index of the queue.
        try database.run(
            """
            UPDATE core_outgoing SET due = $1 WHERE state = 0 AND due > $1 AND EXISTS (
                SELECT 1 FROM core_contact c
                JOIN core_asked w ON w.member = c.member AND w.question = core_outgoing.question AND w.state = 4
                JOIN core_asked a ON a.member = c.member AND a.question = $2 AND a.state = 0
                WHERE c.id = core_outgoing.contact)
            """, now, question)
    }
}

extension Conversation {
    /// The next question of a person who wants one thing at a time may go out.
    mutating func releaseWaiting(for member: Member.ID) throws {
        try WaitingQuestions.release(for: member, now: runner.now, in: database)
        after.channels.formUnion(parts.channels.keys)
    }
}
