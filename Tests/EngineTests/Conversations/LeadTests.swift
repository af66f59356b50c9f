import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// How somebody becomes a safeguarding lead, who reads what children write when they are not safe: never by one person.
@Suite(.serves("F8", "G6"), .limited) struct `Becoming a lead` {
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

    private func code(_ role: String = "safeguarding lead", from organiser: Person) throws -> String {
        try organiser.makesCode(for: role)
    }

    private func isLead(_ person: Person) throws -> Bool {
        try forum.known(person)?.roles.contains(.safeguardingLead) ?? false
    }

    /// Another organiser, made by one who asks and one who agrees.
    private func makeOrganiser(_ name: String, by asker: Person, and second: Person) throws -> Person {
        let person = try forum.member(name)
        person.says("CODE \(try code("organiser", from: asker))")
        second.says("yes")
        for one in [person, asker, second, forum.officer] { one.ignoresTheRest() }
        #expect(try forum.known(person)?.isOrganiser == true)
        return person
    }

    @Test func `one organiser alone cannot make themself a lead`() throws {
        priya.says("CODE \(try code(from: priya))")
        priya.sees("Another organiser or lead of Voices United must agree first.")
        for words in ["yes", "1", "WORRIES"] { priya.says(words) }
        #expect(try !isLead(priya))
        #expect(try forum.rows("SELECT 1 FROM core_role_change").count == 1)
        mo.sees("Priya wants Priya to be a safeguarding lead.")
        mo.says("no")
        mo.sees("It does not happen.")
        priya.sees("You do not get the role safeguarding lead.")
        #expect(try !isLead(priya))
    }

    @Test func `a second person agrees, and everybody who has to know hears of it at once, by night too`()
        throws
    {
        let lena = try forum.lead("Lena")
        forum.advance(.hours(16))
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code(from: priya))")
        sam.sees("must agree first")
        priya.sees("Sam has used the code for a safeguarding lead.")
        for guardian in [lena, mo, forum.officer] {
            guardian.sees(
                "Priya wants Sam to be a safeguarding lead.", "Say yes only if you know that person.")
        }
        #expect(try !isLead(sam))
        lena.presses("Yes")
        lena.sees("It is done")
        sam.sees("You have a new role now: safeguarding lead.")
        for guardian in [priya, mo, forum.officer] { guardian.sees("Sam is a safeguarding lead now.") }
        #expect(try isLead(sam))
        mo.says("no")
        #expect(try isLead(sam))
    }

    @Test func `a lead is told on every phone that they have, and may refuse`() throws {
        let lena = try forum.lead("Lena")
        lena.says("LINK")
        let words = lena.sees("From there, send me this message")
        let link = try #require(words.firstMatch(of: /LINK ([A-Z0-9]+)/).map { String($0.1) })
        let second = forum.person("Lena", on: .sms)
        second.says("LINK \(link)")
        for phone in [lena, second] { phone.ignoresTheRest() }
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code(from: priya))")
        for phone in [lena, second] { phone.sees("Priya wants Sam to be a safeguarding lead.") }
        second.says("no")
        sam.sees("You do not get the role safeguarding lead.")
        for organiser in [priya, mo] { organiser.sees("Sam does not become a safeguarding lead.") }
        #expect(try !isLead(sam))
        mo.says("yes")
        #expect(try !isLead(sam))
    }

    @Test func `the second account of whoever asked agrees to nothing, before a week is over`() throws {
        let other = try makeOrganiser("Priya's other phone", by: priya, and: mo)
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code(from: priya))")
        other.sees("Priya wants Sam to be a safeguarding lead. Another person must agree first.")
        other.says("yes")
        #expect(try !isLead(sam))
        mo.says("no")
        // The other way round is the same two accounts.
        sam.says("CODE \(try code(from: other))")
        priya.says("yes")
        #expect(try !isLead(sam))
        mo.says("no")
        // And so is agreeing to one's own second account.
        other.says("CODE \(try code(from: mo))")
        priya.says("yes")
        #expect(try !isLead(other))
        forum.officer.says("no")
        forum.advance(.hours(7 * 24 + 1))
        sam.says("CODE \(try code(from: priya))")
        other.sees("Say yes only if you know that person.")
        other.says("yes")
        #expect(try isLead(sam))
    }

    @Test func `where whoever asked has left, nobody can agree any more`() throws {
        let other = try makeOrganiser("Olu", by: priya, and: mo)
        forum.advance(.hours(8 * 24))
        let sam = try forum.member("Sam")
        priya.says("DELETE ME")
        priya.says("yes")
        sam.says("CODE \(try code(from: other))")
        other.says("DELETE ME")
        other.says("yes")
        forum.advance(.hours(25))
        mo.says("yes")
        mo.sees("That is decided already, or too long ago.")
        #expect(try !isLead(sam))
    }

    @Test func `the console alone makes the first lead and any other, and everybody hears of it`() throws {
        let lena = forum.person("Lena")
        lena.says("CODE \(try code(from: forum.officer))")
        lena.sees("You are a safeguarding lead of Voices United now.")
        for organiser in [priya, mo] { organiser.sees("Somebody without a name is a safeguarding lead now.") }
        lena.sees("What shall people call you?")
        lena.says("Lena")
        lena.sees("Thank you, Lena.")
        for organiser in [priya, mo] { organiser.sees("They say that they are called Lena.") }
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code(from: forum.officer))")
        #expect(try isLead(sam))
        for guardian in [lena, priya, mo] { guardian.sees("Sam is a safeguarding lead now.") }
    }

    @Test func `nobody answers for a week: nothing changes, and a stranger is forgotten`() throws {
        let sam = forum.person("Sam")
        sam.says("CODE \(try code(from: priya))")
        sam.sees("must agree first")
        sam.sees("What shall people call you?")
        sam.says("Sam")
        mo.sees("They say that they are called Sam.")
        forum.advance(.hours(7 * 24 + 1))
        sam.sees("You do not get the role safeguarding lead.")
        priya.sees("Nobody agreed in 7 days. Sam does not become a safeguarding lead.")
        #expect(try forum.known(sam) == nil)
    }

    @Test func `a STOP holds also for news of a lead`() throws {
        mo.says("STOP")
        mo.ignoresTheRest()
        let before = priya.messages.count
        _ = try forum.lead("Lena")
        // The other organiser hears of it.
        #expect(priya.messages.dropFirst(before).contains { $0.text.contains("safeguarding lead") })
        mo.seesNothing()
    }

    // MARK: The name

    /// A lead without a name, who was asked for one.
    private func nameless(on platform: PretendPlatform = .sms) throws -> Person {
        let lena = forum.person("Lena", on: platform)
        lena.says("CODE \(try code(from: forum.officer))")
        lena.sees("What shall people call you?")
        return lena
    }

    @Test func `the name waits, and a worry does not`() throws {
        let lena = try nameless()
        let amira = try forum.member("Amira")
        amira.says("he hits me")
        lena.sees("Somebody may need help. This is worry 1.")
        lena.says("1")
        lena.sees("he hits me")
        lena.says("WRITE 1 Are you safe?")
        amira.sees("Are you safe?")
        lena.says("FINISH 1")
        lena.sees("dealt with")
        #expect(try forum.known(lena)?.name == nil)
        lena.says("Lena Brown")
        lena.sees("Thank you, Lena Brown.")
        #expect(try forum.known(lena)?.name == "Lena Brown")
    }

    @Test func `an answer to a worry that is older than the question for the name is no name`() throws {
        _ = try forum.lead("Kim", on: .app)
        let amira = try forum.member("Amira")
        amira.says("he hits me")
        let lena = try nameless()
        forum.advance(.minutes(31))
        lena.sees("Nobody has taken worry 1 yet.")
        lena.says("I have it")
        lena.sees("he hits me")
        #expect(try forum.known(lena)?.name == nil)
    }

    @Test func `who has a name is asked none, and who wants none is not asked again`() throws {
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code(from: forum.officer))")
        sam.sees("You are a safeguarding lead")
        sam.seesNothing()
        let lena = try nameless(on: .app)
        lena.says("12345")
        lena.sees("Please send a name with up to 40 letters.")
        lena.says("Not now")
        lena.sees("You can send NAME at any time.")
        #expect(try forum.known(lena)?.name == nil)
    }

    @Test(arguments: CrashPoint.allCases, 0...2)
    func `a lead is made once and told wherever the process dies`(point: CrashPoint, count: Int) throws {
        let sam = try forum.member("Sam")
        sam.says("CODE \(try code(from: priya))")
        forum.crashes(point, after: count)
        mo.says("yes")
        forum.advance(.minutes(1))
        #expect(try isLead(sam))
        let given = try forum.rows(
            "SELECT 1 FROM core_audit WHERE action = 'gave the role safeguarding-lead'")
        #expect(given.count == 1)
        #expect(priya.messages.contains { $0.text.contains("Sam is a safeguarding lead now.") })
    }
}

/// A forum never comes to have nobody who reads a worry without somebody knowing it.
@Suite(.serves("F8"), .limited) struct `The last lead` {
    private static let follows = "nobody reads it when a young person writes that they are not safe."

    private let forum: PretendForum
    private let olu: Person
    private let lena: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        olu = try forum.organiser("Olu")
        lena = try forum.lead("Lena")
    }

    private func roles(_ person: Person) throws -> Set<Role>? { try forum.known(person)?.roles }

    private func isOnDuty(_ person: Person) throws -> Bool {
        let id = try #require(try forum.known(person)).id.rawValue
        return try forum.rows("SELECT 1 FROM core_off_duty WHERE member = \(id)").isEmpty
    }

    /// Another lead, who is off duty.
    private func kim() throws -> Person {
        let kim = try forum.lead("Kim")
        kim.says("OFF DUTY")
        kim.sees("You are off duty.")
        return kim
    }

    @Test func `going off duty asks once more, and then the organisers are told`() throws {
        lena.says("OFF DUTY")
        lena.sees("You are the last safeguarding lead on duty.", Self.follows, "There is no other lead.")
        #expect(try isOnDuty(lena))
        olu.seesNothing()
        lena.says("no")
        lena.sees("Everything stays as it was.")
        #expect(try isOnDuty(lena))
        lena.says("OFF DUTY")
        lena.says("yes")
        lena.sees("You are off duty.")
        #expect(try !isOnDuty(lena))
        olu.sees("I cannot reach a safeguarding lead.")
        // Said again it changes nothing, and nothing is asked.
        lena.says("OFF DUTY")
        lena.sees("You are off duty.")
    }

    @Test func `the last on duty reads who else could come on duty, and they are asked`() throws {
        let kim = try kim()
        lena.says("OFF DUTY")
        lena.sees(Self.follows, "Other leads are off duty: Kim.")
        kim.seesNothing()
        lena.says("yes")
        olu.sees("I cannot reach a safeguarding lead.")
        kim.sees("No safeguarding lead is on duty now.", "Send ON DUTY.")
        kim.says("ON DUTY")
        kim.sees("You are on duty.")
        kim.seesNothing()
        #expect(try isOnDuty(kim))
    }

    @Test func `where another lead is on duty nothing is asked`() throws {
        _ = try forum.lead("Kim")
        lena.says("OFF DUTY")
        lena.sees("You are off duty.")
        lena.seesNothing()
        olu.seesNothing()
    }

    @Test func `STOP stops at once, says what follows and how to come back, and the organisers are told`()
        throws
    {
        lena.says("STOP")
        lena.sees(
            "You have stopped messages", "Now \(Self.follows)", "There is no other lead.",
            "I have told the organisers.", "START")
        #expect(try forum.rows("SELECT 1 FROM core_contact WHERE stopped IS NOT NULL").count == 1)
        olu.sees("I cannot reach a safeguarding lead.")
        lena.seesNothing()
        lena.says("STOP")
        let words = lena.sees("You have stopped messages")
        #expect(!words.contains("safeguarding"))
        lena.says("START")
        lena.ignoresTheRest()
        #expect(try forum.rows("SELECT 1 FROM core_contact WHERE stopped IS NOT NULL").isEmpty)
    }

    @Test func `a lead who runs the forum too hears nothing more after STOP`() throws {
        let sam = try forum.organiser("Sam")
        sam.says("INVITE safeguarding lead")
        let words = sam.sees("CODE ")
        sam.says("CODE \(try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/)).1)")
        lena.says("yes")
        lena.says("STOP")
        sam.ignoresTheRest()
        sam.says("STOP")
        sam.sees("You have stopped messages", "Now \(Self.follows)")
        sam.seesNothing()
        olu.sees("I cannot reach a safeguarding lead.")
    }

    @Test func `REMOVE takes the role of the last lead only after a second yes`() throws {
        olu.says("REMOVE 2")
        olu.sees("Lena has the role safeguarding lead.")
        olu.says("yes")
        olu.sees(
            "Lena is the last safeguarding lead on duty.", Self.follows, "Shall I still take the role away?")
        #expect(try roles(lena) == [.safeguardingLead])
        olu.says("no")
        olu.sees("Everything stays as it was.")
        #expect(try roles(lena) == [.safeguardingLead])
        olu.says("REMOVE 2")
        olu.says("yes")
        olu.says("yes")
        #expect(try roles(lena) == [])
        lena.sees("You no longer have this role: safeguarding lead.")
        olu.sees("I cannot reach a safeguarding lead.")
        olu.sees("Done.")
        forum.officer.sees("Lena is no longer a safeguarding lead.")
        forum.officer.sees("I cannot reach a safeguarding lead.")
    }

    @Test func `REMOVE of one of two leads asks once, and all leads and organisers hear of it`() throws {
        let kim = try forum.lead("Kim")
        olu.says("REMOVE 2")
        olu.says("yes")
        olu.sees("Done.")
        #expect(try roles(lena) == [])
        kim.sees("Lena is no longer a safeguarding lead.")
        forum.officer.sees("Lena is no longer a safeguarding lead.")
        olu.seesNothing()
    }

    @Test func `DELETE ME asks once more, and the organisers hear when it begins and when it is done`() throws
    {
        lena.says("DELETE ME")
        lena.says("yes")
        lena.sees(Self.follows, "Do you still want me to delete everything about you?")
        forum.advance(.hours(25))
        #expect(try roles(lena) == [.safeguardingLead])
        lena.says("no")
        lena.sees("Everything stays as it was.")
        lena.says("DELETE ME")
        lena.says("yes")
        lena.says("yes")
        lena.sees("I will delete what Voices United keeps about you.")
        olu.sees("I cannot reach a safeguarding lead.")
        forum.advance(.hours(25))
        #expect(try forum.known(lena) == nil)
        let words = olu.sees("A safeguarding lead has left.")
        #expect(!words.contains("Lena"))
        olu.seesNothing()
    }

    @Test func `where the operator deletes the last lead, all organisers hear what follows`() throws {
        forum.officer.says("DELETE PERSON Lena")
        forum.officer.says("yes")
        olu.sees("A safeguarding lead has left.")
        olu.sees("I cannot reach a safeguarding lead.")
    }

    @Test func `an answer from an old question cannot take what somebody else could not`() throws {
        olu.says("REMOVE 2")
        olu.says("yes")
        olu.sees(Self.follows)
        // Meanwhile Olu is no organiser any more.
        forum.officer.says("REMOVE 1")
        forum.officer.says("yes")
        forum.officer.sees("This is the last organiser")
        _ = try forum.organiser("Mo")
        forum.officer.says("REMOVE 1")
        forum.officer.says("yes")
        #expect(try roles(olu) == [])
        olu.says("yes")
        #expect(try roles(lena) == [.safeguardingLead])
    }
}
