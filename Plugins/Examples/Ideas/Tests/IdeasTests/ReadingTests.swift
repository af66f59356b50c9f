import Testing
import YouSaidKit
import YouSaidTesting

@Suite struct `Reading ideas` {
    @Test func `the newest come first, as many at once as the forum set`() throws {
        let forum = try ideasForum(["atOnce": .integer(2)])
        let amira = try forum.member("Amira")
        for idea in ["tea", "cake", "music"] { amira.says("IDEA \(idea)") }
        forum.officer.says("IDEAS")
        forum.officer.sees("Idea: music\nIdea: cake", "How many: 1.")
        forum.officer.says("IDEAS")
        forum.officer.sees("Idea: tea")
        forum.officer.says("IDEAS")
        forum.officer.sees("There are no new ideas.")
    }

    @Test func `only organisers read`() throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        amira.says("IDEAS")
        amira.sees("Sorry, you cannot use that word.")
    }

    @Test func `on Monday at 10 organisers hear how many wait, also when the clocks change`() throws {
        let friday = LocalTime(year: 2026, month: 3, day: 27, hour: 16, minute: 0, zone: "Europe/London")
        let forum = try ideasForum(startingAt: friday)
        let amira = try forum.member("Amira")
        amira.says("IDEA a quiet room")
        amira.says("IDEA a bigger table")
        forum.officer.ignoresTheRest()
        try forum.advance(to: monday(hour: 9, minute: 59))
        forum.officer.seesNothing()
        try forum.advance(to: monday(hour: 10, minute: 0))
        forum.officer.sees("New ideas wait for you. How many: 2.")
        forum.officer.seesNothing()
        // Nobody has read them a week later.
        forum.advance(.hours(24 * 7))
        forum.officer.sees("How many: 2.")
        forum.officer.says("IDEAS")
        forum.officer.sees("Idea: a bigger table")
        forum.advance(.hours(24 * 14))
        forum.officer.seesNothing()
    }

    @Test func `a forum that wants no Mondays has none`() throws {
        let forum = try ideasForum(["mondays": .flag(false)])
        let amira = try forum.member("Amira")
        amira.says("IDEA a quiet room")
        forum.advance(.hours(24 * 8))
        forum.officer.seesNothing()
    }

    private func monday(hour: Int, minute: Int) -> LocalTime {
        LocalTime(year: 2026, month: 3, day: 30, hour: hour, minute: minute, zone: "Europe/London")
    }
}
