/// Gives a table the primary key that its words mean. Used by ``Store/migrate(owner:_:)``.
///
/// Plugins write `CREATE TABLE` in the part of SQL that SQLite and PostgreSQL share. Read to the letter, SQLite
/// makes of `BIGINT PRIMARY KEY` a table with a hidden number for each row and, beside it, an index from the key
/// to that number: every look-up and every insert goes through two trees, and the key may be NULL. In
/// PostgreSQL's sense the key is what the rows are kept by. SQLite says that in words of its own:
///
/// - one `BIGINT` key becomes `INTEGER PRIMARY KEY`, which is the row's number itself;
/// - any other key makes the table `WITHOUT ROWID`, which keeps the rows by it, and refuses NULL in it.
enum PrimaryKeys {
    /// - Parameter sql: one statement of a migration.
    /// - Returns: the same statement; where it makes a table with a primary key, in SQLite's words.
    static func meant(by sql: String) -> String {
        let words = Words(sql)
        guard words.says("CREATE", at: 0), words.list.prefix(4).contains(where: { $0.text == "TABLE" }),
            let key = words.list.indices.first(where: { words.says("PRIMARY", "KEY", at: $0) })
        else { return sql }
        var result = sql
        if words.says("BIGINT", at: key - 1) {
            result.replaceSubrange(words.list[key - 1].range, with: "INTEGER")
        } else if words.says("BIGINT", "NOT", "NULL", at: key - 3) {
            result.replaceSubrange(words.list[key - 3].range, with: "INTEGER")
        } else if !words.list.contains(where: { $0.text == "WITHOUT" }), let end = words.lastBracket {
            result.insert(contentsOf: " WITHOUT ROWID", at: sql.index(after: end))
        }
        return result
    }

    /// The words of a statement that stand outside quotes and comments, in capitals.
    private struct Words {
        var list: [(text: String, range: Range<String.Index>)] = []
        /// Where the last closing bracket stands.
        var lastBracket: String.Index?

        init(_ sql: String) {
            var place = sql.startIndex
            while place < sql.endIndex {
                let character = sql[place]
                if character == "'" || character == "\"" {
                    let rest = sql.index(after: place)
                    place = sql[rest...].firstIndex(of: character).map(sql.index(after:)) ?? sql.endIndex
                } else if sql[place...].hasPrefix("--") {
                    place = sql[place...].firstIndex(where: \.isNewline) ?? sql.endIndex
                } else if sql[place...].hasPrefix("/*") {
                    let end = Words.end(ofCommentAt: place, in: sql)
                    place = end
                } else if character.isLetter || character == "_" {
                    let end =
                        sql[place...].firstIndex { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? sql.endIndex
                    list.append((sql[place..<end].uppercased(), place..<end))
                    place = end
                } else {
                    if character == ")" { lastBracket = place }
                    place = sql.index(after: place)
                }
            }
        }

        func says(_ texts: String..., at place: Int) -> Bool {
            guard place >= 0, place + texts.count <= list.count else { return false }
            return zip(list[place...], texts).allSatisfy { $0.text == $1 }
        }

        private static func end(ofCommentAt start: String.Index, in sql: String) -> String.Index {
            var place = start
            while place < sql.endIndex {
                if sql[place...].hasPrefix("*/") { return sql.index(place, offsetBy: 2) }
                place = sql.index(after: place)
            }
            return place
        }
    }
}
