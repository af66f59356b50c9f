import Foundation
import YouSaidKit

/// When the made-up forum begins: on a school day in the afternoon, whenever the visitor comes. So nothing waits for the
/// night or the weekend to be over, and a day later it is a school day again.
enum DemoStart {
    /// From Monday to Thursday, as `Calendar` counts them.
    private static let days = 2...5

    /// The first such afternoon that is still to come.
    /// - Parameters:
    ///   - now: the time by the machine's clock.
    ///   - zone: where the forum's clock hangs.
    static func moment(after now: Moment, zone: String) -> Moment {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        let afternoons = days.compactMap { day in
            calendar.nextDate(
                after: now.date, matching: DateComponents(hour: 16, minute: 30, weekday: day),
                matchingPolicy: .nextTime)
        }
        return afternoons.min().map { Moment($0) } ?? now
    }
}
