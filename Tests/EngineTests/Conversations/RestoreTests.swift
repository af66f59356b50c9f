import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Bringing a backup back` {
    private let forum: PretendForum

    init() throws { forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining) }

    @Test func `nobody who said STOP or was erased comes back`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        let cai = try forum.member("Cai")
        let dee = try forum.member("Dee")
        dee.says("STOP")
        let backup = try forum.backup()
        amira.says("STOP")
        ben.says("DELETE ME")
        ben.says("yes")
        forum.advance(.hours(24))
        ben.sees("I have deleted")
        dee.says("START")
        for person in [amira, ben, cai, dee] { person.ignoresTheRest() }
        let summary = try forum.restore(backup)
        #expect(summary.erasures == 1)
        #expect(summary.stops == 1)
        #expect(try forum.known(ben) == nil)
        forum.officer.says("RELEASE")
        forum.officer.sees("Messages go out again.")
        forum.tell("After the restore.")
        cai.sees("After the restore.")
        dee.sees("After the restore.")
        amira.seesNothing()
        ben.seesNothing()
    }

    @Test func `a STOP of somebody whom the backup does not know counts until START or JOIN`() throws {
        let stopped = "SELECT 1 FROM core_fact WHERE name LIKE 'stop %'"
        let backup = try forum.backup()
        let (amira, ben, cai) = (try forum.member("Amira"), try forum.member("Ben"), try forum.member("Cai"))
        for person in [amira, ben, cai] {
            person.says("STOP")
            person.sees("You have stopped")
        }
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        amira.says("JOIN")
        ben.says("START")
        for person in [amira, ben] { person.sees("You have joined") }
        cai.says("HELP")
        cai.sees("Send JOIN to join")
        forum.tell("After the restore.")
        for person in [amira, ben] { person.sees("After the restore.") }
        cai.seesNothing()
        #expect(try forum.rows(stopped).count == 1, "whoever only wrote is still stopped")
        cai.says("JOIN")
        cai.sees("You have joined")
        forum.tell("To everybody.")
        cai.sees("To everybody.")
        #expect(try forum.rows(stopped).isEmpty)
    }

    @Test func `a STOP at a new address counts too`() throws {
        let amira = try forum.member("Amira")
        let backup = try forum.backup()
        amira.moves()
        forum.tell("Before the STOP.")
        amira.sees("Before the STOP.")
        amira.says("STOP")
        amira.sees("You have stopped")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.tell("After the restore.")
        forum.advance(.hours(24))
        amira.seesNothing()
    }

    @Test func `nothing that went out goes again, and what was waiting goes once`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        forum.fails(.refusedForNow(after: .hours(1)))
        forum.fails(.refusedForNow(after: .hours(5)), on: .sms)
        forum.tell("Bring a drink.")
        let backup = try forum.backup()
        forum.advance(.hours(2))
        amira.sees("Bring a drink.")
        ben.seesNothing()
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.advance(.hours(24))
        amira.seesNothing()
        // His went to the platform once, before the backup, and came back: it is still due.
        ben.sees(exactly: "Bring a drink.")
    }

    @Test func `a broadcast that was made before the backup and written after it reaches nobody twice`()
        throws
    {
        let people = try forum.members(20)
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        let backup = try forum.backup()
        forum.officer.says("yes")
        for person in people { person.sees("Which day?") }
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.advance(.hours(1))
        for person in people { person.seesNothing() }
    }

    @Test func `it is held until an organiser says RELEASE, also through a crash`() throws {
        let amira = try forum.member("Amira")
        let backup = try forum.backup()
        try forum.restore(backup)
        amira.says("HELP")
        forum.tell("A note.")
        forum.officer.sees("on its way")
        try forum.crashAndRestart()
        amira.seesNothing()
        amira.says("RELEASE")
        amira.seesNothing()
        forum.officer.says("RELEASE")
        forum.officer.sees("Messages go out again.")
        amira.sees("Childline")
        amira.sees("A note.")
        forum.officer.says("RELEASE")
        forum.officer.sees("I held nothing back.")
    }

    @Test func `somebody who stopped, was erased and joined anew has not stopped`() throws {
        let amira = try forum.member("Amira")
        amira.says("STOP")
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        amira.says("JOIN")
        amira.sees("You have joined")
        let backup = try forum.backup()
        #expect(try forum.restore(backup).stops == 0)
        forum.officer.says("RELEASE")
        forum.tell("After the restore.")
        amira.sees("After the restore.")
        // What they say in their new life counts.
        amira.says("STOP")
        amira.sees("You have stopped")
        #expect(try forum.restore(backup).stops == 1)
        forum.officer.says("RELEASE")
        forum.tell("After another one.")
        amira.seesNothing()
    }

    @Test func `after ten STOPs and three erasures nobody comes back and nothing is said twice`() throws {
        let stopping = try forum.members(10)
        let leaving = try ["Amira", "Ben", "Cai"].map { try forum.member($0, on: .sms) }
        let staying = try ["Dee", "Eve"].map { try forum.member($0) }
        let all = stopping + leaving + staying
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        for person in stopping + staying { person.presses("Saturday") }
        for person in leaving { person.says("1") }
        let backup = try forum.backup()
        forum.tell("Bring a drink.")
        for person in all { person.sees("Bring a drink.") }
        for person in stopping { person.says("STOP") }
        for person in leaving {
            person.says("DELETE ME")
            person.says("yes")
        }
        forum.advance(.hours(24))
        for person in leaving { person.sees("I have deleted") }
        for person in all { person.ignoresTheRest() }
        let before = all.map(\.messages.count)

        let summary = try forum.restore(backup)
        #expect(summary.stops == 10)
        #expect(summary.erasures == 3)
        for person in leaving { #expect(try forum.known(person) == nil) }
        forum.officer.says("RELEASE")
        forum.advance(.hours(24 * 7))
        #expect(all.map(\.messages.count) == before)

        forum.tell("After the restore.")
        for person in staying { person.sees("After the restore.") }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        for person in staying { person.sees("has closed") }
        for person in stopping + leaving { person.seesNothing() }
        // Ten who stopped are members still, and get an answer to what they write; three are strangers.
        for person in stopping {
            person.says("HELP")
            person.sees("You can send me these words")
        }
        for person in leaving {
            person.says("Saturday")
            person.sees("You have not joined yet")
        }
        let votes = try forum.rows("SELECT votes FROM polls_choice ORDER BY place").map { try $0[0] as Int }
        #expect(votes == [12, 0])
        for person in all { person.seesNothing() }
    }

    @Test func `who could not be reached when it was made is tried again, and no more than that`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        for person in [amira, ben] { person.blocks() }
        let backup = try forum.backup()
        amira.unblocks()
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.tell("After the restore.")
        amira.sees("After the restore.")
        forum.tell("Once more.")
        amira.sees("Once more.")
        ben.seesNothing()
        let refused = try forum.rows(
            "SELECT COUNT(*) FROM core_outgoing WHERE state = 3 AND reason LIKE 'unreachable%'")
        #expect(try refused.first?[0] == 1)
    }

    @Test func `bringing it back twice changes nothing more`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        let backup = try forum.backup()
        amira.says("STOP")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.tell("First.")
        ben.sees("First.")
        let again = try forum.restore(backup)
        #expect(again.stops == 1)
        forum.officer.says("RELEASE")
        forum.tell("Second.")
        ben.sees("Second.")
        amira.sees(exactly: "You have stopped")
    }
}
