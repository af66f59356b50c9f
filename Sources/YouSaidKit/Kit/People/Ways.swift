/// How somebody likes to be written to, beside the wording that they read: see ``Member/form`` and
/// ``Member/language``. A change holds everywhere at once, for every plugin.
///
/// ```swift
/// var ways = try turn.requireMember().ways
/// ways.usesNumbers = true
/// try turn.people.setWays(ways, of: try turn.requireMember().id)
/// ```
public struct Ways: Sendable, Hashable, Codable {
    /// What becomes of emoji.
    public enum Emoji: Int, Sendable, Hashable, Codable, CaseIterable {
        /// As they stand in the words.
        case asWritten = 0
        /// None, in anything that they get.
        case never = 1
        /// As they stand, and a thumb beside Yes and No.
        case thumbs = 2
    }

    /// True: choices come as a list with numbers, also where there could be buttons.
    public var usesNumbers: Bool
    /// True: a question waits until the one before it is answered or left.
    public var oneAtATime: Bool
    /// What becomes of emoji.
    public var emoji: Emoji
    /// The shortest time between two messages that are no direct answer, in minutes; 0 for none.
    public var pause: Int
    /// When they want to be left in peace, beside the forum's own hours.
    public var quiet: QuietHours?

    /// The longest ``pause``, in minutes: a day.
    public static let longestPause = 24 * 60

    /// The ways of somebody who has chosen nothing, or these.
    /// - Parameters:
    ///   - usesNumbers: true for numbers in place of buttons.
    ///   - oneAtATime: true for one open question at a time.
    ///   - emoji: what becomes of emoji.
    ///   - pause: the shortest time between messages, in minutes.
    ///   - quiet: when they want to be left in peace.
    public init(
        usesNumbers: Bool = false, oneAtATime: Bool = false, emoji: Emoji = .asWritten, pause: Int = 0,
        quiet: QuietHours? = nil
    ) {
        self.usesNumbers = usesNumbers
        self.oneAtATime = oneAtATime
        self.emoji = emoji
        self.pause = pause
        self.quiet = quiet
    }
}

/// A part of every day in which nothing is sent but answers, what is urgent, and safeguarding. On the wall clock, so
/// that it stays right when the clocks change.
///
/// ```swift
/// let night = QuietHours(from: 20 * 60, until: 7 * 60)
/// let isQuiet = night?.contains(6 * 60 + 30)
/// ```
public struct QuietHours: Sendable, Hashable, Codable {
    /// When it begins, in minutes after midnight.
    public let from: Int
    /// When it ends, in minutes after midnight. Before ``from`` where it goes over midnight.
    public let until: Int

    /// Nil where it is no part of a day.
    /// - Parameters:
    ///   - from: when it begins, in minutes after midnight: 0 to 1439.
    ///   - until: when it ends, in minutes after midnight: 0 to 1439, and not the same.
    public init?(from: Int, until: Int) {
        guard (0..<1440).contains(from), (0..<1440).contains(until), from != until else { return nil }
        self.from = from
        self.until = until
    }

    /// True at this time of day.
    /// - Parameter minute: the time, in minutes after midnight.
    public func contains(_ minute: Int) -> Bool {
        from < until ? minute >= from && minute < until : minute >= from || minute < until
    }
}
