import Foundation
import YouSaidKit

/// Where the engine reads the time. The pretend forum moves one by hand.
public protocol EngineClock: Sendable {
    var now: Moment { get }
}

/// The machine's own clock.
public struct SystemClock: EngineClock {
    public init() {}
    public var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
