import Foundation
import TestSupport

extension LiveForum {
    /// Runs a test on a forum that also has plugins that misbehave.
    static func use(
        withFixtures fixtures: [String], more: String = "", starts: Bool = true,
        _ test: (LiveForum) async throws -> Void
    ) async throws {
        let libraries = try await onAnotherThread { try FixturePlugins.folder() }
        try await use(
            with: fixtures, from: libraries, saying: FixturePlugins.prompts, more: more, starts: starts, test)
    }

    /// Runs a test on a forum that also has the example plugin, as somebody built it elsewhere.
    static func useWithStrangersPlugin(_ test: (LiveForum) async throws -> Void) async throws {
        let libraries = try await onAnotherThread { try StrangersPlugin.folder() }
        try await use(with: [StrangersPlugin.name], from: libraries, saying: StrangersPlugin.prompts, test)
    }

    private static func use(
        with plugins: [String], from libraries: String, saying prompts: String, more: String = "",
        starts: Bool = true, _ test: (LiveForum) async throws -> Void
    ) async throws {
        let folders = "pluginsFolder: \"plugins\", promptsFolder: \"prompts\", "
        try await use(plugins: standardPlugins + plugins, more: folders + more, starts: false) { forum in
            try forum.lay(plugins, from: libraries, saying: prompts)
            if starts { try await forum.start() }
            try await test(forum)
        }
    }

    /// Lays libraries and prompts of both kinds into the forum's own folders.
    private func lay(_ plugins: [String], from libraries: String, saying prompts: String) throws {
        let files = FileManager.default
        let built = URL(fileURLWithPath: RunningProgram.path).deletingLastPathComponent().path
        try files.createDirectory(atPath: folder + "/plugins", withIntermediateDirectories: true)
        for (names, place) in [(Self.standardPlugins, built), (plugins, libraries)] {
            for name in names {
                try files.createSymbolicLink(
                    atPath: folder + "/plugins/lib\(name).so", withDestinationPath: "\(place)/lib\(name).so")
            }
        }
        let own =
            URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path + "/prompts"
        try files.createDirectory(atPath: folder + "/prompts/en-GB", withIntermediateDirectories: true)
        for place in [own, prompts] {
            for plugin in try files.contentsOfDirectory(atPath: place + "/en-GB") {
                try files.copyItem(
                    atPath: "\(place)/en-GB/\(plugin)", toPath: "\(folder)/prompts/en-GB/\(plugin)")
            }
        }
    }

    /// Posts an update as Telegram does, while the program is started again whenever it dies.
    /// - Returns: how the lives ended that it took.
    func postUntilTaken(_ update: String, starts limit: Int = 5) async throws -> [RunningProgram.End] {
        var ends: [RunningProgram.End] = []
        while ends.count < limit {
            if let answer = try? await post(update), answer.status == 200 { return ends }
            guard let program else { break }
            ends.append(try await program.waitForEnd())
            try await start()
        }
        return ends
    }

    /// Starts the program again each time it dies, until `condition` holds.
    /// - Returns: how the lives ended that it took.
    func superviseUntil(
        _ what: String, _ condition: () async throws -> Bool
    ) async throws -> [RunningProgram.End] {
        var ends: [RunningProgram.End] = []
        try await eventually(what) {
            if let end = program?.end {
                ends.append(end)
                if try await waitUntilUp(try launch()) { return false }
            }
            return try await condition()
        }
        return ends
    }
}
