import Engine
import Threads
import YouSaidKit

/// The machine's clock, set wrong by as much as the test wants.
final class JumpingClock: EngineClock {
    private let offset = Guarded(Duration.zero)

    var now: Moment { SystemClock().now + offset.with { $0 } }

    func jump(_ span: Duration) { offset.with { $0 += span } }
}
