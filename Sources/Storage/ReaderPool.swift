import YouSaidKit

/// The connections that ``Store/read(_:)`` borrows.
final class ReaderPool: @unchecked Sendable {
    // Sendable unchecked: `idle` and `isClosed` are touched only under the lock, and a connection that was
    // borrowed by one thread alone.
    private let lock = Lock()
    private var idle: [Connection] = []
    private var isClosed = false
    private let path: String
    private let options: Store.Options
    private let damage: Damage

    init(path: String, options: Store.Options, damage: Damage) {
        self.path = path
        self.options = options
        self.damage = damage
    }

    /// Runs `work` in one read transaction: it sees what had been committed when it first read, and nothing
    /// later.
    func read<T>(_ work: (Connection) throws -> T) throws -> T {
        let connection = try borrow()
        defer { giveBack(connection) }
        try connection.begin()
        do {
            let value = try connection.unbroken { try work(connection) }
            try connection.commit()
            return value
        } catch {
            connection.rollback()
            throw error
        }
    }

    func close() {
        let closing = lock.withLock {
            isClosed = true
            defer { idle = [] }
            return idle
        }
        for connection in closing { connection.close() }
    }

    /// There is no upper limit, so that reading inside a read cannot wait for itself.
    private func borrow() throws -> Connection {
        let (kept, isClosed) = lock.withLock { (idle.popLast(), self.isClosed) }
        if isClosed { throw Store.closed }
        return try kept ?? Connection.reader(path: path, options: options, damage: damage)
    }

    private func giveBack(_ connection: Connection) {
        let isKept = lock.withLock {
            guard !isClosed, idle.count < options.idleReaders else { return false }
            idle.append(connection)
            return true
        }
        if !isKept { connection.close() }
    }
}
