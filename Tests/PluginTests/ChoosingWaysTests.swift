import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `How I like to be written to` {
    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
    }

    private var ways: Ways { get throws { try #require(try forum.known(amira)).ways } }

    @Test(.serves("B3"), .serves("B1")) func `one choice at a time leads to Easy Read`() throws {
        amira.says("SETTINGS")
        amira.sees("What do you want to change?")
        amira.canPress("How I read", "How I answer", "How many questions", "Quiet time", "More")
        amira.presses("How I read")
        amira.presses("Easy Read")
        amira.sees("Easy Read")
        #expect(try forum.known(amira)?.form == .easyRead)
    }

    @Test(.serves("B3")) func `numbers by one word, and buttons again`() throws {
        amira.says("numbers")
        amira.sees("with numbers")
        amira.says("SETTINGS")
        amira.sees("1 How I read", "5 More")
        amira.cannotPress()
        amira.says("2")
        amira.sees("1 Buttons", "2 Numbers")
        amira.says("buttons")
        amira.sees("with buttons")
        amira.says("SETTINGS")
        amira.canPress("How I read", "How I answer", "How many questions", "Quiet time", "More")
    }

    @Test(.serves("B3")) func `one question at a time, emoji and pauses`() throws {
        amira.says("SETTINGS")
        amira.presses("How many questions")
        amira.presses("1 at a time")
        amira.sees("1 question at a time")
        amira.says("SETTINGS")
        amira.presses("More")
        amira.canPress("Emoji", "Pauses")
        amira.presses("Emoji")
        amira.presses("No emoji")
        amira.sees("without emoji")
        amira.says("SETTINGS")
        amira.presses("More")
        amira.presses("Pauses")
        amira.presses("1 hour")
        amira.sees("I wait between my messages.")
        #expect(try ways == Ways(oneAtATime: true, emoji: .never, pause: 60))
    }

    @Test(
        .serves("B3"),
        arguments: [
            ("9am to 3pm", 540, 900), ("from 10 pm until 7:30 am", 1320, 450), ("21:00-7:00", 1260, 420),
            ("midday to 6.30pm", 720, 1110),
        ]) func `quiet time in one's own words`(words: String, from: Int, until: Int) throws
    {
        amira.says("SETTINGS")
        amira.presses("Quiet time")
        amira.says(words)
        amira.sees("I do not write to you from")
        #expect(try ways.quiet == QuietHours(from: from, until: until))
    }

    @Test(.serves("B3")) func `quiet time by a button, by a number, and none again`() throws {
        amira.says("SETTINGS")
        amira.presses("Quiet time")
        amira.presses("In school hours")
        amira.sees("from 8:30am to 3:30pm")
        amira.says("SETTINGS")
        amira.presses("Quiet time")
        amira.says("1")
        amira.sees("from midnight to midday")
        amira.says("SETTINGS")
        amira.presses("Quiet time")
        amira.says("bananas")
        amira.sees("I do not know what time you mean.")
        amira.presses("No quiet time")
        amira.sees("You have no quiet time of your own")
        #expect(try ways.quiet == nil)
    }

    @Test func `what somebody chose goes with them`() throws {
        amira.says("NUMBERS")
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(25))
        amira.says("JOIN")
        #expect(try ways == Ways())
    }

    @Test(.serves("B3")) func `HELP stays short: one word leads to all of it`() throws {
        amira.says("HELP")
        let help = amira.sees("SETTINGS:")
        #expect(!help.contains("NUMBERS") && !help.contains("BUTTONS"))
    }

    @Test(.serves("B3")) func `HELP shows what can be answered now`() throws {
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.says("HELP")
        amira.sees("You can answer this now: Which day?", "1 Saturday", "2 Sunday", "SETTINGS")
        amira.says("2")
        amira.sees("You chose Sunday.")
    }

    @Test(.serves("B3")) func `a folder adds a language, and what is not translated is said in English`()
        throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "languages-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let words = ["core/language-name": "Made-up", "polls/chosen": "Uyu {choice}."]
        for (file, text) in words {
            for ending in [".txt", ".easy-read.txt"] {
                let path = folder.appending(path: "xx-XX/\(file)\(ending)")
                try FileManager.default.createDirectory(
                    at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: path)
            }
        }
        let forum = try PretendForum(Welcome(), Polls(), prompts: folder.path)
        let amira = try forum.member("Amira")
        amira.says("SETTINGS")
        amira.presses("More")
        amira.canPress("Emoji", "Pauses", "Language")
        amira.presses("Language")
        amira.canPress("English", "Made-up")
        amira.presses("Made-up")
        #expect(try forum.known(amira)?.language == "xx-XX")
        amira.sees("I write to you in this language")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.sees("Which day?")
        amira.presses("Sunday")
        amira.sees("Uyu Sunday.")
    }
}
