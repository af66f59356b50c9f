import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `When the bot writes by itself` {
    @Test(.serves("B4")) func `a note of the evening goes out in the morning, to all at the same time`()
        throws
    {
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 2, 21))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        Mannered.tell(forum, "We meet on Saturday.")
        amira.seesNothing()
        forum.officer.says("SENT")
        forum.officer.sees("it goes out on Tuesday 3 March 2026 at 8am")
        try forum.advance(to: Mannered.wall(3, 3, 7, 59))
        amira.seesNothing()
        ben.seesNothing()
        try forum.advance(to: Mannered.wall(3, 3, 8))
        amira.sees("We meet on Saturday.")
        ben.sees("We meet on Saturday.")
    }

    @Test func `an answer comes at any hour, and so does help`() throws {
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 2, 23))
        let amira = try forum.member("Amira")
        amira.says("HELP")
        amira.sees("You can send me these words")
        amira.says("I want to hurt myself")
        amira.sees("999")
    }

    @Test(.serves("B3")) func `a question that nobody has seen yet is not answered by what they write`()
        throws
    {
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 2, 21))
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.says("2")
        amira.sees("I did not understand")
        try forum.advance(to: Mannered.wall(3, 3, 8))
        amira.sees("Which day?")
        amira.says("2")
        amira.sees("You chose Sunday.")
    }

    @Test func `what the bot was to say while it was down goes out once it may`() throws {
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 2, 21))
        let amira = try forum.member("Amira")
        Mannered.tell(forum, "We meet on Saturday.")
        try forum.isDown(for: .hours(2))
        amira.seesNothing()
        try forum.isDown(for: .hours(10))
        amira.sees(exactly: "We meet on Saturday.")
    }

    @Test(.serves("B4"))
    func `a long queue that the evening overtakes goes on in the morning, and is not lost`()
        throws
    {
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 2, 19, 40))
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(after: .minutes(30)))
        Mannered.tell(forum, "We meet on Saturday.")
        try forum.advance(to: Mannered.wall(3, 3, 7, 59))
        amira.seesNothing()
        try forum.advance(to: Mannered.wall(3, 3, 8))
        amira.sees("We meet on Saturday.")
        amira.seesNothing()
    }

    @Test(.serves("B4")) func `shortly before the evening nothing is begun that some would get the next day`()
        throws
    {
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 2, 19, 50))
        let amira = try forum.member("Amira")
        Mannered.tell(forum, "We meet on Saturday.")
        forum.advance(.minutes(5))
        amira.seesNothing()
        try forum.advance(to: Mannered.wall(3, 3, 8))
        amira.sees("We meet on Saturday.")
    }

    @Test func `weekends and terms have hours of their own`() throws {
        let day = OpenHours.Span(from: 8 * 60, until: 20 * 60)
        let term =
            try #require(OpenHours.Day(year: 2026, month: 2, day: 23))...#require(
                OpenHours.Day(year: 2026, month: 3, day: 27))
        let hours = OpenHours(
            weekdays: day, weekend: nil, term: OpenHours.Span(from: 15 * 60 + 30, until: 20 * 60),
            terms: [term])
        let forum = try Mannered.forum(Manners(hours: hours, messagesAWeek: nil, messagesAMinute: nil))
        let amira = try forum.member("Amira")
        // Monday 2 March is in the term: not before school is over.
        Mannered.tell(forum, "One.")
        try forum.advance(to: Mannered.wall(3, 2, 15, 29))
        amira.seesNothing()
        try forum.advance(to: Mannered.wall(3, 2, 15, 30))
        amira.sees("One.")
        // On a Friday evening it is Monday, and on a weekday in the holidays any hour of the day.
        try forum.advance(to: Mannered.wall(3, 27, 20))
        Mannered.tell(forum, "Two.")
        try forum.advance(to: Mannered.wall(3, 30, 7, 59))
        amira.seesNothing()
        try forum.advance(to: Mannered.wall(3, 30, 8))
        amira.sees("Two.")
    }

    // MARK: The same time

    @Test(.serves("B4"))
    func `a note reaches 1,000 people of all channels and forms in the same hour, and it is measured`()
        throws
    {
        let forum = try Mannered.forum()
        let app = try forum.members(500)
        let sms = (0..<500).map { forum.person("Text \($0)", on: .sms) }
        forum.together(sms.map { ($0, "JOIN") })
        for person in sms { person.ignoresTheRest() }
        for index in stride(from: 0, to: 500, by: 3) {
            try forum.choose(
                Ways(usesNumbers: index % 2 == 0, emoji: index % 2 == 0 ? .never : .thumbs), for: app[index])
        }
        // 2 people are left in peace now, and 1 has blocked the bot.
        for person in app[0...1] {
            try forum.choose(Ways(quiet: QuietHours(from: 9 * 60, until: 12 * 60)), for: person)
        }
        app[2].blocks()
        forum.fails(.refusedForNow(after: .minutes(20)), times: 3)
        let start = forum.now
        Mannered.tell(forum, "We meet on Saturday. 🎉")
        forum.advance(.minutes(60))
        for person in app[3...] + sms[...] { person.sees("We meet on Saturday.") }
        for person in app[0...2] { person.seesNothing() }
        #expect(forum.now - start < .minutes(61))
        forum.officer.says("SENT")
        let words = forum.officer.sees("997 people got it at the same time.", "Later for their own sake: 2.")
        #expect(words.contains("It took 20 minutes.") || words.contains("It took 25 minutes."))
        try forum.advance(to: Mannered.wall(3, 2, 12))
        for person in app[0...1] { person.sees("We meet on Saturday.") }
        forum.officer.says("SENT")
        forum.officer.sees("997 people got it at the same time.", "Later for their own sake: 2.")
    }
}
