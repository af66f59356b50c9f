import TestLimits
import Testing
import YouSaidKit

@testable import Engine

@Suite(.limited) struct `The hours in which the bot writes by itself` {
    private static let zone = "Europe/London"

    private func moment(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) throws -> Moment {
        try LocalTime(year: 2026, month: month, day: day, hour: hour, minute: minute, zone: Self.zone)
            .moment()
    }

    @Test func `weekdays are known in every year`() throws {
        for (year, month, day, weekday) in [
            (2026, 3, 2, 2), (2024, 2, 29, 5), (2000, 1, 1, 0), (2027, 1, 3, 1),
        ] {
            #expect(try #require(OpenHours.Day(year: year, month: month, day: day)).weekday == weekday)
        }
        #expect(OpenHours.Day(year: 2026, month: 2, day: 29) == nil)
    }

    @Test(arguments: [
        nil, QuietHours(from: 6 * 60, until: 17 * 60), QuietHours(from: 18 * 60, until: 10 * 60 + 15),
    ])
    func `at every hour of a year the next time is one at which something may be sent, and the first`(
        quiet: QuietHours?
    ) throws {
        let hours = OpenHours(
            weekdays: OpenHours.Span(from: 9 * 60, until: 19 * 60 + 30),
            weekend: OpenHours.Span(from: 10 * 60, until: 18 * 60))
        let manners = Manners(hours: hours, messagesAWeek: nil, messagesAMinute: nil)
        func isAllowed(_ moment: Moment) throws -> Bool {
            let wall = try LocalTime(moment, zone: Self.zone)
            let minute = wall.hour * 60 + wall.minute
            guard let span = hours.span(on: OpenHours.Day(wall)) else { return false }
            return minute >= span.from && minute < span.until && !(quiet?.contains(minute) ?? false)
        }
        var now = try moment(1, 1, 0)
        let end = now + .hours(366 * 24)
        while now < end {
            let next = try manners.next(from: now, zone: Self.zone, quiet: quiet)
            #expect(next >= now)
            #expect(try isAllowed(next))
            #expect(try isAllowed(now) == (next == now))
            // Nothing before it would have been right.
            #expect(try next == now || !isAllowed(next - .minutes(1)))
            now = now + .minutes(61)
        }
    }

    @Test func `a week begins on Monday at midnight, also where the clocks change in it`() throws {
        let manners = Manners.usual
        for (month, day, monday) in [
            (3, 29, (3, 23)), (3, 30, (3, 30)), (10, 25, (10, 19)), (10, 26, (10, 26)),
        ] {
            let start = try moment(monday.0, monday.1, 0)
            #expect(try manners.week(of: moment(month, day, 0), zone: Self.zone) == start)
            #expect(try manners.week(of: moment(month, day, 23, 59), zone: Self.zone) == start)
        }
        #expect(try manners.nextWeek(after: moment(3, 29, 23), zone: Self.zone) == moment(3, 30, 0))
        #expect(try manners.nextWeek(after: moment(10, 19, 0), zone: Self.zone) == moment(10, 26, 0))
    }

    @Test func `a person's ways fit into one number and back`() throws {
        let quiet = [nil, QuietHours(from: 0, until: 1439), QuietHours(from: 1439, until: 0)]
        for quiet in quiet {
            for emoji in Ways.Emoji.allCases {
                for pause in [0, 1, 10, Ways.longestPause] {
                    for (numbers, one) in [(true, false), (false, true), (true, true)] {
                        let ways = Ways(
                            usesNumbers: numbers, oneAtATime: one, emoji: emoji, pause: pause, quiet: quiet)
                        #expect(Ways(bits: ways.bits) == ways)
                    }
                }
            }
        }
        #expect(Ways().bits == 0)
        // Damaged bits are read as something, and never trap.
        for bits in [Int64.max, .min, -1, 0x7FF << 16] { _ = Ways(bits: bits) }
    }

    @Test func `emoji are taken out without leaving holes`() {
        for (with, without) in [
            ("Well done 🎉!", "Well done!"), ("🎉 Hello", "Hello"), ("A 👍🏽 B", "A B"),
            ("Line 🎉\nnext", "Line\nnext"),
            ("🍕", "🍕"), ("2 of 3 people", "2 of 3 people"), ("✓ Yes", "✓ Yes"), ("Café", "Café"),
            ("I ❤️ it.", "I it."),
        ] { #expect(with.withoutEmoji == without) }
    }
}
