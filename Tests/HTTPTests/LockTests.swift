import HTTP
import TestLimits
import Testing

@Suite("Lock", .limited)
struct LockTests {
    // Sendable unchecked because the count is only touched under the lock, which is what is tested.
    private final class Counter: @unchecked Sendable {
        let lock = Lock()
        var count = 0
    }

    @Test("keeps threads apart")
    func exclusion() async {
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<10_000 { counter.lock.withLock { counter.count += 1 } }
                }
            }
        }
        #expect(counter.lock.withLock { counter.count } == 80_000)
    }

    @Test("is free again after an error")
    func afterError() {
        let lock = Lock()
        #expect(throws: ClientError.self) {
            try lock.withLock { () throws(ClientError) in throw ClientError(.closed, message: "") }
        }
        #expect(lock.withLock { true })
    }
}
