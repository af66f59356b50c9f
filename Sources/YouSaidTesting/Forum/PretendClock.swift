import Engine
import Threads
import YouSaidKit

/// The clock of the pretend forum: it stands still until somebody does something, or a test moves it.
final class PretendClock: EngineClock {
    private let moment: Guarded<Moment>

    init(_ start: Moment) { moment = Guarded(start) }

    var now: Moment { moment.with { $0 } }

    /// Moves the clock, never back.
    func move(to later: Moment) {
        moment.with { $0 = max($0, later) }
    }
}
