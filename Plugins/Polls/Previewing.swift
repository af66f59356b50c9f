import YouSaidKit

/// Shows an organiser what would go out, and sends it on Yes.
struct Previewing {
    private let turn: Turn
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        drafting = Drafting(turn)
    }

    /// Shows a draft and asks whether to send it.
    func show(_ draft: Draft) throws {
        let change = Choice("change", label: try turn.words("change"))
        try drafting.ask(
            .preview, try preview(of: draft), about: draft, choices: try turn.yesAndNo() + [change])
    }

    private func preview(of draft: Draft) throws -> Prompt {
        let people = try turn.people.count(.members)
        let joined = people == 1 ? Prompt("joined-one") : Prompt("joined-many", ["count": .number(people)])
        let question = draft.plan.questions.first
        let text = question?.text ?? draft.text
        let choices = question?.choices.map(\.label) ?? []
        var values: [String: PromptValue] = ["text": .text(text), "people": .prompt(joined)]
        let advice = turn.advice(on: text, choices: choices)
        if !advice.isEmpty { values["advice"] = .lines(advice.map { .prompt($0) }) }
        guard draft.kind == .poll else {
            return advice.isEmpty ? Prompt("preview-note", values) : Prompt("preview-note-advice", values)
        }
        values["choices"] = .lines(choices.map { .text($0) })
        return advice.isEmpty ? Prompt("preview-poll", values) : Prompt("preview-poll-advice", values)
    }

    /// Yes, No or Change came.
    func decide(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer) else { return }
        switch answer.choice?.id {
        case "yes":
            switch draft.kind {
            case .poll: try sendPoll(draft)
            case .note: sendNote(draft)
            }
            try drafting.end(draft)
        case "change":
            draft.text = ""
            draft.plan.questions = []
            switch draft.kind {
            case .poll: try drafting.ask(.words, Prompt("ask-question"), about: draft)
            case .note: try drafting.ask(.note, Prompt("ask-note"), about: draft)
            }
        default:
            try drafting.end(draft)
            turn.reply("not-sent")
        }
    }

    private func sendPoll(_ draft: Draft) throws {
        let id = Poll.ID(rawValue: turn.newID())
        let plan = draft.plan
        guard let first = plan.questions.first else { return }
        let question = Question(
            PollQuestion.vote.rawValue,
            Prompt("vote", ["question": .text(first.text), "secrecy": .prompt(plan.terms.secrecy.promise)]),
            title: first.title, choices: try choices(of: first),
            data: PollAsked(poll: id, place: 1, secrecy: plan.terms.secrecy).data, canChange: true)
        let asked = turn.ask(question, to: plan.terms.audience)
        try PollStore(turn.database).add(plan, id: id, by: draft.author, asked: [asked], opened: turn.now)
        turn.audit("sent a poll")
        turn.reply("poll-sent")
    }

    /// The choices of a question, numbered from 1. Where they are Yes and No, other words for those count too.
    private func choices(of question: SurveyQuestion) throws -> [Choice] {
        let yesAndNo = try turn.yesAndNo()
        return question.choices.enumerated().map { index, choice in
            let same = yesAndNo.first { $0.label.lowercased() == choice.label.lowercased() }
            return Choice("\(index + 1)", label: choice.label, words: same?.words ?? [])
        }
    }

    private func sendNote(_ draft: Draft) {
        let values: [String: PromptValue] = ["forum": .text(turn.forum.name), "text": .text(draft.text)]
        // A note is about anything, so STOP POLLS does not stop it.
        turn.broadcast(Message(Prompt("note", values), subject: .general), to: .members)
        turn.audit("sent a note")
        turn.reply("note-sent")
    }
}
