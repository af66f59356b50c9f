import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("Waiting for the disk", .limited)
struct SyncingTests {
    @Test("nobody is told before the disk has it, and meanwhile the next batches are run")
    func overlaps() throws {
        let disk = DispatchSemaphore(value: 0)
        let isSlow = Shared(false)
        let forum = try Forum {
            $0.mostJobs = 1
            $0.faults = { point in
                if point == .beforeSync, isSlow.with({ $0 }) { disk.wait() }
            }
        }
        isSlow.with { $0 = true }
        let gate = DispatchSemaphore(value: 0)
        let ran = DispatchSemaphore(value: 0)
        let finished = DispatchGroup()
        let answered = Shared([Int]())
        for id in 1...4 {
            finished.enter()
            forum.store.write { connection in
                // The first waits until the others are there.
                if id == 1 { gate.wait() }
                try connection.vote(id)
                ran.signal()
            } then: { _ in
                answered.with { $0.append(id) }
                finished.leave()
            }
        }
        gate.signal()
        for _ in 1...4 { ran.wait() }
        #expect(answered.with { $0 } == [])
        isSlow.with { $0 = false }
        disk.signal()
        finished.wait()
        #expect(answered.with { $0 } == [1, 2, 3, 4])
        #expect(try forum.votes == [1, 2, 3, 4])
    }

    @Test(
        "a disk that has failed to keep something once is not believed again until the store is opened anew")
    func fails() throws {
        let isBroken = Shared(false)
        let told = Shared([String]())
        let forum = try Forum {
            $0.faults = { point in
                if point == .beforeSync, isBroken.with({ $0 }) { throw DatabaseError(.io, "the disk coughs") }
            }
            $0.whenDamaged = { error in told.with { $0.append(error.message) } }
        }
        try forum.store.writeNow { try $0.vote(1) }
        #expect(forum.store.damage == nil)
        isBroken.with { $0 = true }
        let batch = Batch(forum.store)
        for id in 2...4 { batch.add(id) { try $0.vote(id) } }
        #expect(batch.run().map { kind($0.error) } == [.io, .io, .io])
        isBroken.with { $0 = false }
        let error = #expect(throws: DatabaseError.self) { try forum.store.writeNow { try $0.vote(5) } }
        #expect(error?.message.contains("start the bot again") == true)
        #expect(forum.store.damage?.kind == .io)
        #expect(told.with { $0 }.count == 1)
        forum.store.close()
        let again = try Store(path: forum.store.path)
        defer { again.close() }
        #expect(again.damage == nil)
        try again.writeNow { try $0.vote(5) }
        let votes: [Int] = try again.read {
            try $0.rows("SELECT id FROM vote ORDER BY id").map { try $0["id"] }
        }
        #expect(votes.first == 1 && votes.last == 5)
    }

    @Test("what was committed behind something that the disk has not kept is not answered as kept either")
    func failsBehind() throws {
        let disk = DispatchSemaphore(value: 0)
        let isWatched = Shared(false)
        let syncs = Shared(0)
        let forum = try Forum {
            $0.mostJobs = 1
            $0.faults = { point in
                guard point == .beforeSync, isWatched.with({ $0 }) else { return }
                // It fails once, and says yes to whoever asks again.
                guard
                    syncs.with({
                        $0 += 1
                        return $0
                    }) == 1
                else { return }
                disk.wait()
                throw DatabaseError(.io, "the disk coughs")
            }
        }
        isWatched.with { $0 = true }
        let gate = DispatchSemaphore(value: 0)
        let ran = DispatchSemaphore(value: 0)
        let finished = DispatchGroup()
        let faults = Shared([DatabaseError.Kind?]())
        for id in 1...4 {
            finished.enter()
            forum.store.write { connection in
                // The first waits until the others are there.
                if id == 1 { gate.wait() }
                try connection.vote(id)
                ran.signal()
            } then: { result in
                var failure: (any Error)?
                if case .failure(let error) = result { failure = error }
                faults.with { $0.append(kind(failure)) }
                finished.leave()
            }
        }
        gate.signal()
        for _ in 1...4 { ran.wait() }
        disk.signal()
        finished.wait()
        #expect(faults.with { $0 } == [.io, .io, .io, .io])
    }

    @Test("a job that failed by itself keeps its own reason where the disk fails too")
    func ownReason() throws {
        let isBroken = Shared(false)
        let forum = try Forum {
            $0.faults = { point in
                if point == .beforeSync, isBroken.with({ $0 }) { throw DatabaseError(.io, "the disk coughs") }
            }
        }
        let batch = Batch(forum.store)
        batch.add(1) { _ in
            // Not before: the job that holds up the writer is kept.
            isBroken.with { $0 = true }
            throw PluginError()
        }
        batch.add(2) { try $0.vote(2) }
        let outcomes = batch.run()
        #expect(outcomes[0].error is PluginError)
        #expect(kind(outcomes[1].error) == .io)
    }

    @Test("writing now is refused where it would wait for itself, on whichever thread that is")
    func waitsForItself() throws {
        let forum = try Forum()
        let refused = Shared([Bool]())
        let batch = Batch(forum.store)
        let finished = DispatchGroup()
        for _ in 1...2 {
            finished.enter()
            forum.store.write { _ in
            } then: { _ in
                do {
                    try forum.store.writeNow { try $0.vote(1) }
                } catch {
                    refused.with { $0.append(kind(error) == .other) }
                }
                finished.leave()
            }
        }
        _ = batch.run()
        finished.wait()
        #expect(refused.with { $0 } == [true, true])
        #expect(try forum.votes == [])
    }
}
