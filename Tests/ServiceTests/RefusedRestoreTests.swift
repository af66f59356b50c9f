import Foundation
import Sealing
import Storage
import TestLimits
import Testing
import Welcome
import YouSaidKit

@testable import Engine
@testable import Service

/// A restore that is refused: what was there goes on, and nothing of the backup stays, with everybody's names in it.
@Suite(.serialized, .ahead, .limited) struct `A refused restore` {
    private let folder: TemporaryFolder
    private var data: DataFolder { get throws { try DataFolder(path: folder.path + "/var") } }

    init() throws { folder = try TemporaryFolder() }

    private func parts(key: UInt8 = 7) throws -> RunningBot.Parts {
        let welcome = Welcome()
        return RunningBot.Parts(
            forum: Forum(name: "Voices", timeZone: "Europe/London"), data: try data, listen: nil,
            sealer: Sealer(current: try SealingKey(bytes: Array(repeating: key, count: 32))),
            wording: try Wording(folder: "prompts"),
            plugins: [
                ActivePlugin(welcome, settings: Settings([:], declared: welcome.manifest.settings))
            ], channels: [], log: { _ in })
    }

    /// Tries to restore, and finds everything in the data folder as it was.
    private func isRefused(_ backup: String, _ says: String, key: UInt8 = 7) throws {
        let before = try FileManager.default.subpathsOfDirectory(atPath: data.path).sorted()
        let fault = #expect(throws: ServiceFault.self) {
            try Restoring.restore(backup, try parts(key: key))
        }
        #expect(fault?.description.contains(says) == true, "\(String(describing: fault))")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: data.path).sorted() == before)
    }

    @Test func `leaves no copy with names, and the bot goes on`() async throws {
        let bot = try await WholeBot(in: data)
        #expect(try await bot.write("JOIN", from: "ada") == 200)
        let backup = folder.path + "/backup.db"
        try Store.backup(of: data.database, to: backup)

        try isRefused(backup, "The bot is running")
        #expect(try await bot.stillServes("ada"))
        await bot.stop()

        try isRefused(backup, "does not open this backup", key: 8)
        let other = try folder.write("no database", to: "other.db")
        try isRefused(other, "cannot be opened")
        // Nothing can be put where the database is.
        try FileManager.default.createDirectory(
            atPath: data.database + ".restoring", withIntermediateDirectories: false)
        try Data().write(to: URL(fileURLWithPath: data.database + ".restoring/x"))
        try isRefused(backup, "cannot be copied")
        try FileManager.default.removeItem(atPath: data.database + ".restoring")

        let again = try await WholeBot(in: data)
        #expect(try await again.stillServes("ada"))
        await again.stop()
    }
}
