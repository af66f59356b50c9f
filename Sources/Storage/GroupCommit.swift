import Glibc
import YouSaidKit

// A commit waits for the disk once, however many transactions are in it. So the jobs that wait are run
// together and committed together, in one of three ways, each slower and more careful than the one before:
//
// 1. Together, without savepoints. Where anything fails everything is undone, and then
// 2. apart: the same jobs again, each in a savepoint, so that those that fail are undone alone.
// 3. Singly: where SQLite itself ended the transaction (no room, a bad disk) or the commit failed, nobody
//    can say whose fault it was, and each job gets a transaction of its own.
//
// A job is answered only when what it wrote is on the disk: see `Syncing.swift`.
extension Writer {
    /// Runs, commits and answers some of the jobs that were taken.
    func commitBatch() {
        let undone = connection.undone
        do {
            if let fault = syncing.fault { throw fault }
            if taken.count - first == 1 {
                try commitSingly(1)
            } else {
                var batch = try commitTogether(apart: isCareful)
                if !batch.isCommitted, !isCareful {
                    batch = try commitTogether(apart: true, only: batch.count)
                }
                if !batch.isCommitted { try commitSingly(batch.count) }
            }
        } catch {
            // Not even a transaction could be begun, or none may be: of what is left nothing was done, and the
            // storage is at fault.
            noteRefusal(error)
            for job in taken[first...] { job.fail(error) }
            answer(taken.count - first)
        }
        isCareful = connection.undone != undone
    }

    /// Runs jobs in one transaction and commits it.
    /// - Parameters:
    ///   - apart: whether each job gets a savepoint.
    ///   - only: how many to run; without it, as many as wait and the options allow.
    /// - Returns: how many were run, and whether they are committed and answered. If not, all is undone.
    /// - Throws: where the transaction could not be begun.
    private func commitTogether(apart: Bool, only: Int? = nil) throws -> (count: Int, isCommitted: Bool) {
        var count = 0
        let deadline = nanosecondsNow() + options.longestBatch.nanoseconds
        try connection.begin()
        connection.usesSavepoints = apart
        do {
            while only.map({ count < $0 }) ?? hasMore(after: count, until: deadline) {
                let job = taken[first + count]
                count += 1
                try apart ? runApart(job) : run(job)
            }
            try commit()
        } catch {
            connection.rollback()
            counters.rollbacks += 1
            return (count, false)
        }
        answer(count)
        return (count, true)
    }

    /// Gives each of the next jobs a transaction of its own.
    /// - Throws: where one could not be begun; that job and those behind it have not been run.
    private func commitSingly(_ count: Int) throws {
        connection.usesSavepoints = true
        for _ in 0..<count {
            try connection.begin()
            do {
                try run(taken[first])
                try commit()
            } catch {
                connection.rollback()
                noteRefusal(error)
                taken[first].fail(error)
            }
            answer(1)
        }
    }

    /// Whether the batch that has run `count` jobs should take another.
    private func hasMore(after count: Int, until deadline: UInt64) -> Bool {
        guard count < options.mostJobs, count == 0 || nanosecondsNow() < deadline else { return false }
        return first + count < taken.count || takeMore()
    }

    private func run(_ job: any Job) throws {
        try options.faults?(.beforeJob)
        try connection.unbroken { try job.run(on: connection) }
    }

    private func runApart(_ job: any Job) throws {
        let outcome = try connection.contained(passingStorageFaults: false) { try run(job) }
        if case .failure(let error) = outcome { job.fail(error) }
    }

    private func commit() throws {
        try options.faults?(.beforeCommit)
        let start = nanosecondsNow()
        let frames = connection.logFrames
        try connection.commit()
        // What only reads is taken by a full disk too.
        if connection.logFrames != frames { counters.refusal = nil }
        syncing.mark.committed(frames: connection.logFrames)
        let time = Duration.nanoseconds(nanosecondsNow() - start)
        counters.batches += 1
        counters.commitTime += time
        counters.longestCommit = max(counters.longestCommit, time)
    }

    private func noteRefusal(_ error: any Error) {
        guard let error = error as? DatabaseError, [.full, .io, .readOnly].contains(error.kind) else {
            return
        }
        counters.refusal = error
    }

    /// Has the callers of the next jobs, which are committed or have failed, told how it went.
    private func answer(_ count: Int) {
        let jobs = taken[first..<first + count]
        first += count
        counters.jobs += count
        counters.largestBatch = max(counters.largestBatch, count)
        for job in jobs where job.hasFailed { counters.failedJobs += 1 }
        publishCounters()
        syncing.answer(jobs, hasTime: hasTime)
    }
}

/// Time that only ever goes forward, for measuring.
private func nanosecondsNow() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

extension Duration {
    fileprivate var nanoseconds: UInt64 {
        UInt64(max(0, components.seconds)) * 1_000_000_000 + UInt64(max(0, components.attoseconds))
            / 1_000_000_000
    }
}
