import YouSaidKit

/// Ready-made polls. Each is a prompt written like a poll in lines, so that a forum can have its own words.
struct Templates {
    private let turn: Turn
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        drafting = Drafting(turn)
    }

    /// The names of the prompts.
    private static let names = [
        "template-after-meeting", "template-listening", "template-charter", "template-outcomes",
        "template-made-together",
    ]

    private func read(_ name: String) throws -> PollPlan {
        var text = try PollText(turn)
        try text.read(turn.words(name))
        return text.plan
    }

    /// Asks which one.
    func offer(_ draft: Draft) throws {
        if let question = draft.question { turn.close(question) }
        let choices = try Self.names.map { Choice($0, label: try read($0).title.shortened(to: 60)) }
        try drafting.ask(.template, Prompt("ask-template"), about: draft, choices: choices)
    }

    /// One was chosen.
    func take(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer), let name = answer.choice?.id else { return }
        draft.plan = try read(name)
        try Previewing(turn).show(draft)
    }
}
