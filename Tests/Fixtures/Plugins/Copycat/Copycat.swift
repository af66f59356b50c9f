import YouSaidKit

/// A plugin that wants a command word of Misbehaving's.
struct Copycat: Plugin {
    let manifest = Manifest(id: "copycat", name: "Copycat", version: "1.0")
    let commands = [
        Command("MINE", .anyone, help: "help"), Command("OURS", .anyone, help: "help", aliases: ["fine"]),
    ]

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
    func forget(_ member: Member.ID, in turn: Turn) throws {}
}

@_cdecl("Copycat_kit_stamp") public func stamp() -> UnsafePointer<CChar> { yousaid_kit_stamp() }
@_cdecl("Copycat_plugin") public func plugin() -> UnsafeMutableRawPointer {
    PluginEntry.handOver(Copycat())
}
