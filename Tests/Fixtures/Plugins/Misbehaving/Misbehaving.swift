import Glibc
import YouSaidKit

/// A plugin that goes wrong in the way that its command names, for the tests of what the bot then does.
/// FINE goes well; THROW, BADSQL, TRAP and HANG write a row first, which must not be there afterwards.
/// LATER TRAP does the same from a timer.
struct Misbehaving: Plugin {
    let manifest = Manifest(id: "misbehaving", name: "Misbehaving", version: "1.0")

    let migrations = [
        Migration(1, "CREATE TABLE misbehaving_row (id BIGINT PRIMARY KEY, deed TEXT NOT NULL)")
    ]

    let commands =
        ["FINE", "THROW", "BADSQL", "TRAP", "HANG"].map { Command($0, .anyone, help: "help") }
        + [Command("LATER", .anyone, help: "help")]

    func handle(_ call: CommandCall, in turn: Turn) throws {
        if call.word == "LATER" {
            turn.wake("later", at: turn.now, data: ["deed": call.text])
            turn.reply("later")
        } else {
            try misbehave(call.word, in: turn)
        }
    }

    func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        try misbehave(wakeUp.data["deed"] ?? "FINE", in: turn)
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
    func forget(_ member: Member.ID, in turn: Turn) throws {}

    private func misbehave(_ deed: String, in turn: Turn) throws {
        try turn.database.run(
            "INSERT INTO misbehaving_row (id, deed) VALUES ($1, $2)", turn.newID(), deed)
        switch deed {
        case "THROW": throw Misdeed()
        case "BADSQL": try turn.database.run("INSERT INTO misbehaving_nowhere (id) VALUES (1)")
        case "TRAP":
            let none: [Int] = []
            _ = none[deed.count]
        case "HANG": while true { pause() }
        default: break
        }
        if turn.member != nil { turn.reply("fine") }
    }
}

/// What THROW throws.
struct Misdeed: Error {}

@_cdecl("Misbehaving_kit_stamp") public func stamp() -> UnsafePointer<CChar> { yousaid_kit_stamp() }
@_cdecl("Misbehaving_plugin") public func plugin() -> UnsafeMutableRawPointer {
    PluginEntry.handOver(Misbehaving())
}
