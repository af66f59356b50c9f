import Foundation
import Glibc
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("Backup", .limited)
struct BackupTests {
    private func votes(in path: String) throws -> [Int] {
        let store = try Store(path: path)
        defer { store.close() }
        return try store.read { try $0.rows("SELECT id FROM vote ORDER BY id").map { try $0["id"] } }
    }

    @Test("a backup is a whole database, its owner's alone, with nothing beside it")
    func whole() throws {
        let forum = try Forum()
        try forum.store.writeNow { connection in for id in 1...100 { try connection.vote(id) } }
        try forum.store.backup(to: forum.folder.file("copy.db"))
        #expect(try forum.folder.mode("copy.db") == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: forum.folder.path)
        #expect(names.filter { $0.hasPrefix("copy") } == ["copy.db"])
        #expect(try votes(in: forum.folder.file("copy.db")) == Array(1...100))
    }

    @Test("a backup that is made while others write holds whole transactions")
    func whileWriting() throws {
        let forum = try Forum()
        let isOver = Shared(false)
        let finished = DispatchGroup()
        let begun = DispatchSemaphore(value: 0)
        DispatchQueue.global().async(group: finished) {
            var id = 0
            while !isOver.with({ $0 }) {
                let first = id
                // Two rows a transaction: a backup never holds one without the other.
                try? forum.store.writeNow { connection in
                    try connection.vote(first, String(repeating: "x", count: 2000))
                    try connection.vote(first + 1)
                }
                id += 2
                begun.signal()
            }
        }
        defer {
            isOver.with { $0 = true }
            finished.wait()
        }
        begun.wait()
        for number in 1...5 {
            let path = forum.folder.file("copy\(number).db")
            try forum.store.backup(to: path)
            let found = try votes(in: path)
            #expect(found == Array(0..<found.count))
            #expect(!found.isEmpty && found.count.isMultiple(of: 2))
        }
    }

    @Test("a backup has nothing in it that had been deleted")
    func nothingDeleted() throws {
        let forum = try Forum()
        let marker = "a very private address"
        try forum.store.writeNow { connection in for id in 1...500 { try connection.vote(id, marker) } }
        try forum.store.writeNow { try $0.run("DELETE FROM vote WHERE id > 1") }
        try forum.store.writeNow { try $0.run("UPDATE vote SET choice = 'gone'") }
        try forum.store.backup(to: forum.folder.file("copy.db"))
        #expect(forum.folder.bytes("copy.db").range(of: Data(marker.utf8)) == nil)
    }

    @Test("an older backup is replaced whole, and one that was broken off is cleared away")
    func replaced() throws {
        let forum = try Forum()
        let copy = forum.folder.file("copy.db")
        try forum.store.backup(to: copy)
        try Data("half a backup".utf8).write(to: URL(fileURLWithPath: copy + ".partial\(getpid())"))
        try forum.store.writeNow { try $0.vote(1) }
        try forum.store.backup(to: copy)
        #expect(try votes(in: copy) == [1])
        #expect(!FileManager.default.fileExists(atPath: copy + ".partial\(getpid())"))
    }

    @Test(
        "a damaged database takes the place of no backup that is whole, also where a copy of it would look well"
    )
    func damagedSource() throws {
        let forum = try Forum()
        let (path, copy) = (forum.store.path, forum.folder.file("copy.db"))
        try forum.store.writeNow { connection in
            for id in 1...500 { try connection.vote(id, String(repeating: "x", count: 500)) }
        }
        try forum.store.writeNow { try $0.run("DELETE FROM vote WHERE id > 1") }
        try forum.store.backup(to: copy)
        let before = forum.folder.bytes("copy.db")
        forum.store.close()
        // How many pages are free stands in the 37th to 40th byte of the file; one that was not closed cleanly has
        // another number there. A copy has no free pages at all.
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: 39)
        let last = try #require(try file.read(upToCount: 1)?.first)
        try file.seek(toOffset: 39)
        try file.write(contentsOf: Data([last ^ 1]))
        try file.close()
        let error = #expect(throws: DatabaseError.self) { try Store.backup(of: path, to: copy) }
        #expect(error?.kind == .damaged)
        #expect(error?.message.contains("it was not copied") == true)
        #expect(forum.folder.bytes("copy.db") == before)
    }

    @Test("a backup over the database itself is refused")
    func overItself() throws {
        let forum = try Forum()
        try forum.store.writeNow { try $0.vote(1) }
        for path in [forum.store.path, forum.folder.path + "/./forum.db"] {
            #expect(throws: DatabaseError.self) { try forum.store.backup(to: path) }
        }
        #expect(try forum.votes == [1])
    }

    @Test("a backup that cannot be written says why and leaves nothing behind")
    func impossible() throws {
        let forum = try Forum()
        let error = #expect(throws: DatabaseError.self) {
            try forum.store.backup(to: forum.folder.file("nowhere/copy.db"))
        }
        #expect(error?.message.contains("its folder does not exist") == true)
        try FileManager.default.createDirectory(
            atPath: forum.folder.file("taken/x"), withIntermediateDirectories: true)
        #expect(throws: DatabaseError.self) { try forum.store.backup(to: forum.folder.file("taken")) }
        #expect(!FileManager.default.fileExists(atPath: forum.folder.file("taken.partial\(getpid())")))
    }
}
