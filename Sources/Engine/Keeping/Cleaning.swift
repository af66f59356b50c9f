import Storage
import YouSaidKit

/// Takes away what is no longer needed: old numbers of events, rows of messages that arrived, questions that were
/// closed long ago, codes that ran out.
///
/// It is done in pages, each a small transaction: ``page(after:now:parts:in:)`` is called until it returns nil.
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
    /// How long what somebody sent can be handed on once a person has listened or looked.
    static let attachmentsKept = Duration.hours(30 * 24)
    /// How long the words of a false alarm are kept, from when a lead said that it was nothing.
    static let falseAlarmsKept = Duration.hours(30 * 24)
    /// How long it can be told how many rows time took away.
    static let reportsKept = Duration.hours(366 * 24)
    static let interval = Duration.hours(1)
    /// How many rows one transaction looks at or takes away.
    private static let page = 500

    /// How far a cleaning has come: the last event that was looked at.
    struct Place: Sendable {
        var channel = ""
        var key = ""
        var isPastEvents = false
    }

    /// Does the next page.
    /// - Returns: where to go on, or nil where nothing is left to do.
    static func page(
        after place: Place, now: Moment, parts: EngineParts, in database: any Database
    ) throws -> Place? {
        let counting = CountingDatabase(database)
        let next: Place?
        if !place.isPastEvents {
            next = try events(after: place, now: now, in: counting)
        } else {
            let mayBeMore = try others(
                now: now, keepFailed: parts.keepFailed, rules: parts.retention, in: counting)
            let isOld = try !parts.retention.page(now: now, in: counting).isEmpty
            next = mayBeMore || isOld ? place : nil
        }
        // Messages that the journal has as taken may be among what went.
        try parts.journal.note(in: database)
        try LossNote.clean(now: now, in: database)
        try CleanedBook.note(counting.counts, now: now, zone: parts.forum.timeZone, in: database)
        return next
    }

    /// Looks at the next events. There is no index by time, because every event would pay for it: once an hour all
    /// are walked through in the order of their numbers.
    private static func events(after place: Place, now: Moment, in database: any Database) throws -> Place {
        let rows = try database.rows(
            """
            SELECT channel, key, received, state FROM core_event WHERE (channel, key) > ($1, $2)
            ORDER BY channel, key LIMIT \(page)
            """, place.channel, place.key)
        var place = place
        for row in rows {
            place.channel = try row[0]
            place.key = try row[1]
            let received: Moment = try row[2]
            guard received < now - eventsKept, try row[3] == EventState.handled else { continue }
            try database.run(
                "DELETE FROM core_event WHERE channel = $1 AND key = $2", place.channel, place.key)
        }
        place.isPastEvents = rows.count < page
        return place
    }

    /// - Returns: whether there may be more.
    private static func others(
        now: Moment, keepFailed: Duration, rules: RetentionRules, in database: any Database
    ) throws -> Bool {
        let messagesKept = rules.span("core_outgoing", messagesKept)
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
        try database.run(
            "DELETE FROM core_request WHERE made < $1", now - rules.span("core_request", requestsKept))
        try database.run(
            "UPDATE core_event SET state = 0, body = NULL WHERE state <> 0 AND received < $1",
            now - keepFailed)
        try database.run("DELETE FROM core_cleaned WHERE day < $1", now - reportsKept)
        try database.run(
            """
            DELETE FROM core_attachment WHERE due IS NULL AND made < $1 AND NOT EXISTS
                (SELECT 1 FROM core_concern c WHERE c.id = core_attachment.concern AND c.state <> 2)
            """, now - attachmentsKept)
        try Pieces.clean(now: now, in: database)
        try PassingQuestions.clean(now: now, in: database)
        try ConcernBook.clean(
            falseAlarms: now - falseAlarmsKept, others: rules.worries.map { now - $0 }, in: database)
        try database.run("DELETE FROM core_page_link WHERE expires < $1", now)
        try database.run("DELETE FROM core_invitation WHERE expires < $1", now)
        try database.run("DELETE FROM core_link WHERE expires < $1", now)
        try WrongCodes.clean(now: now, in: database)
        try database.run("DELETE FROM core_bond_code WHERE expires < $1", now)
        let questions = try database.rows(
            "SELECT id FROM core_question WHERE closed < $1 ORDER BY id LIMIT 5",
            now - rules.span("core_question", questionsKept))
        for question in questions {
            let id: Question.ID = try question[0]
            try database.run("DELETE FROM core_asked WHERE question = $1", id)
            try database.run("DELETE FROM core_question WHERE id = $1", id)
        }
        return messages == page || broadcasts > 0 || questions.count == 5
    }
}

extension Engine {
    /// Cleans up, at most once an hour, in small transactions. Called by ``Heart``.
    func cleanIfDue() async throws {
        guard let now = try cleaningTime() else { return }
        let parts = parts
        var place: Cleaning.Place? = Cleaning.Place()
        while let here = place {
            place = try await store.write {
                try Cleaning.page(after: here, now: now, parts: parts, in: $0)
            }
        }
        try await store.write { [self] in try destroyStrayKeys(in: $0) }
        try cleaned(at: now)
    }

    /// The same for the pretend forum, which waits for it.
    public func cleanNowIfDue() throws {
        guard let now = try cleaningTime() else { return }
        let parts = parts
        var place: Cleaning.Place? = Cleaning.Place()
        while let here = place {
            place = try store.writeNow {
                try Cleaning.page(after: here, now: now, parts: parts, in: $0)
            }
        }
        try store.writeNow { [self] in try destroyStrayKeys(in: $0) }
        try cleaned(at: now)
    }

    /// The time, if an hour has gone by since the last cleaning.
    private func cleaningTime() throws -> Moment? {
        let now = parts.clock.now
        destroyKeysLeft()
        if logHoldsErased.with({ $0 }), try store.emptyLog() { logHoldsErased.with { $0 = false } }
        return lastCleaning.with { last in
            if let done = last, now - done < Cleaning.interval, now >= done { return nil }
            last = now
            return now
        }
    }

    private func cleaned(at now: Moment) throws {
        // What was cleared lies in the log until it is written over.
        logHoldsErased.with { $0 = true }
        try parts.journal.shorten(
            before: now - Cleaning.oldestBackup, ifLargerThan: Cleaning.journalSize)
    }
}
