import YouSaidKit

/// DELETE ME: somebody leaves the forum, and nothing about them stays.
struct Leaving {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func askWhetherSure() throws {
        turn.ask(
            Question(
                WelcomeQuestion.sureToDelete.rawValue,
                Prompt("sure-to-delete", ["forum": .text(turn.forum.name)]),
                choices: try turn.yesAndNo()))
    }

    /// Yes or No came.
    func deleteWhenSure(_ answer: Answer) throws {
        let member = try turn.requireMember()
        guard answer.isYes else { return turn.reply("still-here") }
        // First, so that the answer goes to somebody who is no longer known and is not deleted with them.
        turn.erase(member.id)
        turn.audit("deleted themself")
        turn.reply("deleted", ["forum": .text(turn.forum.name)])
    }
}
