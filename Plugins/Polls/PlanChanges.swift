import YouSaidKit

/// What an organiser wants otherwise in a poll that is shown to them: one more question, when it opens and closes, who is
/// asked.
struct PlanChanges {
    private let turn: Turn
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        drafting = Drafting(turn)
    }

    private static let addQuestion = "add-question"
    private static let done = "done"

    /// Asks what should be different.
    func ask(_ draft: Draft, _ words: Prompt = Prompt("ask-more")) throws {
        var choices = [
            Choice(Self.addQuestion, label: try turn.words("more-question")),
            Choice(PollField.closes.rawValue, label: try turn.words("more-closes")),
            Choice(PollField.opens.rawValue, label: try turn.words("more-opens")),
            Choice(PollField.who.rawValue, label: try turn.words("more-who")),
            Choice(PollField.reminders.rawValue, label: try turn.words("more-reminders")),
            Choice(PollField.secrecy.rawValue, label: try turn.words("more-secrecy")),
            Choice(PollField.results.rawValue, label: try turn.words("more-results")),
            Choice(PollField.atLeast.rawValue, label: try turn.words("more-at-least")),
        ]
        // What is about the last question is offered where it can be.
        if draft.plan.questions.last?.kind.takesSeveral ?? false {
            choices.append(Choice(PollField.upTo.rawValue, label: try turn.words("more-up-to")))
        }
        choices += [
            Choice(PollField.other.rawValue, label: try turn.words("more-other")),
            Choice(PollField.easy.rawValue, label: try turn.words("more-easy")),
            Choice(PollField.picture.rawValue, label: try turn.words("more-picture")),
            Choice(Self.done, label: try turn.words("more-done")),
        ]
        try drafting.ask(.more, words, about: draft, choices: choices)
    }

    /// One of them was chosen.
    func more(_ answer: Answer) throws {
        guard let draft = try drafting.draft(of: answer), let id = answer.choice?.id else { return }
        if id == Self.addQuestion { return try MakingPolls(turn).askForQuestion(draft) }
        guard let field = PollField(rawValue: id) else { return try Previewing(turn).show(draft) }
        try ask(field, draft, nil)
    }

    /// Asks for what one field should say. Where only a few words fit, they are offered.
    private func ask(_ field: PollField, _ draft: Draft, _ fault: Prompt?) throws {
        let words: Prompt
        var choices: [Choice] = []
        switch field {
        case .closes: words = Prompt("ask-closes")
        case .opens: words = Prompt("ask-opens")
        case .who:
            words = Prompt("ask-who")
            choices = [
                Choice("members", label: try turn.words("who-members")),
                Choice("supporters", label: try turn.words("who-supporters")),
                Choice("parents", label: try turn.words("who-parents")),
                Choice("organisers", label: try turn.words("who-organisers")),
            ]
        case .reminders:
            words = Prompt("ask-reminders", ["most": .number(DraftRules.mostReminders)])
        case .secrecy:
            words = Prompt("ask-secrecy")
            choices = [
                Choice(Secrecy.anonymous.rawValue, label: try turn.words("label-anonymous")),
                Choice(Secrecy.confidential.rawValue, label: try turn.words("label-confidential")),
                Choice(Secrecy.named.rawValue, label: try turn.words("label-named")),
            ]
        case .results:
            words = Prompt("ask-results")
            choices = [
                Choice(ResultsVisibility.closed.rawValue, label: try turn.words("results-at-end")),
                Choice(ResultsVisibility.voted.rawValue, label: try turn.words("results-after-answer")),
                Choice(ResultsVisibility.open.rawValue, label: try turn.words("results-at-once")),
            ]
        case .atLeast: words = Prompt("ask-at-least")
        case .upTo: words = Prompt("ask-up-to")
        case .other:
            words = Prompt("ask-other")
            choices = try turn.yesAndNo()
        case .easy: words = Prompt("ask-easy")
        default: words = Prompt("ask-picture")
        }
        try drafting.ask(
            .field, fault ?? words, about: draft, choices: choices, kind: field == .who ? .words : nil,
            data: ["field": field.rawValue])
    }

    /// What it should say came.
    func field(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer),
            let field = answer.question.data["field"].flatMap(PollField.init(rawValue:))
        else { return }
        var text = try PollText(turn, plan: draft.plan)
        do throws(PollTextFault.Problem) {
            let words = answer.choice?.id ?? answer.text.trimmed
            guard !words.isEmpty else { throw .draft(.wordsOnly) }
            try text.set(field, to: words)
            if field == .upTo, let question = text.plan.questions.last,
                let most = question.most, most > question.choices.count
            {
                throw .number(1...max(question.choices.count, 1))
            }
        } catch {
            if let failure = text.failure { throw failure }
            return try ask(field, draft, try error.prompt(turn))
        }
        draft.plan = text.plan
        try Previewing(turn).show(draft)
    }
}
