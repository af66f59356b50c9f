import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// When reminders come in a forum that writes from 8am to 8pm.
@Suite(.limited) struct `Reminders of a poll` {
    private static let manners = Manners(hours: .usual, messagesAWeek: nil, messagesAMinute: nil)

    private static func london(_ day: Int, _ hour: Int, _ minute: Int = 0) -> LocalTime {
        LocalTime(year: 2026, month: 3, day: day, hour: hour, minute: minute, zone: "Europe/London")
    }

    private static func ask(_ forum: PretendForum, reminders: Int) {
        forum.officer.says(
            "POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nCloses: tomorrow 6pm\nReminders: \(reminders)")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    private static func reminders(_ person: Person) -> Int {
        person.messages.count { $0.text.contains("You have not answered this yet.") }
    }

    @Test(.serves("C15")) func `none comes in quiet hours, and those of a night are one in the morning`()
        throws
    {
        let forum = try PretendForum(
            Welcome(), Polls(), manners: Self.manners, startingAt: Self.london(2, 19))
        let (amira, ben) = try (forum.member("Amira"), forum.member("Ben"))
        // They are due at 10:50pm, 2:40am, 6:30am, 10:20am and 2:10pm.
        Self.ask(forum, reminders: 5)
        for person in [amira, ben] { person.sees("Which day?") }
        try forum.advance(to: Self.london(2, 23))
        ben.presses("Sunday")
        ben.sees("You chose Sunday.")
        try forum.advance(to: Self.london(3, 7, 59))
        for person in [amira, ben] { person.seesNothing() }
        try forum.advance(to: Self.london(3, 8, 5))
        amira.sees("You have not answered this yet.", "Which day?")
        amira.seesNothing()
        try forum.advance(to: Self.london(3, 17, 59))
        #expect(Self.reminders(amira) == 3 && Self.reminders(ben) == 0)
    }

    @Test(.serves("C15")) func `nobody is reminded of what has not come yet`() throws {
        let forum = try PretendForum(
            Welcome(), Polls(), manners: Self.manners, startingAt: Self.london(2, 21))
        let amira = try forum.member("Amira")
        Self.ask(forum, reminders: 1)
        try forum.advance(to: Self.london(3, 7, 59))
        amira.seesNothing()
        try forum.advance(to: Self.london(3, 8, 5))
        #expect(!amira.sees("Which day?").contains("not answered"))
        amira.seesNothing()
    }

    @Test(.serves("C15")) func `those that wait for the end of one's own quiet hours are one`() throws {
        let forum = try PretendForum(
            Welcome(), Polls(), manners: Self.manners, startingAt: Self.london(2, 19))
        let (amira, ben) = try (forum.member("Amira"), forum.member("Ben"))
        try forum.choose(Ways(quiet: QuietHours(from: 8 * 60, until: 15 * 60)), for: amira)
        Self.ask(forum, reminders: 5)
        for person in [amira, ben] { person.sees("Which day?") }
        try forum.advance(to: Self.london(3, 14, 59))
        #expect(Self.reminders(amira) == 0 && Self.reminders(ben) == 3)
        try forum.advance(to: Self.london(3, 15, 1))
        amira.sees("You have not answered this yet.", "Which day?")
        amira.seesNothing()
        amira.presses("Saturday")
        amira.sees("You chose Saturday.")
    }

    @Test(.serves("C15"))
    func `a poll can be answered while a reminder of it waits for one's own quiet hours`()
        throws
    {
        let forum = try PretendForum(
            Welcome(), Polls(), manners: Self.manners, startingAt: Self.london(2, 19))
        let (amira, ben, cleo) = try (forum.member("Amira"), forum.member("Ben"), forum.member("Cleo"))
        let quiet = Ways(quiet: QuietHours(from: 8 * 60, until: 15 * 60))
        for person in [amira, ben, cleo] { try forum.choose(quiet, for: person) }
        Self.ask(forum, reminders: 5)
        for person in [amira, ben, cleo] { person.sees("Which day?") }
        // Two reminders are due by then, and wait.
        try forum.advance(to: Self.london(3, 11))
        amira.presses("Saturday")
        amira.sees("You chose Saturday.")
        ben.says("sun")
        ben.sees("You chose Sunday.")
        try forum.advance(to: Self.london(3, 17, 59))
        #expect(Self.reminders(amira) == 0 && Self.reminders(ben) == 0)
        #expect(Self.reminders(cleo) == 1)
        try forum.advance(to: Self.london(3, 18, 1))
        forum.officer.says("RESULTS")
        forum.officer.sees("Which day?")
    }

    @Test(.serves("C15")) func `a poll can be answered while a reminder of it waits for the next week`()
        throws
    {
        let manners = Manners(hours: .usual, messagesAWeek: 1, messagesAMinute: nil)
        let forum = try PretendForum(Welcome(), Polls(), manners: manners, startingAt: Self.london(2, 9))
        let amira = try forum.member("Amira")
        forum.officer.says(
            "POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nCloses: 13 March 2026 6pm\nReminders: 5")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        amira.sees("Which day?")
        try forum.advance(to: Self.london(6, 12))
        amira.seesNothing()
        amira.presses("Sunday")
        amira.sees("You chose Sunday.")
        try forum.advance(to: Self.london(10, 12))
        amira.seesNothing()
    }
}
