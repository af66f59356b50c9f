import Synchronization

/// Wakes one waiting task. Rung while nobody waits, it is heard at the next wait; rung many times, it is heard once.
///
/// It is rung for every event, thousands of times a second, and waking a task costs more than handling an event. So
/// a bell that is ringing already costs next to nothing, and the listener takes a short breath after each ring: the
/// first one is heard at once, those that follow hard upon it are heard together.
final class Bell: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let isRinging = Atomic(false)
    /// How long rings are gathered after one was heard: nothing that a person would notice.
    private static let breath = Duration.milliseconds(5)

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
            // Ended or cancelled meanwhile: the next wait sees that at once.
            try? await Task.sleep(for: Self.breath)
        }
    }
}
