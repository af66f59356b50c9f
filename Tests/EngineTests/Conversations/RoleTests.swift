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

    // MARK: The audit trail

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
