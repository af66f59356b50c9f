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
        var values: [String: PromptValue] = ["text": .text(draft.text), "people": .prompt(joined)]
        let advice = turn.advice(on: draft.text, choices: draft.choices)
        if !advice.isEmpty { values["advice"] = .lines(advice.map { .prompt($0) }) }
        guard draft.kind == .poll else {
            return advice.isEmpty ? Prompt("preview-note", values) : Prompt("preview-note-advice", values)
        }
        values["choices"] = .lines(draft.choices.map { .text($0) })
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
            draft.choices = []
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
        let question = Question(
            PollQuestion.vote.rawValue, Prompt("vote", ["question": .text(draft.text)]),
            title: draft.text.shortened(to: 60), choices: try choices(of: draft),
            data: ["poll": "\(id.rawValue)"], canChange: true)
        let poll = Poll(
            id: id, question: draft.text, askedAs: turn.ask(question, to: .members), isOpen: true)
        try PollStore(turn.database).add(poll, choices: draft.choices, at: turn.now)
        turn.audit("sent a poll")
        turn.reply("poll-sent")
    }

    /// The poll's choices, numbered from 1. Where they are Yes and No, other words for those count too.
    private func choices(of draft: Draft) throws -> [Choice] {
        let yesAndNo = try turn.yesAndNo()
        return draft.choices.enumerated().map { index, label in
            let same = yesAndNo.first { $0.label.lowercased() == label.lowercased() }
            return Choice("\(index + 1)", label: label, words: same?.words ?? [])
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
