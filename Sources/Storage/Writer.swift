import CSystem
import Glibc
import YouSaidKit

/// The thread that does all the writing, and the queue of jobs that wait for it. Made by ``Store``.
///
/// How jobs are committed together is in `GroupCommit.swift`.
final class Writer: @unchecked Sendable {
    // Sendable unchecked: what is under "shared" is touched only under the lock; the rest belongs to the
    // writer's thread alone once it has started.

    // Shared.
    private let lock = Lock()
    private var waiting: [any Job] = []
    private var isAsleep = false
    private var isClosing = false
    private var published = Store.Counters()

    // The writer's thread's own.
    let connection: Connection
    let options: Store.Options
    /// The jobs taken from the queue. Those before ``first`` have been answered.
    var taken: [any Job] = []
    var first = 0
    /// True after a batch with a failure in it: until a batch passes cleanly each job gets a savepoint at
    /// once, so that one thing that keeps failing does not have everything run twice for ever.
    var isCareful = false
    var counters = Store.Counters()
    private let file: FileLock
    let syncing: Syncing

    private var thread = pthread_t()

    init(connection: Connection, path: String, file: FileLock, options: Store.Options) {
        self.connection = connection
        syncing = Syncing(database: path, options: options, lost: connection.lostFrames)
        self.file = file
        self.options = options
    }

    /// Starts the threads. Called once, before the writer is used.
    func start() throws {
        try syncing.start()
        // Retained for the thread, which lets go of it when it ends.
        let me = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { me in
                if let me { Unmanaged<Writer>.fromOpaque(me).takeRetainedValue().work() }
                return nil
            }, me.toOpaque())
        guard code == 0 else {
            me.release()
            syncing.close()
            throw DatabaseError(
                .other, "cannot start the writer's thread: \(String(cString: strerror(code)))")
        }
    }

    /// True on the threads that write and answer, where waiting for them would be waiting for ever.
    var isCurrentThread: Bool { pthread_equal(pthread_self(), thread) != 0 || syncing.isCurrentThread }

    /// Puts a job in the queue.
    /// - Returns: false where the store has been closed, and the job will never be run.
    func add(_ job: any Job) -> Bool {
        lock.withLock {
            guard !isClosing else { return false }
            waiting.append(job)
            if isAsleep {
                isAsleep = false
                lock.wake()
            }
            return true
        }
    }

    /// Has every waiting job done, then ends the thread and lets go of the file.
    func close() {
        let isFirst = lock.withLock {
            defer { isClosing = true }
            lock.wake()
            return !isClosing
        }
        guard isFirst else { return }
        // A `then` may hold the last reference to the store: the thread cannot wait for itself.
        if isCurrentThread { pthread_detach(thread) } else { pthread_join(thread, nil) }
    }

    /// What the writer has done so far.
    var snapshot: Store.Counters {
        lock.withLock {
            var counters = published
            counters.waiting = waiting.count
            let sync = syncing.times
            counters.commitTime += sync.all
            counters.longestCommit = max(counters.longestCommit, sync.longest)
            return counters
        }
    }

    /// Whether no job waits to be run.
    var hasTime: Bool { first == taken.count && lock.withLock { waiting.isEmpty } }

    func publishCounters() { lock.withLock { published = counters } }

    private func work() {
        csystem_name_thread("writer")
        while takeWaiting() { commitBatch() }
        syncing.close()
        syncing.mark.clear()
        connection.close()
        file.release()
    }

    /// Sleeps until there are jobs, and takes them all.
    /// - Returns: false where there are none and never will be.
    private func takeWaiting() -> Bool {
        if first < taken.count { return true }
        taken.removeAll(keepingCapacity: true)
        first = 0
        return lock.withLock {
            while waiting.isEmpty {
                if isClosing { return false }
                isAsleep = true
                lock.wait()
            }
            swap(&taken, &waiting)
            return true
        }
    }

    /// Takes the jobs that have come meanwhile.
    /// - Returns: false where there are none.
    func takeMore() -> Bool {
        lock.withLock {
            taken.append(contentsOf: waiting)
            defer { waiting.removeAll(keepingCapacity: true) }
            return !waiting.isEmpty
        }
    }
}
