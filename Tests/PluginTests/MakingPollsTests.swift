import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

@Suite(.limited) struct `Making a poll` {
    @Test(.serves("B4")) func `a poll is shown first, and goes out on yes`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        forum.officer.says("POLL Which day suits you? | Saturday | Sunday")
        forum.officer.sees(
            "Which day suits you?", "Saturday\nSunday", "2 people have joined.", "Send this")
        amira.seesNothing()
        forum.officer.says("YES")
        forum.officer.sees("Your poll is on its way.")
        amira.sees("Which day suits you?")
        amira.canPress("Saturday", "Sunday")
        ben.sees("Which day suits you?", "1 Saturday", "2 Sunday")
        forum.officer.seesNothing()
    }

    @Test func `no sends nothing, and change starts again`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("no")
        forum.officer.sees("I sent nothing.")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("change")
        forum.officer.sees("What do you want to ask?")
        amira.seesNothing()
    }

    @Test func `a poll is made step by step`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        let officer = forum.officer
        officer.says("POLL")
        officer.sees("What do you want to ask?")
        officer.says("Where shall we meet?")
        officer.sees("How can people answer?", "1 Choose 1")
        officer.says("choose 1")
        officer.sees("What can people choose?")
        officer.says("done")
        officer.sees("A poll needs 2 choices or more.")
        officer.says("Library")
        officer.sees("the choices so far:", "Library")
        officer.says("library")
        officer.sees("This choice is there 2 times: library")
        try forum.crashAndRestart()
        officer.says("Park | Online")
        officer.sees("Library\nPark\nOnline")
        officer.says("Done")
        officer.sees("Where shall we meet?", "Library\nPark\nOnline", "Send this")
        officer.says("yes")
        amira.sees("Where shall we meet?")
        amira.canPress("Library", "Park", "Online")
    }

    @Test func `a fault is said kindly, and nothing goes out`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | saturday")
        forum.officer.sees("This choice is there 2 times: saturday", "For example")
        forum.officer.says("POLL What next? | Go on | Stop")
        forum.officer.sees("This word means something else to me: Stop")
        forum.officer.says("POLL How many? | 2 | 3")
        forum.officer.sees("This choice is only a number: 2")
        amira.seesNothing()
    }

    @Test func `a yes to an old preview never sends the new poll`() throws {
        let forum = try PretendForum(Polls())
        let priya = try forum.organiser("Priya")
        let amira = try forum.member("Amira")
        priya.says("POLL First? | A word | B word")
        let first = try priya.button("Yes")
        priya.says("POLL Second? | C word | D word")
        priya.presses(first)
        amira.seesNothing()
        priya.presses("Yes")
        amira.sees("Second?")
    }

    @Test func `a draft that nobody comes back to is thrown away`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.advance(.hours(25))
        #expect(try forum.rows("SELECT id FROM polls_draft").isEmpty)
        forum.officer.says("yes")
        amira.seesNothing()
    }

    @Test func `members cannot make polls`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        amira.says("POLL Which day? | Saturday | Sunday")
        amira.sees("you cannot use that word")
    }

    @Test(.serves("B4", "C2")) func `a note reaches every member after the same preview`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        forum.officer.says("TELL The next meeting is on Saturday.")
        forum.officer.sees("The next meeting is on Saturday.", "2 people have joined.", "Send this")
        amira.seesNothing()
        forum.officer.says("yes")
        for person in [amira, ben] {
            person.sees("A message from Voices United", "The next meeting is on Saturday.")
        }
        forum.officer.says("TELL")
        forum.officer.sees("What do you want to tell everybody?")
        forum.officer.says("Bring a drink.")
        forum.officer.sees("Send this")
        forum.officer.says("no")
        amira.seesNothing()
    }
}
