import YouSaidKit

/// MEMBERS: how many people there are. Numbers only.
struct CountingMembers {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func count() throws {
        let lines = try tallies().map { role, count in
            PromptValue.prompt(Prompt("count-\(role.rawValue)", ["count": .number(count)]))
        }
        turn.reply("members", ["forum": .text(turn.forum.name), "lines": .lines(lines)])
    }

    /// Each role that somebody has, and always how many members there are.
    private func tallies() throws -> [(Role, Int)] {
        try Role.allCases.map { ($0, try turn.people.count(.role($0))) }.filter { $0 == .member || $1 > 0 }
    }
}
