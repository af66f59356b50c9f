import YouSaidKit

/// When the bot writes by itself: hours on the wall for weekdays, weekends and weekdays in term time. Made from the
/// configuration. Answers, what is urgent, and safeguarding go at any hour.
///
/// The usual hours are 8am to 8pm. NHS Notify sends texts from 8am to 6pm on weekdays; the two hours more, and the
/// weekends, are ours: people at school have time then.
public struct OpenHours: Sendable, Hashable {
    /// A part of one day, in minutes after midnight. The end is not in it; 1440 is midnight.
    public struct Span: Sendable, Hashable {
        public let from: Int
        public let until: Int

        /// Nil where it is no part of a day.
        public init?(from: Int, until: Int) {
            guard from >= 0, until <= 1440, from < until else { return nil }
            self.from = from
            self.until = until
        }
    }

    /// A day in a calendar.
    public struct Day: Sendable, Hashable, Comparable {
        public let year: Int
        public let month: Int
        public let day: Int

        /// Nil where there is no such day.
        public init?(year: Int, month: Int, day: Int) {
            let noon = LocalTime(year: year, month: month, day: day, hour: 12, minute: 0, zone: "UTC")
            guard (try? noon.moment()) != nil else { return nil }
            (self.year, self.month, self.day) = (year, month, day)
        }

        init(_ time: LocalTime) { (year, month, day) = (time.year, time.month, time.day) }

        public static func < (left: Day, right: Day) -> Bool {
            (left.year, left.month, left.day) < (right.year, right.month, right.day)
        }

        /// The day of the week: 0 is Saturday, 1 Sunday, 2 Monday. Zeller's rule.
        var weekday: Int {
            let (m, y) = month < 3 ? (month + 12, year - 1) : (month, year)
            return (day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7
        }

        var isWeekend: Bool { weekday < 2 }
    }

    /// Nil: nothing is sent on such a day.
    public let weekdays: Span?
    public let weekend: Span?
    /// On weekdays in the terms; nil where they are like any other.
    public let term: Span?
    public let terms: [ClosedRange<Day>]

    public init(weekdays: Span?, weekend: Span?, term: Span? = nil, terms: [ClosedRange<Day>] = []) {
        self.weekdays = weekdays
        self.weekend = weekend
        self.term = term
        self.terms = terms
    }

    /// 8am to 8pm, every day.
    public static let usual = OpenHours(
        weekdays: Span(from: 8 * 60, until: 20 * 60), weekend: Span(from: 8 * 60, until: 20 * 60))

    /// The hours of a day; nil where there are none.
    func span(on day: Day) -> Span? {
        if day.isWeekend { return weekend }
        return term != nil && terms.contains { $0.contains(day) } ? term : weekdays
    }
}
