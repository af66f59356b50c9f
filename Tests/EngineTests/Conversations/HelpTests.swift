import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Help` {
    private let forum: PretendForum

    init() throws { forum = try PretendForum(Welcome(), Polls()) }

    @Test func `HELP shows the helplines and HELP NOW to everybody`() throws {
        let stranger = forum.person("Ben", on: .sms)
        let member = try forum.member("Amira")
        let stopped = try forum.member("Cai")
        stopped.says("STOP")
        for person in [stranger, member, stopped, forum.officer] {
            person.says("help")
            person.sees("Childline: call 0800 1111", "text the word SHOUT to 85258", "HELP NOW", "999")
        }
    }

    @Test(.serves("D8"))
    func `that members cannot write to each other is said before joining, after it, and in HELP`() throws {
        for isEasyRead in [false, true] {
            let robin = forum.person("Robin \(isEasyRead)")
            robin.says("JOIN")
            robin.sees("Other members do not see you.\nThey cannot write to you here.")
            if isEasyRead { robin.says("EASY READ") }
            robin.presses("16 to 17")
            for _ in 0..<3 { robin.presses("Yes") }
            robin.sees("Other members cannot see your name", "They cannot write to you here.")
            robin.says("HELP")
            robin.sees("Members cannot write to each other here.")
        }
    }

    @Test(arguments: ["HELP NOW", "help now!", "/helpnow", "help me now"])
    func `HELP NOW is answered at once, whatever else is open`(words: String) throws {
        let amira = try forum.member("Amira")
        let ben = forum.person("Ben", on: .sms)
        amira.says("NAME")
        for person in [amira, ben] {
            person.says(words)
            person.sees("You are not alone.", "Childline: call 0800 1111")
        }
        amira.says("Sam")
        amira.sees("Your name here is now Sam.")
    }

    @Test func `HELP shows the words that somebody may use, and no others`() throws {
        let amira = try forum.member("Amira")
        amira.says("HELP")
        let words = amira.sees("POLLS: See the polls for you.", "NAME:", "STOP:", "LEAVE:")
        #expect(!words.contains("INVITE"))
        #expect(!words.contains("PRETEND"))
        forum.officer.says("HELP problems")
        forum.officer.sees("PROBLEMS:", "REPLAY:", "RELEASE:")
    }

    @Test(.serves("B1")) func `every answer of the core comes in Easy Read to whoever reads it`() throws {
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        amira.says("EASY READ")
        amira.ignoresTheRest()
        for person in [amira, ben] { person.says("HELP") }
        amira.sees("You can send these words:")
        ben.sees("You can send me these words:")
        forum.officer.says("TELL The meeting is on Saturday.")
        forum.officer.says("yes")
        amira.sees("The meeting is on Saturday.")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.sees("Which day?", "We only count answers.")
        ben.sees("Which day?", "The organisers see numbers")
        amira.says("purple")
        amira.sees("You can say 1 of these:")
        amira.says("STOP")
        amira.sees("You get no more polls or news.")
    }
}
