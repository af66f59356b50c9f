@testable import HTTP

/// Values that arrive from other threads, for tests to wait for.
final class Arrivals<Value: Sendable>: Sendable {
    private let values = Monitor([Value]())

    func append(_ value: Value) {
        values.withLock { $0.append(value) }
        values.wake()
    }

    var all: [Value] { values.withLock { $0 } }

    /// Waits until so many have arrived, ten seconds at most.
    @discardableResult
    func wait(for count: Int) async -> [Value] {
        await aside { self.values.wait(atMost: .seconds(10)) { $0.count >= count } }
        return all
    }
}

/// Runs something that blocks on a thread of its own: Swift's pool is as small as the machine, and the
/// handlers under test may need it.
@discardableResult
func aside<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        _ = Worker.start { continuation.resume(returning: body()) }
    }
}
