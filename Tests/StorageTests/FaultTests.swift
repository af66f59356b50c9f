import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("When the storage fails", .limited)
struct FaultTests {
    /// A store whose commits fail as often as told.
    private func forum(failing commits: Shared<Int>) throws -> Forum {
        try Forum {
            $0.faults = { point in
                guard point == .beforeCommit, commits.with({ $0 > 0 }) else { return }
                commits.with { $0 -= 1 }
                throw DatabaseError(.full, "no room is left")
            }
        }
    }

    @Test(
        "commits that fail in all three ways fail the first jobs alone; nothing is half done",
        arguments: 1...4)
    func commitsFail(times: Int) throws {
        let commits = Shared(0)
        let forum = try forum(failing: commits)
        let batch = Batch(forum.store)
        let begun = Shared(false)
        for id in 1...4 {
            batch.add(id) { connection in
                // Only from this batch on, not for the job that holds up the writer.
                let isFirst = begun.with { begun in
                    defer { begun = true }
                    return !begun
                }
                if isFirst { commits.with { $0 = times } }
                try connection.vote(id)
            }
        }
        let outcomes = batch.run()
        let failed = outcomes.filter { $0.error != nil }
        // Together, apart, then singly: the third commit is the first job's own.
        #expect(failed.map(\.name) == Array((1...4).prefix(max(0, times - 2))))
        #expect(failed.allSatisfy { kind($0.error) == .full })
        #expect(try forum.votes == outcomes.filter { $0.error == nil }.map(\.name))
    }

    @Test("a full disk fails those who need room; the others are committed")
    func fullDisk() throws {
        let forum = try Forum()
        try forum.store.writeNow { _ = try $0.administer("PRAGMA max_page_count = 20") }
        let batch = Batch(forum.store)
        for id in 1...6 {
            batch.add(id) { try $0.vote(id, String(repeating: "x", count: id == 3 ? 500_000 : 10)) }
        }
        #expect(batch.run().map { kind($0.error) } == [nil, nil, .full, nil, nil, nil])
        #expect(try forum.votes == [1, 2, 4, 5, 6])
        // And once there is room again, all is well.
        try forum.store.writeNow { _ = try $0.administer("PRAGMA max_page_count = 2000") }
        try forum.store.writeNow { try $0.vote(3, String(repeating: "x", count: 500_000)) }
        #expect(try forum.votes == Array(1...6))
    }

    @Test("what made SQLite end the transaction cannot be swallowed into a half commit")
    func swallowedFull() throws {
        let forum = try Forum()
        try forum.store.writeNow { _ = try $0.administer("PRAGMA max_page_count = 20") }
        let batch = Batch(forum.store)
        for id in 1...3 {
            batch.add(id) { connection in
                try connection.vote(id)
                if id == 2 {
                    try? connection.vote(99, String(repeating: "x", count: 500_000))
                    // Outside a transaction this would be committed by itself.
                    try? connection.vote(98)
                }
            }
        }
        #expect(batch.run().map { kind($0.error) } == [nil, .full, nil])
        #expect(try forum.votes == [1, 3])
    }

    @Test("another program that keeps the database locked is a fault that passes")
    func lockedByOther() throws {
        let forum = try Forum { $0.patience = .milliseconds(20) }
        let other = try Connection(path: forum.store.path, role: .writer)
        defer { other.close() }
        try other.control(.beginWriting)
        let error = #expect(throws: DatabaseError.self) { try forum.store.writeNow { try $0.vote(4) } }
        #expect(error?.kind == .locked)
        try other.control(.rollback)
        try forum.store.writeNow { try $0.vote(5) }
        #expect(try forum.votes == [5])
        #expect(forum.store.counters.failedJobs == 1)
    }

    @Test("what was answered survives a crash, what was not is not there at all")
    func crash() throws {
        let images = try Folder()
        let source = Shared("")
        let points = Shared([Store.FaultPoint]())
        let forum = try Forum {
            $0.faults = { point in
                let path = source.with { $0 }
                guard !path.isEmpty, point != .beforeJob else { return }
                let name = points.with {
                    $0.append(point)
                    return "\($0.count).db"
                }
                // What a process that is killed here would leave behind.
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(
                        atPath: path + suffix, toPath: images.file(name + suffix))
                }
            }
        }
        try forum.store.writeNow { try $0.vote(1) }
        source.with { $0 = forum.store.path }
        try forum.store.writeNow { try $0.vote(2) }
        source.with { $0 = "" }
        #expect(points.with { $0 } == [.beforeCommit, .beforeSync, .afterCommit])
        for (name, expected) in [("1.db", [1]), ("2.db", [1, 2]), ("3.db", [1, 2])] {
            let store = try Store(path: images.file(name))
            let found: [Int] = try store.read { try $0.rows("SELECT id FROM vote").map { try $0["id"] } }
            #expect(found == expected)
            store.close()
        }
    }

    @Test("a fault in a job is that job's own")
    func beforeJob() throws {
        let count = Shared(0)
        let forum = try Forum {
            $0.faults = { point in
                guard point == .beforeJob else { return }
                let number = count.with {
                    $0 += 1
                    return $0
                }
                // The table, the job that holds the writer up, the first of the batch, the second.
                if number == 4 { throw DatabaseError(.io, "the disk coughs") }
            }
        }
        let batch = Batch(forum.store)
        for id in 1...3 { batch.add(id) { try $0.vote(id) } }
        #expect(batch.run().allSatisfy { $0.error == nil })
        #expect(try forum.votes == [1, 2, 3])
    }
}
