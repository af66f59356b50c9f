import YouSaidKit

/// How the bot treats people's time: when it writes by itself, how much, and how fast it answers somebody who floods
/// it. What is held back by that has a new time, and is never lost.
public struct Manners: Sendable, Hashable {
    /// Nil: at any hour.
    public let hours: OpenHours?
    /// How many messages that are no direct answer a person gets in a week, from Monday on; nil for no limit.
    public let messagesAWeek: Int?
    /// How many messages of one person in a minute are answered at once; nil for no limit.
    public let messagesAMinute: Int?

    public init(hours: OpenHours?, messagesAWeek: Int?, messagesAMinute: Int?) {
        self.hours = hours
        self.messagesAWeek = messagesAWeek
        self.messagesAMinute = messagesAMinute
    }

    /// What a forum has that sets nothing.
    public static let usual = Manners(hours: .usual, messagesAWeek: 14, messagesAMinute: 30)
    /// At any hour, without limits: for the playground, where time does not count, and for measuring.
    public static let none = Manners(hours: nil, messagesAWeek: nil, messagesAMinute: nil)

    /// A message to a whole group begins only while so much of the day is left: it has to reach all in one go.
    static let roomForAll = Duration.minutes(15)

    /// The next moment at which something may be sent, which is now where it may be sent now.
    /// - Parameters:
    ///   - room: how much of the forum's hours has to be left.
    ///   - quiet: the person's own quiet hours.
    func next(
        from now: Moment, room: Duration = .zero, zone: String, quiet: QuietHours? = nil
    ) throws -> Moment {
        guard hours != nil || quiet != nil else { return now }
        var moment = now
        for _ in 0..<Self.steps {
            let wall = try LocalTime(moment, zone: zone)
            guard let later = try closed(at: wall, room, quiet) else { return moment }
            // Where the clocks change the wall may seem to stand still.
            moment = max(later, moment + .minutes(1))
        }
        // There is no common time. Their own quiet hours give way: nothing is held back for ever.
        return quiet == nil ? now : try next(from: now, room: room, zone: zone)
    }

    /// More steps than there are between two days on which anything may be sent: a long holiday.
    private static let steps = 300

    /// Nil where something may be sent; otherwise the next time on the wall that is worth a look.
    private func closed(at wall: LocalTime, _ room: Duration, _ quiet: QuietHours?) throws -> Moment? {
        let minute = wall.hour * 60 + wall.minute
        if let hours {
            guard let span = hours.span(on: OpenHours.Day(wall)) else { return try wall.nextMidnight() }
            if minute < span.from { return try wall.at(span.from).moment() }
            if minute + Int(room.inMilliseconds / 60_000) >= span.until { return try wall.nextMidnight() }
        }
        guard let quiet, quiet.contains(minute) else { return nil }
        return minute < quiet.until ? try wall.at(quiet.until).moment() : try wall.nextMidnight()
    }

    /// When the week began that a moment is in: Monday, as the wall shows it.
    func week(of now: Moment, zone: String) throws -> Moment {
        var wall = try LocalTime(now, zone: zone).at(12 * 60)
        for _ in 0..<7 where !OpenHours.Day(wall).isMonday {
            wall = try LocalTime(wall.moment() - .hours(24), zone: zone).at(12 * 60)
        }
        return try wall.at(0).moment()
    }

    /// When the next week begins.
    func nextWeek(after now: Moment, zone: String) throws -> Moment {
        // The middle of the week after this one is in it, whatever the clocks do.
        try week(of: week(of: now, zone: zone) + .hours(10 * 24 + 12), zone: zone)
    }
}

extension OpenHours.Day {
    fileprivate var isMonday: Bool { weekday == 2 }
}

extension LocalTime {
    /// The same day at so many minutes after midnight.
    fileprivate func at(_ minute: Int) -> LocalTime {
        LocalTime(year: year, month: month, day: day, hour: minute / 60, minute: minute % 60, zone: zone)
    }

    /// When the next day begins.
    fileprivate func nextMidnight() throws -> Moment {
        try LocalTime(at(12 * 60).moment() + .hours(24), zone: zone).at(0).moment()
    }
}
