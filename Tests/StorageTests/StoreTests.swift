import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("The store", .limited)
struct StoreTests {
    @Test("what was written is read back, also after closing and opening again")
    func reopen() throws {
        let folder = try Folder()
        let store = try Store(path: folder.file("a.db"))
        try store.writeNow { try $0.run("CREATE TABLE t (id BIGINT)") }
        try store.writeNow { try $0.run("INSERT INTO t VALUES (5)") }
        store.close()
        // Everything is in the one file.
        #expect(!FileManager.default.fileExists(atPath: folder.file("a.db-wal")))
        let again = try Store(path: folder.file("a.db"))
        #expect(try again.read { try $0.first("SELECT id FROM t")?["id"] as Int? } == 5)
        again.close()
    }

    @Test("every connection is durable, wipes what it deletes and keeps foreign keys")
    func settings() throws {
        let forum = try Forum()
        let settings = Shared([String: [SQLValue]]())
        let names = ["journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store"]
        try forum.store.writeNow { connection in
            for name in names {
                let value = try connection.administer("PRAGMA \(name)")
                settings.with { $0[name] = value }
            }
        }
        // Synchronous 1 is NORMAL: the file stays whole, and what was committed is synced before anybody is told.
        #expect(
            settings.with { $0 } == [
                "journal_mode": [.text("wal")], "synchronous": [.integer(1)], "secure_delete": [.integer(1)],
                "foreign_keys": [.integer(1)], "temp_store": [.integer(2)],
            ])
        let read = try forum.store.read { connection in
            try connection.administer("PRAGMA synchronous") + connection.administer("PRAGMA foreign_keys")
        }
        #expect(read == [.integer(2), .integer(1)])
    }

    @Test(
        "the files are their owner's alone",
        arguments: ["forum.db", "forum.db-wal", "forum.db-shm", "forum.db.lock"])
    func privateFiles(name: String) throws {
        let forum = try Forum()
        #expect(try forum.folder.mode(name) == 0o600)
    }

    @Test("a file that others could read is made private when it is opened")
    func madePrivate() throws {
        let folder = try Folder()
        let path = folder.file("a.db")
        #expect(
            FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o644]))
        try Store(path: path).close()
        #expect(try folder.mode("a.db") == 0o600)
    }

    @Test("a reader sees one state from beginning to end, and nothing that is not yet committed")
    func snapshot() throws {
        let forum = try Forum()
        try forum.store.read { connection in
            #expect(try connection.rows("SELECT id FROM vote").isEmpty)
            try forum.store.writeNow { try $0.vote(1) }
            #expect(try connection.rows("SELECT id FROM vote").isEmpty)
            // A read inside a read is another one, however many there are.
            let counts = try forum.store.read { second in
                try forum.store.read { third in
                    [
                        try second.rows("SELECT id FROM vote").count,
                        try third.rows("SELECT id FROM vote").count,
                        try forum.votes.count,
                    ]
                }
            }
            #expect(counts == [1, 1, 1])
        }
        #expect(try forum.votes == [1])
    }

    @Test("waiting for the writer on its own thread is refused instead of waiting for ever")
    func writeNowInside() throws {
        let forum = try Forum()
        let error = #expect(throws: DatabaseError.self) {
            try forum.store.writeNow { _ in try forum.store.writeNow { try $0.vote(1) } }
        }
        #expect(error?.message.contains("wait for itself") == true)
    }

    @Test("a 'then' may ask for the next transaction")
    func writeInThen() throws {
        let forum = try Forum()
        let finished = DispatchSemaphore(value: 0)
        forum.store.write {
            try $0.vote(1)
        } then: { _ in
            forum.store.write {
                try $0.vote(2)
            } then: { _ in
                finished.signal()
            }
        }
        finished.wait()
        #expect(try forum.votes == [1, 2])
    }

    @Test("closing does what was asked before, and refuses what comes later")
    func closing() async throws {
        let folder = try Folder()
        let store = try Store(path: folder.file("a.db"))
        try store.writeNow { try $0.run("CREATE TABLE t (id BIGINT)") }
        let answered = Shared(0)
        for id in 1...50 {
            store.write {
                try $0.run("INSERT INTO t VALUES ($1)", id)
            } then: { _ in
                answered.with { $0 += 1 }
            }
        }
        store.close()
        store.close()
        #expect(answered.with { $0 } == 50)
        #expect(throws: DatabaseError.self) { try store.writeNow { _ in } }
        #expect(throws: DatabaseError.self) { try store.read { _ in } }
        await #expect(throws: DatabaseError.self) { try await store.write { _ in } }
        let again = try Store(path: folder.file("a.db"))
        #expect(try again.read { try $0.rows("SELECT id FROM t").count } == 50)
        again.close()
    }

    @Test("a store that nobody holds any more closes itself, also on the writer's thread")
    func forgotten() throws {
        let folder = try Folder()
        let finished = DispatchSemaphore(value: 0)
        do {
            let store = try Store(path: folder.file("a.db"))
            store.write { _ in
            } then: { [store] _ in
                _ = store.path
                finished.signal()
            }
        }
        finished.wait()
        // The lock is let go of on a thread that we cannot wait for.
        let deadline = Date() + 10
        var again: Store?
        while again == nil, Date() < deadline { again = try? Store(path: folder.file("a.db")) }
        #expect(again != nil)
        again?.close()
    }

    @Test("what was deleted is nowhere in the files once the log is empty")
    func secureDelete() throws {
        let forum = try Forum()
        let marker = "a very private address"
        func isAnywhere() -> Bool {
            ["forum.db", "forum.db-wal"].contains {
                forum.folder.bytes($0).range(of: Data(marker.utf8)) != nil
            }
        }
        try forum.store.writeNow { connection in
            for id in 1...50 { try connection.vote(id, marker + String(repeating: "!", count: id * 40)) }
        }
        #expect(isAnywhere())
        #expect(try forum.store.emptyLog())
        #expect(isAnywhere())
        try forum.store.writeNow { connection in
            try connection.run("UPDATE vote SET choice = 'x' WHERE id <= 25")
            try connection.run("DELETE FROM vote WHERE id > 25")
        }
        #expect(try forum.store.emptyLog())
        #expect(forum.folder.bytes("forum.db-wal").isEmpty)
        #expect(!isAnywhere())
    }

    @Test("the log cannot be emptied while somebody reads from it, and that is said and not waited for")
    func emptyLogWhileReading() throws {
        let forum = try Forum()
        try forum.store.read { connection in
            _ = try connection.rows("SELECT id FROM vote")
            try forum.store.writeNow { try $0.vote(1) }
            #expect(try !forum.store.emptyLog())
        }
        #expect(try forum.store.emptyLog())
    }
}
