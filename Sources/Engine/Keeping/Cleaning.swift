import Storage
import YouSaidKit

/// Takes away what is no longer needed: old numbers of events, rows of messages that arrived, questions that were
/// closed long ago, codes that ran out.
enum Cleaning {
    /// How long a platform may deliver the same event again; WhatsApp does so for 7 days.
    static let eventsKept = Duration.hours(9 * 24)
    /// How long a message that arrived can still be replied to.
    static let messagesKept = Duration.hours(90 * 24)
    /// How long somebody is told that a question is closed, and not that it was never theirs.
    static let questionsKept = Duration.hours(90 * 24)
    /// A backup older than this is not brought back: the journal keeps what was sent since then.
    static let oldestBackup = Duration.hours(60 * 24)
    /// How large the journal may grow before it is shortened.
    static let journalSize = 32 << 20
    /// How long a wish to join waits for an organiser.
    static let requestsKept = Duration.hours(30 * 24)
    static let interval = Duration.hours(1)
    /// How many rows one transaction takes away.
    private static let page = 500

    /// - Returns: whether there may be more.
    static func page(now: Moment, keepFailed: Duration, in database: any Database) throws -> Bool {
        let events = try database.run(
            """
            DELETE FROM core_event WHERE (channel, key) IN
                (SELECT channel, key FROM core_event WHERE received < $1 AND state = 0
                 ORDER BY received LIMIT \(page))
            """, now - eventsKept)
        // A message's number begins with its time.
        let oldest = (now - messagesKept).milliseconds << IDMaker.countBits
        let messages = try database.run(
            """
            DELETE FROM core_outgoing WHERE id IN
                (SELECT id FROM core_outgoing WHERE id < $1 AND state IN (2, 3, 5)
                 ORDER BY id LIMIT \(page))
            """, oldest)
        let broadcasts = try database.run(
            """
            DELETE FROM core_broadcast WHERE done < $1 AND NOT EXISTS
                (SELECT 1 FROM core_outgoing o WHERE o.broadcast = core_broadcast.id AND o.state IN (0, 1, 4))
            """, now - messagesKept)
        try database.run("DELETE FROM core_request WHERE made < $1", now - requestsKept)
        try database.run(
            "UPDATE core_event SET state = 0, body = NULL WHERE state <> 0 AND received < $1",
            now - keepFailed)
        try database.run("DELETE FROM core_invitation WHERE expires < $1", now)
        let questions = try database.rows(
            "SELECT id FROM core_question WHERE closed < $1 ORDER BY id LIMIT 5", now - questionsKept)
        for question in questions {
            let id: Question.ID = try question[0]
            try database.run("DELETE FROM core_asked WHERE question = $1", id)
            try database.run("DELETE FROM core_question WHERE id = $1", id)
        }
        return events == page || messages == page || broadcasts > 0 || questions.count == 5
    }
}

extension Engine {
    /// Cleans up, at most once an hour, in small transactions.
    func cleanIfDue() async throws {
        let now = parts.clock.now
        if logHoldsErased.with({ $0 }), try store.emptyLog() { logHoldsErased.with { $0 = false } }
        let isDue = lastCleaning.with { last in
            if let done = last, now - done < Cleaning.interval, now >= done { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let keepFailed = parts.keepFailed
        while try await store.write({ try Cleaning.page(now: now, keepFailed: keepFailed, in: $0) }) {}
        // What was cleared lies in the log until it is written over.
        logHoldsErased.with { $0 = true }
        try parts.journal.shorten(
            before: now - Cleaning.oldestBackup, ifLargerThan: Cleaning.journalSize)
    }
}
