import Engine
import YouSaidKit

/// What a test can look up behind the conversation.
extension PretendForum {
    /// The rows of a query, over the plugins' tables and the core's.
    /// - Throws: `DatabaseError`.
    public func rows(_ sql: String) throws -> [Row] { try stage.machine.store.read { try $0.rows(sql) } }

    /// Everything that plugins published, the oldest first.
    public var news: [News] { (try? stage.machine.store.read { try Door.news(in: $0) }) ?? [] }

    /// Every worry that is kept, opened as only a safeguarding lead could.
    /// - Throws: `DatabaseError`, and where something cannot be opened.
    package var worries: [OpenedWorry] { get throws { try stage.machine.engine.openedWorries() } }

    /// What the core and the plugins declare that they keep.
    public var keeps: [Kept] {
        Engine.keeps(keepFailed: "30 days") + stage.machine.engine.plugins.flatMap(\.manifest.keeps)
    }

    /// The temporary folder in which the forum keeps everything.
    public var folder: String { stage.folder.path }

    /// A plugin's vault as the disk holds its key now, for a test that looks at what was sealed; nil where there is none.
    /// - Throws: `DatabaseError`.
    public func vault(_ name: String, of plugin: String) throws -> (any Vault)? {
        try Engine.vault(name, of: plugin, in: stage.machine.disk.vaults)
    }

    /// The database file of the process that runs now. Its log, its journal and the keys of its vaults lie beside it.
    public var database: String { stage.machine.disk.database }

    /// Somebody as the bot knows them; nil where it does not.
    /// - Throws: `DatabaseError`.
    public func known(_ person: Person) throws -> Member? { try stage.member(person) }

    /// Everything that the live list and the plugins keep about somebody, as they would read it.
    /// - Throws: what a plugin throws, and where the title of an item has no words.
    public func exported(_ person: Person) throws -> [ExportedItem] {
        guard let member = try known(person) else { return [] }
        let plugins = stage.machine.engine.plugins
        let kept = try stage.machine.store.read { database in
            try plugins.flatMap { try $0.export(member.id, from: database) }
        }
        let items = try stage.machine.engine.listed(member.id) + kept
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
