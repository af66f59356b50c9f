import Foundation
import Threads

/// Ends the process when one turn runs far too long: a turn that hangs would hold up everybody for ever. The note
/// says which turn it was; the supervisor starts the bot again, and at its second time the turn is set aside.
public final class Watchdog: Sendable {
    private let note: RunningTurnNote
    private let limit: Duration
    private let hung: @Sendable (_ plugin: String) -> Void
    private let isStopped = Guarded(false)

    /// - Parameters:
    ///   - limit: how long a turn may run.
    ///   - hung: what happens then. The default writes a line and aborts the process.
    public init(
        note: RunningTurnNote, limit: Duration = .seconds(10),
        hung: @escaping @Sendable (_ plugin: String) -> Void = Watchdog.abortProcess
    ) {
        self.note = note
        self.limit = limit
        self.hung = hung
        let thread = Thread { [self] in watch() }
        thread.name = "watchdog"
        thread.start()
    }

    public func stop() { isStopped.with { $0 = true } }

    /// Looks often enough that a turn is ended soon after its limit, and rarely enough to cost nothing.
    private func watch() {
        var pause = timespec(tv_sec: 0, tv_nsec: 100_000_000)
        while !isStopped.with({ $0 }) {
            nanosleep(&pause, nil)
            let running = note.running
            guard running.isRunning, running.began.duration(to: .now) > limit else { continue }
            note.markHung()
            hung(running.plugin)
            return
        }
    }

    public static let abortProcess: @Sendable (String) -> Void = { plugin in
        let line = "a turn of the plugin '\(plugin)' hangs: the bot ends, and starts again without it\n"
        FileHandle.standardError.write(Data(line.utf8))
        abort()
    }
}
