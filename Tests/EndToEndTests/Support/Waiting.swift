import Foundation

/// Something did not happen in time.
struct NotInTime: Error, CustomStringConvertible {
    let description: String
}

/// Waits until something is so. It looks again and again, and never longer than `limit`.
///
/// - Parameter what: What is waited for, for the report when it does not come.
func eventually(
    _ what: @autoclosure () -> String, within limit: Duration = .seconds(60),
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < end else { throw NotInTime(description: "not in \(limit): \(what())") }
        try await Task.sleep(for: .milliseconds(4))
    }
}

/// Does what waits on a thread of Dispatch's: the tests share few threads, which must not stand still.
func onAnotherThread<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Swift.Result { try work() }) }
    }
}
