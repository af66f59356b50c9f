import YouSaidKit

/// IDEA: a member hands in an idea, at once or when asked.
struct HandingIn {
    /// The name of the question, by which its answer is known.
    static let question = "idea"
    /// How many letters an idea may have.
    private static let longest = 500

    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// "IDEA", alone or with the idea.
    func begin(_ call: CommandCall) throws {
        if call.text.isEmpty, call.attachments.isEmpty { return ask(Prompt("ask-idea")) }
        try take(call.text)
    }

    /// The idea came as an answer.
    func words(_ answer: Answer) throws { try take(answer.text) }

    private func ask(_ text: Prompt) { turn.ask(Question(Self.question, text)) }

    private func take(_ text: String) throws {
        // A voice note or a picture comes without text.
        guard !text.isEmpty else { return ask(Prompt("words-only")) }
        guard text.count <= Self.longest else {
            return ask(Prompt("too-long", ["limit": .number(Self.longest)]))
        }
        let member = try turn.requireMember()
        try IdeaStore(turn.database).add(
            Idea(id: turn.newID(), text: text, handedIn: turn.now), from: member.id)
        try MondayMorning(turn).set()
        turn.reply("thanks", ["forum": .text(turn.forum.name)])
    }
}
