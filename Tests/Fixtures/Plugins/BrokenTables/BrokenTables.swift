import YouSaidKit

/// A plugin whose second migration fails, and which cannot export anything.
struct BrokenTables: Plugin {
    let manifest = Manifest(id: "brokentables", name: "Broken tables", version: "1.0")
    let migrations = [
        Migration(1, "CREATE TABLE brokentables_row (id BIGINT PRIMARY KEY)"),
        Migration(
            2, "CREATE TABLE brokentables_other (id BIGINT PRIMARY KEY)",
            "ALTER TABLE brokentables_nowhere ADD COLUMN x BIGINT"),
    ]
    let commands = [Command("TABLES", .anyone, help: "help")]

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] {
        throw PeopleError.notAMember
    }

    func forget(_ member: Member.ID, in turn: Turn) throws {}
}

@_cdecl("BrokenTables_kit_stamp") public func stamp() -> UnsafePointer<CChar> { yousaid_kit_stamp() }
@_cdecl("BrokenTables_plugin") public func plugin() -> UnsafeMutableRawPointer {
    PluginEntry.handOver(BrokenTables())
}
