import Glibc

/// The connections that a whole request is awaited on: just opened, kept for the next request, or in the middle of a
/// head or body. `ServerCore` and the callbacks add and remove them; a thread of its own closes those that are late.
///
/// They hold at most half of the server's places, so that whoever only begins to ask keeps out nobody who asks: where
/// one more comes, the one that has been awaited longest is closed.
final class AwaitedRequests: Sendable {
    /// A connection, from when it is accepted until it is closed. libmicrohttpd holds it.
    ///
    /// It is `Sendable` unchecked because all that changes is guarded by the lock of `AwaitedRequests`.
    final class Connection: @unchecked Sendable {
        fileprivate let descriptor: Int32
        /// Since when a request is awaited.
        fileprivate var since = ContinuousClock.now
        /// When it must be there, or the next part of it.
        fileprivate var deadline = ContinuousClock.now
        /// Where it stands among those that are awaited; nil while its request is handled, or once it is given up.
        fileprivate var place: Int?

        init(descriptor: Int32) {
            self.descriptor = descriptor
        }
    }

    private struct State {
        var connections: [Connection] = []
        var hasEnded = false
    }

    private let state = Monitor(State())
    private let limit: Int
    private let headTime: Duration
    private let bodyTime: Duration

    /// - Parameters:
    ///   - places: How many connections the server takes.
    ///   - headTime: How long a head may take as a whole.
    ///   - bodyTime: How long a body may take as a whole, after its head.
    init(places: Int, headTime: Duration, bodyTime: Duration) {
        limit = max(places / 2, 1)
        self.headTime = headTime
        self.bodyTime = bodyTime
    }

    /// Awaits a request: the connection has been accepted, or its last request is answered.
    func add(_ connection: Connection) {
        let now = ContinuousClock.now
        state.withLock { state in
            guard !state.hasEnded else { return }
            connection.since = now
            connection.deadline = now + headTime
            guard connection.place == nil else { return }
            if state.connections.count >= limit,
                let oldest = state.connections.min(by: { $0.since < $1.since })
            {
                giveUp(oldest, in: &state)
            }
            connection.place = state.connections.count
            state.connections.append(connection)
        }
    }

    /// The head is there: its body has a time of its own.
    func awaitBody(of connection: Connection) {
        let deadline = ContinuousClock.now + bodyTime
        state.withLock { _ in connection.deadline = deadline }
    }

    /// The request is there, or the connection is closed.
    func remove(_ connection: Connection) {
        state.withLock { remove(connection, from: &$0) }
    }

    /// Starts the thread that closes what is late; it runs until `end`.
    ///
    /// - Returns: Whether there is such a thread.
    func start() -> Bool {
        Worker.start { [self] in
            var next = ContinuousClock.now
            while !state.wait(atMost: next - .now, until: { $0.hasEnded }) { next = closeLate() }
        }
    }

    /// Closes nothing any more.
    func end() {
        state.withLock { $0.hasEnded = true }
        state.wake()
    }

    /// - Returns: When the next can be late. Whoever comes meanwhile has longer than that.
    private func closeLate() -> ContinuousClock.Instant {
        let now = ContinuousClock.now
        return state.withLock { state in
            for connection in state.connections where connection.deadline <= now {
                giveUp(connection, in: &state)
            }
            // A millisecond is the least that `Monitor` waits.
            let shortest = now + max(min(headTime, bodyTime), .milliseconds(1))
            return state.connections.reduce(shortest) { min($0, max($1.deadline, now + .milliseconds(1))) }
        }
    }

    /// Ends a connection for both sides. libmicrohttpd finds it ended and closes it, after it has told us: so the
    /// descriptor is still this connection's, as long as it is in the list.
    private func giveUp(_ connection: Connection, in state: inout State) {
        shutdown(connection.descriptor, Int32(SHUT_RDWR))
        remove(connection, from: &state)
    }

    /// The last one takes its place, so that this costs the same always.
    private func remove(_ connection: Connection, from state: inout State) {
        guard let place = connection.place, let last = state.connections.popLast() else { return }
        connection.place = nil
        if last !== connection {
            last.place = place
            state.connections[place] = last
        }
    }
}
