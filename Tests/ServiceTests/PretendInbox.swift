import ChannelContract
import Foundation

/// Stands in for the engine: keeps what it gets, and does with it what the test says.
///
/// It is `Sendable` unchecked because what changes is only reached while the lock is held.
final class PretendInbox: Inbox, @unchecked Sendable {
    private let lock = NSLock()
    private var taken: [Event] = []
    private var visits = 0
    private let handle: @Sendable (Event) async throws -> Int

    /// - Parameter handle: Called with each event; returns how many direct answers it gets.
    init(_ handle: @escaping @Sendable (Event) async throws -> Int = { _ in 0 }) {
        self.handle = handle
    }

    var events: [Event] { lock.withLock { taken } }
    /// How often somebody was said to be there.
    var arrivals: Int { lock.withLock { visits } }

    func accept(_ events: [Event], from channel: String) async throws -> [Int] {
        lock.withLock { taken += events }
        var counts: [Int] = []
        for event in events { counts.append(try await handle(event)) }
        return counts
    }

    func someoneIsThere(on channel: String) async { lock.withLock { visits += 1 } }
}
