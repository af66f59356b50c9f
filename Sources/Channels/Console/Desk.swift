import ChannelContract
import Threads
import YouSaidKit

/// Where messages to the operator lie until somebody takes them: the replies to what was just said, and what
/// comes later for whoever listens. Used by ``ConsoleChannel`` alone.
final class Desk: Sendable {
    private struct State {
        /// Replies by the message that they answer. A key is there while somebody waits for it.
        var replies: [String: [ConsoleMessage]] = [:]
        /// Messages that belong to no message of the operator's.
        var later: [ConsoleMessage] = []
        var listeners = 0
        var isClosed = false
    }

    /// How many messages lie ready for a listener between two of its requests.
    private static let most = 500

    private let state = Guarded(State())
    private let bell = Guarded<[CheckedContinuation<Void, Never>]>([])

    /// Takes a message for the operator.
    /// - Returns: false where nobody waits for it.
    func take(_ delivery: Delivery) -> Bool {
        let message = ConsoleMessage(delivery)
        let isTaken = state.with { state in
            if let cause = delivery.cause, state.replies[cause] != nil {
                state.replies[cause]?.append(message)
                return true
            }
            guard state.listeners > 0, state.later.count < Self.most else { return false }
            state.later.append(message)
            return true
        }
        if isTaken { ring() }
        return isTaken
    }

    func expect(_ cause: String) { state.with { $0.replies[cause] = [] } }

    func forget(_ cause: String) { state.with { $0.replies[cause] = nil } }

    /// Waits until so many replies have come, or until the time is up.
    func replies(to cause: String, count: Int, within time: Duration) async -> [ConsoleMessage] {
        let end = ContinuousClock.now + time
        while true {
            let (found, isClosed) = state.with { ($0.replies[cause] ?? [], $0.isClosed) }
            if found.count >= count || isClosed || ContinuousClock.now >= end { return found }
            await wait(until: end)
        }
    }

    /// Somebody begins to listen: from now on messages are taken.
    func beginListening() { state.with { $0.listeners += 1 } }

    /// Waits for messages that come later, or until the time is up, and ends the listening.
    func listen(for time: Duration) async -> [ConsoleMessage] {
        let end = ContinuousClock.now + time
        defer { state.with { $0.listeners -= 1 } }
        while true {
            let (found, isClosed) = state.with { state in
                defer { state.later = [] }
                return (state.later, state.isClosed)
            }
            if !found.isEmpty || isClosed || ContinuousClock.now >= end { return found }
            await wait(until: end)
        }
    }

    /// Lets everybody who waits go.
    func close() {
        state.with { $0.isClosed = true }
        ring()
    }

    // MARK: Waiting

    private func ring() {
        let waiting = bell.with { waiting in
            defer { waiting = [] }
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits for a ring, but not longer than to `end`, and not longer than a moment: a message may have come
    /// between looking and waiting.
    private func wait(until end: ContinuousClock.Instant) async {
        let timer = Task {
            while !Task.isCancelled {
                try? await Task.sleep(until: min(end, .now + .milliseconds(100)), clock: .continuous)
                ring()
                if ContinuousClock.now >= end { await Task.yield() }
            }
        }
        await withCheckedContinuation { continuation in
            bell.with { $0.append(continuation) }
        }
        timer.cancel()
    }
}
