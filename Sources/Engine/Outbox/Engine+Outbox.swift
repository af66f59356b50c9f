import ChannelContract
import Storage
import YouSaidKit

/// What ``MessageSender`` and the pretend forum need of the outbox, each call one transaction.
extension Engine {
    /// Takes due messages of a channel for sending. None of them may start before ``noteTaken(_:)``.
    /// - Returns: the messages, and whether there may be more.
    func claim(
        channel: String, limit: Int
    ) async throws -> (messages: [ClaimedMessage], mayBeMore: Bool) {
        let parts = parts
        let now = parts.clock.now
        guard !isHeld || channel == Self.consoleChannel else { return ([], false) }
        let claim = try await store.write { connection in
            try Self.claim(channel: channel, limit: limit, parts: parts, now: now, in: connection)
        }
        finish(claim.after)
        return (claim.messages, claim.mayBeMore)
    }

    private static func claim(
        channel: String, limit: Int, parts: EngineParts, now: Moment, in connection: Connection
    ) throws -> (messages: [ClaimedMessage], mayBeMore: Bool, after: AfterCommit) {
        let after = AfterCommit()
        let claim = try parts.outbox.claim(channel: channel, limit: limit, now: now, in: connection)
        try tell(of: claim.failed, parts: parts, now: now, after, in: connection)
        return (claim.messages, claim.mayBeMore, after)
    }

    /// What tells of harm waits for somebody who was reached: whoever wrote it, or the clock, hears what became of it.
    private static func tell(
        of messages: [Int64], parts: EngineParts, now: Moment, _ after: AfterCommit,
        in connection: Connection
    ) throws {
        var after = after
        let desk = SafetyDesk(parts: parts, database: connection, now: now)
        for message in messages { try desk.isDone(message, &after) }
    }

    /// Notes in the journal that messages are about to be sent.
    func noteTaken(_ messages: [ClaimedMessage]) throws {
        try parts.journal.add(messages.map { .taken(message: $0.delivery.id) })
    }

    /// The channel that works even while a restored bot is held.
    public static let consoleChannel = "console"

    /// Marks what became of messages.
    func record(_ reports: [(message: ClaimedMessage, report: SendReport)]) async throws {
        let parts = parts
        let now = parts.clock.now
        let after = try await store.write { connection in
            try Self.record(reports, parts: parts, now: now, in: connection)
        }
        finish(after)
    }

    private static func record(
        _ reports: [(message: ClaimedMessage, report: SendReport)], parts: EngineParts, now: Moment,
        in connection: Connection
    ) throws -> AfterCommit {
        var batch = SameTime.Batch()
        let after = AfterCommit()
        for (message, report) in reports {
            try parts.outbox.record(
                message.delivery.id, report, now: now, journal: parts.journal, in: connection)
            if case .sent = report.outcome, let broadcast = message.broadcast {
                batch.add(broadcast, wasHeld: message.wasHeld)
            }
        }
        let safeguarding = reports.filter { $0.message.delivery.kind == .safeguarding }
        try tell(
            of: safeguarding.map(\.message.delivery.id), parts: parts, now: now, after, in: connection)
        try batch.write(at: now, in: connection)
        // Before the commit: after it the next try may begin, and it has to come later in the journal.
        let returned = reports.filter { $0.report.outcome.isCertainlyNotTaken }
        try parts.journal.add(returned.map { .returned(message: $0.message.delivery.id) }, in: connection)
        // A message that may go again is one that the journal has as taken: the tables know that.
        let isUnsure = reports.contains { if case .unknown = $0.report.outcome { true } else { false } }
        if isUnsure {
            try parts.journal.note(in: connection)
        } else {
            try parts.journal.noteIfMany(in: connection)
        }
        return after
    }

    /// Puts back what was taken and not sent.
    func putBack(_ ids: [Int64]) async throws {
        let parts = parts
        try await store.write { connection in
            for id in ids { try parts.outbox.putBack(id, in: connection) }
            try parts.journal.add(ids.map { .returned(message: $0) }, in: connection)
        }
    }

    /// Sends everything that is due on a channel, one message after another, and marks it: for the pretend
    /// forum, where sending takes no time.
    /// - Returns: how many messages were handed to `send`.
    @discardableResult
    public func deliverDue(channel: String, _ send: (Delivery) -> SendReport) throws -> Int {
        var count = 0
        while true {
            let parts = parts
            let now = parts.clock.now
            guard !isHeld || channel == Self.consoleChannel else { return count }
            let (claimed, mayBeMore, after) = try store.writeNow { connection in
                try Self.claim(channel: channel, limit: 200, parts: parts, now: now, in: connection)
            }
            finish(after)
            if claimed.isEmpty, !mayBeMore { return count }
            try parts.journal.add(claimed.map { .taken(message: $0.delivery.id) })
            for message in claimed where !stopList.holdsBack(message) {
                let report = send(parts.charts.ready(message))
                count += 1
                noteSend(report.outcome, on: channel)
                let after = try store.writeNow { connection in
                    try Self.record(
                        [(message, report)], parts: parts, now: now, in: connection)
                }
                finish(after)
            }
        }
    }
}

extension SendReport.Outcome {
    /// True where the platform certainly has nothing of it, and it waits to go again.
    fileprivate var isCertainlyNotTaken: Bool {
        switch self {
        case .retry, .slowDown, .shutOut, .moved, .nobodyThere: true
        case .sent, .refused, .unknown: false
        }
    }
}
