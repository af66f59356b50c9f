import Engine
import Foundation
import Service
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

/// What the bot does five times a second, also when nobody writes.
@Suite(.serialized, .limited) struct `A bot at rest` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `looks for what is due without walking through what is done`() async throws {
        let bot = try await WholeBot(in: try DataFolder(path: folder.path))
        for number in 0..<100 { #expect(try await bot.write("HELP", from: "person \(number)") == 200) }
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state <> 2") == 0 })
        let store = bot.bot.engine.store
        let before = try await store.write { $0.rowsWalked }
        for due in DueWork.allCases {
            while try bot.bot.engine.performNow(due) {}
        }
        let after = try await store.write { $0.rowsWalked }
        #expect(after.count >= DueWork.allCases.count)
        for (sql, rows) in after { #expect(rows - (before[sql] ?? 0) < 20, "\(sql)") }
        await bot.stop()
    }
}
