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

    @Test func `no sends nothing`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("no")
        forum.officer.sees("I sent nothing.")
        amira.seesNothing()
    }

    @Test(.serves("B4")) func `change asks what, and keeps the rest`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        let officer = forum.officer
        officer.says("POLL Which day? | Saterday | Sunday")
        officer.says("change")
        officer.sees(
            "What shall I change? Everything else stays.",
            "1 The question\n2 Choice 1: Saterday\n3 Choice 2: Sunday\n4 Add a choice\n5 Start again")
        officer.says("choice 1")
        officer.sees("It says now:\nSaterday", "What should it say?")
        officer.says("Sunday")
        officer.sees("This choice is there 2 times: Sunday")
        try forum.crashAndRestart()
        officer.says("Saturday")
        officer.sees("Which day?\n\nSaturday\nSunday", "Send this now?")
        officer.says("change")
        officer.says("add a choice")
        officer.sees("What is the new choice?")
        officer.says("Monday")
        officer.sees("Saturday\nSunday\nMonday")
        officer.says("change")
        officer.says("Sunday")
        officer.sees("It says now:\nSunday")
        officer.says("take it away")
        officer.sees("Which day?\n\nSaturday\nMonday\n")
        officer.says("change")
        officer.says("the question")
        officer.says("Which day suits you?")
        officer.sees("Which day suits you?\n\nSaturday\nMonday")
        officer.says("change")
        officer.says("leave it as it is")
        officer.sees("Send this now?")
        officer.says("yes")
        amira.sees("Which day suits you?")
        amira.canPress("Saturday", "Monday")
    }

    @Test func `change starts again where that is wanted`() throws {
        let forum = try PretendForum(Polls())
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("change")
        forum.officer.says("start again")
        forum.officer.sees("What do you want to ask?")
    }

    @Test func `in a survey change asks which question, and can take one away`() throws {
        let forum = try PretendForum(Polls())
        let officer = forum.officer
        officer.says("POLL\nQuestion: Where?\n- Zoo\n- Beach\nQuestion: When?\n- May\n- June")
        officer.says("change")
        officer.sees("1 Question 1: Where?\n2 Question 2: When?")
        officer.says("2")
        officer.sees("1 The question\n2 Choice 1: May")
        officer.says("choice 2")
        officer.says("July")
        officer.sees("2 When?\n\nMay\nJuly")
        officer.says("change")
        officer.says("question 1")
        officer.says("1")
        officer.says("take it away")
        officer.sees("When?\n\nMay\nJuly")
    }

    @Test func `a choice that was taken away leaves no higher limit than there are choices`() throws {
        let forum = try PretendForum(Polls())
        let officer = forum.officer
        officer.says("POLL\nQuestion: Where?\nKind: several\n- Zoo\n- Beach\n- Park\nUp to: 2")
        officer.sees("People can choose up to 2.")
        officer.says("change")
        officer.says("choice 3")
        officer.says("take it away")
        #expect(!officer.sees("Zoo\nBeach").contains("up to"))
    }

    @Test(arguments: ["UNDO", "undo", "back"])
    func `UNDO takes the last choice away, and is none`(word: String) throws {
        let forum = try PretendForum(Polls())
        let officer = forum.officer
        officer.says("POLL")
        officer.says("Where shall we meet?")
        officer.says("choose 1")
        officer.says("Library")
        officer.says("Prak")
        officer.sees("Library\nPrak", "Send UNDO to take the last choice away.")
        officer.says(word)
        #expect(!officer.sees("These are the choices so far:\n\nLibrary").contains("Prak"))
        officer.says(word)
        officer.sees("What can people choose?")
        officer.says(word)
        officer.sees("How can people answer?")
    }

    @Test func `a poll or note that nobody would get is told`() throws {
        let forum = try PretendForum(Polls())
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        forum.officer.sees("Nobody is in this group yet. I did not send the poll.", "Who")
        forum.officer.says("TELL Bring a drink.")
        forum.officer.says("yes")
        forum.officer.sees("Nobody has joined yet. I did not send this.")
        let amira = try forum.member("Amira")
        forum.officer.says("yes")
        amira.sees("Bring a drink.")
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
