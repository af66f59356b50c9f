import Engine
import Foundation
import Service
import TestLimits
import Testing
import Threads
import YouSaidKit

@testable import Storage

/// Damage inside the database, behind a header that is whole: as a dying disk makes it.
@Suite(.serialized, .ahead, .limited) struct `A damaged database` {
    private let folder: TemporaryFolder
    private var data: DataFolder { get throws { try DataFolder(path: folder.path) } }

    init() throws { folder = try TemporaryFolder() }

    private static let page = 4096

    /// A database of a bot that has had some members.
    private func used() async throws -> DataFolder {
        let data = try data
        let bot = try await WholeBot(in: data)
        for number in 0..<30 { #expect(try await bot.write("JOIN", from: "person \(number)") == 200) }
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state <> 2") == 0 })
        await bot.stop()
        return data
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    /// Overwrites pages, counted from 0, in the file itself.
    private func spoil(_ pages: Range<Int>, of path: String) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(pages.lowerBound * Self.page))
        try file.write(contentsOf: Data(repeating: 0x5A, count: pages.count * Self.page))
    }

    @Test func `is found at the start and not copied, whichever page it is in`() async throws {
        let data = try await used()
        let whole = try bytes(data.database)
        let pages = whole.count / Self.page
        #expect(pages > 20)
        let backup = folder.path + "/backup.db"
        try Store.backup(of: data.database, to: backup)
        let kept = try bytes(backup)
        for page in 1..<pages {
            try whole.write(to: URL(fileURLWithPath: data.database))
            try spoil(page..<page + 1, of: data.database)
            let spoilt = try bytes(data.database)
            let copying = #expect(throws: DatabaseError.self, "page \(page)") {
                try Store.backup(of: data.database, to: backup)
            }
            #expect(copying?.kind == .damaged)
            #expect(
                copying?.message.contains("keep the backups that you have") == true,
                "page \(page): \(String(describing: copying))")
            #expect(try bytes(backup) == kept, "the good backup stays")
            let starting = await #expect(throws: DatabaseError.self, "page \(page)") {
                try await WholeBot(in: data)
            }
            #expect(starting?.kind == .damaged)
            #expect(starting?.message.contains("restore the last backup") == true)
            #expect(try bytes(data.database) == spoilt, "it is left for whoever wants to save something")
        }
        // With the backup in its place, all is well.
        try kept.write(to: URL(fileURLWithPath: data.database))
        let bot = try await WholeBot(in: data)
        #expect(try bot.count("core_member") == 31, "the members and the operator")
        #expect(try await bot.stillServes())
        await bot.stop()
    }

    @Test func `that comes while the bot runs is said once, with what to do, and nothing more is taken`()
        async throws
    {
        let data = try await used()
        let bot = try await WholeBot(in: data)
        #expect(try await bot.stillServes())
        #expect(try await bot.get("/readyz").body.isEmpty == false)
        // Somebody else writes, so that the bot reads the file again, and then the disk gives out.
        let other = try Connection(path: data.database, role: .writer)
        // The bot may be marking what it sent just now.
        try other.administer("PRAGMA busy_timeout = 10000")
        try other.administer("UPDATE core_fact SET value = value")
        try other.administer("PRAGMA wal_checkpoint(TRUNCATE)")
        other.close()
        try spoil(1..<bytes(data.database).count / Self.page, of: data.database)

        #expect(try await bot.write("HELP", id: "one") == 503)
        #expect(try await bot.write("HELP", id: "two") == 503)
        let ready = try await bot.get("/readyz")
        #expect(ready.status == 503)
        #expect(String(decoding: ready.body, as: UTF8.self).contains("restore the last backup"))
        #expect(try await bot.get("/healthz").status == 200)
        #expect(bot.bot.engine.store.damage?.kind == .damaged)
        let said = bot.log.with { $0 }.filter { $0.contains("is damaged") }
        #expect(said.count == 1 && said[0].contains("stop the bot and restore the last backup"), "\(said)")
        #expect(throws: DatabaseError.self) {
            try Store.backup(of: data.database, to: folder.path + "/backup.db")
        }
        await bot.stop()
    }
}
