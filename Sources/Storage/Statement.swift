import CSQLite
import YouSaidKit

/// One prepared statement, kept by a ``Connection`` for as long as it may be wanted again.
final class Statement {
    let handle: OpaquePointer
    /// True while its rows are being read: the same SQL inside that loop needs a second statement.
    var isBusy = false
    /// Where SQLite keeps `$1`, `$2`, …: it numbers placeholders by first appearance, not by their digit.
    private let places: [Int32]
    private var columns: [String] = []
    private var preparations: Int32 = -1

    /// - Throws: ``DatabaseError`` where the SQL is wrong, is more than one statement, or has placeholders
    ///   that are not `$1`, `$2`, … without gaps.
    init(_ sql: String, on connection: OpaquePointer) throws {
        var sql = sql
        var handle: OpaquePointer?
        var isOnlyOne = true
        let code = sql.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { text in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    connection, text.baseAddress, Int32(clamping: text.count),
                    UInt32(SQLITE_PREPARE_PERSISTENT), &handle,
                    &tail)
                if let tail, let start = text.baseAddress {
                    isOnlyOne = text[(tail - start)...].allSatisfy {
                        " \n\r\t;".utf8.contains(UInt8(bitPattern: $0))
                    }
                }
                return code
            }
        }
        guard code == SQLITE_OK else {
            let words =
                code & 0xFF == SQLITE_AUTH
                ? "BEGIN, COMMIT, SAVEPOINT, PRAGMA, ATTACH and the like are not for turns and migrations"
                : String(cString: sqlite3_errmsg(connection))
            throw DatabaseError(sqlite: code, message: words)
        }
        guard let handle else { throw DatabaseError(.statement, "there is no SQL to run") }
        do {
            guard isOnlyOne else { throw DatabaseError(.statement, "more than one statement in one call") }
            places = try Statement.places(in: handle)
        } catch {
            sqlite3_finalize(handle)
            throw error
        }
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    var takesNoValues: Bool { places.isEmpty }

    private static func places(in handle: OpaquePointer) throws -> [Int32] {
        let count = sqlite3_bind_parameter_count(handle)
        var places = [Int32](repeating: 0, count: Int(count))
        for place in 0..<count {
            guard let name = sqlite3_bind_parameter_name(handle, place + 1), name[0] == UInt8(ascii: "$"),
                let digit = Int(String(cString: name + 1)), places.indices.contains(digit - 1)
            else {
                throw DatabaseError(.statement, "placeholders have to be $1, $2 and so on, without gaps")
            }
            places[digit - 1] = place + 1
        }
        return places
    }

    /// Binds every value to its placeholder.
    /// - Throws: ``DatabaseError`` where there are more or fewer values than placeholders.
    func bind(_ values: [SQLValue]) throws {
        guard values.count == places.count else {
            throw DatabaseError(
                .statement,
                "the statement has \(places.count) placeholders but was given \(values.count) values")
        }
        for index in values.indices {
            let place = places[index]
            let code: Int32
            switch values[index] {
            case .null: code = sqlite3_bind_null(handle, place)
            case .integer(let value): code = sqlite3_bind_int64(handle, place, value)
            case .real(let value): code = sqlite3_bind_double(handle, place, value)
            case .text(var value):
                code = value.withUTF8 {
                    csqlite_bind_text(handle, place, $0.baseAddress, Int32(clamping: $0.count))
                }
            case .blob(let value):
                code = value.withUnsafeBytes {
                    csqlite_bind_blob(handle, place, $0.baseAddress, Int32(clamping: $0.count))
                }
            }
            guard code == SQLITE_OK else {
                throw DatabaseError(sqlite: code, message: DatabaseError.text(of: code))
            }
        }
    }

    /// How many rows it has passed while walking through a whole table.
    var rowsWalked: Int { Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0)) }

    /// Makes the statement ready to be used again, and lets go of the values it was given.
    func finish() {
        sqlite3_reset(handle)
        if !places.isEmpty { sqlite3_clear_bindings(handle) }
        isBusy = false
    }

    /// The row on which the statement stands.
    func row() -> Row {
        // SQLite prepares a statement again by itself when a table has changed, and `*` may then mean more.
        let preparations = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        if preparations != self.preparations {
            self.preparations = preparations
            columns = (0..<sqlite3_column_count(handle)).map { place in
                sqlite3_column_name(handle, place).map { String(cString: $0) } ?? ""
            }
        }
        let values = [SQLValue](unsafeUninitializedCapacity: columns.count) { buffer, count in
            for place in columns.indices {
                buffer.initializeElement(at: place, to: value(at: Int32(place)))
            }
            count = columns.count
        }
        return Row(columns: columns, values: values)
    }

    private func value(at place: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, place) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, place))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, place))
        case SQLITE_TEXT:
            // The text has to be asked for before its length.
            let text = sqlite3_column_text(handle, place)
            let count = Int(sqlite3_column_bytes(handle, place))
            return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = sqlite3_column_blob(handle, place)
            let count = Int(sqlite3_column_bytes(handle, place))
            return .blob([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
        default: return .null
        }
    }
}
