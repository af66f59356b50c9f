import Foundation

/// Ends the process when one turn runs far too long, for it holds up everybody's. The note says which turn it
/// was; the supervisor starts the bot again. Made at start, beside the ``RunningTurnNote``.
///
/// It counts the time in which it saw the turn running by its own looks. A process that was stopped for a while,
/// or a machine that slept, so makes no turn a hanging one.
public final class Watchdog: Sendable {
    /// What to do about a turn that hangs.
    public typealias Action = @Sendable (RunningTurnNote.Suspect) -> Void

    private let note: RunningTurnNote
    private let limit: Duration
    private let action: Action
    private let stopping = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// Begins to watch, on a thread of its own.
    /// - Parameters:
    ///   - note: where turns are noted.
    ///   - limit: how long a turn may run.
    ///   - action: what to do then, once; the watching ends with it. It must not call ``stop()``.
    public init(
        note: RunningTurnNote, limit: Duration = .seconds(10),
        action: @escaping Action = Watchdog.abortProcess
    ) {
        self.note = note
        self.limit = limit
        self.action = action
        let thread = Thread { [self] in
            watch()
            ended.signal()
        }
        thread.name = "watchdog"
        thread.start()
    }

    /// Ends the watching. When it returns, the action is not called any more.
    public func stop() {
        stopping.signal()
        ended.wait()
        // So that a second call returns as well.
        ended.signal()
    }

    /// Writes one line to standard error and aborts the process.
    public static let abortProcess: Action = { suspect in
        let key = suspect.key.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let line =
            "the turn \(key) of the plugin '\(suspect.plugin)' hangs: the bot ends, to be started again\n"
        FileHandle.standardError.write(Data(line.utf8))
        abort()
    }

    private func watch() {
        // Often enough to end a turn soon after its limit, and rarely enough to cost nothing.
        let look = max(.milliseconds(2), min(limit / 20, .milliseconds(250)))
        let pause = DispatchTimeInterval.nanoseconds(Int(look / .nanoseconds(1)))
        let clock = SuspendingClock()
        var turn: UInt64?
        var seen = Duration.zero
        var last = clock.now
        while stopping.wait(timeout: .now() + pause) == .timedOut {
            let now = clock.now
            let running = note.running
            if let running, running == turn {
                // No more than two looks' worth: what is above was time in which nothing ran.
                seen += min(last.duration(to: now), look * 2)
            } else {
                turn = running
                seen = .zero
            }
            last = now
            if let turn, seen > limit, let suspect = note.markHung(turn) {
                action(suspect)
                return
            }
        }
    }
}
