import Storage
import Threads
import YouSaidKit

/// Makes the numbers of rows: the time in milliseconds and a count, so that they grow, fit a BIGINT, and need
/// no question to the database. Shared by every turn.
final class IDMaker: Sendable {
    /// How many bits below the time count within a millisecond.
    static let countBits: Int64 = 20

    private let clock: any EngineClock
    private let last: Guarded<Int64>

    /// - Parameter highest: the highest number in use, so that a clock that was set back makes none again.
    init(clock: any EngineClock, highest: Int64) {
        self.clock = clock
        last = Guarded(highest)
    }

    /// When a row with this number was made.
    static func moment(of id: Int64) -> Moment { Moment(milliseconds: id >> countBits) }

    /// The lowest number that a row made at a moment can have.
    static func lowest(at moment: Moment) -> Int64 { moment.milliseconds << countBits }

    func next() -> Int64 {
        let fromClock = clock.now.milliseconds << Self.countBits
        return last.with { last in
            last = max(last + 1, fromClock)
            return last
        }
    }
}
