import YouSaidKit

/// The database of the bot: one SQLite file, one writer that commits waiting transactions together, and
/// readers.
///
/// The engine opens one when it starts and does everything through it.
///
/// ```swift
/// let store = try Store(path: "var/yousaid.db", options: .init())
/// try store.migrate(owner: "polls", migrations)
/// store.write { connection in
///     try connection.run("INSERT INTO polls_vote (person, choice) VALUES ($1, $2)", person, choice)
/// } then: { result in
///     reply(result)
/// }
/// ```
///
/// **A closure that writes may be run more than once**: when another transaction of its batch fails, all of
/// them are undone and run again, and what the last run does counts. It must have no effect outside the
/// database.
public final class Store: Sendable {
    /// Where the database is.
    public let path: String
    let options: Options
    let backups = Lock()
    private let writer: Writer
    private let readers: ReaderPool
    private let damageNote: Damage

    /// Opens the database, and makes it where there is none.
    /// - Parameters:
    ///   - path: the file. `.lock`, `-wal` and `-shm` stand beside it; all of them are their owner's alone.
    ///   - options: how to work.
    /// - Throws: ``DatabaseError``, with words for the operator: another process has it open, the file is
    ///   not a database or damaged, the disk is read-only, the folder is missing.
    public init(path: String, options: Options = Options()) throws {
        let file = try FileLock(database: path)
        let damage = Damage(path: path, tell: options.whenDamaged)
        do {
            let connection = try Connection.writer(path: path, options: options, damage: damage)
            writer = Writer(connection: connection, path: path, file: file, options: options)
            try writer.start()
        } catch {
            file.release()
            throw error
        }
        readers = ReaderPool(path: path, options: options, damage: damage)
        self.path = path
        self.options = options
        self.damageNote = damage
    }

    deinit { close() }

    /// Does all that was asked before, then lets go of the file. Later calls throw.
    public func close() {
        // Readers first: the last connection to close folds the log into the file, and a reader cannot.
        readers.close()
        writer.close()
    }

    /// Runs `work` in a transaction, and tells `then` when it is on disk or has failed. Comes back at once.
    /// - Parameters:
    ///   - work: one transaction: all of it happens, or none. May be run more than once.
    ///   - then: called once, in the order of the calls, on the thread that writes or the one that waits for the
    ///     disk: it has to be quick, because everybody's answer waits for it. It may call ``write(_:then:)``
    ///     again. (Where the store has been closed it is called at once, on the caller's thread.)
    public func write<T: Sendable>(
        _ work: @escaping @Sendable (Connection) throws -> T,
        then: @escaping @Sendable (Result<T, any Error>) -> Void
    ) {
        write(Work(work, then: then))
    }

    /// The same for a transaction that says itself what it does and whom it tells: one object in place of closures.
    package func write(_ job: any Job) {
        guard !writer.add(job) else { return }
        job.fail(Store.closed)
        job.answer()
    }

    /// Runs `work` in a transaction, and waits until it is on disk.
    /// - Parameter work: one transaction. May be run more than once.
    /// - Returns: what `work` returned.
    /// - Throws: what `work` threw, or ``DatabaseError``; also when called from inside a transaction or a `then`.
    @discardableResult
    public func writeNow<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) throws -> T {
        guard !writer.isCurrentThread else {
            throw DatabaseError(
                .other,
                "writeNow was called inside a transaction or its 'then', where it would wait for itself; "
                    + "use the connection that the transaction was given, or write(_:then:)")
        }
        let answer = Answer<T>()
        write(work) { answer.arrived($0) }
        return try answer.wait().get()
    }

    /// Runs `work` in a transaction, and suspends until it is on disk.
    /// - Parameter work: one transaction. May be run more than once.
    /// - Returns: what `work` returned.
    /// - Throws: what `work` threw, or ``DatabaseError``.
    @discardableResult
    public func write<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        // Through a lock of ours: how a continuation hands over a result that is there at once, the thread sanitizer
        // cannot see, because the runtime was not built with it.
        let answer = Answer<T>()
        await withCheckedContinuation { continuation in
            write(work) {
                answer.arrived($0)
                continuation.resume()
            }
        }
        return try answer.wait().get()
    }

    /// Runs `work` on the caller's thread, in a transaction that can read and not write. It sees what had
    /// been committed when it began, and holds up nobody.
    /// - Returns: what `work` returned.
    /// - Throws: what `work` threw, or ``DatabaseError``.
    public func read<T>(_ work: (Connection) throws -> T) throws -> T { try readers.read(work) }

    /// Folds the write-ahead log into the file and empties it, so that what was deleted is gone from the log
    /// too.
    ///
    /// SQLite does the folding by itself, but leaves the old log lying there until it is written over. Call
    /// it after somebody was erased, and from time to time.
    /// - Returns: false where somebody was reading or writing just then; try again later.
    /// - Throws: ``DatabaseError``.
    public func emptyLog() throws -> Bool {
        // On a connection that does not wait: waiting, it would hold up the writer.
        let connection = try Connection(path: path, role: .writer)
        writer.syncing.mark.clear()
        defer { connection.close() }
        do {
            return try connection.administer("PRAGMA wal_checkpoint(TRUNCATE)") == [.integer(0)]
        } catch let error as DatabaseError where error.kind == .locked {
            return false
        }
    }

    /// What the writer has done so far, for the metrics page.
    public var counters: Counters { writer.snapshot }

    /// What was found where the file turned out to be damaged or the disk not to keep what is written, in words for
    /// the operator. It stays until the store is opened again.
    public var damage: DatabaseError? { damageNote.error ?? writer.syncing.fault }

    /// True where the write-ahead log was shorter, when the store was opened, than it was once kept by the disk: what
    /// everybody was told is stored is not all there. Stays so over openings until ``forgetCutLog()``.
    public var logWasCut: Bool { writer.syncing.mark.lost > 0 }

    /// Somebody has noted that the log was cut short, and it need not be said again.
    public func forgetCutLog() { writer.syncing.mark.forgetLost() }

    static let closed = DatabaseError(.other, "the database has been closed")
}

/// Where the caller of ``Store/writeNow(_:)`` waits for the writer.
private final class Answer<T: Sendable>: @unchecked Sendable {
    // Sendable unchecked: `result` is touched only under the lock.
    private let lock = Lock()
    private var result: Result<T, any Error>?

    func arrived(_ result: Result<T, any Error>) {
        lock.withLock {
            self.result = result
            lock.wake()
        }
    }

    func wait() -> Result<T, any Error> {
        lock.withLock {
            while true {
                if let result { return result }
                lock.wait()
            }
        }
    }
}
