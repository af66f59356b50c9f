import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// The clock of a worry, who hears of it, and the lead whom it may be about.
@Suite(.serves("H10", "F8"), .limited) struct `A worry reaches a lead who reads it` {
    private let forum: PretendForum
    private let lead: Person
    private let second: Person
    private let child: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        lead = try forum.lead("Lena")
        second = try forum.lead("Mo")
        child = try forum.member("Ada")
        for person in [lead, second, forum.officer] { person.ignoresTheRest() }
    }

    /// Lena has a worry of Ada's and has read it.
    private func taken() {
        child.says("my stepdad hits me")
        lead.presses("I have it")
        forum.advance(.minutes(2))
        for person in [lead, second, child] { person.ignoresTheRest() }
    }

    private func takeRoleFromLena() throws {
        forum.officer.says("ROLES")
        let line = try #require(
            forum.officer.sees("Lena").split(separator: "\n").first {
                $0.contains("Lena") && $0.contains("safeguarding")
            })
        forum.officer.says("REMOVE \(line.prefix { $0.isNumber })")
        forum.officer.says("yes")
    }

    @Test func `new words go to whoever has it, and to all on duty where they are not read in 10 minutes`()
        throws
    {
        taken()
        child.says("he is coming up the stairs")
        lead.sees("They wrote again about worry 1. There is 1 message to read.")
        second.seesNothing()
        forum.advance(.minutes(10))
        lead.sees("Nobody has read what is new in worry 1.")
        second.sees("Nobody has read what is new in worry 1.")
        second.presses("Read it")
        second.sees("Lena has worry 1.", "he is coming up the stairs")
        forum.advance(.hours(3))
        lead.seesNothing()
        second.seesNothing()
    }

    @Test(arguments: ["OFF DUTY", "STOP", "block"])
    func `where whoever has it is off duty or cannot be reached, new words go to the others on duty`(
        way: String
    ) throws {
        taken()
        if way == "block" { lead.blocks() } else { lead.says(way) }
        lead.ignoresTheRest()
        forum.advance(.minutes(1))
        second.ignoresTheRest()
        child.says("he is coming up the stairs")
        second.sees("They wrote again about worry 1.")
        child.says("PERSON NOW")
        second.sees("Somebody asks for a person. This is worry 1.")
        second.presses("Read it")
        second.sees("he is coming up the stairs", "(asked for a person)")
    }

    @Test func `where whoever has it goes while something is unread, the others hear of it at once`() throws {
        taken()
        child.says("he is coming up the stairs")
        second.seesNothing()
        lead.says("OFF DUTY")
        second.sees("Nobody has read what is new in worry 1.")
    }

    @Test func `a worry whose lead has lost the role is nobody's, and all leads hear so`() throws {
        taken()
        try takeRoleFromLena()
        second.sees("Worry 1 has no lead any more.")
        second.presses("I have it")
        second.sees("my stepdad hits me")
    }

    @Test func `a voice note of a lead is no answer to what they were asked, and no organiser gets it`()
        throws
    {
        child.says("my stepdad hits me")
        lead.ignoresTheRest()
        lead.sends(.voice)
        lead.sees("I do not pass this on.", "send WRITE")
        lead.replies(to: "Somebody may need help", saying: "")
        lead.ignoresTheRest()
        forum.officer.seesNothing()
        #expect(try forum.rows("SELECT 1 FROM core_attachment").isEmpty)
        lead.presses("I have it")
        lead.ignoresTheRest()
        lead.says("FINISH 1")
        lead.ignoresTheRest()
        // With no worry left it is for the organisers, as anybody's is.
        lead.sends(.voice)
        lead.sees("I have passed it to the organisers.")
    }

    @Test func `a worry that begins again is nobody's where the lead who had it is one no longer`() throws {
        taken()
        lead.says("FINISH 1")
        try takeRoleFromLena()
        second.ignoresTheRest()
        child.says("my stepdad hits me again")
        second.canPress("I have it")
        second.says("WORRIES")
        second.sees("my stepdad hits me again")
        #expect(try forum.rows("SELECT lead FROM core_concern").count == 1)
        #expect(try forum.known(second)?.id.rawValue == forum.rows("SELECT lead FROM core_concern")[0][0])
    }

    @Test func `a worry goes on at a new address, also when nothing else is left of its person`() throws {
        taken()
        child.moves()
        lead.says("WRITE 1 Are you safe?")
        child.sees("Are you safe?")
        child.says("DELETE ME")
        child.says("yes")
        forum.advance(.hours(25))
        child.ignoresTheRest()
        lead.ignoresTheRest()
        child.says("he is outside")
        child.sees("I have put this with the safeguarding leads.")
        lead.sees("They wrote again about worry 1.")
    }

    @Test func `nobody can write to somebody who has left, and their worry is not open again`() throws {
        taken()
        lead.says("FINISH 1")
        child.says("DELETE ME")
        child.says("yes")
        forum.advance(.hours(25))
        lead.ignoresTheRest()
        lead.says("WRITE 1 Are you well?")
        lead.sees("I no longer know how to reach that person.")
        #expect(try forum.rows("SELECT state, member FROM core_concern").map { try $0[0] as Int } == [2])
        #expect(try forum.rows("SELECT 1 FROM core_concern WHERE member IS NOT NULL").isEmpty)
    }

    @Test
    func `where nobody comes for days the organisers are told every six hours, and not every ten minutes`()
        throws
    {
        for person in [lead, second] { person.blocks() }
        child.says("my stepdad hits me")
        forum.officer.sees("Somebody may need help")
        forum.officer.ignoresTheRest()
        forum.advance(.hours(48))
        forum.officer.ignoresTheRest()
        let before = forum.officer.messages.count
        forum.advance(.hours(24))
        #expect(forum.officer.messages.count == before + 4)
    }

    @Test func `a new lead and one who comes on duty get what waits`() throws {
        second.says("OFF DUTY")
        second.ignoresTheRest()
        child.says("my stepdad hits me")
        second.seesNothing()
        second.says("ON DUTY")
        second.sees("Nobody has taken worry 1 yet.")
        second.sees("You are on duty.")
        let third = try forum.lead("Nia")
        #expect(third.messages.contains { $0.text.contains("Nobody has taken worry 1 yet.") })
    }

    @Test func `what comes fast is told together, at most once a minute`() throws {
        taken()
        for words in ["he is back", "i am in the bathroom", "the door is locked"] { child.says(words) }
        lead.sees(exactly: "They wrote again about worry 1. There is 1 message to read.")
        forum.advance(.minutes(1))
        lead.sees(exactly: "They wrote again about worry 1. There are 3 messages to read.")
    }

    @Test
    func
        `a worry that is not finished is asked after each morning, by all after 3 days, by organisers after 7`()
        throws
    {
        taken()
        forum.advance(.hours(24))
        lead.sees("Worry 1 is not finished. It came on Monday 2 March 2026.")
        second.seesNothing()
        forum.advance(.hours(24))
        lead.sees("Worry 1 is not finished.")
        forum.advance(.hours(48))
        second.sees("Worry 1 has not been finished for some days.")
        forum.officer.seesNothing()
        forum.advance(.hours(4 * 24))
        let told = forum.officer.sees("A worry has not been finished for a week.")
        #expect(!told.contains("Ada") && !told.contains("stepdad"))
    }

    @Test func `the person is told that somebody was reached only once that is so`() throws {
        forum.fails(.refusedForNow(after: .minutes(3)), times: 3)
        child.says("my stepdad hits me")
        forum.advance(.seconds(1))
        #expect(!child.messages.contains { $0.text.contains("A safeguarding lead has been told now.") })
        forum.advance(.minutes(6))
        child.sees("A safeguarding lead has been told now.")
    }

    @Test func `what a lead wrote and did not arrive is told to them at once, and goes to no other phone`()
        throws
    {
        child.says("LINK")
        let code = try #require(
            child.sees("From there").firstMatch(of: /LINK ([A-Z0-9]+)/).map { String($0.1) })
        let other = forum.person("Ada", on: .sms)
        other.says("LINK \(code)")
        taken()
        other.ignoresTheRest()
        lead.says("WRITE 1 Is it safe to write here?")
        child.sees("Is it safe to write here?")
        child.blocks()
        lead.says("WRITE 1 Are you there?")
        lead.sees("What you wrote about worry 1 did not arrive.")
        other.seesNothing()
        // From the other phone it is the same worry.
        other.says("he took my phone")
        other.sees("I have put this with the safeguarding leads.")
        #expect(try forum.rows("SELECT 1 FROM core_concern").count == 1)
    }

    @Test(arguments: ["mo hits me", "my dad Mo hits me", "mo's hurting me again", "my uncle mo beats me"])
    func `a lead whom it may be about gets no alert, and cannot look at it, take or finish it`(words: String)
        throws
    {
        child.says(words)
        lead.sees("Somebody may need help.", "This is worry 1.")
        second.seesNothing()
        for said in ["WORRIES 1", "WRITE 1 hello", "FINISH 1", "SHARE 1"] {
            second.says(said)
            second.ignoresTheRest()
        }
        second.says("WORRIES")
        second.sees("There are no worries to deal with.")
        #expect(try forum.rows("SELECT 1 FROM core_concern WHERE state = 0").count == 1)
        #expect(!second.messages.contains { $0.text.contains(words) })
        lead.presses("I have it")
        lead.sees(words)
        lead.presses("It is not about Mo")
        lead.sees("They can read worry 1 again.")
        second.says("WORRIES 1")
        second.sees("Lena has worry 1.", words)
    }

    @Test func `where it may be about any lead, none of them hears of it, and the organisers do at once`()
        throws
    {
        child.says("the safeguarding lead hits me")
        lead.seesNothing()
        second.seesNothing()
        let told = forum.officer.sees("It may be about a safeguarding lead.")
        #expect(!told.contains("hits") && !told.contains("Ada"))
    }

    @Test(arguments: ["i want to die can mo ring me", "tell mo that he hits me", "i will kill myself"])
    func `a lead who is asked for is kept out of nothing`(words: String) throws {
        child.says(words)
        second.sees("Somebody may need help. This is worry 1.")
    }

    @Test
    func
        `where no other lead is reached in 10 minutes, the organisers are told without words, and never that lead`()
        throws
    {
        lead.says("OFF DUTY")
        lead.blocks()
        for person in [second, forum.officer] { person.ignoresTheRest() }
        child.says("mo hits me")
        forum.advance(.minutes(11))
        let told = forum.officer.sees("It may be about a safeguarding lead.")
        #expect(!told.contains("hits") && !told.contains("Ada"))
        second.seesNothing()
        child.says("PERSON NOW")
        child.sees("I cannot reach anybody from the forum just now.")
    }

    @Test func `everybody is listened to: organisers, board readers and leads, but for their own work`()
        throws
    {
        let olu = try forum.organiser("Olu")
        olu.says("i want to die")
        olu.sees("Thank you for telling me.")
        lead.sees("Somebody may need help. This is worry 1.")
        // A lead's own worry goes to the others.
        lead.says("i want to die")
        lead.sees("Thank you for telling me.")
        second.sees("This is worry 1.")
        second.sees("This is worry 2.")
        lead.says("WORRIES 2")
        lead.sees("I know no such worry.")
        // What staff say with a word of their role, and in its steps, is the forum's work.
        forum.officer.ignoresTheRest()
        forum.officer.says("POLL Have you ever been hit? | He hits me | Nobody hits me")
        forum.officer.sees("Send this now?")
        forum.officer.says("POLL What do you think of self harm support?")
        forum.officer.sees("How can people answer?")
        second.seesNothing()
    }

    @Test
    func
        `what a supporter says for somebody is the supporter's own worry, and meets none of the young person's`()
        throws
    {
        let carer = forum.person("Cy")
        child.says("SUPPORT")
        child.presses("Add somebody")
        let shown = child.sees("Give this code to somebody you trust")
        carer.says("CODE \(try #require(shown.firstMatch(of: /CODE ([A-Z0-9]+)/)).1)")
        for person in [carer, child] { person.ignoresTheRest() }
        child.says("my stepdad hits me")
        lead.presses("I have it")
        lead.says("WRITE 1 Can you talk?")
        for person in [carer, child, lead, second] { person.ignoresTheRest() }
        carer.says("FOR ADA hello")
        #expect(!carer.messages.contains { $0.text.contains("safeguarding") })
        #expect(try forum.rows("SELECT 1 FROM core_concern").count == 1)
        carer.says("FOR ADA her dad hits her and she wants to die")
        carer.sees("Thank you for telling me.")
        forum.advance(.minutes(1))
        lead.sees("This is worry 2.")
        lead.presses("I have it")
        lead.sees("said for Ada")
    }

    @Test(arguments: ["PERSON NOW", "I need a person", "HELP NOW"])
    func
        `help that a supporter asks for with FOR is the supporter's, and they are not sent round in a circle`(
            words: String
        ) throws
    {
        let carer = forum.person("Cy")
        child.says("SUPPORT")
        child.presses("Add somebody")
        let shown = child.sees("Give this code to somebody you trust")
        carer.says("CODE \(try #require(shown.firstMatch(of: /CODE ([A-Z0-9]+)/)).1)")
        for person in [carer, child] { person.ignoresTheRest() }
        carer.says("FOR ADA \(words)")
        if words == "HELP NOW" {
            carer.sees("You are not alone.", "999")
        } else {
            carer.sees("I am trying to reach a safeguarding lead now.")
            lead.presses("I have it")
            lead.sees("said for Ada: (asked for a person)")
        }
        child.seesNothing()
        carer.says("FOR ADA STOP")
        carer.sees("Only they can do that, from their own phone.")
        guard words != "HELP NOW" else { return }
        lead.says("WRITE 1 What is it?")
        carer.sees("What is it?")
        child.seesNothing()
    }

    @Test func `whoever has a worry hears what another lead does in it`() throws {
        taken()
        child.says("ok")
        child.says("he took my phone")
        lead.sees("There is 1 message to read.")
        second.says("WORRIES 1")
        second.sees("he took my phone")
        lead.sees("Mo has read what is new in worry 1. You still have it.")
        second.says("WRITE 1 I am Mo")
        lead.sees("Mo wrote to the person of worry 1")
        second.says("FINISH 1")
        lead.sees("Mo has finished worry 1, which you had.")
        lead.says("WRITE 1 I am still here")
        child.sees("I am still here")
    }

    /// The child's second phone, linked.
    private func links(_ other: Person) throws {
        child.says("LINK")
        let shown = child.sees("From there")
        other.says("LINK \(try #require(shown.firstMatch(of: /LINK ([A-Z0-9]+)/)).1)")
        for person in [child, other] { person.ignoresTheRest() }
    }

    @Test func `two worries that become one keep a running clock, and their leads are told the number`()
        throws
    {
        taken()
        let other = forum.person("Ada", on: .sms)
        other.says("i want to die")
        second.presses("I have it")
        other.says("i took 14 already")
        for person in [lead, second] { person.ignoresTheRest() }
        try links(other)
        for person in [lead, second] {
            person.sees("Worry 2 is the same person as worry 1. All of it is in worry 1 now.")
        }
        forum.advance(.minutes(1))
        lead.sees("They wrote again about worry 1.")
        forum.advance(.minutes(10))
        second.sees("Nobody has read what is new in worry 1.")
        second.presses("Read it")
        second.sees("my stepdad hits me", "i took 14 already")
    }

    @Test func `nothing goes to a phone that its owner took away, and what is said there is not theirs`()
        throws
    {
        taken()
        let other = forum.person("Thief", on: .sms)
        try links(other)
        other.says("PERSON NOW")
        other.sees("I am trying to reach a safeguarding lead now.")
        lead.ignoresTheRest()
        child.says("UNLINK sms")
        lead.sees("they took away the phone or app that they wrote from.")
        for person in [child, other] { person.ignoresTheRest() }
        lead.says("WRITE 1 Is it safe to write to you here?")
        child.sees("Is it safe to write to you here?")
        other.seesNothing()
        other.says("yes it is safe")
        #expect(!other.messages.contains { $0.text.contains("I have put this") })
        lead.says("WORRIES 1")
        #expect(!lead.messages.contains { $0.text.contains("yes it is safe") })
    }

    @Test func `a lead hears that somebody was deleted at the console, and whoever was hears that it ended`()
        throws
    {
        taken()
        forum.officer.says("DELETE PERSON Ada")
        forum.officer.says("yes")
        lead.sees("About worry 1: an organiser has deleted this person.")
        lead.says("WRITE 1 Are you there?")
        child.sees("Are you there?")
        child.says("yes")
        child.sees("I have put this with the safeguarding leads.")
        lead.says("WORRIES 1")
        lead.says("FINISH 1")
        child.sees("The safeguarding lead has finished for now.")
    }
}
