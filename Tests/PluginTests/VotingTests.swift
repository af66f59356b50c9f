import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

@Suite(.limited) struct `Answering a poll` {
    private let forum: PretendForum
    private let amira: Person
    private let ben: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
        ben = try forum.member("Ben", on: .sms)
    }

    private func ask(_ poll: String = "Which day suits you? | Saturday | Sunday | Not sure") {
        forum.officer.says("POLL " + poll)
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    private func close() -> String {
        forum.officer.says("CLOSE")
        forum.officer.sees("Close this poll now?")
        forum.officer.says("yes")
        return forum.officer.sees("The poll has closed.")
    }

    @Test(.serves("B3", "B6", "C15")) func `everybody answers in the way they find easiest`() throws {
        ask()
        amira.presses("Saturday")
        amira.sees("You chose Saturday.")
        ben.says("2")
        ben.sees("You chose Sunday.")
        let others = [
            ("Cai", "two", "Sunday"), ("Dee", "saturday", "Saturday"), ("Eve", "satruday", "Saturday"),
            ("Fay", "the second one", "Sunday"), ("Gus", "not sure", "Not sure"),
        ]
        for (name, words, choice) in others {
            let person = try forum.member(name, on: .sms)
            person.says("POLLS")
            person.sees("Which day suits you?")
            person.says(words)
            person.sees("You chose \(choice).")
        }
        let result = close()
        #expect(result.contains("3 of 7 people chose Saturday."))
        #expect(result.contains("3 of 7 people chose Sunday."))
        #expect(result.contains("1 of 7 people chose Not sure."))
    }

    @Test(arguments: ["", "\nSecrecy: named"])
    func `a poll that closes before a phone could be reached is not asked there any more`(secrecy: String)
        throws
    {
        forum.fails(.slowDown(after: .hours(5)), on: .sms)
        forum.officer.says("POLL\nQuestion: Which day suits you?\n- Saturday\n- Sunday" + secrecy)
        forum.officer.says("yes")
        amira.sees("Which day suits you?")
        _ = close()
        forum.advance(.hours(10))
        ben.seesNothing()
    }

    @Test(arguments: [Mishap.slowDown(after: .hours(5)), .refusedForNow(), .lineBreaks(arrives: false)])
    func `a poll that closes while it is on its way to a phone is not tried there again`(_ mishap: Mishap)
        throws
    {
        forum.fails(mishap, on: .sms)
        forum.meanwhile(on: .sms) { _ = close() }
        forum.officer.says("POLL Which day suits you? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.sees("Which day suits you?")
        forum.advance(.hours(10))
        ben.seesNothing()
    }

    @Test func `an answer can be changed until the poll closes, and counts once`() throws {
        let cai = try forum.member("Cai")
        ask()
        amira.presses("Saturday")
        amira.presses("Sunday")
        amira.sees("You chose Saturday.")
        amira.sees("You chose Sunday.")
        ben.says("sunday")
        ben.says("1")
        ben.sees("You chose Sunday.")
        ben.sees("You chose Saturday.")
        cai.presses("Sunday")
        let result = close()
        #expect(result.contains("1 of 3 people chose Saturday."))
        #expect(result.contains("2 of 3 people chose Sunday."))
        amira.sees("A poll has closed.")
        amira.presses("Saturday")
        amira.sees("cannot take more answers")
    }

    @Test func `a vote that is delivered twice or meets a crash is counted once`() throws {
        let cai = try forum.member("Cai")
        ask()
        forum.deliversTwice = true
        amira.presses("Saturday")
        try forum.crashAndRestart()
        ben.says("2")
        try forum.crashAndRestart()
        cai.presses("Sunday")
        amira.sees(exactly: "Which day suits you?", "You chose Saturday.")
        let result = close()
        #expect(result.contains("1 of 3 people chose Saturday."))
        #expect(result.contains("2 of 3 people chose Sunday."))
    }

    @Test func `somebody who joins later is asked what is open`() throws {
        ask()
        let cai = try forum.member("Cai")
        cai.seesNothing()
        cai.says("POLLS")
        cai.sees("Which day suits you?")
        cai.presses("Sunday")
        cai.sees("You chose Sunday.")
        cai.says("POLLS")
        cai.sees("You have answered:", "Which day suits you?")
        cai.seesNothing()
        forum.officer.says("RESULTS")
        forum.officer.sees("1 of 3 people")
    }

    @Test func `who is forgotten is not counted, and closed polls know nobody`() throws {
        let cai = try forum.member("Cai")
        let dee = try forum.member("Dee")
        ask()
        for person in [amira, cai, dee] { person.presses("Saturday") }
        ben.says("2")
        // Nobody can be made to show how they voted.
        #expect(try forum.exported(amira).allSatisfy { !$0.text.contains("Saturday") })
        #expect(try forum.rows("SELECT voter FROM polls_vote").count == 4)
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        let result = close()
        #expect(result.contains("2 of 3 people chose Saturday."))
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
        #expect(try forum.exported(ben).isEmpty)
    }
}
