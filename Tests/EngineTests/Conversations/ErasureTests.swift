import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Erasing somebody` {
    @Test func `nothing of them stays in any table of the core`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.presses("Saturday")
        amira.says("NAME Amira Bell")
        let member = try #require(try forum.known(amira)).id.rawValue
        amira.says("DELETE ME")
        amira.says("yes")
        amira.sees("Send KEEP ME")
        forum.advance(.hours(24))
        amira.sees("I have deleted what I kept about you.")
        #expect(try forum.known(amira) == nil)
        for (table, column) in [("contact", "member"), ("asked", "member"), ("member", "id")] {
            let rows = try forum.rows("SELECT 1 FROM core_\(table) WHERE \(column) = \(member)")
            #expect(rows.isEmpty, "\(table)")
        }
        // What is left belongs to Ben, the officer, or nobody.
        #expect(try forum.rows("SELECT id FROM core_contact").count == 2)
        #expect(
            try forum.rows(
                "SELECT id FROM core_outgoing WHERE contact IS NOT NULL AND contact NOT IN "
                    + "(SELECT id FROM core_contact)"
            ).isEmpty)
        #expect(try forum.rows("SELECT id FROM core_outgoing WHERE address IS NOT NULL").isEmpty)
        #expect(try forum.rows("SELECT key FROM core_event WHERE body IS NOT NULL").isEmpty)
        ben.presses("Sunday")
        ben.sees("You chose Sunday.")
    }

    @Test func `a wish to join that still waits is erased too`() throws {
        let forum = try PretendForum(Welcome(), settings: ["welcome": ["joining": .text("approval")]])
        let priya = try forum.organiser("Priya")
        priya.says("JOIN")
        priya.sees("I have asked the organisers")
        #expect(try forum.rows("SELECT id FROM core_request").count == 1)
        priya.says("LEAVE")
        priya.says("DELETE ME")
        priya.says("yes")
        forum.advance(.hours(24))
        priya.sees("I have deleted what I kept about you.")
        #expect(try forum.rows("SELECT id FROM core_request").isEmpty)
    }

    @Test func `somebody who waits for an organiser hears what is kept, and has it deleted`() throws {
        let forum = try PretendForum(Welcome(), settings: ["welcome": ["joining": .text("approval")]])
        let ben = forum.person("Ben", on: .sms)
        ben.says("MY DATA")
        ben.sees("for people who have joined")
        ben.says("JOIN")
        ben.sees("I have asked the organisers")
        forum.officer.sees("Somebody wants to join")
        ben.says("MY DATA")
        ben.sees("You asked to join Voices United on Monday 2 March 2026.", "Send DELETE ME")
        ben.says("DELETE ME")
        ben.sees("I have deleted that you asked", "I keep nothing about you now.")
        #expect(try forum.rows("SELECT id FROM core_request").isEmpty)
        #expect(try forum.rows("SELECT id FROM core_outgoing WHERE address IS NOT NULL").isEmpty)
        forum.officer.says("yes")
        forum.officer.sees("This person is not waiting to join any more.")
        ben.seesNothing()
        ben.says("JOIN")
        ben.sees("I have asked the organisers")
        forum.officer.sees("Somebody wants to join")
    }

    @Test func `a request that was deleted does not come back with a backup, and a later one stays`() throws {
        let forum = try PretendForum(Welcome(), settings: ["welcome": ["joining": .text("approval")]])
        let ben = forum.person("Ben", on: .sms)
        func asks() {
            ben.says("JOIN")
            ben.sees("I have asked the organisers")
        }
        asks()
        let before = try forum.backup()
        ben.says("DELETE ME")
        ben.sees("I keep nothing about you now.")
        try forum.restore(before)
        #expect(try forum.rows("SELECT id FROM core_request").isEmpty)
        forum.officer.says("RELEASE")
        asks()
        let after = try forum.backup()
        try forum.restore(after)
        #expect(try forum.rows("SELECT id FROM core_request").count == 1)
        forum.officer.ignoresTheRest()
    }

    @Test func `what failed and was kept for replay goes with them`() throws {
        let plugin = Scripted("trial", ["TEA": { _, _ in throw Broken() }])
        let forum = try PretendForum(Welcome(), plugin, words: Scripted.words)
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        amira.says("TEA")
        amira.sees("It is not your fault.")
        amira.says("DELETE ME")
        amira.says("yes")
        amira.sees("Send KEEP ME")
        forum.advance(.hours(24))
        amira.sees("I have deleted")
        #expect(try forum.rows("SELECT key FROM core_event WHERE body IS NOT NULL").isEmpty)
        forum.officer.says("REPLAY")
        forum.officer.sees("How many: 0.")
    }

    @Test func `messages that were on their way do not come`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(after: .hours(1)))
        forum.officer.says("TELL A note.")
        forum.officer.says("yes")
        amira.says("DELETE ME")
        amira.says("yes")
        amira.sees("Send KEEP ME")
        forum.advance(.hours(24))
        amira.sees("I have deleted")
        forum.advance(.hours(100))
        amira.seesNothing()
    }

    @Test func `somebody who comes back is somebody new`() throws {
        let forum = try PretendForum(Welcome(), settings: PretendForum.quickJoining)
        let amira = try forum.member("Amira")
        let first = try #require(try forum.known(amira)).id
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        amira.says("JOIN")
        amira.sees("You have joined")
        let second = try #require(try forum.known(amira))
        #expect(second.id != first)
        #expect(second.name == nil)
    }
}
