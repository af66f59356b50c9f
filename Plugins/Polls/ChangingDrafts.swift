import YouSaidKit

/// "Change", said to a preview: one question or choice of a poll is written otherwise, and all the rest stays as it is.
struct ChangingDrafts {
    private let turn: Turn
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        drafting = Drafting(turn)
    }

    private static let remove = "remove"
    private static let keep = "keep"

    // MARK: What to change

    /// Asks what should be different. Of a note the words are all that there is.
    func ask(_ draft: Draft, _ lead: Prompt? = nil) throws {
        switch draft.kind {
        case .note:
            return try drafting.ask(
                .note, Prompt("ask-note-again", ["text": .text(draft.text)]), about: draft)
        case .next:
            return try NextSteps(turn).ask(
                draft, Prompt("ask-next-again", ["text": .text(draft.text)]))
        case .poll: break
        }
        let questions = draft.plan.questions
        guard questions.count > 1 else { return try ask(draft, inQuestion: 0, lead) }
        let choices = try questions.indices.map { place in
            try choice(
                .question(place), "change-question",
                ["number": .number(place + 1), "text": .text(questions[place].text.shortened(to: 40))])
        }
        try ask(draft, choices, lead)
    }

    private func ask(_ draft: Draft, inQuestion place: Int, _ lead: Prompt? = nil) throws {
        guard draft.plan.questions.indices.contains(place) else { return try Previewing(turn).show(draft) }
        let question = draft.plan.questions[place]
        var choices = [try choice(.words(place), "change-words", [:])]
        if question.kind.hasOwnChoices {
            for (index, old) in question.choices.enumerated() where !old.isOther {
                choices.append(
                    try choice(
                        .choice(place, index), "change-choice",
                        ["number": .number(index + 1), "choice": .text(old.label)],
                        words: ["\(try turn.words("change-choice-word")) \(index + 1)", old.label]))
            }
            if question.choices.count < DraftRules.mostChoices {
                choices.append(try choice(.newChoice(place), "change-new", [:]))
            }
        }
        try ask(draft, choices, lead)
    }

    private func ask(_ draft: Draft, _ choices: [Choice], _ lead: Prompt?) throws {
        let ends = [
            try choice(.startAgain, "change-again", [:]), try choice(.nothing, "change-nothing", [:]),
        ]
        try drafting.ask(.change, lead ?? Prompt("ask-change"), about: draft, choices: choices + ends)
    }

    private func choice(
        _ part: DraftPart, _ name: String, _ values: [String: PromptValue], words: [String] = []
    ) throws -> Choice {
        Choice(part.id, label: try turn.words(name, values), words: words)
    }

    /// One of them was chosen.
    func chosen(_ answer: Answer) throws {
        guard let draft = try drafting.draft(of: answer),
            let part = answer.choice.flatMap({ DraftPart($0.id) })
        else { return }
        switch part {
        case .question(let place): try ask(draft, inQuestion: place)
        case .startAgain:
            var draft = draft
            draft.plan = PollPlan()
            try MakingPolls(turn).askForQuestion(draft)
        case .nothing: try Previewing(turn).show(draft)
        case .words, .choice, .newChoice: try ask(for: part, of: draft)
        }
    }

    // MARK: The new words

    private func ask(for part: DraftPart, of draft: Draft, _ fault: Prompt? = nil) throws {
        let words: Prompt
        var asides = [Choice(Self.keep, label: try turn.words("change-nothing"), isAside: true)]
        switch part {
        case .words(let place):
            guard let old = draft.plan.questions.at(place) else { return try Previewing(turn).show(draft) }
            words = Prompt("change-ask", ["old": .text(old.text)])
            if draft.plan.questions.count > 1 {
                asides.insert(
                    Choice(Self.remove, label: try turn.words("change-remove"), isAside: true), at: 0)
            }
        case .choice(let place, let index):
            guard let question = draft.plan.questions.at(place), let old = question.choices.at(index) else {
                return try Previewing(turn).show(draft)
            }
            words = Prompt("change-ask", ["old": .text(old.label)])
            if question.choices.count > DraftRules.fewestChoices {
                asides.insert(
                    Choice(Self.remove, label: try turn.words("change-remove"), isAside: true), at: 0)
            }
        default: words = Prompt("change-ask-new")
        }
        try drafting.ask(
            .changed, fault ?? words, about: draft, choices: asides, kind: .words, data: ["part": part.id])
    }

    /// The new words came, or the wish to take it away or to leave it.
    func changed(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer),
            let part = answer.question.data["part"].flatMap(DraftPart.init)
        else { return }
        if answer.choice?.id == Self.keep { return try Previewing(turn).show(draft) }
        if answer.choice?.id == Self.remove {
            remove(part, from: &draft)
            return try Previewing(turn).show(draft)
        }
        let text = try PollText(turn)
        do throws(PollTextFault.Problem) {
            try write(answer.text.trimmed, as: part, in: &draft, text)
        } catch {
            return try ask(for: part, of: draft, try error.prompt(turn))
        }
        try Previewing(turn).show(draft)
    }

    private func remove(_ part: DraftPart, from draft: inout Draft) {
        switch part {
        case .words(let place) where draft.plan.questions.count > 1 && draft.plan.questions.at(place) != nil:
            draft.plan.questions.remove(at: place)
        case .choice(let place, let index) where draft.plan.questions.at(place)?.choices.at(index) != nil:
            draft.plan.questions[place].choices.remove(at: index)
            let count = draft.plan.questions[place].choices.count
            if let most = draft.plan.questions[place].most, most >= count {
                draft.plan.questions[place].most = nil
            }
        default: break
        }
    }

    private func write(
        _ words: String, as part: DraftPart, in draft: inout Draft, _ text: PollText
    ) throws(PollTextFault.Problem) {
        guard !words.isEmpty else { throw .draft(.wordsOnly) }
        guard let place = part.question, var question = draft.plan.questions.at(place) else { return }
        switch part {
        case .words: question.text = try text.checked(words)
        case .choice(_, let index):
            guard question.choices.indices.contains(index) else { return }
            question.choices[index] = try text.choice(words, of: question)
        default:
            question.choices.insert(
                try text.choice(words, of: question),
                at: question.choices.firstIndex(where: \.isOther) ?? question.choices.count)
        }
        try text.check(question)
        draft.plan.questions[place] = question
    }
}

extension Array {
    fileprivate func at(_ place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
