/// Reads a time that somebody wrote, as people in England write one: "Friday 4pm", "in 2 weeks", "4 December 2026 at
/// 16:30", "tomorrow midday". What could mean two times is told, and never guessed.
///
/// ```swift
/// let reader = try TimeReader(now: turn.now, zone: turn.forum.timeZone)
/// switch try reader.read("Friday 4pm") {
/// case .time(let time): try turn.wake("close", at: time)
/// case .several(let times): print("ask which of \(times.count)")
/// case .noTime, .past, .nothing: print("ask again")
/// }
/// ```
public struct TimeReader: Sendable {
    /// What was understood.
    public enum Reading: Sendable, Hashable {
        /// One time on the wall, in the future.
        case time(LocalTime)
        /// It may be one of these, the earliest first. Ask which. Of a time that autumn shows twice it is those an hour
        /// before and an hour after both.
        case several([LocalTime])
        /// A day without a time of day: the day, at midnight.
        case noTime(LocalTime)
        /// A time that has gone by.
        case past(LocalTime)
        /// No time at all, or a day that is not there, such as 31 June.
        case nothing
    }

    private let today: LocalTime
    private let now: Moment

    /// A reader for what somebody writes now.
    /// - Parameters:
    ///   - now: the moment at which they write.
    ///   - zone: the zone whose walls are meant, "Europe/London".
    /// - Throws: ``TimeError/unknownZone(_:)``.
    public init(now: Moment, zone: String) throws {
        self.now = now
        today = try LocalTime(now, zone: zone)
    }

    /// Reads a text that is a time and nothing else.
    public func read(_ text: String) throws -> Reading {
        guard text.count <= 80 else { return .nothing }
        var words = TimeWords(text)
        if let span = words.takeSpan() {
            guard words.isEmpty || words.hasHour else { return .nothing }
            return try later(span, &words)
        }
        guard let days = try takeDays(&words) else { return .nothing }
        let hours = words.takeHours()
        guard words.isEmpty else { return .nothing }
        return try reading(days, hours)
    }

    /// "In 2 hours", "in 3 days", "in 2 weeks at 5pm".
    private func later(_ span: TimeWords.Span, _ words: inout TimeWords) throws -> Reading {
        let hours = words.takeHours()
        guard words.isEmpty else { return .nothing }
        switch span {
        case .hours(let count):
            guard hours.isEmpty else { return .nothing }
            return try one(try LocalTime(now + .hours(Int64(count)), zone: today.zone))
        case .days(let count):
            let day = try self.day(after: count)
            if !hours.isEmpty { return try reading([day], hours) }
            return try one(at(day, today.hour, today.minute))
        }
    }

    private func one(_ time: LocalTime) throws -> Reading {
        let times = try once(time)
        return times.count == 1 ? .time(times[0]) : .several(times)
    }

    private func reading(_ days: [LocalTime], _ hours: [TimeWords.Hour]) throws -> Reading {
        guard !hours.isEmpty else {
            guard days.count == 1, let day = days.first.map({ at($0, 0, 0) }) else { return .nothing }
            let isOver = try at(day, 23, 59).moment() < now
            return isOver ? .past(day) : .noTime(day)
        }
        let all = days.flatMap { day in hours.map { at(day, $0.hour, $0.minute) } }
        // A day that is not there, such as 31 June, is no time.
        let there = all.filter { (try? $0.moment()) != nil }
        let times = try there.flatMap(once).filter { try $0.moment() > now }
        if times.count == 1 { return .time(times[0]) }
        if times.isEmpty { return there.first.map { .past($0) } ?? .nothing }
        return .several(try times.sorted { try $0.moment() < $1.moment() })
    }

    /// The times that may be meant: one that is there once is itself. Of one that autumn shows twice nobody can say
    /// which is meant, so those an hour before and an hour after both are asked about.
    private func once(_ time: LocalTime) throws -> [LocalTime] {
        let first = try time.moment()
        // Where clocks change at all it is by an hour, and on one island by half of one.
        let change = try [Duration.hours(1), .minutes(30)].first {
            try LocalTime(first + $0, zone: time.zone) == time
        }
        guard let change else { return [time] }
        return try [
            LocalTime(first - change, zone: time.zone), LocalTime(first + change + change, zone: time.zone),
        ]
    }

    // MARK: Days

    /// The days that are meant; nil where there is none in the words. Where a time of day stands alone it is today.
    private func takeDays(_ words: inout TimeWords) throws -> [LocalTime]? {
        if words.take("today") || words.take("tonight") { return [today] }
        if words.take("tomorrow") { return [try day(after: 1)] }
        let isNext = words.take("next")
        if !isNext { _ = words.take("this") }
        let weekday = words.takeWeekday()
        if let date = words.takeDate() {
            guard let found = try self.date(date) else { return [] }
            // "Friday 5 December", and that is no Friday: one of the two is a slip.
            if let weekday, try self.weekday(of: found) != weekday { return [] }
            return [found]
        }
        guard let weekday else { return !isNext && words.hasHour ? [today] : nil }
        let ahead = (weekday - (try self.weekday(of: today)) + 7) % 7
        let first = try day(after: ahead)
        // "Next Friday" is this one for some and the one after for others.
        if isNext { return ahead == 0 ? [try day(after: 7)] : [first, try day(after: ahead + 7)] }
        // On a Friday, "Friday 4pm" is today while that is still to come.
        if ahead == 0 {
            var rest = words
            let isAhead = try rest.takeHours().contains { try at(first, $0.hour, $0.minute).moment() > now }
            return [isAhead ? first : try day(after: 7)]
        }
        return [first]
    }

    private func date(_ date: TimeWords.Date) throws -> LocalTime? {
        func found(_ year: Int) -> LocalTime? {
            let day = LocalTime(
                year: year, month: date.month, day: date.day, hour: 0, minute: 0, zone: today.zone)
            return (try? day.moment()) == nil ? nil : day
        }
        if let year = date.year { return found(year) }
        // Without a year it is the next one that comes.
        guard let soon = found(today.year) else { return found(today.year + 1) }
        return try at(soon, 23, 59).moment() < now ? found(today.year + 1) : soon
    }

    private func day(after count: Int) throws -> LocalTime {
        // Midday is there on every day, so that no change of the clocks moves the date.
        let noon = try at(today, 12, 0).moment()
        return try LocalTime(noon + .hours(Int64(count) * 24), zone: today.zone)
    }

    /// 1 is Monday.
    private func weekday(of day: LocalTime) throws -> Int {
        let parts = try ZoneCalendar.named(day.zone).parts(of: at(day, 12, 0).moment())
        return (parts.weekday + 5) % 7 + 1
    }

    private func at(_ day: LocalTime, _ hour: Int, _ minute: Int) -> LocalTime {
        LocalTime(
            year: day.year, month: day.month, day: day.day, hour: hour, minute: minute, zone: day.zone)
    }
}
