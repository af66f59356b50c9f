import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("Committing together", .limited)
struct GroupCommitTests {
    @Test("jobs that wait are committed together and answered in their order")
    func together() throws {
        let forum = try Forum { $0.mostJobs = 64 }
        let before = forum.store.counters
        let batch = Batch(forum.store)
        for id in 1...40 { batch.add(id) { try $0.vote(id) } }
        #expect(forum.store.counters.waiting == 40)
        let outcomes = batch.run()
        #expect(outcomes.map(\.name) == Array(1...40))
        #expect(outcomes.allSatisfy { $0.error == nil })
        #expect(try forum.votes == Array(1...40))
        let after = forum.store.counters
        #expect(after.jobs - before.jobs == 41)
        #expect(after.batches - before.batches == 2)
        #expect(after.largestBatch == 40)
        #expect(after.rollbacks == 0 && after.failedJobs == 0)
        #expect(after.commitTime > before.commitTime)
    }

    @Test("a batch has no more jobs than it may, and the rest follows")
    func bounded() throws {
        let forum = try Forum { $0.mostJobs = 16 }
        let batch = Batch(forum.store)
        for id in 1...40 { batch.add(id) { try $0.vote(id) } }
        #expect(batch.run().map(\.name) == Array(1...40))
        #expect(forum.store.counters.largestBatch == 16)
        #expect(try forum.votes.count == 40)
    }

    @Test("a batch takes no more jobs once its time is over")
    func timeBounded() throws {
        let forum = try Forum { $0.longestBatch = .zero }
        let batch = Batch(forum.store)
        for id in 1...5 { batch.add(id) { try $0.vote(id) } }
        #expect(batch.run().count == 5)
        #expect(forum.store.counters.largestBatch == 1)
        #expect(try forum.votes == Array(1...5))
    }

    @Test("a job that fails is undone alone, and the others are committed")
    func oneFails() throws {
        let forum = try Forum()
        let batch = Batch(forum.store)
        for id in 1...9 {
            batch.add(id) { connection in
                try connection.vote(id)
                if id == 5 { throw PluginError() }
                if id == 7 { try connection.vote(1) }
            }
        }
        let outcomes = batch.run()
        #expect(outcomes.map(\.name) == Array(1...9))
        #expect(outcomes.filter { $0.error != nil }.map(\.name) == [5, 7])
        #expect(outcomes[4].error is PluginError)
        #expect(kind(outcomes[6].error) == .constraint)
        #expect(try forum.votes == [1, 2, 3, 4, 6, 8, 9])
        #expect(forum.store.counters.rollbacks == 1)
        #expect(forum.store.counters.failedJobs == 2)
    }

    @Test("a job that swallows a failed statement does not commit, and hurts nobody else")
    func swallows() throws {
        let forum = try Forum()
        let batch = Batch(forum.store)
        for id in 1...3 {
            batch.add(id) { connection in
                try connection.vote(id)
                if id == 2 { try? connection.vote(1) }
            }
        }
        #expect(batch.run().map { kind($0.error) } == [nil, .constraint, nil])
        #expect(try forum.votes == [1, 3])
    }

    @Test("what keeps failing does not have everything run twice for ever")
    func careful() throws {
        let forum = try Forum()
        let runs = Shared(0)
        func round(_ first: Int, failing: Bool) {
            let batch = Batch(forum.store)
            for id in first..<first + 3 {
                batch.add(id) { connection in
                    runs.with { $0 += 1 }
                    try connection.vote(id)
                    if failing, id == first + 1 { throw PluginError() }
                }
            }
            _ = batch.run()
        }
        round(10, failing: true)
        // The first two were run twice, the third had not yet been.
        #expect(runs.with { $0 } == 5)
        // The job that holds up the writer passes cleanly, and so this begins without savepoints again.
        round(20, failing: true)
        #expect(runs.with { $0 } == 10)
        round(30, failing: false)
        #expect(runs.with { $0 } == 13)
        #expect(forum.store.counters.rollbacks == 2)
        #expect(try forum.votes == [10, 12, 20, 22, 30, 31, 32])
    }

    @Test("after a failure the next batch gets savepoints at once")
    func carefulNext() throws {
        let forum = try Forum { $0.mostJobs = 2 }
        let runs = Shared([Int]())
        let batch = Batch(forum.store)
        for id in 1...8 {
            batch.add(id) { connection in
                runs.with { $0.append(id) }
                try connection.vote(id)
                if [2, 4].contains(id) { throw PluginError() }
            }
        }
        _ = batch.run()
        // Twice only in the first pair: the second fails with savepoints, the third passes cleanly with them.
        #expect(runs.with { $0 } == [1, 2, 1, 2, 3, 4, 5, 6, 7, 8])
        #expect(forum.store.counters.rollbacks == 1)
        #expect(try forum.votes == [1, 3, 5, 6, 7, 8])
    }

    @Test("a rule that is checked at the commit fails the one who broke it")
    func deferredRule() throws {
        let forum = try Forum()
        try forum.store.writeNow {
            try $0.run("CREATE TABLE child (vote BIGINT REFERENCES vote (id) DEFERRABLE INITIALLY DEFERRED)")
        }
        let batch = Batch(forum.store)
        for id in 1...3 {
            batch.add(id) { connection in
                try connection.vote(id)
                try connection.run("INSERT INTO child (vote) VALUES ($1)", id == 2 ? 99 : id)
            }
        }
        #expect(batch.run().map { kind($0.error) } == [nil, .constraint, nil])
        #expect(try forum.votes == [1, 3])
    }

    @Test("many threads write at once, and nothing is lost or done twice")
    func manyThreads() async throws {
        let forum = try Forum()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for number in 0..<100 {
                        let id = thread * 1000 + number
                        switch number % 3 {
                        case 0: try await forum.store.write { try $0.vote(id) }
                        case 1: try forum.store.writeNow { try $0.vote(id) }
                        default:
                            // One in three fails.
                            await #expect(throws: PluginError.self) {
                                try await forum.store.write { connection in
                                    try connection.vote(id)
                                    throw PluginError()
                                }
                            }
                        }
                        if number % 10 == 0 { _ = try forum.votes }
                    }
                }
            }
            try await group.waitForAll()
        }
        let expected = (0..<8).flatMap { thread in
            (0..<100).filter { $0 % 3 != 2 }.map { thread * 1000 + $0 }
        }
        #expect(try forum.votes == expected)
        #expect(forum.store.counters.failedJobs == 8 * 33)
    }
}
