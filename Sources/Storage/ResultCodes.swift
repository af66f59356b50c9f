import CSQLite
import Glibc
import YouSaidKit

extension DatabaseError {
    /// The error that a result code of SQLite stands for.
    /// - Parameters:
    ///   - code: the extended result code.
    ///   - message: what SQLite says about it, once it is known to carry no value.
    ///   - writes: false on a reader, where an attempt to write is the statement's own fault.
    init(sqlite code: Int32, message: String, writes: Bool = true) {
        let kind: Kind
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: kind = code == constraintDatatype ? .type : .constraint
        case SQLITE_MISMATCH: kind = .type
        case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_AUTH, SQLITE_TOOBIG: kind = .statement
        case SQLITE_FULL: kind = .full
        // Out of memory is the machine's fault as much as a bad disk is, and Kit has no kind of its own for it.
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOLFS, SQLITE_NOMEM: kind = .io
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: kind = .locked
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: kind = .damaged
        case SQLITE_READONLY where !writes: kind = .statement
        case SQLITE_READONLY, SQLITE_PERM: kind = .readOnly
        default: kind = .other
        }
        self.init(kind, code: code, message)
    }

    /// What SQLite says about a code in general: always the same words, never a value.
    static func text(of code: Int32) -> String { String(cString: sqlite3_errstr(code)) }

    /// The error that the operating system's `errno` stands for when a file could not be used.
    static func file(_ number: Int32, _ doing: String, _ path: String) -> DatabaseError {
        switch number {
        case EROFS:
            DatabaseError(
                .readOnly, "cannot \(doing) '\(path)': the disk is read-only; put the database on one that is not")
        case EACCES, EPERM:
            DatabaseError(
                .readOnly,
                "cannot \(doing) '\(path)': not allowed; give the folder and its files to the account that runs YouSaid"
            )
        case ENOENT, ENOTDIR:
            DatabaseError(.io, "cannot \(doing) '\(path)': its folder does not exist; create it first")
        case ENOSPC, EDQUOT:
            DatabaseError(.full, "cannot \(doing) '\(path)': no room is left on the disk")
        default:
            DatabaseError(.io, "cannot \(doing) '\(path)': \(String(cString: strerror(number)))")
        }
    }
}

/// SQLITE_CONSTRAINT_DATATYPE, which is made by a macro that Swift does not see.
private let constraintDatatype: Int32 = SQLITE_CONSTRAINT | (12 << 8)
