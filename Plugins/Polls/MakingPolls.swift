import YouSaidKit

/// POLL: an organiser makes a poll, all at once, in lines or step by step.
struct MakingPolls {
    private let turn: Turn
    private let drafting: Drafting

    init(_ turn: Turn) {
        self.turn = turn
        drafting = Drafting(turn)
    }

    /// POLL, alone, with "Question | A | B", or with a whole poll in lines.
    func begin(_ call: CommandCall) throws {
        guard call.attachments.isEmpty else {
            return turn.reply(DraftFault.wordsOnly.prompt, Prompt("poll-example"))
        }
        if PollText.isMeant(call.text) { return try MendingLines(turn).read(call.text, nil) }
        let parts = DraftRules.parts(of: call.text)
        let own = try AskingQuestions(turn).ownLabels()
        do throws(DraftFault) {
            try DraftRules.checkQuestion(parts.first ?? "")
            try DraftRules.check(Array(parts.dropFirst()), own: own)
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

    /// Asks for what the last question of the poll still lacks, or shows the poll.
    private func askForMore(_ draft: Draft) throws {
        guard let question = draft.plan.questions.last else { return try askForQuestion(draft) }
        let choices = question.choices
        guard question.kind.hasOwnChoices, choices.count < DraftRules.fewestChoices else {
            return try Previewing(turn).show(draft)
        }
        guard choices.isEmpty else { return try askForAnotherChoice(draft, question) }
        try askForKind(draft)
    }

    /// Asks for a question: the first one, or one more.
    func askForQuestion(_ draft: Draft) throws {
        let templates = Choice("templates", label: try turn.words("templates"), isAside: true)
        let isFirst = draft.plan.questions.isEmpty
        try drafting.ask(
            .words, isFirst ? Prompt("ask-first-question") : Prompt("ask-question"), about: draft,
            choices: isFirst ? [templates] : [], kind: .words)
    }

    private func askForKind(_ draft: Draft) throws {
        let choices = [
            Choice(QuestionKind.one.rawValue, label: try turn.words("kind-one")),
            Choice(QuestionKind.several.rawValue, label: try turn.words("kind-several")),
            Choice(QuestionKind.yesNo.rawValue, label: try turn.words("kind-yes-no")),
            Choice(QuestionKind.scale.rawValue, label: try turn.words("kind-scale")),
            Choice(QuestionKind.words.rawValue, label: try turn.words("kind-words")),
            Choice(QuestionKind.date.rawValue, label: try turn.words("kind-date")),
            Choice(QuestionKind.signOff.rawValue, label: try turn.words("kind-sign-off")),
        ]
        try drafting.ask(.kind, Prompt("ask-kind"), about: draft, choices: choices)
    }

    private func askForChoices(_ draft: Draft, _ question: SurveyQuestion) throws {
        let done = PromptValue.text(try doneWord())
        let words =
            question.kind == .date
            ? Prompt("ask-times", ["done": done]) : Prompt("ask-choices", ["done": done])
        try drafting.ask(.choices, words, about: draft)
    }

    private func askForAnotherChoice(_ draft: Draft, _ question: SurveyQuestion) throws {
        let values: [String: PromptValue] = [
            "choices": .lines(question.choices.map { .text($0.label) }), "done": .text(try doneWord()),
            "undo": .text(try turn.words("undo")),
        ]
        try drafting.ask(.choices, Prompt("ask-another-choice", values), about: draft)
    }

    // MARK: Step by step

    /// The poll's question came, or the wish for a ready-made poll.
    func question(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer) else { return }
        if answer.choice?.id == "templates" { return try Templates(turn).offer(draft) }
        let text = answer.text.trimmed
        if try takesBack(text) {
            if draft.plan.questions.isEmpty { return try askForQuestion(draft) }
            return try Previewing(turn).show(draft)
        }
        do throws(DraftFault) {
            guard !text.isEmpty else { throw .wordsOnly }
            try DraftRules.checkQuestion(text)
        } catch {
            return try drafting.ask(.words, error.prompt, about: draft)
        }
        draft.plan.questions.append(SurveyQuestion(text: text))
        try askForKind(draft)
    }

    /// The kind of answer was chosen.
    func kind(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer), var question = draft.plan.questions.popLast(),
            let kind = answer.choice.flatMap({ QuestionKind(rawValue: $0.id) })
        else { return }
        question.kind = kind
        draft.plan.questions.append(question)
        if kind.hasOwnChoices { return try askForChoices(draft, question) }
        try Previewing(turn).show(draft)
    }

    /// One choice came, or several, or the word that there are no more.
    func choices(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer), var question = draft.plan.questions.popLast() else {
            return
        }
        if try takesBack(answer.text) {
            // The last choice goes; without one it is asked again how people can answer.
            let isLast = question.choices.popLast() == nil
            draft.plan.questions.append(question)
            return isLast
                ? try askForKind(draft)
                : question.choices.isEmpty
                    ? try askForChoices(draft, question) : try askForAnotherChoice(draft, question)
        }
        let isDone = answer.text.trimmed.lowercased() == (try doneWord()).lowercased()
        let own = try AskingQuestions(turn).ownLabels()
        let new = isDone ? [] : DraftRules.parts(of: answer.text)
        if question.kind == .date, !isDone, !new.isEmpty {
            draft.plan.questions.append(question)
            return try add(times: new, to: draft)
        }
        let choices = question.choices.map(\.label) + new
        do throws(DraftFault) {
            guard !answer.text.trimmed.isEmpty else { throw .wordsOnly }
            guard !isDone || choices.count >= DraftRules.fewestChoices else { throw .tooFewChoices }
            try DraftRules.check(choices, own: own)
        } catch {
            draft.plan.questions.append(question)
            return try drafting.ask(.choices, error.prompt, about: draft)
        }
        question.choices += new.map { SurveyChoice(label: $0) }
        draft.plan.questions.append(question)
        if isDone || choices.count == DraftRules.mostChoices {
            try Previewing(turn).show(draft)
        } else {
            try askForAnotherChoice(draft, question)
        }
    }

    /// Times came, of a date that is looked for. One that may mean two is asked back.
    private func add(times: [String], to draft: Draft) throws {
        let reader = try TimeReader(now: turn.now, zone: turn.forum.timeZone)
        var draft = draft
        for time in times {
            let problem: PollTextFault.Problem
            switch try reader.read(time) {
            case .time(let found):
                try append(found, to: &draft)
                continue
            case .several(let found):
                let choices = try found.map { found in
                    Choice(try StoredJSON.write(found), label: try AskingQuestions(turn).label(of: found))
                }
                return try drafting.ask(
                    .whichTime, Prompt("ask-which-time", ["words": .text(time)]), about: draft,
                    choices: choices)
            case .noTime: problem = .noTimeOfDay
            case .past: problem = .past
            case .nothing: problem = .noTime
            }
            return try drafting.ask(
                .choices,
                Prompt("fault-in-field", ["field": .text(time), "fault": .prompt(try problem.prompt(turn))]),
                about: draft)
        }
        try goOn(draft)
    }

    /// One of two times was chosen.
    func time(_ answer: Answer) throws {
        guard var draft = try drafting.draft(of: answer), let choice = answer.choice else { return }
        try append(try StoredJSON.read(LocalTime.self, choice.id), to: &draft)
        try goOn(draft)
    }

    private func append(_ time: LocalTime, to draft: inout Draft) throws {
        guard var question = draft.plan.questions.popLast() else { return }
        if !question.choices.contains(where: { $0.starts == time }) {
            question.choices.append(
                SurveyChoice(label: try AskingQuestions(turn).label(of: time), starts: time))
        }
        draft.plan.questions.append(question)
    }

    private func goOn(_ draft: Draft) throws {
        guard let question = draft.plan.questions.last else { return }
        if question.choices.count >= DraftRules.mostChoices { return try Previewing(turn).show(draft) }
        try askForAnotherChoice(draft, question)
    }

    /// Whether an organiser wants to go back a step: that is never a question or a choice.
    private func takesBack(_ text: String) throws -> Bool {
        let words = [try turn.words("undo"), try AskingQuestions(turn).aside(.back).label]
        return words.contains { DraftRules.asRead($0) == DraftRules.asRead(text.trimmed) }
    }

    /// The word by which an organiser says that a poll has all its choices.
    private func doneWord() throws -> String { try turn.words("done") }
}
