import Threads
import YouSaidKit

/// A clock that runs as the machine's does, and can be moved on. The playground shows with it what a forum is like
/// days later.
public final class MovableClock: EngineClock {
    private let base: any EngineClock
    private let ahead: Guarded<Duration>

    /// - Parameters:
    ///   - base: The clock that it runs with.
    ///   - ahead: How far it is ahead of that already, from an earlier run.
    public init(_ base: any EngineClock = SystemClock(), ahead: Duration = .zero) {
        self.base = base
        self.ahead = Guarded(max(ahead, .zero))
    }

    public var now: Moment { base.now + ahead.with { $0 } }

    /// How far it is ahead of the clock that it runs with.
    public var lead: Duration { ahead.with { $0 } }

    /// Moves the clock on. It never goes back: an earlier moment changes nothing.
    public func move(to moment: Moment) {
        let base = base.now
        ahead.with { $0 = max($0, moment - base) }
    }
}
