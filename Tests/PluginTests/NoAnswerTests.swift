import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

/// What somebody sends to a poll that is no answer: they have not answered it, and what they send next is taken.
@Suite(.limited) struct `What is no answer to a poll` {
    private let forum: PretendForum
    private let amira: Person
    private let people: [Person]

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
        people = try forum.members(3)
    }

    private func ask(_ lines: String) {
        forum.officer.says("POLL\n\(lines)")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
        amira.sees("What shall we eat?")
    }

    private func close() {
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("The poll has closed.")
    }

    @Test(.serves("B3", "C15")) func `too many choices are none, and their sender is not told the result`() {
        ask("Question: What shall we eat?\nUp to: 2\n- Pizza\n- Soup\n- Salad")
        amira.says("1, 2, 3")
        amira.sees("You can choose up to 2.")
        for person in people { person.says("1") }
        close()
        people[0].sees("A poll has closed.")
        amira.seesNothing()
    }

    @Test(.serves("B3", "C15"))
    func `whoever sent too many choices is reminded like all who have not answered`()
        throws
    {
        ask("Question: What shall we eat?\nUp to: 1\n- Pizza\n- Soup\nCloses: tomorrow 6pm\nReminders: 1")
        amira.says("1, 2")
        amira.sees("You can choose up to 1.")
        forum.advance(.hours(31))
        amira.sees("You have not answered this yet.")
    }

    @Test(.serves("B3", "B6")) func `whoever takes their last choice away has not answered`() throws {
        ask("Question: What shall we eat?\nKind: several\n- Pizza\n- Soup\n- Salad")
        amira.presses("Pizza")
        amira.presses("Pizza")
        amira.sees("You have chosen nothing now.")
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
        for person in people { person.says("1") }
        close()
        amira.seesNothing()
    }

    @Test(.serves("B3", "B6"), arguments: [" \n ", String(repeating: "la ", count: 1_000)])
    func `whoever sends no words, or too many, is heard the next time`(text: String) {
        ask("Question: What shall we eat?\nKind: words")
        amira.says(text)
        amira.ignoresTheRest()
        amira.says("a big pie")
        amira.sees("You said: a big pie")
    }

    @Test(.serves("B3", "B6")) func `whoever sends no words and nothing else is not told the result`() {
        ask("Question: What shall we eat?\nKind: words")
        amira.says(" \n ")
        amira.sees("I did not get any words.")
        for person in people { person.says("pie") }
        close()
        people[0].sees("A poll has closed.")
        amira.seesNothing()
    }

    @Test(.serves("B3", "D6")) func `what is asked in the middle of a survey is answered before the survey`()
        throws
    {
        ask("Name: Food\nQuestion: What shall we eat?\nKind: words\nQuestion: Where?\n- Here\n- There")
        amira.says("a big pie")
        amira.sees("Where?")
        amira.says("BACK")
        amira.sees("What shall we eat?")
        amira.says("DELETE ME")
        amira.sees("Are you sure?")
        amira.says("yes")
        amira.sees("I will delete what Voices United keeps about you.")
        amira.says("BACK")
        amira.sees("What shall we eat?")
        amira.says("NAME")
        amira.sees("What")
        amira.says("Sam")
        amira.sees("Your name here is now Sam.")
    }
}
