import CSystem
import Glibc
import YouSaidKit

/// The thread that has the disk keep what was committed, and only then answers those who asked for it. Made by
/// ``Store``.
///
/// The writer commits without waiting for the disk (`PRAGMA synchronous = NORMAL`): with a write-ahead log the file
/// stays whole however the machine ends, and what is open until the log is synced is only whether the last
/// transactions are still there (https://sqlite.org/pragma.html#pragma_synchronous). That is what is waited for here,
/// while the writer is already busy with the next batch. Where it has nothing else to do, it waits itself.
final class Syncing: @unchecked Sendable {
    // Sendable unchecked: what is under "shared" is touched only under the lock; the log belongs to whoever syncs,
    // which is never both threads at once: the writer does it only while this thread has nothing to do.

    // Shared.
    private let lock = Lock()
    private var waiting: [any Job] = []
    private var isBusy = false
    private var isClosing = false
    private var failure: DatabaseError?
    private var time = Duration.zero
    private var longest = Duration.zero

    private let log: WriteAheadLog
    let mark: LogMark
    private let options: Store.Options
    private var thread = pthread_t()

    init(database: String, options: Store.Options, lost: UInt32) {
        log = WriteAheadLog(database: database)
        mark = LogMark(database: database, lost: lost)
        self.options = options
    }

    /// Starts the thread. Called once, before anything else.
    func start() throws {
        // Retained for the thread, which lets go of it when it ends.
        let me = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { me in
                if let me { Unmanaged<Syncing>.fromOpaque(me).takeRetainedValue().work() }
                return nil
            }, me.toOpaque())
        guard code == 0 else {
            me.release()
            throw DatabaseError(
                .other, "cannot start the thread that waits for the disk: \(String(cString: strerror(code)))")
        }
    }

    /// True on this thread, where waiting for an answer would be waiting for ever.
    var isCurrentThread: Bool { pthread_equal(pthread_self(), thread) != 0 }

    /// Why nothing can be kept any more; nil as long as the disk does as it is told.
    ///
    /// A disk that has failed to keep something may say yes the next time without having kept it
    /// (https://wiki.postgresql.org/wiki/Fsync_Errors), so nothing is believed until the store is opened anew and
    /// reads what is really there.
    var fault: DatabaseError? { lock.withLock { failure } }

    /// How long all syncing together has taken, and the longest one.
    var times: (all: Duration, longest: Duration) { lock.withLock { (time, longest) } }

    /// Has jobs, which are committed or have failed, answered once they are kept for good. For the writer's thread.
    /// - Parameter hasTime: whether the writer has nothing else to do.
    func answer(_ jobs: ArraySlice<any Job>, hasTime: Bool) {
        let mine = lock.withLock {
            if hasTime, waiting.isEmpty, !isBusy { return true }
            waiting.append(contentsOf: jobs)
            lock.wake()
            return false
        }
        if mine { keep(jobs) }
    }

    /// Answers what waits, and ends the thread.
    func close() {
        lock.withLock {
            isClosing = true
            lock.wake()
        }
        if isCurrentThread { pthread_detach(thread) } else { pthread_join(thread, nil) }
    }

    private func work() {
        csystem_name_thread("syncing")
        var taken: [any Job] = []
        while take(&taken) { keep(taken[...]) }
        log.close()
    }

    /// Sleeps until there are jobs, and takes them all.
    /// - Returns: false where there are none and never will be.
    private func take(_ taken: inout [any Job]) -> Bool {
        taken.removeAll(keepingCapacity: true)
        return lock.withLock {
            isBusy = false
            while waiting.isEmpty {
                if isClosing { return false }
                lock.wait()
            }
            isBusy = true
            swap(&taken, &waiting)
            return true
        }
    }

    private func keep(_ jobs: ArraySlice<any Job>) {
        if jobs.contains(where: { !$0.hasFailed }) {
            do {
                try sync()
            } catch {
                for job in jobs where !job.hasFailed { job.fail(error) }
            }
        }
        for job in jobs { job.answer() }
    }

    private func sync() throws {
        if let fault { throw fault }
        do {
            try options.faults?(.beforeSync)
            let start = ContinuousClock.now
            let place = mark.place
            try log.sync()
            mark.kept(place)
            let spent = ContinuousClock.now - start
            lock.withLock {
                time += spent
                longest = max(longest, spent)
            }
        } catch {
            let error = DatabaseError(
                .io,
                "the disk has not kept what was written (\(error)); nothing is taken in any more, so that nothing "
                    + "is lost unnoticed. Look at the disk, then start the bot again")
            lock.withLock { failure = error }
            options.whenDamaged?(error)
            throw error
        }
        try? options.faults?(.afterCommit)
    }
}

/// SQLite's log beside the database file, as a file that can be synced.
private final class WriteAheadLog {
    private let path: String
    private var descriptor: Int32 = -1

    init(database: String) { path = database + "-wal" }

    /// Waits until all that was written to the log is on the disk.
    ///
    /// Another descriptor than SQLite's will do: what is synced is the file. And closing it costs SQLite no lock, as
    /// SQLite locks the database file and the shared memory beside it, never the log.
    func sync() throws {
        if descriptor < 0 { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DatabaseError.file(errno, "open", path) }
        while fdatasync(descriptor) != 0 {
            guard errno == EINTR else { throw DatabaseError.file(errno, "sync", path) }
        }
    }

    func close() {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        descriptor = -1
    }
}
