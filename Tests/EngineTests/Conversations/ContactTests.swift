import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Several phones for one person` {
    private let forum: PretendForum

    init() throws { forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining) }

    private func tell(_ text: String) {
        forum.officer.says("TELL \(text)")
        forum.officer.says("yes")
    }

    private func code(_ person: Person) throws -> String {
        person.says("LINK")
        let words = person.sees("From there, send me this message")
        return try #require(words.firstMatch(of: /LINK ([A-Z0-9]+)/).map { String($0.1) })
    }

    /// Amira with a phone on the app, and a second one on text messages.
    private func amiraWithTwo() throws -> (app: Person, sms: Person) {
        let app = try forum.member("Amira")
        let sms = forum.person("Amira", on: .sms)
        sms.says("LINK \(try code(app))")
        sms.sees("It worked.", "I still send news to you on app.")
        app.sees("Another phone or app is now linked to you, on sms.")
        return (app, sms)
    }

    @Test(.serves("B3", "B13")) func `a code from the first phone links the second, and both are one person`()
        throws
    {
        let (app, sms) = try amiraWithTwo()
        #expect(try forum.known(app) == forum.known(sms))
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        app.presses("Saturday")
        app.sees("Which day?")
        app.sees("You chose Saturday.")
        // The question came to the app; the answer may come from the other phone, and counts once.
        sms.says("Sunday")
        sms.sees("Sunday")
        app.seesNothing()
        sms.seesNothing()
        #expect(try forum.rows("SELECT voter FROM polls_vote").count == 1)
    }

    @Test(.serves("B3")) func `news comes to the phone that was chosen, once`() throws {
        let (app, sms) = try amiraWithTwo()
        tell("First.")
        app.sees("First.")
        sms.seesNothing()
        sms.says("use this")
        sms.sees("I will send news to you here from now on.")
        tell("Second.")
        sms.sees("Second.")
        app.seesNothing()
        // Where the chosen one cannot be reached the other is used.
        sms.blocks()
        tell("Third.")
        app.sees("Third.")
    }

    @Test(.serves("B3"), arguments: [Mishap.blocked, .noSuchAddress])
    func `whom a platform refuses to reach on one phone is written to on the other, and there alone`(
        mishap: Mishap
    )
        throws
    {
        let (app, sms) = try amiraWithTwo()
        let ben = try forum.member("Ben", on: .sms)
        sms.says("use this")
        sms.ignoresTheRest()
        // The platform says so when it is sent to, and in no event of its own.
        forum.fails(mishap, on: .sms)
        tell("First.")
        ben.sees(exactly: "First.")
        sms.seesNothing()
        tell("Second.")
        app.sees(exactly: "Second.")
        sms.seesNothing()
        // Whoever writes from there can be reached again.
        sms.says("HELP")
        sms.sees("Childline")
        tell("Third.")
        sms.sees(exactly: "Third.")
        app.seesNothing()
    }

    @Test func `a code works once, for ten minutes, and a new one ends the old one`() throws {
        let app = try forum.member("Amira")
        let sms = forum.person("Amira", on: .sms)
        let first = try code(app)
        let second = try code(app)
        sms.says("LINK \(first)")
        sms.sees("That code does not work.")
        sms.says("link \(second.prefix(4).lowercased()) \(second.suffix(4).lowercased())")
        sms.sees("It worked.")
        let stranger = forum.person("Ben", on: .sms)
        stranger.says("LINK \(second)")
        stranger.sees("That code does not work.")
        let other = forum.person("Amira two", on: .sms)
        let inTime = try code(app)
        forum.advance(.minutes(9))
        other.says("LINK \(inTime)")
        other.sees("It worked.")
        let late = try code(app)
        forum.advance(.minutes(11))
        stranger.says("LINK \(late)")
        stranger.sees("That code does not work.")
        #expect(try forum.known(stranger) == nil)
    }

    @Test func `nobody guesses a code: after five wrong ones none is taken for an hour`() throws {
        let app = try forum.member("Amira")
        let stranger = forum.person("Ben", on: .sms)
        for _ in 0..<5 {
            stranger.says("LINK 2222 2222")
            stranger.sees("That code does not work.")
        }
        stranger.says("LINK \(try code(app))")
        stranger.sees("I take no more for 1 hour.")
        forum.officer.says("INVITE member")
        let words = forum.officer.sees("CODE ")
        let invitation = try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
        stranger.says("CODE \(invitation)")
        stranger.sees("does not work")
        #expect(try forum.known(stranger) == nil)
        forum.advance(.minutes(61))
        stranger.says("LINK \(try code(app))")
        stranger.sees("It worked.")
    }

    @Test func `somebody who joined from there as well is not made one with anybody`() throws {
        let app = try forum.member("Amira")
        let sms = try forum.member("Amira", on: .sms)
        let both = try [forum.known(app), forum.known(sms)]
        let shown = try code(app)
        sms.says("LINK \(shown)")
        sms.sees("I cannot make 1 person out of 2.")
        #expect(try [forum.known(app), forum.known(sms)] == both)
        app.says("LINK \(shown)")
        app.sees("This phone or app is yours already.")
        let stranger = forum.person("Ben")
        stranger.says("LINK")
        stranger.sees("Send LINK from there first.")
        forum.officer.says("LINK")
        forum.officer.sees("You cannot link the console.")
    }

    // MARK: STOP

    @Test func `STOP on one phone stops both, and START starts both`() throws {
        let (app, sms) = try amiraWithTwo()
        sms.says("STOP")
        sms.sees("You have stopped")
        tell("While stopped.")
        app.seesNothing()
        sms.says("USE THIS")
        sms.ignoresTheRest()
        tell("Still stopped.")
        sms.seesNothing()
        app.says("START")
        app.sees("are on again")
        tell("Again.")
        sms.sees("Again.")
    }

    @Test func `somebody who stopped stays stopped on a phone that is linked afterwards`() throws {
        let app = try forum.member("Amira")
        app.says("STOP")
        app.ignoresTheRest()
        let sms = forum.person("Amira", on: .sms)
        sms.says("LINK \(try code(app))")
        sms.sees("You have stopped messages, here and on app.")
        tell("While stopped.")
        for phone in [app, sms] { phone.seesNothing() }
        sms.says("START")
        tell("Again.")
        app.sees("Again.")
    }

    @Test func `a phone that said STOP before it was linked keeps it, also where only the journal knows`()
        throws
    {
        let app = try forum.member("Amira")
        let backup = try forum.backup()
        let sms = forum.person("Amira", on: .sms)
        sms.says("STOP")
        sms.sees("You have stopped")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        sms.says("LINK \(try code(app))")
        sms.sees("You have stopped messages")
        tell("While stopped.")
        for phone in [app, sms] { phone.seesNothing() }
        app.says("START")
        app.sees("are on again")
        tell("Again.")
        app.sees("Again.")
    }

    @Test func `a STOP from before a backup brought a second phone back holds for both`() throws {
        let app = try forum.member("Amira")
        let before = try forum.backup()
        let sms = forum.person("Amira", on: .sms)
        sms.says("LINK \(try code(app))")
        let linked = try forum.backup()
        try forum.restore(before)
        forum.officer.says("RELEASE")
        app.says("STOP")
        try forum.restore(linked)
        forum.officer.says("RELEASE")
        for phone in [app, sms] { phone.ignoresTheRest() }
        tell("While stopped.")
        for phone in [app, sms] { phone.seesNothing() }
        sms.says("START")
        tell("Again.")
        app.sees("Again.")
    }

    // MARK: Leaving, and backups

    @Test func `DELETE ME takes both phones, also out of a backup that knows them as one or as two`() throws {
        let app = try forum.member("Amira")
        let sms = forum.person("Amira", on: .sms)
        sms.says("STOP")
        sms.ignoresTheRest()
        let before = try forum.backup()
        sms.says("LINK \(try code(app))")
        sms.ignoresTheRest()
        let between = try forum.backup()
        app.ignoresTheRest()
        try delete(app)
        for backup in [before, between] {
            try forum.restore(backup)
            for phone in [app, sms] { #expect(try forum.known(phone) == nil) }
            #expect(try forum.rows("SELECT 1 FROM core_contact WHERE channel <> 'console'").isEmpty)
            #expect(try forum.rows("SELECT 1 FROM core_link").isEmpty)
        }
    }

    @Test(.serves("D8"))
    func `a phone that is linked in the day before DELETE ME is done is stopped, and goes with the rest`()
        throws
    {
        for linksFirst in [true, false] {
            let name = linksFirst ? "Amira" : "Ben"
            let app = try forum.member(name)
            let sms = forum.person(name, on: .sms)
            var shown = linksFirst ? try code(app) : ""
            app.says("DELETE ME")
            app.says("yes")
            app.ignoresTheRest()
            if !linksFirst { shown = try code(app) }
            sms.says("LINK \(shown)")
            sms.sees("You have stopped messages")
            app.ignoresTheRest()
            tell("While leaving.")
            for phone in [app, sms] { phone.seesNothing() }
            // A change of mind starts both, and another makes both stop.
            sms.says("KEEP ME")
            sms.ignoresTheRest()
            tell("Here again.")
            for phone in [app, sms] {
                #expect(
                    try forum.rows("SELECT 1 FROM core_contact WHERE stopped IS NOT NULL").isEmpty,
                    "\(phone.name)")
            }
            app.ignoresTheRest()
            sms.says("DELETE ME")
            sms.says("yes")
            let backup = try forum.backup()
            forum.advance(.hours(25))
            for phone in [app, sms] { #expect(try forum.known(phone) == nil) }
            #expect(try forum.rows("SELECT 1 FROM core_contact WHERE channel <> 'console'").isEmpty)
            try forum.restore(backup)
            forum.officer.says("RELEASE")
            #expect(try forum.rows("SELECT 1 FROM core_contact WHERE channel <> 'console'").isEmpty)
            for phone in [app, sms] { phone.ignoresTheRest() }
            tell("After.")
            for phone in [app, sms] { phone.seesNothing() }
        }
    }

    @Test func `a phone that is linked in that day goes, also out of a backup that does not know it`() throws
    {
        let app = try forum.member("Amira")
        let sms = forum.person("Amira", on: .sms)
        let shown = try code(app)
        app.says("DELETE ME")
        app.says("yes")
        let backup = try forum.backup()
        sms.says("LINK \(shown)")
        for phone in [app, sms] { phone.ignoresTheRest() }
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        forum.advance(.hours(25))
        for phone in [app, sms] { #expect(try forum.known(phone) == nil) }
        #expect(try forum.rows("SELECT 1 FROM core_contact WHERE channel <> 'console'").isEmpty)
    }

    @Test(.serves("D8"), arguments: 0...2)
    func `a phone that is taken away in that day is not stopped, also out of a backup`(restored: Int) throws {
        let app = try forum.member("Amira")
        let sms = forum.person("Amira", on: .sms)
        let shown = try code(app)
        app.says("DELETE ME")
        app.says("yes")
        let before = try forum.backup()
        sms.says("LINK \(shown)")
        let between = try forum.backup()
        sms.says("UNLINK")
        if restored > 0 {
            try forum.restore(restored == 1 ? before : between)
            forum.officer.says("RELEASE")
        }
        forum.advance(.hours(25))
        for phone in [app, sms] {
            #expect(try forum.known(phone) == nil)
            phone.ignoresTheRest()
        }
        app.says("JOIN")
        app.sees("You have joined")
        sms.says("LINK \(try code(app))")
        sms.sees("It worked.")
        sms.seesNothing()
        app.ignoresTheRest()
        tell("Here again.")
        app.sees("Here again.")
    }

    @Test func `UNLINK takes a phone away, also out of a backup; linked anew it stays`() throws {
        let (app, sms) = try amiraWithTwo()
        let backup = try forum.backup()
        app.says("UNLINK telegram")
        app.sees("Which one shall I take away?", "app", "sms")
        app.says("UNLINK sms")
        app.sees("I no longer know you on sms")
        #expect(try forum.known(sms) == nil)
        app.says("UNLINK")
        app.sees("This is the only way I can reach you.")
        try forum.restore(backup)
        forum.officer.says("RELEASE")
        #expect(try forum.known(sms) == nil)
        #expect(try forum.known(app) != nil)
        sms.says("LINK \(try code(app))")
        sms.sees("It worked.")
        let later = try forum.backup()
        try forum.restore(later)
        #expect(try forum.known(sms) == forum.known(app))
        sms.says("UNLINK")
        forum.officer.says("RELEASE")
        sms.sees("I no longer know you on sms")
        #expect(try forum.known(sms) == nil)
    }

    @Test func `a message to an address that moved to a linked one arrives there`() throws {
        let app = try forum.member("Amira")
        let old = forum.person("Amira-old")
        old.says("LINK \(try code(app))")
        old.says("USE THIS")
        for phone in [app, old] { phone.ignoresTheRest() }
        // The platform says that the old address is the first phone's now.
        forum.fails(.moved(to: "amira"))
        tell("Bring a drink.")
        app.sees("Bring a drink.")
        tell("And a hat.")
        app.sees("And a hat.")
        old.seesNothing()
    }

    // MARK: Once

    @Test(arguments: CrashPoint.allCases, 0...2)
    func `a link is whole wherever the process dies`(point: CrashPoint, count: Int) throws {
        let app = try forum.member("Amira")
        let sms = forum.person("Amira", on: .sms)
        let shown = try code(app)
        forum.crashes(point, after: count)
        sms.says("LINK \(shown)")
        forum.advance(.minutes(1))
        #expect(try forum.known(sms) == forum.known(app))
        #expect(try forum.rows("SELECT 1 FROM core_contact WHERE channel = 'sms'").count == 1)
        #expect(try forum.rows("SELECT 1 FROM core_link").isEmpty)
        #expect(sms.messages.contains { $0.text.contains("It worked.") })
    }

    @Test func `two messages at once from a new person make one member`() throws {
        let ben = forum.person("Ben", on: .sms)
        forum.deliversTwice = true
        forum.together([(ben, "JOIN"), (ben, "hello"), (ben, "join"), (ben, "START")])
        #expect(try forum.rows("SELECT 1 FROM core_contact WHERE channel = 'sms'").count == 1)
        // The console's operator is known too.
        #expect(try forum.rows("SELECT 1 FROM core_member").count == 2)
    }

    private func delete(_ person: Person) throws {
        person.says("DELETE ME")
        person.says("yes")
        forum.advance(.hours(25))
        person.ignoresTheRest()
        #expect(try forum.known(person) == nil)
    }
}
