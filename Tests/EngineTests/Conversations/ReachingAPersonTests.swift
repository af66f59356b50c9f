import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@testable import Engine

/// Nobody is left with "I did not understand": everybody reads how to reach a person, and can.
@Suite(.serves("F8", "H10"), .limited) struct `Reaching a person` {
    private static let how = "For a person, send PERSON NOW."

    private let forum: PretendForum
    private let lead: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        lead = try forum.lead("Lena")
    }

    /// Somebody half-way through joining.
    private func joining(_ name: String = "Robin", on platform: PretendPlatform = .app) -> Person {
        let robin = forum.person(name, on: platform)
        robin.says("JOIN")
        robin.sees("How old are you?")
        return robin
    }

    private func poll() {
        forum.officer.says("POLL Where shall we meet? | Library | Park")
        forum.officer.says("yes")
        forum.officer.ignoresTheRest()
    }

    @Test(arguments: ["PERSON NOW", "can i talk to someone", "i need to talk", "is anyone there"])
    func `a wish for a person is understood from anybody`(words: String) throws {
        let stranger = forum.person("Zed", on: .sms)
        let member = try forum.member("Amira")
        for person in [stranger, joining(), member] {
            person.says(words)
            person.sees("I am trying to reach a safeguarding lead now.", "999")
            lead.sees("Somebody asks for a person.")
            lead.ignoresTheRest()
        }
        #expect(try forum.rows("SELECT 1 FROM core_concern").count == 3)
        // The answer to what was asked before is still taken.
        let robin = forum.person("Robin")
        robin.says("16 to 17")
        robin.sees("take part")
    }

    @Test func `a wish that may be an answer is one where something was asked`() throws {
        let amira = try forum.member("Amira", on: .sms)
        forum.officer.says("POLL What helps when you are sad? | Talk to someone | I need to talk | Music")
        forum.officer.says("yes")
        amira.sees("What helps")
        amira.says("i need to talk")
        amira.sees("You chose I need to talk.")
        amira.says("talk to someone")
        amira.sees("You chose Talk to someone.")
        lead.seesNothing()
        // Once it is answered nobody is asked any more, and the wish is one.
        amira.says("i need to talk")
        amira.sees("I am trying to reach a safeguarding lead now.")
    }

    @Test func `a wish that stands for itself reaches a lead where nothing else fits`() throws {
        let amira = try forum.member("Amira")
        amira.says("talk to a human")
        amira.sees("I am trying to reach a safeguarding lead now.")
        lead.sees("Somebody asks for a person.")
        let ben = try forum.member("Ben")
        poll()
        ben.says("a real person please")
        ben.sees("I am trying to reach a safeguarding lead now.")
        ben.says("Library")
        ben.sees("You chose Library.")
    }

    @Test func `a feeling gets a kind answer and a way to a person, and no lead is told`() throws {
        let stranger = forum.person("Zed", on: .sms)
        for person in [try forum.member("Amira"), stranger, forum.officer] {
            person.says("i feel bad")
            let words = person.sees("Thank you for telling me.", "Send PERSON NOW.", "999")
            #expect(!words.contains("did not understand"))
        }
        lead.seesNothing()
    }

    @Test func `a feeling in the middle of a poll is heard, and the poll asked again`() throws {
        let amira = try forum.member("Amira")
        poll()
        amira.sees("Where shall we meet?")
        amira.says("i feel bad")
        amira.sees("Thank you for telling me.", "You can say 1 of these:")
        amira.canPress("Library", "Park")
        amira.presses("Park")
        amira.sees("You chose Park.")
        let robin = joining()
        robin.says("i am not ok")
        robin.sees("Thank you for telling me.", "Send PERSON NOW.")
    }

    @Test(arguments: [WordingForm.standard, .easyRead])
    func `whoever is not understood reads how to reach a person`(form: WordingForm) throws {
        let amira = try forum.member("Amira", on: .sms)
        let olu = try forum.organiser("Olu")
        let isEasyRead = form == .easyRead
        for person in [amira, olu, lead] where isEasyRead {
            person.says("EASY READ")
            person.ignoresTheRest()
        }
        for person in [amira, olu, lead] {
            person.says("blorp flurb")
            person.sees("Sorry, I did not understand", Self.how)
        }
        amira.says("ROLES")
        amira.sees("you cannot use that word", Self.how)
        let stranger = forum.person("Zed")
        stranger.says("blorp")
        stranger.sees("You have not joined yet.", Self.how)
        stranger.says("POLLS")
        stranger.sees("joined", Self.how)
        let robin = joining(on: .sms)
        if isEasyRead { robin.says("EASY READ") }
        for words in ["Sorry, I did not understand.", "I still do not understand.", "hard"] {
            robin.says("blorp")
            robin.sees(words, Self.how)
        }
        poll()
        amira.ignoresTheRest()
        for words in ["You can say 1 of these:", "send only", "hard"] {
            amira.says("blorp")
            let said = amira.sees(Self.how)
            #expect(said.hasSuffix(Self.how), "\(words)")
        }
        let cai = forum.person("Cai")
        cai.says("CODE WRONGONE")
        cai.sees("That code does not work.", Self.how)
    }

    @Test func `every prompt that is named for it is there`() throws {
        for name in NotUnderstood.prompts {
            for form in ["", ".easy-read"] { #expect(Self.exists("core/\(name)\(form).txt"), "\(name)") }
        }
    }

    private static func exists(_ path: String) -> Bool {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return FileManager.default.fileExists(atPath: root.appending(path: "prompts/en-GB/" + path).path)
    }
}
