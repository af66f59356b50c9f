import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// The database comes back older than it was, as SQLite leaves it where the end of its log was damaged; or the journal
/// is damaged or gone. The bot starts as usual: nobody restores anything.
@Suite(.limited) struct `Tables that lost their end` {
    private let forum: PretendForum

    init() throws { forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining) }

    @Test func `whoever said STOP, took an address away or was deleted stays so`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben", on: .sms)
        let cai = try forum.member("Cai")
        let dee = try forum.member("Dee")
        dee.says("STOP")
        let earlier = try forum.backup()
        amira.says("STOP")
        dee.says("START")
        ben.says("DELETE ME")
        ben.says("yes")
        forum.advance(.hours(24))
        ben.sees("I have deleted")
        for person in [amira, ben, cai, dee] { person.ignoresTheRest() }
        try forum.losesTables(since: earlier)
        forum.officer.sees("The machine lost part of what I stored last.")
        forum.tell("After the loss.")
        for person in [cai, dee] { person.sees("After the loss.") }
        for person in [amira, ben] { person.seesNothing() }
        #expect(try forum.known(ben) == nil)
        #expect(forum.log.contains { $0.contains("THE DATABASE HAS LOST WHAT WAS DONE LAST") })
        // Told once.
        forum.officer.ignoresTheRest()
        try forum.crashAndRestart()
        forum.officer.seesNothing()
        forum.officer.says("PROBLEMS")
        forum.officer.sees("database: the end of its log was lost")
    }

    @Test func `somebody who wants to be deleted still is, and who stays stays`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        ben.says("DELETE ME")
        ben.says("yes")
        let earlier = try forum.backup()
        amira.says("DELETE ME")
        amira.says("yes")
        ben.says("KEEP ME")
        for person in [amira, ben] { person.ignoresTheRest() }
        try forum.losesTables(since: earlier)
        forum.tell("After the loss.")
        ben.sees("After the loss.")
        amira.seesNothing()
        forum.advance(.hours(24))
        amira.sees("I have deleted")
        #expect(try forum.known(amira) == nil)
        #expect(try forum.known(ben) != nil)
    }

    @Test func `what had gone out does not go again`() throws {
        let amira = try forum.member("Amira")
        forum.fails(.refusedForNow(after: .hours(1)))
        forum.tell("Something new.")
        forum.advance(.minutes(1))
        let earlier = try forum.backup()
        forum.advance(.hours(2))
        amira.sees("Something new.")
        try forum.losesTables(since: earlier)
        forum.advance(.hours(2))
        amira.seesNothing()
        forum.officer.ignoresTheRest()
        forum.officer.says("PROBLEMS")
        forum.officer.sees("taken for sending")
    }

    @Test func `a process that was killed has lost nothing, and nobody is told that it has`() throws {
        let amira = try forum.member("Amira")
        for point in [CrashPoint.beforeStoring, .afterStoring] {
            forum.crashes(point)
            amira.says("STOP")
            amira.sees("You have stopped")
            forum.crashes(point)
            amira.says("START")
            amira.ignoresTheRest()
        }
        #expect(!forum.log.contains { $0.contains("LOST") || $0.contains("DAMAGED") })
        forum.officer.says("PROBLEMS")
        forum.officer.sees("I found no problems.")
    }

    @Test func `a damaged journal is told, and a new one has what the tables know`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        let backup = try forum.backup()
        amira.says("STOP")
        ben.says("STOP")
        for person in [amira, ben] { person.ignoresTheRest() }
        try forum.damagesJournal { text in
            // Amira's STOP is unreadable.
            text.replacing("S app", with: "S ipp", maxReplacements: 1)
        }
        forum.officer.sees("Part of my list of STOPs and deletions was damaged.")
        #expect(forum.log.contains { $0.contains("THE JOURNAL IS DAMAGED") })
        // As it was a moment ago, and told no more.
        try forum.crashAndRestart()
        forum.officer.seesNothing()
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.officer.sees("Messages go out again.")
        forum.tell("After the restore.")
        for person in [amira, ben] { person.seesNothing() }
    }

    @Test func `a journal that is gone or has lost its end is made again`() throws {
        let amira = try forum.member("Amira")
        let backup = try forum.backup()
        amira.says("STOP")
        amira.ignoresTheRest()
        try forum.damagesJournal { _ in nil }
        forum.officer.sees("My list of STOPs and deletions was gone.")
        try forum.damagesJournal { text in
            text.split(separator: "\n").prefix(1).map { $0 + "\n" }.joined()
        }
        forum.officer.sees("Part of my list of STOPs and deletions was damaged.")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.tell("After the restore.")
        amira.seesNothing()
    }

    @Test func `before RELEASE organisers hear that the journal was damaged`() throws {
        let amira = try forum.member("Amira")
        let backup = try forum.backup()
        amira.says("STOP")
        amira.ignoresTheRest()
        try forum.restore(backup, damage: { $0.replacing("S app", with: "S apq", maxReplacements: 1) })
        forum.officer.says("RELEASE")
        forum.officer.sees("A person who said STOP may be back.")
        forum.officer.says("RELEASE")
        forum.officer.sees("Messages go out again.")
    }
}
