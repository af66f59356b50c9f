/// A point in time: whole milliseconds since 1970 began in UTC, which is how the tables hold it.
public struct Moment: Sendable, Hashable, Comparable, Codable, SQLConvertible {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    public let milliseconds: Int64

    /// The moment that many milliseconds after 1970 began.
    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The moment of a Foundation date, to the millisecond.
    public init(_ date: Date) {
        milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
    }

    /// The moment as a Foundation date.
    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    @inlinable public var sqlValue: SQLValue { .integer(milliseconds) }
    @inlinable public init?(sqlValue: SQLValue) {
        guard case .integer(let value) = sqlValue else { return nil }
        milliseconds = value
    }

    @inlinable public static func < (left: Moment, right: Moment) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// A moment later (or, with a negative span, earlier).
    @inlinable public static func + (moment: Moment, span: Duration) -> Moment {
        Moment(milliseconds: moment.milliseconds + span.inMilliseconds)
    }

    /// A moment earlier.
    @inlinable public static func - (moment: Moment, span: Duration) -> Moment {
        Moment(milliseconds: moment.milliseconds - span.inMilliseconds)
    }

    /// How long it is from one moment to another.
    @inlinable public static func - (left: Moment, right: Moment) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Duration {
    /// The span in whole milliseconds, cut off towards zero.
    @inlinable public var inMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// A span of minutes.
    @inlinable public static func minutes(_ count: Int64) -> Duration { .seconds(count * 60) }
    /// A span of hours.
    @inlinable public static func hours(_ count: Int64) -> Duration { .seconds(count * 3600) }
}
