import CSQLite
import YouSaidKit

/// One connection to the database file: what a transaction's closure is given to work with.
///
/// Made by ``Store``, used by one thread at a time, and valid only inside the closure that was given it.
///
/// Once a statement has failed, every further one throws until the transaction (or the part that
/// ``attempt(_:)`` runs) has been undone. PostgreSQL would not let it go on either, and so a turn that
/// swallows a ``DatabaseError`` cannot commit half of its work.
public final class Connection: Database {
    enum Role { case writer, reader }

    let handle: OpaquePointer
    let role: Role
    private let damage: Damage?
    /// What ended the transaction or the attempt that runs; nil while all is well.
    var failure: (any Error)?
    /// False in a batch's first run, where an attempt that fails asks for the batch to be run again in
    /// savepoints.
    var usesSavepoints = true
    /// How many transactions, jobs and attempts have been undone.
    var undone = 0
    /// How many frames the write-ahead log had after the last commit, and after how many it is folded into the file.
    var logFrames: UInt32 = 0
    var foldingAfter: Int32 = 0
    /// How many frames of the log were not there any more when it was opened: see ``LogMark``.
    var lostFrames: UInt32 = 0
    /// True while Storage itself runs a statement, and may use BEGIN or PRAGMA. (SQLite asks not only when a
    /// statement is prepared, but also when it runs and a table has changed since.)
    private var isTrusted = false
    private var statements: [SQLText: Statement] = [:]
    private var controls: [Control: Statement] = [:]

    /// More than the bot and its plugins use; reached only by SQL that is put together at run time.
    private static let mostStatements = 500

    init(path: String, role: Role, damage: Damage? = nil) throws {
        _ = Connection.prepareLibrary
        let access = role == .writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw DatabaseError(
                sqlite: code, message: "cannot open the database '\(path)': \(DatabaseError.text(of: code))")
        }
        self.handle = handle
        self.role = role
        self.damage = damage
        // Text in double quotes is a mistake that PostgreSQL refuses; the file's own structure is out of
        // bounds.
        _ = csqlite_set_flag(handle, SQLITE_DBCONFIG_DQS_DML, 0)
        _ = csqlite_set_flag(handle, SQLITE_DBCONFIG_DQS_DDL, 0)
        _ = csqlite_set_flag(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        _ = csqlite_set_flag(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        guardTransactions()
    }

    deinit { close() }

    /// Lets go of the file. Afterwards the connection must not be used.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        statements.removeAll()
        controls.removeAll()
        sqlite3_close_v2(handle)
    }
    private var isClosed = false

    private static let prepareLibrary: Void = {
        _ = csqlite_stop_counting_memory()
        sqlite3_initialize()
    }()

    /// Runs one statement.
    /// - Returns: how many rows it inserted, changed or deleted.
    /// - Throws: ``DatabaseError``.
    public func run(_ sql: String, values: [SQLValue]) throws -> Int {
        try use(sql, values) { statement in
            let before = sqlite3_total_changes64(handle)
            while try step(statement) {}
            return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
        }
    }

    /// Runs one query and hands over its rows one at a time, without keeping them all in memory.
    /// - Throws: ``DatabaseError``, or whatever `body` throws, which ends the query.
    public func forEachRow(_ sql: String, values: [SQLValue], _ body: (Row) throws -> Void) throws {
        try use(sql, values) { statement in
            while try step(statement) { try body(statement.row()) }
        }
    }

    /// Runs one query as far as its first row.
    /// - Throws: ``DatabaseError``.
    public func firstRow(_ sql: String, values: [SQLValue]) throws -> Row? {
        try use(sql, values) { statement in try step(statement) ? statement.row() : nil }
    }

    private func use<T>(_ sql: String, _ values: [SQLValue], _ body: (Statement) throws -> T) throws -> T {
        if let failure { throw failure }
        let statement = try prepared(sql)
        statement.isBusy = true
        defer { statement.finish() }
        do { try statement.bind(values) } catch { throw ended(by: error) }
        return try body(statement)
    }

    /// Moves a statement on by a row.
    /// - Returns: false at its end.
    private func step(_ statement: Statement) throws -> Bool {
        let code = sqlite3_step(statement.handle)
        switch code {
        case SQLITE_ROW:
            // The loop's body may have used the connection and swallowed a failure.
            if let failure { throw failure }
            return true
        case SQLITE_DONE: return false
        default: throw ended(by: stepError(code, statement))
        }
    }

    /// The error of a statement that failed as it ran. What SQLite says of a broken rule names tables and
    /// columns alone; its other messages may quote a value, and are used only where no value was bound.
    private func stepError(_ code: Int32, _ statement: Statement) -> DatabaseError {
        let isSafe = code & 0xFF == SQLITE_CONSTRAINT || statement.takesNoValues
        let message = isSafe ? String(cString: sqlite3_errmsg(handle)) : DatabaseError.text(of: code)
        return DatabaseError(sqlite: code, message: message, writes: role == .writer)
    }

    /// Remembers what ended the transaction, so that nothing more is done in it.
    private func ended(by error: any Error) -> any Error {
        if failure == nil {
            failure = error
            damage?.note(error)
        }
        return error
    }

    private func prepared(_ sql: String) throws -> Statement {
        let key = SQLText(sql: sql)
        if let statement = statements[key], !statement.isBusy { return statement }
        do {
            let statement = try Statement(sql, on: handle)
            if statements.count >= Connection.mostStatements { statements.removeAll(keepingCapacity: true) }
            if statements[key] == nil { statements[key] = statement }
            return statement
        } catch {
            throw ended(by: error)
        }
    }

    /// How many rows each statement that is kept has passed while walking through a whole table. For tests of what
    /// must stay quick however much there is.
    var rowsWalked: [String: Int] {
        Dictionary(uniqueKeysWithValues: statements.map { ($0.key.sql, $0.value.rowsWalked) })
    }

    // MARK: - For Storage itself

    /// Runs one of the statements that begin, divide and end transactions.
    func control(_ control: Control) throws {
        isTrusted = true
        defer { isTrusted = false }
        let statement: Statement
        if let known = controls[control] {
            statement = known
        } else {
            statement = try Statement(control.rawValue, on: handle)
            controls[control] = statement
        }
        defer { statement.finish() }
        let code = sqlite3_step(statement.handle)
        guard code == SQLITE_DONE else {
            let error = stepError(code, statement)
            damage?.note(error)
            throw error
        }
    }

    /// Runs a statement that turns may not use, such as a PRAGMA, outside the rules for failed statements.
    /// - Returns: the first column of every row.
    @discardableResult
    func administer(_ sql: String, _ values: [SQLValue] = []) throws -> [SQLValue] {
        isTrusted = true
        defer { isTrusted = false }
        let statement = try Statement(sql, on: handle)
        try statement.bind(values)
        var found: [SQLValue] = []
        while true {
            let code = sqlite3_step(statement.handle)
            guard code == SQLITE_ROW else {
                guard code == SQLITE_DONE else { throw stepError(code, statement) }
                return found
            }
            let value: SQLValue = try statement.row()[0]
            found.append(value)
        }
    }

    /// Has SQLite ask, whenever it prepares a statement, whether it may: a turn must not end or divide the
    /// transaction that it shares with others, nor change what was written into an audit trail.
    private func guardTransactions() {
        // Unretained: the connection outlives its own handle, and the handle is what holds the pointer.
        let me = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_set_authorizer(
            handle,
            { me, action, detail, _, _, _ in
                switch action {
                case SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_ATTACH, SQLITE_DETACH: break
                // Rows of an audit trail are added, and never changed or taken away: any table of that name.
                case SQLITE_UPDATE, SQLITE_DELETE:
                    guard let detail, String(cString: detail).hasSuffix("_audit") else { return SQLITE_OK }
                // ALTER TABLE uses this one by itself.
                case SQLITE_PRAGMA where detail.map { String(cString: $0) } != "quick_check": break
                default: return SQLITE_OK
                }
                guard let me else { return SQLITE_DENY }
                let connection = Unmanaged<Connection>.fromOpaque(me).takeUnretainedValue()
                return connection.isTrusted ? SQLITE_OK : SQLITE_DENY
            }, me)
    }
}

/// SQL text as the key of the statement cache. Its hash looks at the length and the last bytes alone, which
/// is enough to tell statements apart and much quicker than the whole text.
private struct SQLText: Hashable {
    let sql: String

    func hash(into hasher: inout Hasher) {
        let end = sql.utf8.withContiguousStorageIfAvailable { bytes in
            guard bytes.count >= 8 else { return UInt64(0) }
            return UnsafeRawBufferPointer(bytes).loadUnaligned(
                fromByteOffset: bytes.count - 8, as: UInt64.self)
        }
        hasher.combine((end ?? 0) ^ UInt64(sql.utf8.count))
    }
}
