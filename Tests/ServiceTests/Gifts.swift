import Engine
import Foundation
import Service
import YouSaidKit

@testable import YouSaidTesting

/// A plugin that says something to whoever asks for it: a voucher, which never goes twice, or a note, which may.
struct Gifts: Plugin {
    let manifest = Manifest(id: "gifts", name: "Gifts", version: "1")
    let migrations: [Migration] = []
    let commands = ["VOUCHER", "NOTE", "NOTE ALL"].map {
        Command($0, .roles(Set(Role.allCases)), help: "help")
    }

    /// The bot's own words, and this plugin's.
    static func wording(in data: DataFolder) throws -> Wording {
        let words = ["gifts": ["line": "{text}", "help": "Try something."]]
        return try PretendPrompts.load(
            folder: nil, words: words, in: URL(filePath: data.path + "/words-\(UUID().uuidString)"))
    }

    func handle(_ call: CommandCall, in turn: Turn) throws {
        let line = Prompt("line", ["text": .text(call.text)])
        if call.word == "NOTE ALL" { return turn.broadcast(Message(line), to: .members) }
        guard let member = turn.member else { return }
        turn.say(Message(line, kind: call.word == "VOUCHER" ? .voucher : .notice), to: member.id)
    }

    func answer(_ answer: Answer, in turn: Turn) throws {}
    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
    func forget(_ member: Member.ID, in turn: Turn) throws {}
}
