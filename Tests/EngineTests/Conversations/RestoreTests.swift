import Polls
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite struct `Bringing a backup back` {
    private let forum: PretendForum

    init() throws { forum = try PretendForum(Welcome(), Polls()) }

    private func tell(_ text: String) {
        forum.officer.says("TELL \(text)")
        forum.officer.says("yes")
    }

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
        ben.sees("I have deleted")
        dee.says("START")
        for person in [amira, ben, cai, dee] { person.ignoresTheRest() }
        let summary = try forum.restore(backup)
        #expect(summary.erasures == 1)
        #expect(summary.stops == 1)
        #expect(try forum.known(ben) == nil)
        forum.officer.says("RELEASE")
        forum.officer.sees("Messages go out again.")
        tell("After the restore.")
        cai.sees("After the restore.")
        dee.sees("After the restore.")
        amira.seesNothing()
        ben.seesNothing()
    }

    @Test func `a STOP of somebody whom the backup does not know counts until START`() throws {
        let backup = try forum.backup()
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        for person in [amira, ben] {
            person.says("STOP")
            person.sees("You have stopped")
        }
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        amira.says("JOIN")
        ben.says("START")
        for person in [amira, ben] { person.sees("You have joined") }
        tell("After the restore.")
        amira.seesNothing()
        ben.sees("After the restore.")
    }

    @Test func `a STOP at a new address counts too`() throws {
        let amira = try forum.member("Amira")
        let backup = try forum.backup()
        amira.moves()
        tell("Before the STOP.")
        amira.sees("Before the STOP.")
        amira.says("STOP")
        amira.sees("You have stopped")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        tell("After the restore.")
        forum.advance(.hours(24))
        amira.seesNothing()
    }

    @Test func `nothing that went out goes again, and what was waiting goes once`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        forum.fails(.refusedForNow(after: .hours(1)))
        forum.fails(.refusedForNow(after: .hours(5)), on: .sms)
        tell("Bring a drink.")
        let backup = try forum.backup()
        forum.advance(.hours(2))
        amira.sees("Bring a drink.")
        ben.seesNothing()
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.advance(.hours(24))
        amira.seesNothing()
        // His went to the platform once, before the backup, and came back: it is still due.
        ben.sees("Bring a drink.")
        ben.seesNothing()
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
        tell("A note.")
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

    @Test func `a timer that had its turn has it no second time`() throws {
        let plugin = Scripted(
            "trial", ["SET": { _, turn in turn.wake("tea", at: turn.now + .hours(1)) }],
            wake: { _, turn in turn.broadcast(Message(.line("Tea is ready.")), to: .members) })
        let forum = try PretendForum(plugin, words: Scripted.words)
        let amira = try forum.member("Amira")
        forum.officer.says("SET")
        let backup = try forum.backup()
        forum.advance(.hours(2))
        amira.sees("Tea is ready.")
        let summary = try forum.restore(backup)
        #expect(summary.timers == 1)
        forum.officer.says("RELEASE")
        forum.advance(.hours(24))
        amira.seesNothing()
    }

    @Test func `bringing it back twice changes nothing more`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        let backup = try forum.backup()
        amira.says("STOP")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        tell("First.")
        ben.sees("First.")
        let again = try forum.restore(backup)
        #expect(again.stops == 1)
        forum.officer.says("RELEASE")
        tell("Second.")
        ben.sees("Second.")
        amira.sees("You have stopped")
        amira.seesNothing()
    }
}
