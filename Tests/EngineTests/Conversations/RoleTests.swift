import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Roles` {
    private let forum: PretendForum
    private let priya: Person
    private let mo: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        priya = try forum.organiser("Priya")
        mo = try forum.organiser("Mo", on: .sms)
        for organiser in [priya, mo] {
            organiser.says("NAME \(organiser.name)")
            organiser.ignoresTheRest()
        }
    }

    private func code(_ role: String, from organiser: Person) throws -> String {
        try organiser.makesCode(for: role)
    }

    private func roles(_ person: Person) throws -> Set<Role> { try forum.known(person)?.roles ?? [] }

    private func actions() throws -> [String] {
        try forum.rows("SELECT action FROM core_audit ORDER BY id").map { try $0[0] }
    }

    @Test(.serves("G6"), arguments: ["organiser", "approver"])
    func `two organisers make another organiser or approver`(role: String) throws {
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code(role, from: priya))")
        sam.sees("Another organiser of Voices United must agree first.")
        #expect(try roles(sam) == [.member])
        // Whoever asked, and whoever would get it, are not asked.
        priya.seesNothing()
        sam.seesNothing()
        mo.sees("Priya wants to give Sam a role: \(role).")
        mo.says("yes")
        mo.sees("It is done")
        sam.sees("You have a new role now: \(role).")
        priya.sees("Sam has a new role now: \(role).")
        #expect(try roles(sam).map(\.rawValue).sorted() == ["member", role].sorted())
        let written = try actions()
        #expect(written.contains("asked to give the role \(role)"))
        #expect(written.contains("agreed to give the role \(role)"))
        #expect(written.contains("gave the role \(role)"))
    }

    @Test func `whoever asked cannot agree, also not from an old button, and an approver agrees to nothing`()
        throws
    {
        // Priya is asked about Ada, and has the button of that; and Ada is an approver then.
        let ada = try forum.member("Ada")
        ada.says("CODE \(try code("approver", from: mo))")
        let old = try priya.button("Yes")
        priya.presses(old)
        #expect(try roles(ada) == [.member, .approver])
        for person in [priya, mo, ada] { person.ignoresTheRest() }
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code("organiser", from: priya))")
        sam.ignoresTheRest()
        ada.seesNothing()
        priya.presses(old)
        for person in [priya, sam, ada] {
            person.says("yes")
            person.ignoresTheRest()
        }
        #expect(try roles(sam) == [.member])
        mo.says("no")
        mo.sees("It does not happen.")
        sam.sees("You do not get the role organiser.")
        priya.sees("Another organiser said no.")
        #expect(try roles(sam) == [.member])
        #expect(try actions().contains("refused to give the role organiser"))
        forum.officer.says("yes")
        #expect(try roles(sam) == [.member])
    }

    @Test func `a stranger who does not get the role is forgotten`() throws {
        let sam = forum.person("Sam")
        sam.says("CODE \(try code("organiser", from: priya))")
        sam.sees("must agree first")
        sam.says("MEMBERS")
        sam.sees("That is for people who have joined")
        mo.says("no")
        sam.sees("You do not get the role organiser.")
        #expect(try forum.known(sam) == nil)
        #expect(try forum.rows("SELECT 1 FROM core_role_change").isEmpty)
    }

    @Test func `after a week an agreement comes too late, and those who waited hear that nothing changes`()
        throws
    {
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code("organiser", from: priya))")
        sam.ignoresTheRest()
        mo.sees("Priya wants to give Sam a role: organiser.")
        forum.advance(.hours(7 * 24 - 1))
        for person in [sam, priya] { person.seesNothing() }
        forum.advance(.hours(2))
        sam.sees("You do not get the role organiser.")
        priya.sees("No other organiser answered in 7 days.", "Sam")
        mo.says("yes")
        #expect(try roles(sam) == [.member])
        #expect(try forum.rows("SELECT 1 FROM core_role_change").isEmpty)
        #expect(try actions().contains("nobody agreed to give the role organiser"))
        // It can be asked for again.
        sam.says("CODE \(try code("organiser", from: priya))")
        mo.sees("Priya wants to give Sam a role: organiser.")
        mo.says("yes")
        #expect(try roles(sam) == [.member, .organiser])
    }

    @Test func `a stranger whom nobody answered for is forgotten after a week`() throws {
        let sam = forum.person("Sam")
        sam.says("CODE \(try code("approver", from: priya))")
        forum.advance(.hours(7 * 24 + 1))
        sam.sees("You do not get the role approver.")
        #expect(try forum.known(sam) == nil)
    }

    @Test func `a role that waits to be taken stays where nobody answers`() throws {
        let sam = try forum.organiser("Sam")
        priya.says("REMOVE 3")
        priya.says("yes")
        priya.sees("I have asked the other organisers.")
        forum.advance(.hours(7 * 24 + 1))
        priya.sees("No other organiser answered in 7 days.")
        #expect(try roles(sam) == [.organiser])
        #expect(try forum.rows("SELECT 1 FROM core_role_change").isEmpty)
    }

    @Test func `a code for a role that nobody uses runs out after a day, and nothing of it is left`() throws {
        let late = try code("organiser", from: priya)
        priya.says("INVITE safeguarding lead")
        forum.advance(.hours(25))
        let sam = forum.person("Sam")
        sam.says("CODE \(late)")
        sam.sees("That code does not work.")
        #expect(try forum.known(sam) == nil)
        #expect(try forum.rows("SELECT 1 FROM core_invitation").isEmpty)
    }

    @Test func `the operator at the console does it alone, and all organisers are told`() throws {
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code("organiser", from: forum.officer))")
        sam.sees("You are now an organiser of Voices United.")
        for organiser in [priya, mo] { organiser.sees("Sam has a new role now: organiser.") }
        #expect(try roles(sam) == [.member, .organiser])
    }

    @Test(arguments: ["member", "supporter", "parent", "board reader"])
    func `one organiser gives the other roles`(role: String) throws {
        let sam = forum.person("Sam")
        sam.says("CODE \(try code(role, from: priya))")
        let name = role.replacing(" ", with: "-")
        #expect(try roles(sam).map(\.rawValue) == [name])
        #expect(try actions().contains("gave the role \(name)"))
    }

    // MARK: Taking a role

    @Test func `two organisers take the role of a third`() throws {
        let sam = try forum.organiser("Sam")
        sam.says("NAME Sam")
        sam.ignoresTheRest()
        priya.says("ROLES")
        priya.sees("1: Priya, organiser", "2: Mo, organiser", "3: Sam, organiser")
        priya.says("REMOVE 3")
        priya.sees("Sam has the role organiser. Shall I take it away?")
        priya.says("yes")
        priya.sees("I have asked the other organisers.")
        #expect(try roles(sam) == [.organiser])
        sam.seesNothing()
        mo.sees("Priya wants to take a role from Sam: organiser.")
        mo.says("1")
        mo.sees("It is done")
        sam.sees("You no longer have this role: organiser.")
        #expect(try roles(sam).isEmpty)
        #expect(try actions().contains("took the role organiser"))
    }

    @Test func `one organiser takes the role of a lead, and the last organiser stays`() throws {
        let lena = try forum.lead("Lena")
        _ = try forum.lead("Kim")
        priya.says("REMOVE 3")
        priya.says("no")
        #expect(try roles(lena) == [.safeguardingLead])
        priya.says("REMOVE 3")
        priya.says("yes")
        #expect(try roles(lena).isEmpty)
        forum.officer.says("REMOVE 2")
        forum.officer.says("yes")
        #expect(try roles(mo).isEmpty)
        forum.officer.says("REMOVE 1")
        forum.officer.says("yes")
        forum.officer.sees("This is the last organiser people can write to.")
        #expect(try roles(priya) == [.organiser])
    }

    @Test func `where the last organiser leaves, the console and the log say so`() throws {
        for organiser in [mo, priya] {
            organiser.says("DELETE ME")
            organiser.says("yes")
            forum.advance(.hours(25))
        }
        forum.officer.sees("The last organiser has left.")
        #expect(forum.log.contains { $0.contains("the last organiser has left") })
    }

    // MARK: Ending a membership

    @Test(.serves("G6")) func `two organisers end a membership, and the person is told kindly`() throws {
        let sam = try forum.member("Sam")
        priya.says("POLL Which day? | Saturday | Sunday")
        priya.says("yes")
        sam.ignoresTheRest()
        priya.says("REMOVE sam")
        priya.sees("Sam is a member. Shall I end that?")
        priya.says("yes")
        priya.sees("I have asked the other organisers.")
        #expect(try roles(sam) == [.member])
        sam.seesNothing()
        mo.sees("Priya wants to end that Sam is a member.")
        mo.says("yes")
        mo.sees("It is done. I am telling them now.")
        sam.sees("You are no longer a member of Voices United.", "PERSON NOW", "MY DATA", "DELETE ME")
        priya.sees("Sam is no longer a member.")
        #expect(try roles(sam).isEmpty)
        // What is kept stays, and is theirs to see and to delete.
        #expect(try forum.known(sam)?.name == "Sam")
        priya.says("TELL We meet on Saturday.")
        priya.says("yes")
        sam.seesNothing()
        sam.says("MY DATA")
        sam.sees("Sam")
        #expect(try actions().contains("took the role member"))
        #expect(try actions().contains("agreed to take the role member"))
    }

    @Test func `a membership stays where another says no, or nobody answers`() throws {
        let sam = try forum.member("Sam")
        for _ in 0..<2 {
            priya.says("REMOVE Sam")
            priya.says("yes")
            priya.ignoresTheRest()
            if try actions().contains("refused to take the role member") { break }
            mo.says("no")
            priya.sees("Another organiser said no. Sam is still a member.")
        }
        forum.advance(.hours(7 * 24 + 1))
        priya.sees("No other organiser answered in 7 days. Sam is still a member.")
        #expect(try roles(sam) == [.member])
        sam.seesNothing()
        priya.says("REMOVE Nobody")
        priya.sees("I know no member with this name: Nobody")
        priya.says("REMOVE Priya")
        priya.sees("Send ROLES to see the numbers")
    }

    @Test func `whose membership ended is asked nothing that waited, and no clock deletes them`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let sam = try forum.member("Sam")
        try forum.choose(Ways(quiet: QuietHours(from: 9 * 60, until: 12 * 60)), for: sam)
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        forum.officer.says("REMOVE Sam")
        forum.officer.says("yes")
        forum.advance(.hours(4))
        sam.sees("You are no longer a member of Voices United.")
        sam.seesNothing()
        sam.says("JOIN")
        sam.sees("How old are you?")
        forum.advance(.hours(24 * 40))
        #expect(try forum.known(sam)?.name == "Sam")
    }

    @Test func `that somebody is told is only said where they are`() throws {
        let sam = try forum.member("Sam")
        let kit = try forum.member("Kit")
        sam.says("STOP")
        forum.officer.says("REMOVE Sam")
        forum.officer.says("yes")
        forum.officer.sees("Done. I cannot tell them")
        kit.blocks()
        forum.officer.says("DELETE PERSON Kit")
        forum.officer.says("yes")
        forum.officer.sees("Done. I cannot tell the person")
        let lou = try forum.member("Lou")
        forum.officer.says("DELETE PERSON Lou")
        forum.officer.says("yes")
        forum.officer.sees("I am telling the person now.")
        lou.sees("was asked to delete what it keeps about you")
    }

    // MARK: Names

    @Test(arguments: ["organiser", "approver"])
    func `who becomes an organiser or approver is asked for a name, and whoever was told of them hears it`(
        role: String
    ) throws {
        let sam = forum.person("Sam")
        sam.says("CODE \(try code(role, from: priya))")
        sam.sees("must agree first")
        sam.sees("What shall people call you?")
        mo.sees("Priya wants to give Somebody without a name a role: \(role).")
        sam.says("Sam Lee")
        sam.sees("Thank you, Sam Lee.")
        mo.sees("They say that they are called Sam Lee.")
        mo.says("yes")
        sam.sees("You have a new role now")
        sam.seesNothing()
        #expect(try forum.known(sam)?.name == "Sam Lee")
    }

    @Test func `nothing waits for an organiser's name`() throws {
        let amira = try forum.member("Amira")
        let sam = forum.person("Sam")
        sam.says("CODE \(try code("organiser", from: forum.officer))")
        sam.sees("What shall people call you?")
        for words in ["POLL Which day? | Saturday | Sunday", "yes"] { sam.says(words) }
        amira.sees("Which day?")
        #expect(try forum.known(sam)?.name == nil)
        sam.says("Not now")
        sam.sees("You can send NAME at any time.")
        // Who has a name is not asked.
        let kit = try forum.member("Kit")
        kit.says("CODE \(try code("organiser", from: forum.officer))")
        kit.sees("You are now an organiser of Voices United.")
        kit.seesNothing()
    }

    @Test func `an answer to something else is no name`() throws {
        let sam = forum.person("Sam")
        sam.says("CODE \(try code("organiser", from: forum.officer))")
        let kit = forum.person("Kit")
        kit.says("CODE \(try code("approver", from: priya))")
        sam.sees("Priya wants to give Somebody without a name a role: approver.")
        sam.says("yes")
        #expect(try roles(kit) == [.approver])
        #expect(try forum.known(sam)?.name == nil)
    }

    @Test func `the console and a phone count the same, and as many organisers as ROLES shows`() throws {
        var said: [String] = []
        for person in [forum.officer, priya] {
            person.says("MEMBERS")
            said.append(person.sees("People in Voices United"))
        }
        #expect(said[0] == said[1])
        #expect(said[0].contains("Organisers: 2"))
    }

    // MARK: The audit trail

    @Test func `AUDIT goes back, page by page, and MORE is the page before`() throws {
        for _ in 0..<40 { priya.says("MEMBERS") }
        priya.says("AUDIT")
        let newest = priya.sees("For what was before that, send AUDIT ")
        #expect(newest.matches(of: /said MEMBERS/).count == 14)
        priya.says("AUDIT more")
        let more = priya.sees("For what was before that, send AUDIT ")
        #expect(more.matches(of: /said MEMBERS/).count == 15)
        let number = try #require(more.firstMatch(of: /send AUDIT ([0-9]+)/)?.1)
        priya.says("AUDIT \(number)")
        let last = priya.sees("This is what was done")
        #expect(last.matches(of: /said MEMBERS/).count == 11)
        // Every entry is on one page, and none on two.
        #expect(!last.contains("send AUDIT"))
        priya.says("AUDIT 0")
        priya.sees("There is nothing before that.")
    }

    @Test(.serves("H10")) func `organisers read who did what, and never whom a worry is about`() throws {
        let lena = try forum.lead("Lena")
        let sam = try forum.member("Sam")
        sam.says("he hits me")
        lena.presses("I have it")
        lena.ignoresTheRest()
        priya.says("AUDIT")
        let words = priya.sees(": gave the role safeguarding-lead", "looked at concern 1")
        #expect(!words.contains("concern 1, about"))
        #expect(!words.contains("hits"))
        #expect(try actions().last == "said AUDIT")
    }

    @Test(arguments: CrashPoint.allCases, 0...2)
    func `a role is given once and told wherever the process dies`(point: CrashPoint, count: Int) throws {
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code("organiser", from: priya))")
        forum.crashes(point, after: count)
        mo.says("yes")
        forum.advance(.minutes(1))
        #expect(try roles(sam) == [.member, .organiser])
        #expect(try actions().count { $0 == "gave the role organiser" } == 1)
        #expect(sam.messages.contains { $0.text.contains("You have a new role now") })
    }
}
