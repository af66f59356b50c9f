import YouSaidKit

/// A database that counts what is taken away or changed, table by table: the proof of a deletion.
final class CountingDatabase: Database {
    private let database: any Database
    /// How many rows of each table were deleted or changed.
    private(set) var counts: [String: Int] = [:]

    init(_ database: any Database) { self.database = database }

    func run(_ sql: String, values: [SQLValue]) throws -> Int {
        let count = try database.run(sql, values: values)
        if count > 0, let table = Self.table(in: sql) { counts[table, default: 0] += count }
        return count
    }

    func forEachRow(_ sql: String, values: [SQLValue], _ body: (Row) throws -> Void) throws {
        try database.forEachRow(sql, values: values, body)
    }

    func firstRow(_ sql: String, values: [SQLValue]) throws -> Row? {
        try database.firstRow(sql, values: values)
    }

    /// The table that a statement takes something away from.
    private static func table(in sql: String) -> String? {
        let words = sql.split(maxSplits: 3, whereSeparator: \.isWhitespace)
        guard let verb = words.first?.uppercased() else { return nil }
        switch verb {
        case "DELETE": return words.count > 2 ? name(words[2]) : nil
        case "UPDATE": return words.count > 1 ? name(words[1]) : nil
        default: return nil
        }
    }

    private static func name(_ word: Substring) -> String {
        String(word.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
}
