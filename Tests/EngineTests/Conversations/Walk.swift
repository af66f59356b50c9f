import Testing
import YouSaidKit
import YouSaidTesting

/// Goes through every cell of every table of the core and of the plugins.
struct Walk {
    /// Where something was found.
    struct Place: Hashable, CustomStringConvertible {
        let table: String
        /// Its place in the table, from 0.
        let column: Int
        var description: String { "\(table), column \(column)" }
    }

    private let forum: PretendForum

    init(_ forum: PretendForum) { self.forum = forum }

    /// Every table that there is.
    var tables: [String] {
        get throws {
            try forum.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map {
                try $0[0]
            }
        }
    }

    /// Where any of these texts stands: as text, in the bytes of what is no text, or as a number.
    func find(_ traces: Set<String>) throws -> Set<Place> {
        var found: Set<Place> = []
        for table in try tables {
            for row in try forum.rows("SELECT * FROM \(table)") {
                var column = 0
                while let cell: SQLValue = try? row[column] {
                    if traces.contains(in: cell) { found.insert(Place(table: table, column: column)) }
                    column += 1
                }
            }
        }
        return found
    }

    /// The numbers and scrambled addresses by which tables know somebody, and what the test planted.
    func traces(of person: Person, and words: [String]) throws -> Set<String> {
        let id = try #require(try forum.known(person)).id.rawValue
        var traces = Set(words + ["\(id)"])
        for contact in try forum.rows("SELECT id, HEX(hash) FROM core_contact WHERE member = \(id)") {
            traces.insert("\(try contact[0] as Int64)")
            traces.insert(try contact[1])
        }
        return traces
    }
}

extension Set<String> {
    /// Whether a cell has one of these in it.
    fileprivate func contains(in cell: SQLValue) -> Bool {
        switch cell {
        case .null: false
        case .integer(let value): contains("\(value)")
        case .text(let text): contains { text.contains($0) }
        case .blob(let bytes):
            contains(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16).uppercased() }.joined())
                || contains { String(decoding: bytes, as: UTF8.self).contains($0) }
        case .real: false
        }
    }
}
