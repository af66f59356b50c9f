import YouSaidKit

/// POLL: an organiser makes a poll, all at once or step by step.
struct MakingPolls {
    private let turn: Turn
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        drafting = Drafting(turn)
    }

    /// POLL, alone or with "Question | A | B".
    func begin(_ call: CommandCall) throws {
        let parts = DraftRules.parts(of: call.text)
        do throws(DraftFault) {
            guard call.attachments.isEmpty else { throw .wordsOnly }
            try DraftRules.checkQuestion(parts.first ?? "")
            try DraftRules.check(Array(parts.dropFirst()))
        } catch {
            return turn.reply(error.prompt, Prompt("poll-example"))
        }
        var draft = try drafting.start(.poll)
        draft.text = parts.first ?? ""
        draft.choices = Array(parts.dropFirst())
        try askForMore(draft)
    }

    /// Asks for what the poll still lacks, or shows it.
    private func askForMore(_ draft: Draft) throws {
        if draft.text.isEmpty {
            try drafting.ask(.words, Prompt("ask-question"), about: draft)
        } else if draft.choices.isEmpty {
            try drafting.ask(
                .choices, Prompt("ask-choices", ["done": .text(try doneWord())]), about: draft)
        } else if draft.choices.count < DraftRules.fewestChoices {
            try askForAnotherChoice(draft)
        } else {
            try Previewing(turn).show(draft)
        }
    }

    private func askForAnotherChoice(_ draft: Draft) throws {
        let values: [String: PromptValue] = [
            "choices": .lines(draft.choices.map { .text($0) }), "done": .text(try doneWord()),
        ]
        try drafting.ask(.choices, Prompt("ask-another-choice", values), about: draft)
    }

    // MARK: Step by step

    /// The poll's question came.
    func question(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer) else { return }
        let text = answer.text.trimmed
        do throws(DraftFault) {
            guard !text.isEmpty else { throw .wordsOnly }
            try DraftRules.checkQuestion(text)
        } catch {
            return try drafting.ask(.words, error.prompt, about: draft)
        }
        draft.text = text
        try askForMore(draft)
    }

    /// One choice came, or several, or the word that there are no more.
    func choices(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer) else { return }
        let isDone = answer.text.trimmed.lowercased() == (try doneWord()).lowercased()
        let choices = draft.choices + (isDone ? [] : DraftRules.parts(of: answer.text))
        do throws(DraftFault) {
            guard !answer.text.trimmed.isEmpty else { throw .wordsOnly }
            guard !isDone || choices.count >= DraftRules.fewestChoices else { throw .tooFewChoices }
            try DraftRules.check(choices)
        } catch {
            return try drafting.ask(.choices, error.prompt, about: draft)
        }
        draft.choices = choices
        if isDone || choices.count == DraftRules.mostChoices {
            try Previewing(turn).show(draft)
        } else {
            try askForAnotherChoice(draft)
        }
    }

    /// The word by which an organiser says that a poll has all its choices.
    private func doneWord() throws -> String { try turn.words("done") }
}
