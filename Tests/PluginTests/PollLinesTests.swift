import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

/// Making a poll in lines, from a ready-made one, and with the menu; looking at it as phones will show it.
@Suite(.limited) struct `Making a poll in lines` {
    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
    }

    @Test(.serves("B4")) func `a whole poll in one message`() throws {
        forum.officer.says(
            """
            POLL
            name: Our next trip
            question: Where shall we go?
            kind: one
            - Zoo
            - Beach
            other: yes
            question: How was the last trip?
            kind: scale
            who: members
            closes: in 2 weeks
            reminders: 1
            secrecy: confidential
            at least: 5
            """)
        forum.officer.sees(
            "Our next trip\n\n1 Where shall we go?\n\nZoo\nBeach\nSomething else",
            "The organisers see your name with your answer.",
            "It closes on Monday 16 March 2026 at 10am.\nReminders, at most: 1\nResults need 5 answers or more."
        )
        forum.officer.says("yes")
        amira.sees("Our next trip", "The organisers see your name with your answer.", "Question 1 of 2:")
    }

    @Test(.serves("B4"))
    func `what is about the whole poll can stand first, and no result needs fewer than 3`()
        throws
    {
        forum.officer.says(
            "POLL\nSecrecy: confidential\nAt least: 2\nQuestion: Shall we go on?\nKind: yes or no")
        forum.officer.sees(
            "Shall we go on?\n\nYes\nNo\nNot sure", "The organisers see your name with your answer.",
            "Results need 3 answers or more.")
        // A question may begin like one of these lines.
        forum.officer.says("POLL Who: Ben or Cai? | Ben | Cai")
        forum.officer.sees("Who: Ben or Cai?\n\nBen\nCai")
    }

    @Test(arguments: [
        ("Question: Which?\nColour: red", "Line 2, Colour: red:", "I do not know this word"),
        ("Question: Which?\nKind: maybe", "Line 2, Kind:", "I do not know this kind."),
        ("Question: Which?\n- A word\n- a word", "Line 3, - a word:", "This choice is there 2 times"),
        ("Question: Which?\n- Stop\n- Go on", "Line 2, - Stop:", "This word means something else"),
        ("Question: Which?\n- A word", "Which?:", "A poll needs 2 choices or more."),
        ("Name: Trip", "There is no line with \"Question:\".", "I kept the others."),
        ("Name: Trip\nKind: scale", "Line 2, Kind:", "must come first"),
        ("Question: Which?\nKind: scale\nCloses: Friday 4", "Line 3, Closes:", "Friday 6 March 2026, 4pm"),
        (
            "Question: Which?\nKind: scale\nCloses: 31 June 4pm", "Line 3, Closes:",
            "I do not understand this time."
        ),
        (
            "Question: Which?\nKind: scale\nCloses: 1 March 2026 4pm", "Line 3, Closes:",
            "This time has passed."
        ),
        ("Question: Which?\nKind: scale\nReminders: many", "Line 3, Reminders:", "a number from 0 to 5"),
        (
            "Question: Which?\nKind: scale\nSecrecy: top", "Line 3, Secrecy:",
            "anonymous, confidential or named"
        ),
        ("Question: Which?\nKind: scale\nWho: cats", "Line 3, Who:", "Who is it for? You can write:"),
        ("Question: Which?\nKind: several\nUp to: 99", "Line 3, Up to:", "a number from 1 to 10"),
        ("Question:\nKind: scale", "Line 1, Question:", "Something is missing"),
    ]) func `a fault is told with its line and field, and the rest is kept`(
        lines: String, place: String, fault: String
    )
        throws
    {
        forum.officer.says("POLL\n" + lines)
        forum.officer.sees(place, fault, "I kept the others.")
        amira.seesNothing()
    }

    @Test(.serves("B4")) func `a line that is wrong is asked for again, and the rest stays`() throws {
        forum.officer.says(
            """
            POLL
            Name: Our trip
            Question: Where shall we go?
            Kind: maybe
            – Zoo
            • Beach
            Closes: Fridday 4pm
            """)
        forum.officer.sees("Line 3, Kind:", "This is the line:\nKind: maybe", "I kept the others.")
        forum.officer.says("one")
        forum.officer.sees("Line 6, Closes:", "I do not understand this time.")
        try forum.crashAndRestart()
        forum.officer.says("Closes: next week")
        forum.officer.sees("Line 6, Closes:")
        forum.officer.says("in 2 weeks")
        forum.officer.sees("Where shall we go?\n\nZoo\nBeach", "It closes on Monday 16 March 2026")
        forum.officer.says("yes")
        amira.sees("Where shall we go?")
        amira.canPress("Zoo", "Beach")
    }

    @Test func `a wrong line can be left out, and a missing one sent`() throws {
        forum.officer.says("POLL\nQuestion: Where?\n- Zoo\nColour: red\nQuestion: When?\nKind: scale")
        forum.officer.sees("Line 3, Colour: red:", "Leave this line out")
        forum.officer.says("leave this line out")
        forum.officer.sees(
            "Where?:", "A poll needs 2 choices or more.", "Please send the line that is missing.")
        forum.officer.says("- Beach")
        forum.officer.sees("1 Where?\n\nZoo\nBeach\n\n2 When?", "Send this now?")
    }

    @Test(arguments: [
        ("Question: Which?\n- A way\n- B way\nUp to: 5", "Line 4, Which?:", "a number from 1 to 2"),
        (
            "Question: Which?\nKind: scale\nCloses: in 1 week\nOpens: in 2 weeks", "Line 3",
            "It would close before it goes out."
        ),
        ("Question: Which?\n- A way\n- Done", "Line 3", "This word means something else to me: Done"),
    ]) func `what is wrong together is told before the preview`(
        lines: String, place: String, fault: String
    ) throws {
        forum.officer.says("POLL\n" + lines)
        forum.officer.sees(place, fault)
    }

    @Test(.serves("B1", "B4")) func `the preview shows it as each kind of phone will`() throws {
        forum.officer.says("POLL Which day suits you? | Saturday | Sunday")
        forum.officer.sees("Send this now?")
        forum.officer.says("show on phones")
        forum.officer.sees(
            "On a phone with buttons:", "[Saturday]\n[Sunday]",
            "On a phone that only knows text:", "Reply with a number:\n1 Saturday\n2 Sunday",
            "In Easy Read:", "We only count answers.")
        forum.officer.sees("Send this now?")
        amira.seesNothing()
        let shown = try #require(forum.officer.lastMessage?.text)
        #expect(!shown.isEmpty)
        forum.officer.says("yes")
        let ben = try forum.member("Ben", on: .sms)
        ben.says("POLLS")
        ben.sees("Reply with a number:\n1 Saturday\n2 Sunday")
    }

    @Test(.serves("F12", "F13", "F14", "F15")) func `ready-made polls`() throws {
        forum.officer.says("POLL")
        forum.officer.sees("What do you want to ask?", "You can also send READY.")
        forum.officer.says("ready")
        forum.officer.sees(
            "1 After the meeting", "2 How well are we listening?", "3 Is working together working?",
            "4 How is life for you?", "5 What we made")
        forum.officer.says("3")
        forum.officer.sees("1 I am an equal partner. People listen to me and value me.", "5 I know that")
        forum.officer.says("yes")
        amira.sees("Is working together working?", "Question 1 of 5:")
        amira.canPress("Yes", "No", "Not sure", "SKIP", "PAUSE")
    }

    @Test func `step by step, with a time that is asked back`() throws {
        let officer = forum.officer
        officer.says("POLL")
        officer.says("When shall we meet?")
        officer.sees("How can people answer?", "6 Find a date")
        officer.says("find a date")
        officer.sees("When could it be?")
        officer.says("next Friday 4pm")
        officer.sees("Which time do you mean with \"next Friday 4pm\"?")
        officer.says("2")
        officer.sees("Friday 13 March 2026, 4pm")
        officer.says("some day")
        officer.sees("some day:", "I do not understand this time.")
        officer.says("14 March 10:30am")
        officer.sees("Friday 13 March 2026, 4pm\nSaturday 14 March 2026, 10:30am")
        officer.says("done")
        officer.sees("When shall we meet?", "None of these", "Send this now?")
        officer.says("more")
        officer.sees("What do you want to change or add?")
        officer.says("another question")
        officer.sees("What do you want to ask?")
        officer.says("What do you need?")
        officer.says("in their own words")
        officer.sees("Questions from Voices United", "2 What do you need?", "In their own words")
        officer.says("more")
        officer.says("who sees the answers")
        officer.sees("Who sees how people answered?")
        officer.says("everybody")
        officer.sees("Everybody in the forum can see your name with your answer.")
        officer.says("yes")
        amira.sees("Questions from Voices United", "Question 1 of 2:\nWhen shall we meet?")
    }

    @Test(.serves("B4")) func `step by step, how many can be chosen and when people see the result`() throws {
        let officer = forum.officer
        officer.says("POLL What shall we eat? | Pizza | Soup | Salad")
        officer.says("more")
        #expect(!officer.sees("What do you want to change or add?").contains("How many to choose"))
        officer.says("done")
        officer.says("no")
        officer.says("POLL")
        officer.says("What shall we eat?")
        officer.says("choose several")
        officer.says("Pizza | Soup | Salad")
        officer.says("done")
        officer.says("more")
        officer.says("how many to choose")
        officer.sees("How many can people choose")
        officer.says("lots")
        officer.sees("a number from 1 to 10")
        officer.says("2")
        officer.sees("People can choose up to 2.", "Send this now?")
        officer.says("more")
        officer.says("when results show")
        officer.sees("When can people see the result?", "1 At the end")
        officer.says("after their answer")
        officer.sees("People see the result after their answer.", "Send this now?")
        officer.says("yes")
        amira.sees("What shall we eat?", "You can choose up to 2.")
    }

    @Test func `supporters can be asked, and POLLS shows a poll to those it is for`() throws {
        forum.officer.says("POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nWho: supporters")
        forum.officer.sees("This poll is for 0 supporters.")
        forum.officer.says("yes")
        amira.seesNothing()
        amira.says("POLLS")
        amira.sees("There are no polls for you now.")
    }
}
