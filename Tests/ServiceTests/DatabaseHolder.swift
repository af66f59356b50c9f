import CSQLite

/// Another program that has the database locked for writing, as a person with the `sqlite3` tool may.
///
/// It is `Sendable` unchecked because SQLite's connections may be used from any thread.
final class DatabaseHolder: @unchecked Sendable {
    struct Failure: Error {}

    private let connection: OpaquePointer

    init(path: String) throws {
        var connection: OpaquePointer?
        guard sqlite3_open(path, &connection) == SQLITE_OK, let connection else { throw Failure() }
        self.connection = connection
        sqlite3_busy_timeout(connection, 5_000)
        guard sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK else { throw Failure() }
    }

    deinit { sqlite3_close(connection) }

    func letGo() { sqlite3_exec(connection, "ROLLBACK", nil, nil, nil) }
}
