/// Wakes one waiting task. Rung while nobody waits, it is heard at the next wait; rung twice, it is heard once.
final class Bell: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { continuation.yield() }

    /// Ends the waiting for good.
    func end() { continuation.finish() }

    /// Every ring, one after another, until ``end()``. For one task only.
    var rings: AsyncStream<Void> { stream }
}
