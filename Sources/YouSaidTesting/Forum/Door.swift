import Foundation
import YouSaidKit

/// The pretend forum's own plugin: it lets people in by name, whichever plugins are tested, and writes down the
/// news that the others publish.
struct Door: Plugin {
    static let id = "pretend"
    /// Somebody "says" it to be let in. Nobody types it by chance.
    static let word = "PRETENDTOJOIN"

    let manifest = Manifest(id: Self.id, name: "Pretend forum", version: "1")

    let migrations = [
        Migration(1, "CREATE TABLE pretend_news (id BIGINT PRIMARY KEY, source TEXT, name TEXT, data TEXT)")
    ]

    let commands = [Command(Self.word, .anyone, help: Self.word)]

    func handle(_ call: CommandCall, in turn: Turn) throws {
        _ = try turn.people.join(name: call.text)
    }

    func hear(_ news: News, in turn: Turn) throws {
        let lines = news.data.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        try turn.database.run(
            "INSERT INTO pretend_news (id, source, name, data) VALUES ($1, $2, $3, $4)", turn.newID(),
            news.source, news.name, lines.joined(separator: Self.mark))
    }

    /// Nobody writes it, so it can stand between values.
    private static let mark = "\u{1F}"

    static func news(in database: any Database) throws -> [News] {
        try database.rows("SELECT source, name, data FROM pretend_news ORDER BY id").map { row in
            let text: String = try row["data"]
            var data: [String: String] = [:]
            let parts = text.isEmpty ? [] : text.components(separatedBy: mark)
            for place in stride(from: 0, to: parts.count - 1, by: 2) { data[parts[place]] = parts[place + 1] }
            return News(source: try row["source"], name: try row["name"], data: data)
        }
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
    func forget(_ member: Member.ID, in turn: Turn) throws {}
}
