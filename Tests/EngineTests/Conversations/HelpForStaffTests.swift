import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// HELP for those who work for the forum: short, by what they may need.
@Suite(.limited) struct `Help for officers` {
    private let forum: PretendForum
    private let priya: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        priya = try forum.organiser("Priya")
    }

    @Test func `HELP is short, by need, and each need tells its words`() {
        priya.says("HELP")
        let words = priya.sees("HELP POLL:", "HELP PEOPLE:", "HELP PROBLEMS:", "HELP OWN:", "PERSON NOW")
        #expect(!words.contains("REPLAY"))
        #expect(!words.contains("WORRIES"))
        let needs = words.split(separator: "\n").filter { $0.hasPrefix("HELP ") }.compactMap { line in
            line.prefix { $0 != ":" }.split(separator: " ").last.map(String.init)
        }.filter { $0 != "NOW" }
        #expect(needs.count >= 5)
        for need in needs {
            priya.says("help \(need.lowercased())")
            priya.sees("You can send me these words:")
        }
        priya.seesNothing()
    }

    @Test func `HELP with a word tells the words for it, with an example`() {
        for words in ["HELP poll", "help polls", "/help POLL"] {
            priya.says(words)
            let said = priya.sees("POLL: Ask", "TELL:", "CLOSE:", "POLL Which day suits you? | Saturday |")
            #expect(!said.contains("INVITE"))
        }
        priya.says("HELP people")
        priya.sees("INVITE:", "ROLES:", "REMOVE:", "AUDIT:")
        priya.says("HELP close")
        priya.sees("CLOSE: End a poll")
    }

    @Test func `every word that an organiser may say stands under a need`() {
        priya.says("HELP")
        for need in ["POLL", "PEOPLE", "MESSAGES", "PROBLEMS", "OWN"] { priya.says("HELP \(need)") }
        let all = priya.messages.map(\.text).joined(separator: "\n")
        for word in [
            "POLL", "TELL", "RESULTS", "CLOSE", "CORRECT", "HIDE NAMES", "NEXT", "LISTEN", "SENT", "INVITE",
            "ROLES", "REMOVE", "AUDIT", "MEMBERS", "TOPICS", "MISSED", "PROBLEMS", "REPLAY", "SEND AGAIN",
            "LET GO", "RELEASE", "RECORDS", "MY DATA", "STOP", "NAME",
        ] {
            #expect(all.contains("\(word): "), "\(word)")
        }
    }

    @Test func `who does not work for the forum has no needs, and asks about a word of theirs`() throws {
        let amira = try forum.member("Amira")
        amira.says("HELP")
        amira.sees("POLLS: See the polls for you.", "STOP:")
        amira.says("HELP settings")
        amira.sees("SETTINGS: choose how I write to you")
        for words in ["HELP close", "help my dad", "help people"] {
            amira.says(words)
            #expect(amira.messages.last?.text.contains("CLOSE") != true)
            #expect(amira.messages.last?.text.contains("INVITE") != true)
        }
    }

    @Test func `a lead reads about worries, and an approver nothing of an organiser's`() throws {
        let lena = try forum.lead("Lena")
        lena.says("HELP")
        let words = lena.sees("HELP WORRIES:", "HELP OWN:")
        #expect(!words.contains("HELP POLL"))
        lena.says("HELP worries")
        lena.sees("WORRIES:", "FINISH:", "ON DUTY:")
    }
}
