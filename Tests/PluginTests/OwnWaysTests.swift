import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// Hours, gaps, one thing at a time, numbers and emoji, as each person chose.
@Suite(.limited) struct `What somebody chose for themselves` {
    @Test(.serves("B3"), arguments: [(3, 28), (10, 24)])
    func `quiet hours of one's own stay on the wall when the clocks change`(month: Int, day: Int) throws {
        // On Sunday 29 March and Sunday 25 October 2026.
        let forum = try Mannered.forum(startingAt: Mannered.wall(month, day, 9))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        try Mannered.quiet(amira, from: 8 * 60, until: 11 * 60, in: forum)
        for later in 0...1 {
            try forum.advance(to: Mannered.wall(month, day + later, 9))
            Mannered.tell(forum, "Hello \(later).")
            ben.sees("Hello \(later).")
            try forum.advance(to: Mannered.wall(month, day + later, 10, 59))
            amira.seesNothing()
            try forum.advance(to: Mannered.wall(month, day + later, 11))
            amira.sees("Hello \(later).")
        }
    }

    @Test(.serves("B3")) func `quiet hours of one's own are summer time on the morning when it begins`()
        throws
    {
        // 8:30am on the wall is 7:30am in Greenwich, where no quiet hour has begun.
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 29, 8, 30))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        try Mannered.quiet(amira, from: 8 * 60, until: 11 * 60, in: forum)
        Mannered.tell(forum, "Hello.")
        ben.sees(exactly: "Hello.")
        try forum.advance(to: Mannered.wall(3, 29, 10, 59))
        amira.seesNothing()
        try forum.advance(to: Mannered.wall(3, 29, 11))
        amira.sees(exactly: "Hello.")
    }

    @Test(.serves("B3")) func `a question that was held and is answered meanwhile does not come any more`()
        throws
    {
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 3, 9))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        try Mannered.quiet(amira, from: 8 * 60, until: 11 * 60, in: forum)
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        ben.sees(exactly: "Which day?")
        amira.seesNothing()
        amira.says("POLLS")
        amira.sees(exactly: "Which day?")
        amira.presses("Saturday")
        amira.sees(exactly: "You chose Saturday.")
        try forum.advance(to: Mannered.wall(3, 4, 7))
        amira.seesNothing()
    }

    @Test(.serves("B3")) func `a reminder that was held and is answered meanwhile does not come any more`()
        throws
    {
        let forum = try Mannered.forum(startingAt: Mannered.wall(3, 3, 12))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        try Mannered.quiet(amira, from: 8 * 60, until: 11 * 60, in: forum)
        forum.officer.says(
            "POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nCloses: 5 March 6am\nReminders: 1")
        forum.officer.sees("Send this now?")
        forum.officer.says("yes")
        amira.sees(exactly: "Which day?")
        ben.sees(exactly: "Which day?")
        try forum.advance(to: Mannered.wall(3, 4, 9, 5))
        ben.sees(exactly: "You have not answered this yet.")
        amira.seesNothing()
        amira.says("1")
        amira.sees(exactly: "You chose Saturday.")
        try forum.advance(to: Mannered.wall(3, 4, 20))
        amira.seesNothing()
    }

    @Test func `quiet hours that leave no time at all give way to the forum's`() throws {
        let forum = try Mannered.forum()
        let amira = try forum.member("Amira")
        try Mannered.quiet(amira, from: 7 * 60, until: 21 * 60, in: forum)
        Mannered.tell(forum, "Hello.")
        forum.advance(.hours(1))
        amira.sees("Hello.")
    }

    @Test(.serves("B3")) func `who wants large gaps gets one message at a time, in order`() throws {
        let forum = try Mannered.forum()
        let amira = try forum.member("Amira")
        try forum.choose(Ways(pause: 60), for: amira)
        for word in ["One.", "Two.", "Three."] { Mannered.tell(forum, word) }
        amira.sees("One.")
        amira.seesNothing()
        forum.advance(.minutes(59))
        amira.seesNothing()
        forum.advance(.minutes(2))
        amira.sees("Two.")
        amira.seesNothing()
        // What they ask themself is answered at once.
        amira.says("HELP")
        amira.sees("You can send")
        forum.advance(.minutes(61))
        amira.sees("Three.")
    }

    @Test func `a week holds so many messages and no more; the others come the week after, in order`() throws
    {
        let forum = try Mannered.forum(Manners(hours: .usual, messagesAWeek: 2, messagesAMinute: nil))
        let amira = try forum.member("Amira")
        for number in 1...5 { Mannered.tell(forum, "Number \(number).") }
        amira.sees("Number 1.")
        amira.sees("Number 2.")
        amira.seesNothing()
        amira.says("HELP")
        amira.sees("You can send")
        try forum.advance(to: Mannered.wall(3, 9, 7, 59))
        amira.seesNothing()
        try forum.advance(to: Mannered.wall(3, 9, 8))
        amira.sees("Number 3.")
        amira.sees("Number 4.")
        amira.seesNothing()
        try forum.advance(to: Mannered.wall(3, 16, 8))
        amira.sees("Number 5.")
        amira.seesNothing()
    }

    @Test func `a message that has to be tried again counts once`() throws {
        let forum = try Mannered.forum(Manners(hours: .usual, messagesAWeek: 2, messagesAMinute: nil))
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(), times: 3)
        Mannered.tell(forum, "One.")
        forum.advance(.hours(1))
        amira.sees("One.")
        Mannered.tell(forum, "Two.")
        amira.sees("Two.")
    }

    // MARK: One thing at a time

    @Test(.serves("B3"), .serves("C15"))
    func `who wants one thing at a time gets the next question after the last, also across a restart`() throws
    {
        let forum = try Mannered.forum()
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        try forum.choose(Ways(oneAtATime: true), for: amira)
        for name in ["Day", "Place", "Food"] {
            forum.officer.says("POLL \(name)? | A | B")
            forum.officer.says("yes")
        }
        ben.sees("Food?")
        amira.sees("Day?")
        amira.seesNothing()
        try forum.isDown(for: .minutes(10))
        amira.seesNothing()
        amira.says("a")
        amira.sees("You chose A.")
        amira.sees("Place?")
        amira.seesNothing()
        try forum.isDown(for: .minutes(10))
        // Left is as good as answered.
        amira.says("LEAVE")
        amira.sees("Food?")
        amira.seesNothing()
    }

    @Test(.serves("B3"))
    func `a question that is closed makes room for the next, and one that nobody answers too`()
        throws
    {
        let forum = try Mannered.forum()
        let amira = try forum.member("Amira")
        try forum.choose(Ways(oneAtATime: true), for: amira)
        for name in ["Day", "Place", "Food"] {
            forum.officer.says("POLL \(name)? | A | B")
            forum.officer.says("yes")
        }
        amira.sees("Day?")
        forum.officer.says("CLOSE")
        forum.officer.says("Day?")
        forum.officer.says("yes")
        amira.sees("Place?")
        amira.seesNothing()
        forum.advance(.hours(72))
        amira.sees("Food?")
    }

    @Test func `who wants everything at once again gets what waited`() throws {
        let forum = try Mannered.forum()
        let amira = try forum.member("Amira")
        try forum.choose(Ways(oneAtATime: true), for: amira)
        for name in ["Day", "Place"] {
            forum.officer.says("POLL \(name)? | A | B")
            forum.officer.says("yes")
        }
        amira.sees(exactly: "Day?")
        try forum.choose(Ways(), for: amira)
        forum.advance(.minutes(1))
        amira.sees("Place?")
    }

    // MARK: Form

    @Test(.serves("B3")) func `who wants numbers gets them where there are buttons, everywhere at once`()
        throws
    {
        let forum = try Mannered.forum()
        let amira = try forum.member("Amira")
        try forum.choose(Ways(usesNumbers: true), for: amira)
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.sees("Which day?", "1 Saturday", "2 Sunday")
        amira.cannotPress()
        amira.says("bananas")
        amira.sees("2 Sunday")
        amira.cannotPress()
        amira.says("2")
        amira.sees("You chose Sunday.")
        amira.says("DELETE ME")
        amira.sees("1 Yes")
        amira.cannotPress()
    }

    @Test(.serves("B3")) func `emoji stay away, or stand beside Yes and No, as each likes it`() throws {
        let forum = try Mannered.forum()
        let (amira, ben, cleo) = try (forum.member("Amira"), forum.member("Ben"), forum.member("Cleo"))
        try forum.choose(Ways(emoji: .never), for: amira)
        try forum.choose(Ways(emoji: .thumbs), for: ben)
        forum.officer.says("POLL Shall we go out? 🎉 | Yes | No | 🍕")
        forum.officer.says("yes")
        #expect(!amira.sees("Shall we go out?").contains("🎉"))
        amira.canPress("Yes", "No", "🍕")
        ben.sees("Shall we go out? 🎉")
        ben.canPress("👍 Yes", "👎 No", "🍕")
        ben.presses("👍 Yes")
        ben.sees("You chose Yes.")
        cleo.sees("Shall we go out? 🎉")
        cleo.canPress("Yes", "No", "🍕")
    }
}
