import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `STOP and START` {
    private func tell(_ text: String, _ forum: PretendForum) {
        forum.officer.says("TELL \(text)")
        forum.officer.says("yes")
    }

    @Test func `what was queued does not come after STOP, nor after START`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(after: .hours(1)))
        tell("Bring a drink.", forum)
        amira.seesNothing()
        amira.says("STOP")
        amira.sees("You have stopped messages from Voices United.")
        forum.advance(.hours(5))
        amira.seesNothing()
        amira.says("START")
        amira.sees("are on again")
        forum.advance(.hours(5))
        amira.seesNothing()
    }

    @Test func `no news comes until START`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira", on: .sms)
        let ben = try forum.member("Ben")
        amira.says("Stop!")
        amira.sees("Send START to get messages again.")
        tell("First note.", forum)
        ben.sees("First note.")
        try forum.crashAndRestart()
        tell("Second note.", forum)
        ben.sees("Second note.")
        amira.seesNothing()
        amira.says("start")
        amira.sees("are on again")
        tell("Third note.", forum)
        amira.sees("Third note.")
    }

    @Test func `what somebody writes after STOP is still answered`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.says("STOP")
        amira.sees("You have stopped")
        amira.says("HELP")
        amira.sees("Childline")
        amira.presses("Saturday")
        amira.sees("You chose Saturday.")
        amira.says("NAME Sam")
        amira.sees("Your name here is now Sam.")
    }

    @Test func `an answer that was on its way when STOP came is held back`() throws {
        let forum = try PretendForum(Welcome(), settings: PretendForum.quickJoining)
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(after: .hours(1)))
        amira.says("NAME Sam")
        amira.says("STOP")
        amira.sees("You have stopped")
        forum.advance(.hours(2))
        amira.seesNothing()
    }

    @Test func `when somebody may need help, it is said whatever was stopped`() throws {
        let plugin = Scripted(
            "trial",
            [
                "ALARM": { _, turn in
                    turn.broadcast(Message(.line("Are you safe?"), kind: .safeguarding), to: .members)
                }
            ])
        let forum = try PretendForum(plugin, words: Scripted.words)
        let amira = try forum.member("Amira")
        amira.says("STOP")
        amira.sees("You have stopped")
        forum.officer.says("ALARM")
        amira.sees("Are you safe?")
    }

    @Test func `a misspelt STOP is asked about, and stops nothing`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        amira.says("stpo")
        amira.sees("Send STOP to stop them.")
        tell("A note.", forum)
        amira.sees("A note.")
    }

    @Test func `STOP of somebody whom nobody knows is answered and kept`() throws {
        let forum = try PretendForum(Welcome(), settings: PretendForum.quickJoining)
        let ben = forum.person("Ben", on: .sms)
        ben.says("STOP")
        ben.sees("You have stopped messages")
        #expect(try forum.rows("SELECT id FROM core_contact WHERE stopped IS NOT NULL").count == 1)
    }

    @Test(.serves("B3")) func `STOP and START with other words and signs are understood`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        for word in ["/stop", "stop please", "UNSUBSCRIBE", "Cancel", "quit"] {
            amira.says(word)
            amira.sees("You have stopped messages")
            amira.says("/start")
            amira.sees("are on again")
        }
    }
}
