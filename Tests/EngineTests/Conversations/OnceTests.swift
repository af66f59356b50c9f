import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Everything takes effect once` {
    @Test func `an event that is delivered twice takes effect and is answered once`() throws {
        let plugin = Scripted(
            "trial",
            [
                "COUNT": { _, turn in
                    try turn.keep("counted")
                    turn.reply(.line("Counted."))
                }
            ])
        let forum = try PretendForum(plugin, words: Scripted.words)
        forum.deliversTwice = true
        let amira = try forum.member("Amira")
        amira.says("COUNT")
        amira.sees(exactly: "Counted.")
        amira.says("COUNT")
        amira.sees(exactly: "Counted.")
        #expect(try forum.rows("SELECT id FROM trial_note").count == 2)
    }

    @Test func `a button that is pressed twice quickly counts once`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        let yes = forum.officer
        yes.says("yes")
        let saturday = try amira.button("Saturday")
        amira.presses(saturday)
        amira.presses(saturday)
        #expect(try forum.rows("SELECT voter FROM polls_vote").count == 1)
        #expect(amira.chosen == "Saturday")
    }

    @Test(arguments: CrashPoint.allCases, 0...9)
    func `no vote is lost or doubled wherever the process dies`(point: CrashPoint, count: Int) throws {
        let forum = try PretendForum(Polls())
        let people = try ["Amira", "Ben", "Cai"].map { try forum.member($0) }
        forum.crashes(point, after: count)
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        for person in people.prefix(2) {
            person.presses("Saturday")
            person.sees("You chose Saturday.")
        }
        people[2].says("2")
        people[2].sees("You chose Sunday.")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        let result = forum.officer.sees("The poll has closed.")
        #expect(result.contains("2 of 3 people chose Saturday."))
        #expect(result.contains("1 of 3 people chose Sunday."))
        for person in people {
            person.sees("A poll has closed.", "2 of 3 people chose Saturday.")
            let asked = person.messages.filter { $0.text.hasPrefix("Which day?") }
            // Only what was on its way when the process died may come again: nobody can know that it arrived.
            #expect(asked.count == 1 || point == .whileSending && asked.count == 2)
        }
    }

    @Test func `what was being sent when the process died comes again, but no voucher does`() throws {
        let plugin = Scripted(
            "trial",
            [
                "NOTE": { _, turn in turn.broadcast(Message(.line("A note.")), to: .members) },
                "VOUCHER": { _, turn in
                    turn.broadcast(Message(.line("A voucher."), kind: .voucher), to: .members)
                },
            ])
        let forum = try PretendForum(plugin, words: Scripted.words)
        let amira = try forum.member("Amira")
        forum.crashes(.whileSending)
        forum.officer.says("NOTE")
        #expect(!forum.isCrashPlanned)
        amira.sees("A note.")
        amira.sees("A note.")
        amira.seesNothing()
        // However often it dies, nobody gets one message without end: then it waits for a person.
        forum.crashes(.whileSending, times: 3)
        forum.officer.says("NOTE")
        #expect(!forum.isCrashPlanned)
        for _ in 0..<3 { amira.sees("A note.") }
        forum.advance(.hours(100))
        amira.seesNothing()
        forum.officer.says("PROBLEMS")
        forum.officer.sees("the bot stopped 3 times while it was sent. How many: 1.")
        forum.officer.says("SEND AGAIN")
        amira.sees("A note.")
        amira.seesNothing()
        forum.crashes(.whileSending)
        forum.officer.says("VOUCHER")
        amira.sees("A voucher.")
        forum.advance(.hours(100))
        amira.seesNothing()
        forum.officer.says("PROBLEMS")
        forum.officer.sees("How many: 1.")
    }
}
