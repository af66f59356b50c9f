import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

/// Attempts are tried in both ways of running a job: alone (in savepoints at once) and in a batch of three
/// (without them at first).
@Suite("Attempts", .serialized, .limited)
struct AttemptTests {
    /// Runs one job alone, or as the second of three.
    private func run(
        inBatch: Bool, _ forum: Forum, _ work: @escaping @Sendable (Connection) throws -> Void
    ) throws -> (any Error)? {
        let batch = Batch(forum.store)
        if inBatch { batch.add(100) { try $0.vote(100) } }
        batch.add(0, work)
        if inBatch { batch.add(101) { try $0.vote(101) } }
        let outcomes = batch.run()
        #expect(outcomes.filter { $0.name >= 100 }.allSatisfy { $0.error == nil })
        #expect(try forum.votes.filter { $0 >= 100 } == (inBatch ? [100, 101] : []))
        return outcomes.first { $0.name == 0 }?.error
    }

    private func votes(_ forum: Forum) throws -> [Int] { try forum.votes.filter { $0 < 100 } }

    @Test("what a plugin did is undone when it throws, and the job goes on", arguments: [false, true])
    func failing(inBatch: Bool) throws {
        let forum = try Forum()
        let failures = Shared([String]())
        let error = try run(inBatch: inBatch, forum) { connection in
            try connection.vote(1)
            let outcome = try connection.attempt {
                try connection.vote(2)
                throw PluginError()
            }
            if case .failure(let error) = outcome { failures.with { $0.append("\(error)") } }
            try connection.vote(3)
        }
        #expect(error == nil)
        #expect(failures.with { $0 } == ["PluginError()"])
        #expect(try votes(forum) == [1, 3])
    }

    @Test("what a plugin did is kept when it succeeds, with what it returns", arguments: [false, true])
    func succeeding(inBatch: Bool) throws {
        let forum = try Forum()
        let error = try run(inBatch: inBatch, forum) { connection in
            let found = try connection.attempt {
                try connection.vote(1)
                return 42
            }
            try connection.vote(try found.get())
        }
        #expect(error == nil)
        #expect(try votes(forum) == [1, 42])
        #expect(forum.store.counters.rollbacks == 0)
    }

    @Test("a plugin that swallows a failed statement has failed", arguments: [false, true])
    func swallowing(inBatch: Bool) throws {
        let forum = try Forum()
        let error = try run(inBatch: inBatch, forum) { connection in
            try connection.vote(1)
            let outcome = try connection.attempt {
                try connection.vote(2)
                try? connection.vote(1)
                try? connection.vote(3)
            }
            guard case .failure(let error) = outcome, kind(error) == .constraint else { throw PluginError() }
            try connection.vote(4)
        }
        #expect(error == nil)
        #expect(try votes(forum) == [1, 4])
    }

    @Test("attempts inside attempts are undone each for itself", arguments: [false, true])
    func nested(inBatch: Bool) throws {
        let forum = try Forum()
        let error = try run(inBatch: inBatch, forum) { connection in
            let outer = try connection.attempt {
                try connection.vote(1)
                _ = try connection.attempt {
                    try connection.vote(2)
                    throw PluginError()
                }
                try connection.vote(3)
            }
            try outer.get()
            _ = try connection.attempt {
                try connection.vote(4)
                _ = try connection.attempt { try connection.vote(5) }
                throw PluginError()
            }
        }
        #expect(error == nil)
        #expect(try votes(forum) == [1, 3])
    }

    @Test(
        "a job that swallows an attempt's own error cannot commit half of its work", arguments: [false, true])
    func swallowedAttempt(inBatch: Bool) throws {
        let forum = try Forum()
        let error = try run(inBatch: inBatch, forum) { connection in
            try connection.vote(1)
            // Asking for another run is done by throwing, and a `try?` must not stop it.
            let outcome = try? connection.attempt { throw PluginError() }
            try? connection.vote(outcome == nil ? 2 : 3)
        }
        #expect(error == nil)
        #expect(try votes(forum) == [1, 3])
    }

    @Test("the storage's fault is not the plugin's: the job fails as a whole", arguments: [false, true])
    func storageFault(inBatch: Bool) throws {
        let forum = try Forum()
        let blamed = Shared(false)
        let error = try run(inBatch: inBatch, forum) { connection in
            try connection.vote(1)
            _ = try connection.attempt { throw DatabaseError(.io, "the disk is on fire") }
            blamed.with { $0 = true }
        }
        #expect(kind(error) == .io)
        #expect(!blamed.with { $0 })
        #expect(try votes(forum) == [])
    }

    @Test("a full disk is nobody's fault, even where the plugin hides it", arguments: [false, true])
    func fullDisk(inBatch: Bool) throws {
        let forum = try Forum()
        try forum.store.writeNow { _ = try $0.administer("PRAGMA max_page_count = 8") }
        let blamed = Shared(false)
        let error = try run(inBatch: inBatch, forum) { connection in
            try connection.vote(1)
            _ = try connection.attempt {
                do { try connection.vote(2, String(repeating: "x", count: 100_000)) } catch {
                    throw PluginError()
                }
            }
            blamed.with { $0 = true }
        }
        #expect(kind(error) == .full)
        #expect(!blamed.with { $0 })
        #expect(try votes(forum) == [])
    }

    @Test("a reader can attempt as well")
    func reading() throws {
        let forum = try Forum()
        let outcome = try forum.store.read { connection in
            let outcome = try connection.attempt { try connection.rows("SELECT nothing") }
            #expect(try connection.rows("SELECT 1").count == 1)
            return outcome
        }
        #expect(throws: DatabaseError.self) { try outcome.get() }
    }
}
