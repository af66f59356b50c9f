import ChannelContract
import Storage
import YouSaidKit

extension Engine: Inbox {
    /// Stores and handles events in one transaction, then calls `then`: with how many direct answers each got,
    /// or with why they could not be stored. Everybody's answer waits for `then`, so it must be quick.
    public func accept(
        _ events: [Event], from channel: String,
        then: @escaping @Sendable (Result<[Int], any Error>) -> Void
    ) {
        store.write(
            Accepting(events.map { Arrival($0, from: channel, parts) }, engine: self, then: then))
    }

    @discardableResult public func accept(_ events: [Event], from channel: String) async throws -> [Int] {
        try await withCheckedThrowingContinuation { continuation in
            accept(events, from: channel) { continuation.resume(with: $0) }
        }
    }

    public func passedOver(_ number: String?, from channel: String) async throws {
        parts.metrics.passedOver(on: channel)
        let number = number ?? "without a number"
        log("channel '\(channel)': update \(number) could not be read or stored, and was passed over")
        let now = parts.clock.now
        // A key of its own: what could be known of it is an event under the number.
        try await store.write { connection in
            try connection.run(
                """
                INSERT INTO core_event (channel, key, received, state, plugin, reason)
                VALUES ($1, $2, $3, $4, NULL, 'a message that could not be read')
                ON CONFLICT (channel, key) DO NOTHING
                """, channel, "passed over \(number)", now, EventState.failed)
        }
    }

    public func someoneIsThere(on channel: String) async {
        let parts = parts
        let now = parts.clock.now
        store.write {
            try parts.outbox.someoneIsThere(channel: channel, now: now, in: $0)
        } then: {
            [self] _ in
            announce(.send(channel: channel))
        }
    }

    /// The same for the pretend forum, which waits for it.
    public func someoneIsThereNow(on channel: String) throws {
        let parts = parts
        let now = parts.clock.now
        try store.writeNow { try parts.outbox.someoneIsThere(channel: channel, now: now, in: $0) }
        announce(.send(channel: channel))
    }

    // MARK: What is due by itself

    /// Does one thing that is due, in one transaction.
    /// - Returns: false where nothing of that kind is due.
    func perform(_ due: DueWork) async throws -> Bool {
        let parts = parts
        let now = parts.clock.now
        let (after, more) = try await store.write { connection in
            try due.perform(InboxTransaction(parts: parts, connection: connection, now: now))
        }
        finish(after)
        return more
    }

    /// The same for the pretend forum, which waits for it.
    public func performNow(_ due: DueWork) throws -> Bool {
        let parts = parts
        let now = parts.clock.now
        let (after, more) = try store.writeNow { connection in
            try due.perform(InboxTransaction(parts: parts, connection: connection, now: now))
        }
        finish(after)
        return more
    }

    /// Takes events in and waits until they are on disk: for the pretend forum.
    @discardableResult public func acceptNow(_ events: [Event], from channel: String) throws -> [Int] {
        let parts = parts
        let now = parts.clock.now
        let arrivals = events.map { Arrival($0, from: channel, parts) }
        let all = try store.writeNow { connection in
            try InboxTransaction(parts: parts, connection: connection, now: now).accept(arrivals)
        }
        for after in all { finish(after) }
        return all.map(\.answers)
    }
}

/// What comes due without anybody writing.
public enum DueWork: Sendable, CaseIterable {
    /// An event that an organiser asked for again.
    case replay
    /// A timer, or news that a plugin has yet to hear.
    case timer
    /// A concern that no safeguarding lead has taken up in time.
    case concern
    /// A voice note or picture that no organiser has listened to or looked at in time.
    case attachment
    /// Somebody who said DELETE ME a day ago is deleted.
    case leaving
    /// A role that waited too long for a second organiser.
    case role
    /// Organisers are told whom an urgent message did not reach.
    case unreached
    /// A page of a broadcast.
    case broadcastPage
    /// Who has answered a secret question that is closed.
    case forgetting

    func perform(_ inbox: InboxTransaction) throws -> (AfterCommit, Bool) {
        var after = AfterCommit()
        let more: Bool
        switch self {
        case .replay: more = try inbox.replayNext(&after)
        case .timer: more = try inbox.wakeNext(&after)
        case .concern: more = try inbox.remindNext(&after)
        case .attachment:
            more = try AttachmentDesk(parts: inbox.parts, database: inbox.connection, now: inbox.now)
                .remindNext(&after)
        case .leaving: more = try inbox.eraseNext(&after)
        case .role:
            more = try RoleDesk(parts: inbox.parts, database: inbox.connection, now: inbox.now)
                .runOutNext(&after)
        case .unreached:
            more = try Unreached(parts: inbox.parts, database: inbox.connection, now: inbox.now)
                .tellNext(&after)
        case .broadcastPage:
            let channels = try inbox.parts.outbox.broadcasts.writePage(
                now: inbox.now, journal: inbox.parts.journal, in: inbox.connection)
            after.channels.formUnion(channels ?? [])
            more = channels != nil
        case .forgetting:
            more = try inbox.parts.secrets.forgetPage(in: inbox.connection)
            after.hasErasure = more
        }
        return (after, more)
    }
}

/// The transaction that takes events in.
private final class Accepting: Job, @unchecked Sendable {
    // Sendable unchecked, as every job: one thread at a time has it. Locked queues hand it to the writer's thread,
    // and from there to the one that answers.
    var hasFailed = false
    private let arrivals: [Arrival]
    private let engine: Engine
    private let now: Moment
    private let then: @Sendable (Result<[Int], any Error>) -> Void
    private var done: [AfterCommit] = []
    private var error: (any Error)?

    init(
        _ arrivals: [Arrival], engine: Engine, then: @escaping @Sendable (Result<[Int], any Error>) -> Void
    ) {
        self.arrivals = arrivals
        self.engine = engine
        self.then = then
        now = engine.parts.clock.now
    }

    func run(on connection: Connection) throws {
        done = try InboxTransaction(parts: engine.parts, connection: connection, now: now).accept(arrivals)
        error = nil
        hasFailed = false
    }

    func fail(_ error: any Error) {
        self.error = error
        hasFailed = true
    }

    func answer() {
        if let error {
            engine.answerUnstored(arrivals)
            return then(.failure(error))
        }
        for after in done { engine.finish(after) }
        then(.success(done.map(\.answers)))
    }
}
