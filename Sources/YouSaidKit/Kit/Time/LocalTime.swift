import Foundation

/// A time on the wall: what a meeting or a closing date means, kept as it was said and not as a moment,
/// so that it stays right when the clocks change.
///
/// ```swift
/// let close = LocalTime(year: 2026, month: 8, day: 6, hour: 17, minute: 30, zone: "Europe/London")
/// try turn.wake("close", at: close)
/// ```
public struct LocalTime: Sendable, Hashable, Codable {
    /// The year: 2026.
    public let year: Int
    /// The month, from 1.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// The hour, from 0 to 23.
    public let hour: Int
    /// The minute, from 0 to 59.
    public let minute: Int
    /// The name of the time zone, "Europe/London".
    public let zone: String

    /// A time as it was said. Whether there is such a day and zone shows in ``moment()``.
    public init(year: Int, month: Int, day: Int, hour: Int, minute: Int, zone: String) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.zone = zone
    }

    /// What a clock in that zone shows at a moment.
    /// - Throws: ``TimeError/unknownZone(_:)``.
    public init(_ moment: Moment, zone: String) throws {
        let parts = try ZoneCalendar.named(zone).parts(of: moment)
        self.init(
            year: parts.year, month: parts.month, day: parts.day, hour: parts.hour, minute: parts.minute,
            zone: zone)
    }

    /// The moment at which the wall shows this time. A time that the spring change skips is moved on by the
    /// hour that is missing; of a time that autumn shows twice, the first is meant.
    /// - Throws: ``TimeError``.
    public func moment() throws -> Moment {
        try ZoneCalendar.named(zone).moment(
            year: year, month: month, day: day, hour: hour, minute: minute)
    }
}

/// Why a time could not be worked out.
public enum TimeError: Error, Sendable, Hashable {
    /// The system knows no time zone of that name.
    case unknownZone(String)
    /// There is no such day or time, such as 31 June.
    case noSuchTime
}

/// A calendar for one zone, made once: making one is slow, and every message with a date needs it.
struct ZoneCalendar: Sendable {
    struct Parts {
        let year: Int, month: Int, day: Int, hour: Int, minute: Int, weekday: Int
    }

    private let calendar: Calendar

    private static let london = ZoneCalendar(zone: "Europe/London")

    static func named(_ zone: String) throws -> ZoneCalendar {
        if zone == "Europe/London", let london { return london }
        guard let calendar = ZoneCalendar(zone: zone) else { throw TimeError.unknownZone(zone) }
        return calendar
    }

    private init?(zone: String) {
        guard let timeZone = TimeZone(identifier: zone) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    func parts(of moment: Moment) -> Parts {
        let found = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .weekday], from: moment.date)
        return Parts(
            year: found.year ?? 1970, month: found.month ?? 1, day: found.day ?? 1, hour: found.hour ?? 0,
            minute: found.minute ?? 0, weekday: found.weekday ?? 1)
    }

    func moment(year: Int, month: Int, day: Int, hour: Int, minute: Int) throws -> Moment {
        guard (1...12).contains(month), (0...23).contains(hour), (0...59).contains(minute) else {
            throw TimeError.noSuchTime
        }
        let wanted = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute)
        guard let date = calendar.date(from: wanted) else { throw TimeError.noSuchTime }
        let found = parts(of: Moment(date))
        guard found.month == month, found.day == day else { throw TimeError.noSuchTime }
        return Moment(date)
    }
}
