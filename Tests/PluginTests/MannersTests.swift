import Polls
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite struct `When the bot writes by itself` {
    /// 8am to 8pm every day, as a forum has it that sets nothing.
    private static let usual = Manners(hours: .usual, messagesAWeek: nil, messagesAMinute: nil)

    private static func forum(
        _ manners: Manners = usual, startingAt start: LocalTime = PretendForum.start
    ) throws -> PretendForum {
        try PretendForum(
            Welcome(), Polls(), settings: PretendForum.quickJoining, manners: manners, startingAt: start)
    }

    private static func wall(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> LocalTime {
        LocalTime(year: 2026, month: month, day: day, hour: hour, minute: minute, zone: "Europe/London")
    }

    private static func tell(_ forum: PretendForum, _ words: String) {
        forum.officer.says("TELL \(words)")
        forum.officer.says("yes")
    }

    @Test(.serves("B4")) func `a note of the evening goes out in the morning, to all at the same time`()
        throws
    {
        let forum = try Self.forum(startingAt: Self.wall(3, 2, 21))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        Self.tell(forum, "We meet on Saturday.")
        amira.seesNothing()
        forum.officer.says("SENT")
        forum.officer.sees("it goes out on Tuesday 3 March 2026 at 8am")
        try forum.advance(to: Self.wall(3, 3, 7, 59))
        amira.seesNothing()
        ben.seesNothing()
        try forum.advance(to: Self.wall(3, 3, 8))
        amira.sees("We meet on Saturday.")
        ben.sees("We meet on Saturday.")
    }

    @Test func `an answer comes at any hour, and so does help`() throws {
        let forum = try Self.forum(startingAt: Self.wall(3, 2, 23))
        let amira = try forum.member("Amira")
        amira.says("HELP")
        amira.sees("You can send me these words")
        amira.says("I want to hurt myself")
        amira.sees("999")
    }

    @Test(.serves("B3")) func `a question that nobody has seen yet is not answered by what they write`()
        throws
    {
        let forum = try Self.forum(startingAt: Self.wall(3, 2, 21))
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.says("2")
        amira.sees("I did not understand")
        try forum.advance(to: Self.wall(3, 3, 8))
        amira.sees("Which day?")
        amira.says("2")
        amira.sees("You chose Sunday.")
    }

    @Test func `what the bot was to say while it was down goes out once it may`() throws {
        let forum = try Self.forum(startingAt: Self.wall(3, 2, 21))
        let amira = try forum.member("Amira")
        Self.tell(forum, "We meet on Saturday.")
        try forum.isDown(for: .hours(2))
        amira.seesNothing()
        try forum.isDown(for: .hours(10))
        amira.sees("We meet on Saturday.")
        amira.seesNothing()
    }

    @Test(.serves("B4"))
    func `a long queue that the evening overtakes goes on in the morning, and is not lost`()
        throws
    {
        let forum = try Self.forum(startingAt: Self.wall(3, 2, 19, 40))
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(after: .minutes(30)))
        Self.tell(forum, "We meet on Saturday.")
        try forum.advance(to: Self.wall(3, 3, 7, 59))
        amira.seesNothing()
        try forum.advance(to: Self.wall(3, 3, 8))
        amira.sees("We meet on Saturday.")
        amira.seesNothing()
    }

    @Test(.serves("B4")) func `shortly before the evening nothing is begun that some would get the next day`()
        throws
    {
        let forum = try Self.forum(startingAt: Self.wall(3, 2, 19, 50))
        let amira = try forum.member("Amira")
        Self.tell(forum, "We meet on Saturday.")
        forum.advance(.minutes(5))
        amira.seesNothing()
        try forum.advance(to: Self.wall(3, 3, 8))
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
        let forum = try Self.forum(Manners(hours: hours, messagesAWeek: nil, messagesAMinute: nil))
        let amira = try forum.member("Amira")
        // Monday 2 March is in the term: not before school is over.
        Self.tell(forum, "One.")
        try forum.advance(to: Self.wall(3, 2, 15, 29))
        amira.seesNothing()
        try forum.advance(to: Self.wall(3, 2, 15, 30))
        amira.sees("One.")
        // On a Friday evening it is Monday, and on a weekday in the holidays any hour of the day.
        try forum.advance(to: Self.wall(3, 27, 20))
        Self.tell(forum, "Two.")
        try forum.advance(to: Self.wall(3, 30, 7, 59))
        amira.seesNothing()
        try forum.advance(to: Self.wall(3, 30, 8))
        amira.sees("Two.")
    }

    // MARK: One's own

    @Test(.serves("B3"), arguments: [(3, 28), (10, 24)])
    func `quiet hours of one's own stay on the wall when the clocks change`(month: Int, day: Int) throws {
        // On Sunday 29 March and Sunday 25 October 2026.
        let forum = try Self.forum(startingAt: Self.wall(month, day, 9))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        try Self.quiet(amira, from: 8 * 60, until: 11 * 60, in: forum)
        for later in 0...1 {
            try forum.advance(to: Self.wall(month, day + later, 9))
            Self.tell(forum, "Hello \(later).")
            ben.sees("Hello \(later).")
            try forum.advance(to: Self.wall(month, day + later, 10, 59))
            amira.seesNothing()
            try forum.advance(to: Self.wall(month, day + later, 11))
            amira.sees("Hello \(later).")
        }
    }

    @Test func `quiet hours that leave no time at all give way to the forum's`() throws {
        let forum = try Self.forum()
        let amira = try forum.member("Amira")
        try Self.quiet(amira, from: 7 * 60, until: 21 * 60, in: forum)
        Self.tell(forum, "Hello.")
        forum.advance(.hours(1))
        amira.sees("Hello.")
    }

    private static func quiet(
        _ person: Person, from: Int, until: Int, in forum: PretendForum
    ) throws {
        try forum.choose(Ways(quiet: QuietHours(from: from, until: until)), for: person)
    }

    @Test(.serves("B3")) func `who wants large gaps gets one message at a time, in order`() throws {
        let forum = try Self.forum()
        let amira = try forum.member("Amira")
        try forum.choose(Ways(pause: 60), for: amira)
        for word in ["One.", "Two.", "Three."] { Self.tell(forum, word) }
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
        let forum = try Self.forum(Manners(hours: .usual, messagesAWeek: 2, messagesAMinute: nil))
        let amira = try forum.member("Amira")
        for number in 1...5 { Self.tell(forum, "Number \(number).") }
        amira.sees("Number 1.")
        amira.sees("Number 2.")
        amira.seesNothing()
        amira.says("HELP")
        amira.sees("You can send")
        try forum.advance(to: Self.wall(3, 9, 7, 59))
        amira.seesNothing()
        try forum.advance(to: Self.wall(3, 9, 8))
        amira.sees("Number 3.")
        amira.sees("Number 4.")
        amira.seesNothing()
        try forum.advance(to: Self.wall(3, 16, 8))
        amira.sees("Number 5.")
        amira.seesNothing()
    }

    @Test func `a message that has to be tried again counts once`() throws {
        let forum = try Self.forum(Manners(hours: .usual, messagesAWeek: 2, messagesAMinute: nil))
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(), times: 3)
        Self.tell(forum, "One.")
        forum.advance(.hours(1))
        amira.sees("One.")
        Self.tell(forum, "Two.")
        amira.sees("Two.")
    }

    // MARK: One thing at a time

    @Test(.serves("B3"), .serves("C15"))
    func `who wants one thing at a time gets the next question after the last, also across a restart`() throws
    {
        let forum = try Self.forum()
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
        let forum = try Self.forum()
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
        let forum = try Self.forum()
        let amira = try forum.member("Amira")
        try forum.choose(Ways(oneAtATime: true), for: amira)
        for name in ["Day", "Place"] {
            forum.officer.says("POLL \(name)? | A | B")
            forum.officer.says("yes")
        }
        amira.sees("Day?")
        amira.seesNothing()
        try forum.choose(Ways(), for: amira)
        forum.advance(.minutes(1))
        amira.sees("Place?")
    }

    // MARK: Form

    @Test(.serves("B3")) func `who wants numbers gets them where there are buttons, everywhere at once`()
        throws
    {
        let forum = try Self.forum()
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
        let forum = try Self.forum()
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

    // MARK: The same time

    @Test(.serves("B4"))
    func `a note reaches 1,000 people of all channels and forms in the same hour, and it is measured`()
        throws
    {
        let forum = try Self.forum()
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
        Self.tell(forum, "We meet on Saturday. 🎉")
        forum.advance(.minutes(60))
        for person in app[3...] + sms[...] { person.sees("We meet on Saturday.") }
        for person in app[0...2] { person.seesNothing() }
        #expect(forum.now - start < .minutes(61))
        forum.officer.says("SENT")
        let words = forum.officer.sees("997 people got it at the same time.", "Later for their own sake: 2.")
        #expect(words.contains("It took 20 minutes.") || words.contains("It took 25 minutes."))
        try forum.advance(to: Self.wall(3, 2, 12))
        for person in app[0...1] { person.sees("We meet on Saturday.") }
        forum.officer.says("SENT")
        forum.officer.sees("997 people got it at the same time.", "Later for their own sake: 2.")
    }

    // MARK: Flooding

    @Test func `a flood is kept and handled, answered once, and help comes at once`() throws {
        let forum = try Self.forum(Manners(hours: nil, messagesAWeek: nil, messagesAMinute: 10))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        forum.officer.says(
            "POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nSecrecy: confidential")
        forum.officer.says("yes")
        amira.ignoresTheRest()
        forum.together((1...200).map { (amira, $0 % 2 == 0 ? "sunday" : "saturday") })
        let answers = amira.messages.count
        #expect(amira.messages.filter { $0.text.contains("You send a lot") }.count == 1)
        #expect(answers < 20)
        // Nobody else waits.
        ben.presses("Sunday")
        ben.sees("You chose Sunday.")
        // What was said last counts, though it is not answered yet.
        #expect(try forum.exported(amira).map(\.text) == ["Sunday"])
        forum.together([(amira, "I want to hurt myself")])
        amira.sees("999")
        forum.together([(amira, "HELP NOW")])
        amira.sees("Childline")
        forum.advance(.minutes(2))
        amira.sees("You chose Sunday.")
        amira.seesNothing()
        #expect(amira.messages.count <= answers + 3)
        amira.presses("Saturday")
        amira.sees("You chose Saturday.")
    }

    @Test func `a flood of somebody who has not joined gets one answer`() throws {
        let forum = try Self.forum(Manners(hours: nil, messagesAWeek: nil, messagesAMinute: 10))
        let stranger = forum.person("Zed")
        forum.together((1...100).map { (stranger, "blah \($0)") })
        #expect(stranger.messages.count == 12)
        forum.advance(.minutes(2))
        #expect(stranger.messages.count == 12)
    }

    @Test func `STOP counts in a flood`() throws {
        let forum = try Self.forum(Manners(hours: nil, messagesAWeek: nil, messagesAMinute: 10))
        let amira = try forum.member("Amira")
        forum.together((1...50).map { (amira, "blah \($0)") } + [(amira, "STOP")])
        amira.sees("You have stopped messages")
        forum.advance(.hours(1))
        Self.tell(forum, "Hello.")
        #expect(!amira.messages.contains { $0.text.contains("Hello.") })
    }
}
