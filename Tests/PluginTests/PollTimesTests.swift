import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// A poll that opens, reminds and closes by itself, and what is said afterwards.
@Suite(.limited) struct `A poll by the clock` {
    private let forum: PretendForum
    private let people: [Person]

    init() throws {
        let forum = try PretendForum(Welcome(), Polls())
        self.forum = forum
        people = try ["Amira", "Ben", "Cai", "Dee"].map { try forum.member($0) }
    }

    private func london(_ day: Int, _ hour: Int, _ minute: Int = 0) -> LocalTime {
        LocalTime(year: 2026, month: 3, day: day, hour: hour, minute: minute, zone: "Europe/London")
    }

    private func send(_ lines: String) {
        forum.officer.says("POLL\n" + lines)
        forum.officer.sees("Send this now?")
        forum.officer.says("yes")
    }

    @Test(.serves("B4")) func `it goes out and closes at its time, across the change of the clocks`() throws {
        // On 29 March 2026 the clocks go forward.
        forum.officer.says(
            "POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nOpens: Friday 6 March 4pm\nCloses: 29 March 2pm"
        )
        forum.officer.sees(
            "It goes out on Friday 6 March 2026 at 4pm.", "It closes on Sunday 29 March 2026 at 2pm.")
        forum.officer.says("yes")
        forum.officer.sees("Your poll goes out on Friday 6 March 2026 at 4pm.")
        forum.officer.says("POLLS")
        forum.officer.sees("Which day?\nThis goes out on Friday 6 March 2026 at 4pm.")
        try forum.advance(to: london(6, 15, 59))
        people[0].seesNothing()
        try forum.crashAndRestart()
        try forum.advance(to: london(6, 16, 1))
        people[0].sees("Which day?")
        for person in people.prefix(3) { person.presses("Sunday") }
        try forum.advance(to: london(29, 13, 59))
        forum.officer.says("RESULTS")
        forum.officer.sees("Answers so far: 3 of 4 people.")
        try forum.advance(to: london(29, 14, 1))
        people[0].sees("You chose Sunday.")
        people[0].sees("A poll has closed.", "3 of 3 people chose Sunday.")
        people[3].ignoresTheRest()
        people[3].presses("Saturday")
        people[3].sees("cannot take more answers")
        // Everybody agreed, so the organisers are warned.
        forum.officer.sees(
            "Its time was over.", "3 of 3 people chose Sunday.", "this shows what each person said")
        forum.officer.sees("People want to know what happens next:", "Which day?")
    }

    @Test(.serves("B4"), arguments: [(29, 9), (30, 16)])
    func `it opens at its time on the wall in summer time, also on the day when that begins`(
        day: Int, hour: Int
    )
        throws
    {
        send(
            "Question: Which day?\n- Saturday\n- Sunday\nOpens: \(day) March \(hour < 12 ? "\(hour)am" : "\(hour - 12)pm")"
        )
        try forum.advance(to: london(day, hour - 1, 59))
        for person in people { person.seesNothing() }
        try forum.advance(to: london(day, hour))
        for person in people { person.sees(exactly: "Which day?") }
    }

    @Test(.serves("C15")) func `reminders go to those who have not answered, and no more than were wanted`()
        throws
    {
        send("Question: Which day?\n- Saturday\n- Sunday\nCloses: in 6 days\nReminders: 2")
        people[0].presses("Saturday")
        people[1].says("LEAVE")
        for person in people { person.ignoresTheRest() }
        forum.advance(.hours(5 * 24))
        people[0].seesNothing()
        people[1].seesNothing()
        for _ in 1...2 {
            people[2].sees(
                "You have not answered this yet.", "It closes on Sunday 8 March 2026 at 10am.", "Which day?")
        }
        people[2].seesNothing()
        people[2].presses("Sunday")
        people[2].sees("You chose Sunday.")
    }

    @Test func `a poll that was closed before its time is over, and nobody is reminded`() throws {
        send("Question: Which day?\n- Saturday\n- Sunday\nCloses: in 6 days\nReminders: 2")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        for person in people { person.ignoresTheRest() }
        forum.officer.sees("The poll has closed.")
        forum.officer.ignoresTheRest()
        forum.advance(.hours(7 * 24))
        people[2].seesNothing()
        forum.officer.seesNothing()
    }

    @Test func `a poll that has not gone out can be taken back`() throws {
        send("Question: Which day?\n- Saturday\n- Sunday\nOpens: tomorrow 10am")
        forum.officer.says("CLOSE")
        forum.officer.sees("Which day?", "Close this poll now?")
        forum.officer.says("yes")
        forum.advance(.hours(48))
        for person in people { person.seesNothing() }
    }

    @Test(.serves("A4", "H8")) func `what happens next reaches whoever was asked, and the other plugins`()
        throws
    {
        send("Question: Which day?\n- Saturday\n- Sunday")
        for person in people.prefix(3) { person.presses("Sunday") }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("People want to know what happens next:", "Do you want to tell them now?")
        forum.officer.says("no")
        forum.officer.sees("Send NEXT when you know what happens next.")
        forum.officer.says("NEXT We meet on Sunday at 2pm.")
        forum.officer.sees(
            "This poll has closed:\nWhich day?", "We meet on Sunday at 2pm.",
            "It goes to everybody who got the question.", "Send this now?")
        people[0].sees("A poll has closed.")
        people[0].seesNothing()
        forum.officer.says("yes")
        people[0].sees("We asked you this:\nWhich day?", "We meet on Sunday at 2pm.")
        people[3].sees("We asked you this:\nWhich day?")
        let news = try #require(forum.news.first { $0.name == "poll-next" })
        #expect(news.data["question"] == "Which day?" && news.data["next"] == "We meet on Sunday at 2pm.")
    }

    @Test func `what happens next can be said step by step`() throws {
        send("Question: Which day?\n- Saturday\n- Sunday")
        for person in people.prefix(3) { person.presses("Sunday") }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.says("yes")
        forum.officer.sees("What happens next? Please write it")
        forum.officer.says("We book the hall.")
        forum.officer.sees("We book the hall.", "Send this now?")
        forum.officer.says("yes")
        people[1].sees("This happens next:\nWe book the hall.")
    }

    @Test func `a draft that waited too long is not sent with a time that is over`() throws {
        forum.officer.says("POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nCloses: today 11am")
        forum.advance(.hours(2))
        forum.officer.says("yes")
        forum.officer.sees("The time when it closes has passed.")
        people[0].seesNothing()
        forum.officer.says("2")
        forum.officer.sees("When does it close?")
        forum.officer.says("Friday")
        forum.officer.sees("Please add the time of day.")
        forum.officer.says("Friday 4")
        forum.officer.sees("Friday 6 March 2026, 4am\nFriday 6 March 2026, 4pm")
        forum.officer.says("Friday 4pm")
        forum.officer.sees("It closes on Friday 6 March 2026 at 4pm.", "Send this now?")
        forum.officer.says("yes")
        people[0].sees("Which day?")
    }
}
