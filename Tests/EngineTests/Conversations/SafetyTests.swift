import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.serves("H10", "F8"), .limited) struct `Safety` {
    private let forum: PretendForum
    private let lead: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        lead = try forum.lead("Lena")
    }

    /// Whether words stand in any file of the bot: the database with its log, the journal.
    private func isWritten(_ words: String) throws -> Bool {
        let files = try #require(FileManager.default.enumerator(atPath: forum.folder))
        var isFound = false
        for case let name as String in files where !name.contains("prompts") {
            let bytes = FileManager.default.contents(atPath: "\(forum.folder)/\(name)") ?? Data()
            if bytes.range(of: Data(words.utf8)) != nil { isFound = true }
        }
        return isFound
    }

    @Test func `somebody who writes that they want to die gets help at once, and a lead knows`() throws {
        let amira = try forum.member("Amira")
        amira.says("i wanna die")
        amira.sees("Thank you for telling me.", "call 999", "0800 1111", "85258", "How are you?")
        amira.canPress("I am OK", "I need a person")
        lead.sees("Somebody may need help. This is worry 1.")
        #expect(lead.lastMessage?.text.contains("die") == false)
        #expect(lead.lastMessage?.text.contains("Amira") == false)
        lead.presses("I have it")
        lead.sees("It is about Amira", "i wanna die", "WRITE 1", "FINISH 1")
        amira.presses("I need a person")
        amira.sees("I am trying to reach a safeguarding lead now. They will write to you here.")
        amira.sees("A safeguarding lead has been told now.")
        lead.sees("Somebody asks for a person. This is worry 1.")
        lead.presses("Read it")
        lead.sees("(asked for a person)")
        lead.says("WRITE 1 Hello Amira, can I ring you?")
        lead.sees("Your words go to the person")
        amira.sees("From a person at Voices United:", "Hello Amira, can I ring you?")
        lead.says("FINISH 1")
        lead.sees("Worry 1 is dealt with.")
        amira.sees("The safeguarding lead has finished for now.")
        forum.advance(.hours(24))
        lead.seesNothing()
    }

    @Test func `what was flagged leaves no trace in a poll, a table, the log or with an organiser`() throws {
        let amira = try forum.member("Amira")
        let organiser = try forum.organiser("Olu")
        forum.officer.says("POLL What should we talk about? | School | Home")
        forum.officer.says("yes")
        amira.sees("What should we talk about?")
        amira.says("my stepdad hits me, wibblewobble")
        amira.sees("Thank you for telling me.")
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
        #expect(try !isWritten("wibblewobble"))
        // What is looked for would be found.
        #expect(try isWritten("What should we talk about?"))
        #expect(!forum.log.joined().contains("wibblewobble"))
        #expect(!forum.log.joined().contains("Amira"))
        for message in organiser.messages + forum.officer.messages {
            #expect(!message.text.contains("wibblewobble") && !message.text.contains("worry"))
        }
        // The poll is still there to be answered.
        amira.says("School")
        amira.sees("You chose School.")
    }

    @Test func `nobody but a lead can read a worry`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        amira.says("i wanna die")
        amira.ignoresTheRest()
        for word in ["WORRIES", "WRITE 1 hello", "FINISH 1", "ON DUTY"] {
            ben.says(word)
            ben.sees("cannot")
            forum.officer.says(word)
            forum.officer.sees("cannot")
        }
        #expect(try forum.rows("SELECT 1 FROM core_concern WHERE state = 0").count == 1)
    }

    @Test func `a lead who does not answer is reminded, then the others, then the organisers`() throws {
        let second = try forum.lead("Mo")
        second.says("OFF DUTY")
        second.sees("You are off duty.")
        let amira = try forum.member("Amira")
        amira.says("he hits me")
        lead.sees("Somebody may need help.")
        second.seesNothing()
        forum.advance(.minutes(10))
        lead.sees("Nobody has taken worry 1 yet.")
        second.seesNothing()
        forum.advance(.minutes(10))
        lead.sees("Nobody has taken worry 1 yet.")
        second.sees("Nobody has taken worry 1 yet.")
        forum.officer.seesNothing()
        forum.advance(.minutes(20))
        forum.officer.sees("no safeguarding lead has answered")
        second.ignoresTheRest()
        lead.ignoresTheRest()
        second.presses("I have it")
        second.sees("It is about Amira")
        lead.presses("I have it")
        lead.sees("Mo has worry 1.", "he hits me")
        forum.officer.ignoresTheRest()
        forum.advance(.hours(5))
        lead.seesNothing()
        second.seesNothing()
        forum.officer.seesNothing()
    }

    @Test func `where no lead can be reached the person is told so, and the organisers too`() throws {
        lead.says("STOP")
        lead.ignoresTheRest()
        let amira = try forum.member("Amira")
        amira.says("i want to kill myself")
        amira.sees("I cannot reach anybody from the forum just now.", "Please do not wait", "0800 1111")
        forum.officer.sees("I cannot reach a safeguarding lead.")
        // Nobody counts on a lead who said STOP, and still they are told.
        lead.sees("Somebody may need help.")
        amira.presses("I need a person")
        amira.sees("I cannot reach anybody from the forum just now.")
        // Back again: the clock brings it to them.
        lead.says("START")
        lead.sees("Nobody has taken worry 1 yet.")
    }

    @Test func `somebody who has not joined is heard too`() throws {
        let stranger = forum.person("Zed", on: .sms)
        stranger.says("my dad beats me")
        stranger.sees("Thank you for telling me.", "0800 1111")
        lead.sees("Somebody may need help.")
        lead.presses("I have it")
        lead.sees("somebody without a name", "my dad beats me")
        lead.says("WRITE 1 I am Lena. Are you safe now?")
        stranger.sees("I am Lena. Are you safe now?")
    }

    @Test func `STOP does not keep a lead's answer from somebody who asked for help`() throws {
        let amira = try forum.member("Amira")
        amira.says("he hits me")
        amira.says("STOP")
        amira.ignoresTheRest()
        lead.presses("I have it")
        lead.says("WRITE 1 Are you safe?")
        amira.sees("Are you safe?")
    }

    @Test func `more of the same is one worry, and the lead who has it is told`() throws {
        let amira = try forum.member("Amira")
        amira.says("he hits me")
        amira.says("i want to die")
        lead.sees("This is worry 1.")
        lead.seesNothing()
        lead.says("WORRIES")
        lead.sees("1: from")
        lead.sees("he hits me", "i want to die")
        amira.says("he is hurting me again")
        forum.advance(.minutes(1))
        lead.sees("They wrote again about worry 1. There is 1 message to read.")
    }

    @Test func `where the lead who has a worry is gone, the others hear of it`() throws {
        let second = try forum.lead("Mo")
        let amira = try forum.member("Amira")
        amira.says("he hits me")
        lead.presses("I have it")
        second.ignoresTheRest()
        lead.says("STOP")
        amira.says("i want to die")
        forum.advance(.minutes(1))
        second.sees("They wrote again about worry 1.")
        second.presses("Read it")
        second.sees("he hits me", "i want to die")
    }

    @Test func `HELP NOW brings numbers, and a person for whoever wants one`() throws {
        let amira = try forum.member("Amira", on: .sms)
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.ignoresTheRest()
        amira.says("HELP NOW")
        amira.sees("0800 1111", "send PERSON NOW")
        lead.seesNothing()
        // A number still is an answer to the poll.
        amira.says("1")
        amira.sees("You chose Saturday.")
        amira.says("person now")
        amira.sees("I am trying to reach a safeguarding lead now.")
        lead.sees("Somebody asks for a person. This is worry 1.")
    }

    @Test func `several choices in an organiser's words are an answer too`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira", on: .sms)
        forum.officer.says(
            "POLL\nQuestion: What shall we talk about?\nKind: several\n- Suicide\n- Bullying\n- Music")
        forum.officer.says("yes")
        amira.sees("What shall we talk about?")
        amira.says("suicide and bullying")
        amira.sees("Suicide", "Bullying")
        #expect(try forum.rows("SELECT id FROM core_concern").isEmpty)
        amira.says("suicide and bullying me")
        #expect(try forum.rows("SELECT id FROM core_concern").count == 1)
    }

    @Test func `organisers may write about hard things, and a choice in their words is an answer`() throws {
        let amira = try forum.member("Amira")
        forum.officer.says("POLL What should we learn about? | Being bullied | Self harm | Money")
        forum.officer.sees("Send this now?")
        forum.officer.says("yes")
        amira.sees("What should we learn about?")
        amira.says("self harm")
        amira.sees("You chose Self harm.")
        lead.seesNothing()
    }

    @Test func `somebody who leaves before a lead has looked is not lost; afterwards they are forgotten`()
        throws
    {
        let amira = try forum.member("Amira")
        amira.says("he hits me")
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        lead.presses("I have it")
        lead.sees("It is about Amira", "he hits me")
        lead.says("FINISH 1")
        lead.sees("dealt with")
        #expect(
            try forum.rows("SELECT 1 FROM core_concern WHERE address IS NOT NULL OR name IS NOT NULL").isEmpty
        )
    }

    @Test(arguments: CrashPoint.allCases, 0...3)
    func `a worry is told once and not lost wherever the process dies`(point: CrashPoint, count: Int) throws {
        let amira = try forum.member("Amira")
        forum.crashes(point, after: count)
        amira.says("he hits me")
        forum.advance(.minutes(1))
        #expect(try forum.rows("SELECT 1 FROM core_concern").count == 1)
        #expect(try forum.rows("SELECT 1 FROM core_concern_words").count == 1)
        #expect(lead.messages.contains { $0.text.contains("Somebody may need help.") })
        #expect(amira.messages.contains { $0.text.contains("Thank you for telling me.") })
    }

    @Test(.serves("F8")) func `a lead is told on every phone that they have, and takes it from any`() throws {
        lead.says("LINK")
        let words = lead.sees("From there, send me this message")
        let code = try #require(words.firstMatch(of: /LINK ([A-Z0-9]+)/).map { String($0.1) })
        let second = forum.person("Lena", on: .sms)
        second.says("LINK \(code)")
        for phone in [lead, second] { phone.ignoresTheRest() }
        let amira = try forum.member("Amira")
        amira.says("he hits me")
        for phone in [lead, second] { phone.sees("Somebody may need help. This is worry 1.") }
        second.says("1")
        second.sees("he hits me")
        forum.advance(.hours(2))
        lead.seesNothing()
    }

    @Test func `where a message does not arrive at the only phone of a lead, the next are told at once`()
        throws
    {
        let second = try forum.lead("Mo")
        second.says("OFF DUTY")
        second.ignoresTheRest()
        let amira = try forum.member("Amira")
        forum.fails(.blocked)
        amira.says("he hits me")
        second.sees("Nobody has taken worry 1 yet.")
        second.presses("I have it")
        second.sees("he hits me")
    }
}
