import CSQLite
import Glibc
import YouSaidKit

extension Connection {
    /// Opens the store's file for writing, making it where there is none, and checks that it can be relied
    /// on.
    /// - Throws: ``DatabaseError`` that says what is wrong with the file and what to do.
    static func writer(
        path: String, options: Store.Options, damage: Damage? = nil
    ) throws -> Connection {
        try makePrivate(path)
        do {
            let mark = LogMark.read(path)
            let log = LogHeader(database: path)
            let connection = try Connection(path: path, role: .writer, damage: damage)
            try connection.setUp(options, cache: options.writerCache)
            let mode = try connection.administer("PRAGMA journal_mode = WAL")
            guard mode == [.text("wal")] else {
                throw DatabaseError(
                    .io,
                    "the database '\(path)' cannot keep a write-ahead log; put it on a disk of this machine")
            }
            // What is committed is synced before anybody is told, by Syncing; so SQLite need not wait for the disk.
            try connection.administer("PRAGMA synchronous = NORMAL")
            try connection.administer("PRAGMA secure_delete = ON")
            connection.lostFrames =
                mark.lost + LogMark.lost(since: mark.place, log) { connection.framesInLog() }
            connection.followLog(foldingAfter: options.checkpointPages)
            if options.checksFile { try connection.check(path) }
            return connection
        } catch {
            throw opening(path, error)
        }
    }

    /// Opens another connection to a file that a writer has opened, for reading alone.
    static func reader(
        path: String, options: Store.Options, damage: Damage? = nil
    ) throws -> Connection {
        let connection = try Connection(path: path, role: .reader, damage: damage)
        try connection.setUp(options, cache: options.readerCache)
        return connection
    }

    private func setUp(_ options: Store.Options, cache: Int) throws {
        sqlite3_busy_timeout(handle, Int32(clamping: options.patience.inMilliseconds))
        try administer("PRAGMA foreign_keys = ON")
        try administer("PRAGMA temp_store = MEMORY")
        try administer("PRAGMA cache_size = -\(cache)")
    }

    /// Reads the whole file.
    /// - Throws: ``DatabaseError`` of kind `damaged` where something in it does not fit together.
    func check(_ path: String) throws {
        let findings = try administer("PRAGMA quick_check(100)")
        guard findings != [.text("ok")] else { return }
        throw DatabaseError(
            .damaged,
            "the database '\(path)' is damaged (\(findings.count) faults found); restore the last backup")
    }

    /// How many frames of the log SQLite has found to be good. Folds them into the file on the way.
    private func framesInLog() -> UInt32 {
        var frames: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, &frames, nil)
        // Where it cannot be told nothing is said.
        return code == SQLITE_OK && frames >= 0 ? UInt32(frames) : .max
    }

    /// Has SQLite tell after each commit how long the log is, and fold it into the file where it is long, as
    /// `PRAGMA wal_autocheckpoint` would: there can be one of the two.
    private func followLog(foldingAfter pages: Int) {
        foldingAfter = Int32(clamping: pages)
        // Unretained: the connection outlives its own handle, and the handle is what holds the pointer.
        sqlite3_wal_hook(
            handle,
            { me, handle, name, frames in
                guard let me else { return SQLITE_OK }
                let connection = Unmanaged<Connection>.fromOpaque(me).takeUnretainedValue()
                connection.logFrames = UInt32(frames)
                if connection.foldingAfter > 0, frames >= connection.foldingAfter {
                    sqlite3_wal_checkpoint(handle, name)
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Has the file exist and be its owner's alone, before SQLite makes its companions with the same rights.
    private static func makePrivate(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseError.file(errno, "open", path) }
        defer { _ = Glibc.close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw DatabaseError.file(errno, "make private", path) }
    }

    /// What a person is told whose database cannot be opened.
    private static func opening(_ path: String, _ error: any Error) -> any Error {
        guard let error = error as? DatabaseError, error.code != 0 else { return error }
        let primary = error.code & 0xFF
        // Where SQLite cannot make its companions it only speaks of an error.
        if primary == SQLITE_FULL || primary == SQLITE_IOERR && hasNoRoom(path) {
            return DatabaseError(
                .full, code: error.code,
                "no room is left on the disk for '\(path)'; make room and start again")
        }
        let message =
            switch primary {
            case SQLITE_NOTADB:
                "'\(path)' is not a database; check the path, or restore the last backup"
            case SQLITE_CORRUPT:
                "the database '\(path)' is damaged (\(error.message)); restore the last backup"
            case SQLITE_BUSY, SQLITE_LOCKED:
                "the database '\(path)' is held by another program; end it and start again"
            default: "the database '\(path)' cannot be opened: \(error.message)"
            }
        return DatabaseError(error.kind, code: error.code, message)
    }

    /// True where the file's disk has less room than SQLite needs for its companions.
    private static func hasNoRoom(_ path: String) -> Bool {
        var disk = statvfs()
        return statvfs(path, &disk) == 0 && UInt(disk.f_bavail) * disk.f_frsize < 64 << 10
    }
}
