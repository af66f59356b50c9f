import Polls
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// A forum that minds when it writes, for tests of that.
enum Mannered {
    /// 8am to 8pm every day, as a forum has it that sets nothing.
    static let usual = Manners(hours: .usual, messagesAWeek: nil, messagesAMinute: nil)

    static func forum(
        _ manners: Manners = usual, startingAt start: LocalTime = PretendForum.start
    ) throws -> PretendForum {
        try PretendForum(
            Welcome(), Polls(), settings: PretendForum.quickJoining, manners: manners, startingAt: start)
    }

    static func wall(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> LocalTime {
        LocalTime(year: 2026, month: month, day: day, hour: hour, minute: minute, zone: "Europe/London")
    }

    static func tell(_ forum: PretendForum, _ words: String) {
        forum.officer.says("TELL \(words)")
        forum.officer.says("yes")
    }

    static func quiet(
        _ person: Person, from: Int, until: Int, in forum: PretendForum
    ) throws {
        try forum.choose(Ways(quiet: QuietHours(from: from, until: until)), for: person)
    }
}
