import Foundation
import TestLimits
import TestSupport
import Testing
import YouSaidKit

@testable import Engine

/// Real libraries, built for the test, opened as the bot opens them.
@Suite(.limited)
struct LoadingTests {
    @Test func aPluginBuiltElsewhereIsAPluginHere() throws {
        let plugin = try PluginLoader.load(name: "Misbehaving", folder: try FixturePlugins.folder())
        #expect(plugin.manifest.id == "misbehaving")
        #expect(plugin.commands.map(\.word).contains("TRAP"))
        #expect(plugin.migrations.count == 1)
    }

    @Test func anErrorFromAPluginIsCaughtByItsType() throws {
        let plugin = try PluginLoader.load(name: "BrokenTables", folder: try FixturePlugins.folder())
        #expect(throws: PeopleError.notAMember) {
            try plugin.export(Member.ID(rawValue: 1), from: NoDatabase())
        }
    }

    @Test func anOldLibraryIsRefusedBeforeItsPluginIsTouched() throws {
        // Its factory aborts: that this test goes on shows that nobody called it.
        let refusal = try refusal("Stale")
        #expect(
            refusal.reason == .otherKit(plugin: "kit 0, an older compiler", ours: KitStamp.current))
        #expect(refusal.description.contains("kit 0, an older compiler"))
        #expect(refusal.description.contains(KitStamp.current))
        #expect(refusal.advice.contains("Build it again against this version"))
    }

    @Test func aLibraryWithoutItsFunctionsIsRefused() throws {
        #expect(try refusal("NoStamp").reason == .missingFunction("NoStamp_kit_stamp"))
        #expect(try refusal("HalfBuilt").reason == .missingFunction("HalfBuilt_plugin"))
    }

    @Test func aMissingFileIsNamed() throws {
        let folder = try FixturePlugins.folder()
        #expect(try refusal("Nowhere").reason == .missingFile("\(folder)/libNowhere.so"))
    }

    @Test func aFileThatIsNoLibraryIsRefusedWithTheSystemsReason() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/plugins-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "not a library".write(toFile: "\(folder)/libText.so", atomically: true, encoding: .utf8)
        guard case .cannotOpen(let text) = try refusal("Text", in: folder).reason else {
            Issue.record("expected cannotOpen")
            return
        }
        #expect(text.contains("libText.so"))
    }

    @Test(arguments: ["", "../Polls", "Polls.so", "Po lls", "1Polls", "Pölls", "a/b", "Polls\0"])
    func aNameThatIsNotPlainNeverReachesTheDisk(name: String) throws {
        #expect(try refusal(name, in: "/").reason == .badName)
    }

    @Test func aRefusedPluginDoesNotStopTheOthers() throws {
        let set = PluginSet.assemble(
            names: ["Stale", "Misbehaving", "Nowhere", "Copycat", "BrokenTables", "Misbehaving"],
            folder: try FixturePlugins.folder(), wording: try Wording(folder: FixturePlugins.prompts))
        #expect(set.loaded.map(\.name) == ["Misbehaving", "BrokenTables"])
        #expect(set.refused.map(\.plugin) == ["Stale", "Nowhere", "Copycat", "Misbehaving"])
        #expect(set.refused[2].reason == .takenCommand("fine", by: "Misbehaving"))
        #expect(set.refused[3].reason == .sameID("misbehaving"))
    }

    private func refusal(_ name: String, in folder: String? = nil) throws -> PluginRefusal {
        let folder = try folder ?? FixturePlugins.folder()
        return try #require(throws: PluginRefusal.self) {
            try PluginLoader.load(name: name, folder: folder)
        }
    }
}

/// What a plugin says about itself, and why it may be refused.
@Suite(.limited)
struct PluginSetTests {
    @Test(arguments: ["", "Polls", "my-plugin", "my_plugin", "1st", "core", "yousaid", "sqlite", "pölls"])
    func anIDThatCannotBeATablesPrefixIsRefused(id: String) throws {
        #expect(try refusals(Sample(id: id)) == [.badID(id)])
    }

    @Test func migrationsAreNumberedWithoutGaps() throws {
        #expect(try refusals(Sample(migrations: [Migration(1), Migration(3)])) == [.badMigrations])
        #expect(try refusals(Sample(migrations: [Migration(2)])) == [.badMigrations])
        #expect(try refusals(Sample(migrations: [Migration(1), Migration(2)])) == [])
    }

    @Test(arguments: ["STOP", "stop", "HELP", "HELP NOW", "LEAVE", "UNSTOP", "END", "CANCEL", "UNSUBSCRIBE"])
    func reservedWordsAreNobodys(word: String) throws {
        #expect(try refusals(Sample(words: [word])) == [.takenCommand(word, by: "the bot")])
    }

    @Test func startMayBelongToAPlugin() throws {
        let both = try set([Sample(words: ["START"]), Sample(id: "other", words: ["START"])])
        #expect(both.loaded.map(\.name) == ["sample"])
        #expect(both.refused.map(\.reason) == [.takenCommand("START", by: "sample")])
    }

    @Test(arguments: ["", " ", "A B C", "TWO  SPACES", "WHAT?", "/POLL"])
    func aWordThatCannotBeSaidIsRefused(word: String) throws {
        #expect(try refusals(Sample(words: [word])) == [.badCommand(word)])
    }

    @Test func oneWordHasOneOwner() throws {
        #expect(try refusals(Sample(words: ["TEA", "Tea"])) == [.takenCommand("Tea", by: "itself")])
        #expect(try refusals(Sample(words: ["status"])) == [.takenCommand("status", by: "the bot")])
        let both = try set([Sample(words: ["TEA"]), Sample(id: "other", words: ["TEA"])])
        #expect(both.loaded.map(\.name) == ["sample"])
        #expect(both.refused.map(\.reason) == [.takenCommand("TEA", by: "sample")])
    }

    @Test func aRefusedPluginHoldsNoWords() throws {
        let both = try set([Sample(words: ["TEA", "STOP"]), Sample(id: "other", words: ["TEA"])])
        #expect(both.loaded.map(\.name) == ["other"])
    }

    @Test func aCommandWithoutHelpIsRefusedWithItsFile() throws {
        let wanted = PluginRefusal.Reason.missingHelp(command: "TEA", file: "en-GB/sample/tea.txt")
        #expect(try refusals(Sample(words: ["TEA"], help: "tea")) == [wanted])
    }

    private func refusals(_ sample: Sample) throws -> [PluginRefusal.Reason] {
        let set = try set([sample])
        #expect(set.loaded.count + set.refused.count == 1)
        #expect(set.refused.allSatisfy { !$0.what.isEmpty && !$0.advice.isEmpty })
        return set.refused.map(\.reason)
    }

    private func set(_ samples: [Sample]) throws -> PluginSet {
        let folder = try PromptFolder([
            "en-GB/sample/help.txt": "Help", "en-GB/sample/help.easy-read.txt": "Help",
            "en-GB/other/help.txt": "Help", "en-GB/other/help.easy-read.txt": "Help",
        ])
        return PluginSet.assemble(
            samples.map { .init(name: $0.manifest.id, plugin: $0) },
            wording: try Wording(folder: folder.path),
            taken: ["STATUS"])
    }
}

/// A plugin as a test wants it.
private struct Sample: Plugin {
    let manifest: Manifest
    let migrations: [Migration]
    let commands: [Command]

    init(id: String = "sample", words: [String] = [], help: String = "help", migrations: [Migration] = []) {
        manifest = Manifest(id: id, name: "Sample", version: "1")
        commands = words.map { Command($0, .anyone, help: help) }
        self.migrations = migrations
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
    func forget(_ member: Member.ID, in turn: Turn) throws {}
}

private final class NoDatabase: Database {
    func run(_ sql: String, values: [SQLValue]) throws -> Int { 0 }
    func forEachRow(_ sql: String, values: [SQLValue], _ body: (Row) throws -> Void) throws {}
    func firstRow(_ sql: String, values: [SQLValue]) throws -> Row? { nil }
}
