import YouSaidKit

/// One transaction that waits for the writer, or has been run by it and waits to be answered. Made for each call of
/// ``Store/write(_:then:)``; what comes thousands of times a second is a kind of its own, see ``Store/write(_:)``.
package protocol Job: AnyObject, Sendable {
    /// Whether the last run failed. For the thread that has the job.
    var hasFailed: Bool { get set }
    /// Does the work. May be called several times; the last time counts.
    func run(on connection: Connection) throws
    /// Notes that the work failed.
    func fail(_ error: any Error)
    /// Tells whoever waits. Called once, last.
    func answer()
}

/// A job with the type of its result.
final class Work<T: Sendable>: Job, @unchecked Sendable {
    // Sendable unchecked: one thread at a time has it. Locked queues hand it to the writer's thread, and from there
    // to the one that answers.
    var hasFailed = false
    private let work: @Sendable (Connection) throws -> T
    private let then: @Sendable (Result<T, any Error>) -> Void
    private var result: Result<T, any Error>?

    init(
        _ work: @escaping @Sendable (Connection) throws -> T,
        then: @escaping @Sendable (Result<T, any Error>) -> Void
    ) {
        self.work = work
        self.then = then
    }

    func run(on connection: Connection) throws {
        result = .success(try work(connection))
        hasFailed = false
    }

    func fail(_ error: any Error) {
        result = .failure(error)
        hasFailed = true
    }

    func answer() {
        then(result ?? .failure(DatabaseError(.other, "the transaction was never run")))
    }
}
