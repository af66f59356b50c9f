import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Service

@Suite(.limited) struct `A folder with the backups of many nights` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private func write(_ path: String) throws { try Data("x".utf8).write(to: URL(filePath: path)) }

    @Test func `keeps the newest, each with its journal, and whatever else lies there`() throws {
        let backups = try #require(BackupFolder(folder.path))
        // 2 March 2026 and the nights after it, one of them in summer time.
        let start = Moment(milliseconds: 1_772_416_800_000)
        let nights = (0..<5).map { backups.file(at: start + .hours(24 * 7 * Int64($0))) }
        for night in nights {
            try write(night)
            try write(BackupFolder.journal(of: night))
        }
        try write(folder.path + "/notes.txt")
        #expect(try backups.keep(2) == 3)
        let kept = nights.suffix(2).flatMap { [$0, BackupFolder.journal(of: $0)] }
        #expect(try names() == (kept.map { URL(filePath: $0).lastPathComponent } + ["notes.txt"]).sorted())
        #expect(try backups.keep(2) == 0)
    }

    @Test func `hands over the newest journal that lies beside a backup, and of an older night its own last`()
        throws
    {
        let backups = try #require(BackupFolder(folder.path))
        let start = Moment(milliseconds: 1_772_416_800_000)
        let nights = (0..<3).map { backups.file(at: start + .hours(24 * Int64($0))) }
        for night in nights { try write(BackupFolder.journal(of: night)) }
        for night in nights {
            #expect(BackupFolder.newestJournal(beside: night) == BackupFolder.journal(of: nights[2]))
        }
        #expect(BackupFolder(folder.path + "/nowhere") == nil)
    }
}
