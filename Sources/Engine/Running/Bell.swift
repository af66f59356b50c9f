import Synchronization

/// Wakes one waiting task. Rung while nobody waits, it is heard at the next wait; rung many times, it is heard once.
///
/// It is rung for every event, thousands of times a second, so a bell that is ringing already costs next to nothing.
final class Bell: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let isRinging = Atomic(false)

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring() {
        if !isRinging.exchange(true, ordering: .acquiringAndReleasing) { continuation.yield() }
    }

    /// Ends the waiting for good.
    func end() { continuation.finish() }

    /// Runs `answer` after every ring, one after another, until ``end()``. For one task only. What rings while
    /// `answer` runs is heard after it.
    func listen(_ answer: () async -> Void) async {
        for await _ in stream {
            isRinging.store(false, ordering: .releasing)
            await answer()
        }
    }
}
