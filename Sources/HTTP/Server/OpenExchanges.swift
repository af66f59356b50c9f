/// All exchanges that are under way, so that a server that stops can wait for them and answer the rest.
/// `ServerCore` adds and removes them, `Server.stop` waits.
final class OpenExchanges: Sendable {
    private struct State {
        var exchanges: [Exchange] = []
        var closing = false
    }

    private let state = Monitor(State())

    /// Adds an exchange that has begun.
    func add(_ exchange: Exchange) {
        state.withLock {
            exchange.place = $0.exchanges.count
            $0.exchanges.append(exchange)
        }
    }

    /// Removes an exchange that is over. The last one takes its place, so that this costs the same always.
    func remove(_ exchange: Exchange) {
        let wake = state.withLock { state in
            guard let last = state.exchanges.popLast() else { return false }
            if last !== exchange {
                last.place = exchange.place
                state.exchanges[exchange.place] = last
            }
            return state.closing && state.exchanges.isEmpty
        }
        if wake { state.wake() }
    }

    /// Whether the server is stopping, so that new requests are turned away.
    var isClosing: Bool { state.withLock { $0.closing } }

    /// Turns new requests away from now on.
    func close() {
        state.withLock { $0.closing = true }
    }

    /// Waits until no exchange is under way.
    ///
    /// - Parameter limit: How long at most.
    func waitUntilEmpty(atMost limit: Duration) {
        state.wait(atMost: limit) { $0.exchanges.isEmpty }
    }

    /// All that are under way now.
    func all() -> [Exchange] {
        state.withLock { $0.exchanges }
    }
}
