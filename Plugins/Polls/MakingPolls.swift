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
        if let text = parts.first {
            draft.plan.questions = [
                SurveyQuestion(text: text, choices: parts.dropFirst().map { SurveyChoice(label: $0) })
            ]
        }
        try askForMore(draft)
    }

    /// Asks for what the poll still lacks, or shows it.
    private func askForMore(_ draft: Draft) throws {
        guard let question = draft.plan.questions.last else {
            return try drafting.ask(.words, Prompt("ask-question"), about: draft)
        }
        if question.choices.isEmpty {
            try drafting.ask(
                .choices, Prompt("ask-choices", ["done": .text(try doneWord())]), about: draft)
        } else if question.choices.count < DraftRules.fewestChoices {
            try askForAnotherChoice(draft, question)
        } else {
            try Previewing(turn).show(draft)
        }
    }

    private func askForAnotherChoice(_ draft: Draft, _ question: SurveyQuestion) throws {
        let values: [String: PromptValue] = [
            "choices": .lines(question.choices.map { .text($0.label) }), "done": .text(try doneWord()),
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
        draft.plan.questions = [SurveyQuestion(text: text)]
        try askForMore(draft)
    }

    /// One choice came, or several, or the word that there are no more.
    func choices(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer), var question = draft.plan.questions.popLast() else {
            return
        }
        let isDone = answer.text.trimmed.lowercased() == (try doneWord()).lowercased()
        let before = question.choices.map(\.label)
        let choices = before + (isDone ? [] : DraftRules.parts(of: answer.text))
        do throws(DraftFault) {
            guard !answer.text.trimmed.isEmpty else { throw .wordsOnly }
            guard !isDone || choices.count >= DraftRules.fewestChoices else { throw .tooFewChoices }
            try DraftRules.check(choices)
        } catch {
            draft.plan.questions.append(question)
            return try drafting.ask(.choices, error.prompt, about: draft)
        }
        question.choices = choices.map { SurveyChoice(label: $0) }
        draft.plan.questions.append(question)
        if isDone || choices.count == DraftRules.mostChoices {
            try Previewing(turn).show(draft)
        } else {
            try askForAnotherChoice(draft, question)
        }
    }

    /// The word by which an organiser says that a poll has all its choices.
    private func doneWord() throws -> String { try turn.words("done") }
}
