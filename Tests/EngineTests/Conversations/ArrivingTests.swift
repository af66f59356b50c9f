import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `What comes and what goes wrong on the way` {
    private static let plugin = Scripted(
        "trial",
        [
            "NOTE": { call, turn in turn.broadcast(Message(.line(call.text)), to: .members) },
            "VOUCHER": { call, turn in
                turn.broadcast(Message(.line(call.text), kind: .voucher), to: .members)
            },
            "SAY": { _, turn in turn.ask(Question("what", .line("What do you want to say?"))) },
        ],
        answer: { answer, turn in
            let kinds = answer.attachments.map(\.kind.rawValue).joined(separator: " ")
            turn.reply(.line("I got \(answer.text) \(kinds)."))
        })

    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(
            Self.plugin, Welcome(), settings: PretendForum.quickJoining, words: Scripted.words)
        amira = try forum.member("Amira")
    }

    // MARK: What comes

    @Test func `a changed message is not used, and that is said`() throws {
        amira.edits("JOIN", to: "DELETE ME")
        amira.sees("I only use what you sent first.")
    }

    @Test func `in a group the bot answers nobody's question, and asks for a private chat`() throws {
        amira.writesInGroup("NAME Sam")
        amira.sees("Please open a private chat with me.")
        #expect(try forum.known(amira)?.name == "Amira")
    }

    @Test(.serves("B3")) func `a voice note is an answer where words are asked for`() throws {
        amira.says("SAY")
        amira.sees("What do you want to say?")
        amira.sends(.voice)
        amira.sees("I got  voice.")
    }

    @Test func `where nothing fits a voice note, an organiser gets it`() throws {
        amira.sends(.voice)
        amira.sees("You sent a voice note.")
    }

    @Test func `a picture with words under it is read by its words`() throws {
        amira.sends(.picture, saying: "NAME Sam")
        amira.sees("Your name here is now Sam.")
    }

    // MARK: What goes wrong on the way

    @Test func `a voucher that may have arrived waits for a person`() throws {
        forum.fails(.lineBreaks(arrives: true))
        forum.officer.says("VOUCHER Ten pounds.")
        amira.sees("Ten pounds.")
        forum.advance(.hours(100))
        amira.seesNothing()
        forum.officer.says("PROBLEMS")
        forum.officer.sees("app", "How many: 1.")
    }

    @Test func `a voucher that may have arrived goes again where an organiser says so`() throws {
        forum.fails(.lineBreaks(arrives: false))
        forum.officer.says("VOUCHER Ten pounds.")
        forum.advance(.hours(100))
        amira.seesNothing()
        forum.officer.says("SEND AGAIN")
        forum.officer.sees("Messages that go out again: 1.")
        amira.sees("Ten pounds.")
    }

    @Test func `a voucher that an organiser lets go never goes, and its words are gone`() throws {
        forum.fails(.lineBreaks(arrives: false))
        forum.officer.says("VOUCHER Ten pounds.")
        forum.officer.says("LET GO")
        forum.officer.sees("Messages that do not go out again: 1.")
        forum.officer.says("SEND AGAIN")
        forum.officer.sees("Messages that go out again: 0.")
        forum.advance(.hours(100))
        amira.seesNothing()
        #expect(try forum.rows("SELECT id FROM core_outgoing WHERE body IS NOT NULL").isEmpty)
    }

    @Test(arguments: [true, false]) func `a note that may have arrived goes again`(arrives: Bool) throws {
        forum.fails(.lineBreaks(arrives: arrives))
        forum.officer.says("NOTE Bring a drink.")
        if arrives { amira.sees("Bring a drink.") }
        amira.seesNothing()
        forum.advance(.hours(1))
        amira.sees("Bring a drink.")
        forum.advance(.hours(100))
        amira.seesNothing()
    }

    @Test func `the time that a platform names is kept`() throws {
        forum.fails(.refusedForNow(after: .hours(3)))
        forum.officer.says("NOTE Bring a drink.")
        forum.advance(.hours(2))
        amira.seesNothing()
        forum.advance(.hours(1) + .minutes(1))
        amira.sees("Bring a drink.")
    }

    @Test func `a voucher that was certainly not taken goes again`() throws {
        forum.fails(.refusedForNow())
        forum.officer.says("VOUCHER Ten pounds.")
        forum.advance(.hours(1))
        amira.sees("Ten pounds.")
        forum.advance(.hours(100))
        amira.seesNothing()
    }

    @Test func `tries end some day, and the organisers can see it`() throws {
        forum.fails(.refusedForNow(), times: 1_000)
        forum.officer.says("NOTE Bring a drink.")
        forum.advance(.hours(24 * 10))
        forum.officer.says("PROBLEMS")
        forum.officer.sees("gave up", "How many: 1.")
        amira.seesNothing()
    }

    @Test func `a message that is refused holds up no other`() throws {
        forum.fails(.badMessage)
        forum.officer.says("NOTE First.")
        forum.officer.says("NOTE Second.")
        amira.sees("Second.")
        forum.officer.says("PROBLEMS")
        forum.officer.sees("badMessage", "How many: 1.")
    }

    @Test func `somebody who blocked the bot gets nothing until they unblock it`() throws {
        amira.blocks()
        forum.officer.says("NOTE First.")
        amira.unblocks()
        amira.seesNothing()
        forum.officer.says("NOTE Second.")
        amira.sees("Second.")
        forum.advance(.hours(100))
        amira.seesNothing()
    }

    @Test func `somebody who could not be reached and writes is answered again`() throws {
        forum.fails(.blocked)
        forum.officer.says("NOTE First.")
        amira.seesNothing()
        amira.says("NAME Sam")
        amira.sees("Your name here is now Sam.")
        forum.officer.says("NOTE Second.")
        amira.sees("Second.")
    }

    @Test func `somebody whose address changed is told there, and is known there`() throws {
        amira.moves()
        forum.officer.says("NOTE Bring a drink.")
        amira.sees("Bring a drink.")
        amira.says("NAME Sam")
        amira.sees("Your name here is now Sam.")
        forum.officer.says("MEMBERS")
        forum.officer.sees("Members: 1")
    }

    @Test func `a new address that the bot knows already stays whoever's it is`() throws {
        amira.moves()
        amira.says("JOIN")
        amira.sees("You have joined")
        forum.officer.says("NOTE First.")
        amira.sees("First.")
        amira.says("STOP")
        amira.sees("You have stopped")
        forum.officer.says("NOTE Second.")
        forum.advance(.hours(100))
        amira.seesNothing()
    }

    @Test func `what waits for the operator is there when somebody looks`() throws {
        forum.fails(.nobodyThere, on: .console)
        forum.officer.says("MEMBERS")
        forum.officer.seesNothing()
        forum.operatorLooks()
        forum.officer.sees("Members: 1")
    }
}
