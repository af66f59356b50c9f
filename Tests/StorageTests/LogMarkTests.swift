import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("The end of the write-ahead log", .limited)
struct LogMarkTests {
    /// What a store leaves that is killed after some transactions.
    private static func killed(_ folder: Folder, votes: Int) throws -> Folder {
        let left = try Folder()
        let store = try Store(path: folder.file("forum.db"))
        try store.writeNow {
            try $0.run("CREATE TABLE vote (id BIGINT PRIMARY KEY, choice TEXT NOT NULL)")
        }
        for id in 1...votes { try store.writeNow { try $0.vote(id) } }
        for ending in ["", "-wal", "-mark"] {
            try FileManager.default.copyItem(
                atPath: folder.file("forum.db" + ending), toPath: left.file("forum.db" + ending))
        }
        store.close()
        return left
    }

    private static func votes(_ store: Store) -> Int? {
        // Where the log is gone the table is gone too.
        try? store.read { try $0.first("SELECT COUNT(*) FROM vote")?[0] }
    }

    @Test("a store that was killed is whole, and one that was closed too")
    func whole() throws {
        let first = try Folder()
        let left = try Self.killed(first, votes: 5)
        for folder in [first, left] {
            let store = try Store(path: folder.file("forum.db"))
            defer { store.close() }
            #expect(!store.logWasCut)
            #expect(Self.votes(store) == 5)
        }
    }

    @Test("one bit that flips anywhere in the log is told, or loses nothing")
    func flipped() throws {
        let left = try Self.killed(try Folder(), votes: 5)
        let log = left.bytes("forum.db-wal")
        var cut = 0
        for place in Array(0..<32) + Array(stride(from: 32, to: log.count, by: 97)) {
            let folder = try Folder()
            for name in ["forum.db", "forum.db-mark"] {
                try left.bytes(name).write(to: URL(fileURLWithPath: folder.file(name)))
            }
            var bytes = log
            bytes[place] ^= 1 << UInt8(place % 8)
            try bytes.write(to: URL(fileURLWithPath: folder.file("forum.db-wal")))
            let store = try Store(path: folder.file("forum.db"))
            let isThere = Self.votes(store) == 5
            #expect(store.logWasCut || isThere, "byte \(place) of \(log.count)")
            if store.logWasCut { cut += 1 }
            store.close()
        }
        #expect(cut > 100)
    }

    @Test("what was lost is said until somebody has noted it, also after other openings")
    func said() throws {
        let left = try Self.killed(try Folder(), votes: 5)
        var bytes = left.bytes("forum.db-wal")
        bytes[bytes.count - 10] ^= 1
        try bytes.write(to: URL(fileURLWithPath: left.file("forum.db-wal")))
        for _ in 1...3 {
            let store = try Store(path: left.file("forum.db"))
            #expect(store.logWasCut)
            try store.writeNow { try $0.run("DELETE FROM vote") }
            store.close()
        }
        let store = try Store(path: left.file("forum.db"))
        store.forgetCutLog()
        #expect(!store.logWasCut)
        store.close()
        let last = try Store(path: left.file("forum.db"))
        defer { last.close() }
        #expect(!last.logWasCut)
    }

    @Test("a log that was folded into the file and begun anew is whole")
    func folded() throws {
        let folder = try Folder()
        let left = try Folder()
        var options = Store.Options()
        options.checkpointPages = 8
        let store = try Store(path: folder.file("forum.db"), options: options)
        try store.writeNow {
            try $0.run("CREATE TABLE vote (id BIGINT PRIMARY KEY, choice TEXT NOT NULL)")
        }
        for id in 1...60 {
            try store.writeNow { try $0.vote(id) }
            if id % 20 == 0 { #expect(try store.emptyLog()) }
            for ending in ["", "-wal", "-mark"] {
                let copy = left.file("forum.db" + ending)
                try? FileManager.default.removeItem(atPath: copy)
                try FileManager.default.copyItem(atPath: folder.file("forum.db" + ending), toPath: copy)
            }
            let killed = try Store(path: left.file("forum.db"))
            #expect(!killed.logWasCut, "after \(id)")
            #expect(Self.votes(killed) == id)
            killed.close()
        }
        // It was folded on the way: the log stays short.
        #expect(folder.bytes("forum.db-wal").count < 20 * 4_200)
        store.close()
    }
}
