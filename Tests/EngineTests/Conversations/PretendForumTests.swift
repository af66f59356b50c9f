import Foundation
import Polls
import TestLimits
import Testing
import Threads
import Welcome
import YouSaidKit
import YouSaidTesting

/// The testing kit has to fail where something is wrong: these tests expect it to.
@Suite(.limited) struct `The pretend forum` {
    /// Expects exactly one issue with these words, at the line where it is caused.
    private func expectIssue(_ words: String..., line: Int = #line, _ body: () -> Void) {
        let found = Guarded<[Issue]>([])
        withKnownIssue {
            body()
        } matching: { issue in
            found.with { $0.append(issue) }
            return true
        }
        let issues = found.with { $0 }
        #expect(issues.count == 1)
        let text = issues.flatMap(\.comments).map(\.rawValue).joined()
        for word in words { #expect(text.contains(word), "\(word) is not in: \(text)") }
        let place = issues.first?.sourceLocation?.line ?? 0
        #expect(line...line + 2 ~= place)
    }

    @Test func `what is not seen fails at the test's line, with the conversation so far`() throws {
        let forum = try PretendForum(Welcome(), settings: PretendForum.quickJoining)
        let amira = forum.person("Amira")
        amira.says("JOIN")
        expectIssue("Amira should see “Goodbye”", "Amira says “JOIN”", "to Amira: Hello and welcome.") {
            amira.sees("Goodbye")
        }
        expectIssue("Amira should see nothing new") { amira.seesNothing() }
        amira.seesNothing()
        expectIssue("Amira has no button “Saturday”") { amira.presses("Saturday") }
        expectIssue("Amira should have the buttons “A”, “B”") { amira.canPress("A", "B") }
    }

    @Test func `each message is seen once, and those before it are passed over`() throws {
        let forum = try PretendForum(Welcome(), settings: PretendForum.quickJoining)
        let amira = try forum.member("Amira")
        amira.says("NAME One")
        amira.says("NAME Two")
        amira.sees("Two")
        expectIssue("No message is new.") { amira.sees("One") }
    }

    @Test func `a plugin that throws fails the test that did not expect it`() throws {
        let plugin = Scripted("trial", ["TEA": { _, _ in throw Broken() }])
        let forum = try PretendForum(plugin, words: Scripted.words)
        let amira = try forum.member("Amira")
        expectIssue("the plugin 'trial' threw Broken") { amira.says("TEA") }
    }

    @Test func `a value that the words have no place for fails the test`() throws {
        let plugin = Scripted(
            "trial", ["TEA": { _, turn in turn.reply("line", ["text": "Tea.", "sugar": "two"]) }])
        let forum = try PretendForum(plugin, words: Scripted.words)
        let amira = try forum.member("Amira")
        expectIssue("'line'", "'sugar'") { amira.says("TEA") }
        amira.sees("Tea.")
    }

    @Test func `a prompt without a file is told with its name`() throws {
        let plugin = Scripted("trial", ["TEA": { _, turn in turn.reply("nowhere") }])
        let forum = try PretendForum(plugin, words: Scripted.words)
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        amira.says("TEA")
        amira.sees("It is not your fault.")
        #expect(forum.log.contains { $0.contains("'trial'") && $0.contains("trial/nowhere.txt is missing") })
    }

    @Test func `an author's own folder of prompts is read`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let plugin = folder.appending(path: "en-GB/trial")
        try FileManager.default.createDirectory(at: plugin, withIntermediateDirectories: true)
        for ending in [".txt", ".easy-read.txt"] {
            try Data("My own {text}".utf8).write(to: plugin.appending(path: "line" + ending))
        }
        let forum = try PretendForum(
            Scripted("trial", ["TEA": { _, turn in turn.reply(.line("tea")) }]), prompts: folder.path)
        let amira = try forum.member("Amira")
        amira.says("TEA")
        amira.sees("My own tea")
    }

    @Test func `a plugin whose tables cannot be made is refused by name`() throws {
        struct Bad: Plugin {
            let manifest = Manifest(id: "bad", name: "Bad", version: "1")
            let migrations = [Migration(1, "CREATE TABLE bad_thing (")]
            func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
            func forget(_ member: Member.ID, in turn: Turn) throws {}
        }
        #expect {
            _ = try PretendForum(Bad())
        } throws: {
            String(describing: $0).contains("bad")
        }
    }

    @Test func `the temporary folder goes with the forum`() throws {
        var forum: PretendForum? = try PretendForum(Welcome(), settings: PretendForum.quickJoining)
        let folder = try #require(forum?.folder)
        try forum?.crashAndRestart()
        #expect(FileManager.default.fileExists(atPath: folder))
        forum = nil
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `what comes in one delivery does not depend on its neighbour`() throws {
        let plugin = Scripted(
            "trial",
            [
                "TEA": { _, turn in
                    try turn.keep("tea")
                    throw Broken()
                },
                "WATER": { _, turn in
                    try turn.keep("water")
                    turn.reply(.line("Water is here."))
                },
            ])
        let forum = try PretendForum(plugin, words: Scripted.words)
        forum.allowsFailures = true
        forum.deliversTwice = true
        let people = try forum.members(6)
        forum.together(people.enumerated().map { ($1, $0.isMultiple(of: 3) ? "TEA" : "WATER") })
        for (index, person) in people.enumerated() {
            person.sees(index.isMultiple(of: 3) ? "It is not your fault." : "Water is here.")
            person.seesNothing()
        }
        #expect(try forum.rows("SELECT id FROM trial_note").count == 4)
    }
}
