import Engine
import YouSaidKit

/// What a test can look up behind the conversation.
extension PretendForum {
    /// The rows of a query, over the plugins' tables and the core's.
    /// - Throws: `DatabaseError`.
    public func rows(_ sql: String) throws -> [Row] { try stage.machine.store.read { try $0.rows(sql) } }

    /// Everything that plugins published, the oldest first.
    public var news: [News] { (try? stage.machine.store.read { try Door.news(in: $0) }) ?? [] }

    /// What the core and the plugins declare that they keep.
    public var keeps: [Kept] {
        Engine.keeps(keepFailed: "30 days") + stage.machine.engine.plugins.flatMap(\.manifest.keeps)
    }

    /// The temporary folder in which the forum keeps everything.
    public var folder: String { stage.folder.path }

    /// Somebody as the bot knows them; nil where it does not.
    /// - Throws: `DatabaseError`.
    public func known(_ person: Person) throws -> Member? { try stage.member(person) }

    /// Everything that the plugins keep about somebody, as they would read it.
    /// - Throws: what a plugin throws, and where the title of an item has no words.
    public func exported(_ person: Person) throws -> [ExportedItem] {
        guard let member = try known(person) else { return [] }
        let plugins = stage.machine.engine.plugins
        let items = try stage.machine.store.read { database in
            try plugins.flatMap { try $0.export(member.id, from: database) }
        }
        for item in items {
            _ = try stage.setup.wording.render(
                item.title, form: member.form, language: member.language,
                zone: stage.setup.forum.timeZone)
        }
        return items
    }
}

extension Stage {
    func member(_ person: Person) throws -> Member? {
        try machine.engine.member(
            channel: person.phone.platform.rawValue, address: person.phone.address)
    }
}
