import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Service

/// When the made-up forum begins.
@Suite(.limited) struct `The demo's clock` {
    private static let zone = "Europe/London"

    @Test(arguments: [
        // What the machine's clock shows, and when the forum begins.
        ((2026, 8, 3, 9, 0), (2026, 8, 3)),  // Monday morning
        ((2026, 8, 6, 16, 29), (2026, 8, 6)),  // Thursday, just before
        ((2026, 8, 6, 16, 30), (2026, 8, 10)),  // Thursday, too late
        ((2026, 8, 7, 3, 0), (2026, 8, 10)),  // Friday night
        ((2026, 8, 8, 12, 0), (2026, 8, 10)),  // Saturday
        ((2026, 10, 24, 12, 0), (2026, 10, 26)),  // the weekend when the clocks go back
        ((2026, 12, 31, 23, 0), (2027, 1, 4)),
    ])
    func `it begins on the next school day at 4:30pm`(
        now: (Int, Int, Int, Int, Int), begins: (Int, Int, Int)
    ) throws {
        let moment = try LocalTime(
            year: now.0, month: now.1, day: now.2, hour: now.3, minute: now.4, zone: Self.zone
        ).moment()
        let start = DemoStart.moment(after: moment, zone: Self.zone)
        let wanted = LocalTime(
            year: begins.0, month: begins.1, day: begins.2, hour: 16, minute: 30, zone: Self.zone)
        #expect(try LocalTime(start, zone: Self.zone) == wanted)
        #expect(start > moment)
    }
}
