/// The tables, as a plugin reads and writes them inside a turn.
///
/// Everything done through one `Database` belongs to one transaction: it all happens, or none of it does.
/// A statement that fails ends the turn; do not catch its error and carry on.
///
/// Write SQL in the part that SQLite 3.40 and PostgreSQL 15 share: `$1`, `$2` placeholders,
/// `ON CONFLICT (columns)` always with its columns, `RETURNING` never inside `WITH`, 0 and 1 in a BIGINT
/// for yes and no, times as BIGINT milliseconds, identifiers made by Kit, and no vendor's own functions.
///
/// ```swift
/// try database.run(
///     "INSERT INTO tea_cup (id, member, sort) VALUES ($1, $2, $3)", turn.newID(), member.id, "green")
/// if let row = try database.first("SELECT sort FROM tea_cup WHERE member = $1", member.id) {
///     let sort: String = try row["sort"]
///     turn.reply("your-tea", ["sort": .text(sort)])
/// }
/// ```
public protocol Database: AnyObject {
    /// Runs one statement.
    /// - Returns: how many rows it inserted, changed or deleted.
    /// - Throws: ``DatabaseError``.
    func run(_ sql: String, values: [SQLValue]) throws -> Int

    /// Runs one query and hands over its rows one at a time, without keeping them all in memory.
    /// - Throws: ``DatabaseError``, or whatever `body` throws, which ends the query.
    func forEachRow(_ sql: String, values: [SQLValue], _ body: (Row) throws -> Void) throws

    /// Runs one query as far as its first row.
    /// - Returns: the row, or nil where there is none.
    /// - Throws: ``DatabaseError``.
    func firstRow(_ sql: String, values: [SQLValue]) throws -> Row?
}

/// The values of a statement, in order. Always inlined, as are its callers: called through another module the pack
/// of types would have to be looked up at every call, which costs more than the statement.
@inlinable @inline(__always)
func sqlValues<each Value: SQLConvertible>(_ value: repeat each Value) -> [SQLValue] {
    var count = 0
    for _ in repeat each value { count += 1 }
    var values: [SQLValue] = []
    values.reserveCapacity(count)
    repeat values.append((each value).sqlValue)
    return values
}

extension Database {
    /// Runs one statement.
    ///
    /// ```swift
    /// let drunk = try database.run("DELETE FROM tea_cup WHERE member = $1", member.id)
    /// if drunk == 0 { turn.reply("no-tea") }
    /// ```
    /// - Returns: how many rows it inserted, changed or deleted.
    /// - Throws: ``DatabaseError``.
    @inlinable @inline(__always) @discardableResult
    public func run<each Value: SQLConvertible>(_ sql: String, _ value: repeat each Value) throws -> Int {
        try run(sql, values: sqlValues(repeat each value))
    }

    /// The first row of a query, or nil where it has none.
    ///
    /// ```swift
    /// let cups: Int = try database.first("SELECT COUNT(*) FROM tea_cup").map { try $0[0] } ?? 0
    /// turn.reply("cups", ["count": .number(cups)])
    /// ```
    /// - Throws: ``DatabaseError``.
    @inlinable @inline(__always)
    public func first<each Value: SQLConvertible>(_ sql: String, _ value: repeat each Value) throws -> Row? {
        try firstRow(sql, values: sqlValues(repeat each value))
    }

    /// Every row of a query. For results that may be large use ``each(_:_:body:)``.
    ///
    /// ```swift
    /// let sorts: [String] = try database.rows(
    ///     "SELECT sort FROM tea_cup WHERE member = $1 ORDER BY id LIMIT $2", member.id, 10
    /// ).map { try $0["sort"] }
    /// turn.reply("your-teas", ["sorts": .lines(sorts.map { .text($0) })])
    /// ```
    /// - Throws: ``DatabaseError``.
    @inlinable @inline(__always)
    public func rows<each Value: SQLConvertible>(_ sql: String, _ value: repeat each Value) throws -> [Row] {
        var found: [Row] = []
        try forEachRow(sql, values: sqlValues(repeat each value)) { found.append($0) }
        return found
    }

    /// Hands over the rows of a query one at a time, in flat memory.
    /// - Throws: ``DatabaseError``, or whatever `body` throws.
    @inlinable @inline(__always)
    public func each<each Value: SQLConvertible>(
        _ sql: String, _ value: repeat each Value, body: (Row) throws -> Void
    ) throws {
        try forEachRow(sql, values: sqlValues(repeat each value), body)
    }
}

/// One row of a result. It stays valid after the query has ended.
public struct Row: Sendable {
    /// The names of the columns, shared by every row of one query.
    @usableFromInline let columns: [String]
    @usableFromInline let values: [SQLValue]

    /// Made by whatever stands behind ``Database``.
    @inlinable public init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column, as the type that the caller expects.
    ///
    /// ```swift
    /// for row in try database.rows("SELECT sort, poured FROM tea_cup") {
    ///     let sort: String = try row["sort"]
    ///     let poured: Moment? = try row["poured"]
    ///     if let poured { turn.reply("tea-since", ["sort": .text(sort), "time": .time(poured)]) }
    /// }
    /// ```
    /// - Throws: ``DatabaseError`` with ``DatabaseError/Kind/type`` where the column is missing or holds
    ///   another kind of value.
    @inlinable public subscript<Value: SQLConvertible>(_ column: String) -> Value {
        get throws {
            guard let index = columns.firstIndex(of: column) else {
                throw DatabaseError(.type, "the result has no column '\(column)', only \(columns)")
            }
            return try self[index]
        }
    }

    /// The value of a column by its place, from 0.
    /// - Throws: ``DatabaseError`` with ``DatabaseError/Kind/type``.
    @inlinable public subscript<Value: SQLConvertible>(_ index: Int) -> Value {
        get throws {
            guard values.indices.contains(index) else {
                throw DatabaseError(.type, "the result has no column \(index)")
            }
            guard let value = Value(sqlValue: values[index]) else {
                throw DatabaseError(.type, "column '\(columns[index])' does not hold a \(Value.self)")
            }
            return value
        }
    }
}

/// What went wrong in the database. The text never carries a value, only names of tables and columns.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    /// What kind of fault it is, for those that decide what to do next.
    public enum Kind: Sendable, Hashable {
        /// A UNIQUE, CHECK, NOT NULL or foreign key rule was broken: the statement's own fault.
        case constraint
        /// The SQL is wrong, or names a table or column that is not there.
        case statement
        /// A value is not of the kind that the column or the caller expects.
        case type
        /// No room is left on the disk.
        case full
        /// Reading or writing the disk failed.
        case io
        /// Somebody else holds the database.
        case locked
        /// The file is damaged or is not a database.
        case damaged
        /// The database cannot be written to.
        case readOnly
        /// Anything else.
        case other
    }

    /// What kind of fault it is.
    public let kind: Kind
    /// The library's own result code; 0 where the fault was found by Kit.
    public let code: Int32
    /// What went wrong, with no value in it.
    public let message: String

    /// Made by whatever stands behind ``Database``.
    public init(_ kind: Kind, code: Int32 = 0, _ message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    /// True where the storage is at fault and not the statement: the turn is tried again, and nobody is blamed.
    public var isStorageFault: Bool {
        switch kind {
        case .full, .io, .locked, .damaged, .readOnly: true
        case .constraint, .statement, .type, .other: false
        }
    }

    public var description: String { "database: \(message)" }
}
