import Foundation

@testable import yousaid

/// Keeps what is written, and types what it is given.
///
/// It is `Sendable` unchecked because what changes is only reached while the lock is held.
final class PretendTerminal: @unchecked Sendable {
    private let lock = NSLock()
    private var out = ""
    private var complaints = ""
    private let input: AsyncStream<String>
    private let typing: AsyncStream<String>.Continuation

    init() { (input, typing) = AsyncStream<String>.makeStream() }

    var text: String { lock.withLock { out } }
    var complaint: String { lock.withLock { complaints } }

    func type(_ line: String) { typing.yield(line) }
    func endInput() { typing.finish() }

    func terminal(isInteractive: Bool = false) -> Terminal {
        Terminal(
            write: { [self] text in lock.withLock { out += text } },
            complain: { [self] text in lock.withLock { complaints += text + "\n" } },
            lines: { [input] in input }, isInteractive: isInteractive)
    }

    /// Waits until something is written, for ten seconds at most, or until the test is cancelled.
    func waits(for part: String) async -> Bool {
        // Long, for a machine that is busy with other tests.
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline, !Task.isCancelled {
            if text.contains(part) { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }
}
