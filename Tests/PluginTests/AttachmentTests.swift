import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Voice notes and pictures` {
    private let forum: PretendForum
    private let amira: Person
    private let officer: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
        officer = try forum.organiser("Olu")
    }

    private func askPoll() {
        forum.officer.says(
            """
            POLL
            Question: Which day?
            - Saturday
            - Sunday
            Secrecy: confidential
            """)
        forum.officer.says("yes")
        amira.sees("Which day?")
        officer.ignoresTheRest()
        forum.officer.ignoresTheRest()
    }

    @Test(.serves("B3"), .serves("B6"), .serves("C15"))
    func `somebody who does not speak answers a poll with a picture, and an organiser puts it in`() throws {
        askPoll()
        amira.sends(.picture)
        amira.sees("You sent a picture for this question: Which day?", "by Thursday 5 March 2026")
        amira.seesNothing()
        let words = officer.sees("A member answered with a picture.", "Which day?", "safeguarding lead")
        #expect(!words.contains("Amira"))
        #expect(officer.lastMessage?.attachments.map(\.kind) == [.picture])
        officer.canPress("Saturday", "Sunday", "I cannot tell")
        officer.presses("Sunday")
        officer.sees("The answer is in: Sunday.")
        amira.sees("An organiser has put in your answer for you.", "Which day?", "You chose Sunday.")
        // It counts once, and can be changed like any other.
        #expect(try forum.exported(amira).map(\.text) == ["Sunday"])
        amira.presses("Saturday")
        amira.sees("You chose Saturday.")
        #expect(try forum.exported(amira).map(\.text) == ["Saturday"])
    }

    @Test func `a command with words behind it is no answer to what an organiser is to listen to`() throws {
        askPoll()
        amira.sends(.voice)
        officer.sees("A member answered with a voice note.")
        officer.says("TELL Never mind the rain.")
        officer.sees("This is your message:", "Never mind the rain.")
        amira.sees("You sent a voice note for this question: Which day?")
        amira.seesNothing()
    }

    @Test(.serves("H12"), .serves("B3"))
    func `what an organiser puts into an anonymous poll is sealed like any answer, and leaves no trace`()
        throws
    {
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        let others = try ["Ben", "Cai"].map { try forum.member($0) }
        for person in others {
            person.says("POLLS")
            person.presses("Sunday")
        }
        officer.ignoresTheRest()
        amira.sends(.picture)
        amira.sees("An organiser gets it", "They may know that it is yours.", "so that nobody knows")
        forum.fails(.refusedForNow(after: .minutes(5)), times: 2)
        officer.presses("Sunday")
        let kept = try SecretBallot.everything(in: try forum.backup().database)
        #expect(
            !kept.contains { $0.hasPrefix("core_outgoing") && $0.contains("Sunday") && $0.contains("put in") }
        )
        let votes = try forum.rows("SELECT voter, value FROM polls_vote")
        #expect(votes.count == 3)
        for vote in votes {
            #expect(try (vote[0] as String).hasPrefix("v") && (vote[1] as String).count > 24)
        }
        forum.advance(.minutes(10))
        officer.sees("The answer is in: Sunday.")
        amira.sees("An organiser has put in your answer for you.", "You chose Sunday.")
        let member = try #require(try forum.known(amira)).id.rawValue
        // Beside "put in an answer for somebody" any entry about her would tell it.
        #expect(try forum.rows("SELECT id FROM core_audit WHERE about = \(member)").isEmpty)
        #expect(try forum.rows("SELECT id FROM core_audit WHERE action LIKE 'listened%'").count == 1)
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("3 of 3 people chose Sunday.")
        forum.advance(.hours(1))
        #expect(try forum.rows("SELECT id FROM core_attachment").isEmpty)
    }

    @Test(.serves("B3")) func `whose voice note cannot be understood is asked again, kindly`() throws {
        askPoll()
        amira.sends(.voice)
        amira.sees("You sent a voice note")
        officer.presses("I cannot tell")
        officer.sees("They hear that you got it.")
        amira.sees("They do not know which answer you mean.", "Which day?")
        amira.canPress("Saturday", "Sunday")
        amira.presses("Sunday")
        amira.sees("You chose Sunday.")
    }

    @Test func `an answer that somebody gave meanwhile is not overwritten`() throws {
        askPoll()
        amira.sends(.voice)
        amira.presses("Saturday")
        amira.sees("You chose Saturday.")
        officer.presses("Sunday")
        officer.sees("You need to put nothing in.")
        #expect(try forum.exported(amira).map(\.text) == ["Saturday"])
    }

    @Test func `only the first organiser puts the answer in, however often the press is delivered`() throws {
        askPoll()
        amira.sends(.voice)
        amira.ignoresTheRest()
        let press = try officer.button("Sunday")
        forum.deliversTwice = true
        officer.presses(press)
        forum.deliversTwice = false
        forum.officer.says("LISTEN")
        forum.officer.sees("Nothing waits for you.")
        officer.presses(press)
        amira.sees("You chose Sunday.")
        amira.seesNothing()
    }

    @Test(.serves("B3")) func `a voice note by itself reaches an organiser, and its sender hears when`()
        throws
    {
        amira.sends(.voice)
        amira.sees("You sent a voice note.", "by Thursday 5 March 2026", "not here all day", "HELP NOW")
        officer.sees("Amira sent you a voice note.")
        officer.presses("I got it")
        amira.sees("An organiser has listened to what you sent")
    }

    @Test func `a voice note is never taken for a yes to something that only the person can decide`() throws {
        amira.says("MY CHOICES")
        amira.ignoresTheRest()
        amira.sends(.voice)
        amira.sees("Only you can answer this question")
        officer.canPress("I got it")
        amira.says("DELETE ME")
        amira.sends(.voice)
        forum.advance(.hours(25))
        #expect(try forum.known(amira) != nil)
    }

    @Test(.serves("B3"), .serves("B6")) func `a sticker says what its emoji says`() throws {
        forum.officer.says("POLL Shall we meet? | Yes | No")
        forum.officer.says("yes")
        amira.sends(.sticker, emoji: "👍")
        amira.sees("You chose Yes.")
        officer.seesNothing()
    }

    @Test(.serves("B3"), arguments: [YouSaidKit.Attachment.Kind.picture, .voice])
    func `an answer written under a picture is the answer, and a person gets both`(
        kind: YouSaidKit.Attachment.Kind
    )
        throws
    {
        askPoll()
        amira.sends(kind, saying: "sunday please")
        amira.sees("You chose Sunday.", "You sent a")
        #expect(try forum.exported(amira).map(\.text) == ["Sunday"])
        let words = officer.sees("sunday please")
        #expect(!words.contains("Amira"))
        #expect(officer.lastMessage?.attachments.map(\.kind) == [kind])
        officer.presses("I got it")
        #expect(try forum.exported(amira).map(\.text) == ["Sunday"])
    }

    @Test func `what is written under a picture and is no answer goes with it`() {
        askPoll()
        amira.sends(.picture, saying: "our new dog")
        amira.sees("You sent a picture for this question: Which day?")
        officer.sees("A member answered with a picture.", "our new dog")
        amira.sends(.picture, saying: "our old dog")
        officer.sees("our old dog")
    }

    @Test(.serves("B3")) func `an album is one answer, and its sender hears so once`() throws {
        askPoll()
        amira.sends(.picture, saying: "sunday please", album: "7")
        amira.sees("You chose Sunday.", "You sent a picture")
        for _ in 0..<3 { amira.sends(.picture, album: "7") }
        amira.seesNothing()
        officer.sees("sunday please")
        for _ in 0..<3 { officer.sees("This came with it.") }
        officer.seesNothing()
        #expect(try forum.exported(amira).map(\.text) == ["Sunday"])
        amira.sends(.picture, album: "8")
        amira.sees("You sent a picture")
    }

    @Test(.serves("B3")) func `an album is one answer in own words, with all its pictures`() throws {
        forum.officer.says("POLL\nQuestion: What did you make?\nKind: words\nSecrecy: confidential")
        forum.officer.says("yes")
        amira.sees("What did you make?")
        amira.sends(.picture, saying: "a boat", album: "7")
        amira.sees("You said: a boat")
        amira.sends(.picture, album: "7")
        amira.sends(.picture, album: "7")
        amira.seesNothing()
        let values = try forum.rows("SELECT value FROM polls_vote").map { try $0[0] as String }
        #expect(values.count == 1 && values[0].contains("a boat"))
        #expect(values[0].components(separatedBy: "picture-1").count == 4, "all three pictures are in it")
    }

    @Test(.serves("B3")) func `an album that the platform delivers at once is one answer too`() throws {
        askPoll()
        amira.sendsAlbum(of: 3, saying: "sunday please")
        amira.sees("You chose Sunday.", "You sent a picture")
        amira.seesNothing()
        officer.sees("sunday please")
        for _ in 0..<2 { officer.sees("This came with it.") }
        officer.seesNothing()
        #expect(try forum.exported(amira).map(\.text) == ["Sunday"])
    }

    @Test func `a late picture of an album undoes nothing that was said since`() throws {
        forum.officer.says("POLL\nQuestion: What did you make?\nKind: words\nSecrecy: confidential")
        forum.officer.says("yes")
        amira.sees("What did you make?")
        amira.sends(.picture, saying: "a boat", album: "7")
        amira.replies(to: "What did you make?", saying: "a ship")
        amira.sees("You said: a ship")
        amira.sends(.picture, album: "7")
        let values = try forum.rows("SELECT value FROM polls_vote").map { try $0[0] as String }
        #expect(values.allSatisfy { !$0.contains("a boat") })
        // Nor does it bring back what was taken away.
        amira.replies(to: "What did you make?", saying: "a boat")
        amira.sends(.picture, saying: "a plane", album: "8")
        amira.ignoresTheRest()
        amira.replies(to: "What did you make?", saying: "a train")
        amira.says("FORGET THAT")
        amira.sees("I have deleted your answer to this: What did you make?")
        #expect(try forum.rows("SELECT value FROM polls_vote").isEmpty)
        amira.sends(.picture, album: "8")
        #expect(
            try !forum.rows("SELECT value FROM polls_vote").contains {
                try ($0[0] as String).contains("a plane")
            })
    }

    @Test(.serves("H12")) func `of an album for a secret question nothing is left when it closes`() throws {
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.sees("Which day?")
        amira.sendsAlbum(of: 3)
        #expect(try forum.rows("SELECT id FROM core_attachment").count == 3)
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        // What waits to be looked at is one by itself; what came with it goes.
        #expect(try forum.rows("SELECT id FROM core_attachment").count == 1)
        #expect(try forum.rows("SELECT id FROM core_attachment WHERE question IS NOT NULL").isEmpty)
    }

    @Test(.serves("H12")) func `what comes with a secret answer is kept by nobody, and its sender hears so`()
        throws
    {
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.sees("Which day?")
        officer.ignoresTheRest()
        amira.sends(.picture, saying: "sunday please", album: "7")
        amira.sees(
            "You also sent a picture. I did not keep it, so that your answer stays secret.",
            "You chose Sunday.")
        amira.sends(.picture, album: "7")
        amira.seesNothing()
        officer.seesNothing()
    }

    @Test func `a place in the middle of a question is not kept either`() {
        askPoll()
        amira.sends(.location)
        amira.sees("I do not keep places or phone numbers.")
        amira.presses("Sunday")
        amira.sees("You chose Sunday.")
    }

    @Test func `a place and somebody's number are not kept`() throws {
        amira.sends(.location)
        amira.sees("I do not keep places or phone numbers.")
        amira.sends(.contact)
        amira.sees("I do not keep places or phone numbers.")
        #expect(try forum.rows("SELECT id FROM core_attachment").isEmpty)
    }

    @Test func `the operator's console cannot play it, and says where it can be heard`() throws {
        askPoll()
        amira.sends(.voice)
        forum.officer.sees("It came by app. To get it, send LISTEN there.", "3 I cannot tell")
        officer.ignoresTheRest()
        officer.says("LISTEN")
        officer.sees("A member answered with a voice note.")
        #expect(officer.lastMessage?.attachments.map(\.kind) == [.voice])
    }

    @Test func `what waits too long is brought up again, once a day, until somebody has listened`() throws {
        amira.sends(.voice)
        officer.ignoresTheRest()
        forum.advance(.hours(71))
        officer.seesNothing()
        forum.advance(.hours(24))
        officer.sees(exactly: "Voice notes and pictures wait for you: 1.")
        officer.presses("I got it")
        officer.sees("They hear that you got it.")
        forum.advance(.hours(48))
        officer.seesNothing()
    }

    @Test func `what somebody sent goes with them, also while it is on its way`() throws {
        forum.fails(.refusedForNow(after: .minutes(30)), times: 2)
        amira.sends(.voice)
        amira.says("DELETE ME")
        amira.presses("Yes")
        forum.fails(.refusedForNow(after: .hours(30)), times: 2)
        forum.advance(.hours(25))
        #expect(try forum.rows("SELECT id FROM core_attachment").isEmpty)
        forum.advance(.hours(8))
        #expect(officer.messages.flatMap { $0.attachments }.isEmpty)
    }

    @Test func `what it is fetched by stands nowhere in the database's text`() throws {
        amira.sends(.voice)
        for table in ["core_attachment", "core_outgoing", "core_event"] {
            let rows = try forum.rows(
                "SELECT COUNT(*) FROM \(table) WHERE CAST(body AS TEXT) LIKE '%voice-1%'")
            #expect(try rows.map { try $0[0] as Int } == [0])
        }
    }

    @Test(.serves("B3")) func `a voice note of somebody who may not be all right goes to the leads alone`()
        throws
    {
        let lead = try forum.lead("Lea")
        amira.says("I want to hurt myself")
        amira.sees("How are you?")
        officer.ignoresTheRest()
        amira.sends(.voice)
        amira.sees("Only the safeguarding lead gets what you sent.", "999")
        lead.sees("sent a voice note. Please listen or look now.")
        #expect(lead.lastMessage?.attachments.map(\.kind) == [.voice])
        officer.seesNothing()
    }

    @Test(.serves("B3")) func `organisers and leads who use another channel get a link that brings it, once`()
        throws
    {
        let forum = try PretendForum(Welcome(), Polls(), publicURL: "https://bot.example.org")
        let amira = try forum.member("Amira")
        let olu = try forum.organiser("Olu", on: .sms)
        let lead = try forum.lead("Lea", on: .sms)
        amira.sends(.voice)
        olu.sees("Amira sent you a voice note.", "It came by app. The link brings it to you")
        let first = try #require(olu.link)
        #expect(olu.looks(at: first) == [.reading])
        #expect(try olu.opens(first) == "voice-1")
        #expect(try olu.opens(first) == nil)
        olu.says("LISTEN")
        let second = try #require(olu.link)
        #expect(second != first)
        // What may tell of harm is for the leads alone, and their link lasts until they have looked.
        amira.says("I want to hurt myself")
        olu.ignoresTheRest()
        amira.sends(.picture)
        lead.sees("sent a picture", "It came by app. The link brings it to you")
        olu.seesNothing()
        forum.advance(.hours(48))
        #expect(try olu.opens(second) == nil)
        let leads = try #require(lead.link)
        #expect(lead.looks(at: leads) == [.reading])
        // It stays until a lead has dealt with it, whoever leaves meanwhile, and goes then.
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(25))
        #expect(try lead.opens(leads) == "picture-1")
        lead.says("WORRIES 1")
        let again = try #require(lead.link)
        lead.says("FINISH 1")
        #expect(try lead.opens(again) == nil)
    }

    @Test func `a lead on another channel is told to speak to the person where no link can be made`() throws {
        let lead = try forum.lead("Lea", on: .sms)
        amira.says("I want to hurt myself")
        amira.sends(.voice)
        let words = lead.sees(
            "It came by app. I cannot bring it to you here.", "Please speak to the person soon.")
        #expect(!words.contains("LISTEN"))
    }

    @Test func `a plugin hands on what came with an answer`() throws {
        let plugin = Passing()
        let forum = try PretendForum(
            Welcome(), plugin,
            words: ["passing": ["ask": "Say it.", "said": "Somebody said this.", "help": "Say."]])
        let ben = try forum.member("Ben")
        let olu = try forum.organiser("Olu")
        ben.says("SAY")
        ben.sends(.voice)
        olu.sees("Somebody said this.")
        #expect(olu.lastMessage?.attachments.map(\.kind) == [.voice])
        olu.cannotPress()
    }
}

/// Asks for any words and hands what comes to the organisers.
private struct Passing: Plugin {
    let manifest = Manifest(id: "passing", name: "Passing", version: "1")
    let commands = [Command("SAY", .members, help: "help")]

    func handle(_ call: CommandCall, in turn: Turn) throws { turn.ask(Question("say", Prompt("ask"))) }

    func answer(_ answer: Answer, in turn: Turn) throws {
        turn.pass(answer.attachments, to: .organiser, about: Prompt("said"))
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
    func forget(_ member: Member.ID, in turn: Turn) throws {}
}
