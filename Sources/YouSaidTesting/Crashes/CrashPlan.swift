import Foundation
import Threads

/// Makes the process "die" at a planned point: takes a copy of the disk as it is at that moment, and makes
/// everything that the dead process would still do fail. ``Stage`` then goes on from the copy.
///
/// Points are passed on the writer's thread and on the test's own, so the state is behind a lock.
final class CrashPlan: Sendable {
    /// What everything throws once the process is dead.
    struct ProcessDied: Error {}

    private struct State {
        var point: CrashPoint?
        /// How often the point is passed unharmed before it counts.
        var remaining = 0
        var isDead = false
        var failure: (any Error)?
    }

    private let state = Guarded(State())
    private let disk: PretendDisk
    private let copy: PretendDisk

    init(disk: PretendDisk, copy: PretendDisk) {
        self.disk = disk
        self.copy = copy
    }

    var isDead: Bool { state.with { $0.isDead } }

    /// True while a crash is planned that has not come.
    var isWaiting: Bool { state.with { $0.point != nil && !$0.isDead } }

    func plan(_ point: CrashPoint, after count: Int) {
        state.with {
            $0.point = point
            $0.remaining = count
        }
    }

    /// Called wherever the process may die.
    /// - Throws: ``ProcessDied`` where it does now, or has died before.
    func pass(_ point: CrashPoint) throws {
        try state.with { state in
            if state.isDead { throw ProcessDied() }
            guard state.point == point else { return }
            guard state.remaining == 0 else {
                state.remaining -= 1
                return
            }
            state.isDead = true
            do { try disk.copy(to: copy) } catch { state.failure = error }
            throw ProcessDied()
        }
    }

    /// The disk as it was when the process died.
    /// - Throws: where it could not be copied.
    func remains() throws -> PretendDisk {
        if let failure = state.with({ $0.failure }) { throw failure }
        return copy
    }
}
