import YouSaidKit

/// Puts the questions of a poll into the form in which people are asked them.
struct AskingQuestions {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    // MARK: Choices

    /// The plan with all its choices: those that a kind of question brings along, and the words for "other".
    func complete(_ plan: PollPlan) throws -> PollPlan {
        var plan = plan
        plan.questions = try plan.questions.map(complete)
        if plan.questions.count > 1, plan.name == nil {
            plan.name = try turn.words("survey-name", ["forum": .text(turn.forum.name)])
        }
        return plan
    }

    private func complete(_ question: SurveyQuestion) throws -> SurveyQuestion {
        var question = question
        switch question.kind {
        case .yesNo, .signOff:
            let labels = try turn.yesAndNo().map(\.label) + [turn.words("not-sure")]
            question.choices = labels.map { SurveyChoice(label: $0) }
        case .scale:
            let labels = try [
                turn.words("scale-worst"), turn.words("scale-bad"), turn.words("scale-middle"),
                turn.words("scale-good"),
                turn.words("scale-best"),
            ]
            question.choices = labels.map { SurveyChoice(label: $0) }
        case .date:
            question.choices = try question.choices.map { choice in
                guard let starts = choice.starts else { return choice }
                return SurveyChoice(label: try label(of: starts), starts: starts)
            }
            if question.nonePlace == nil {
                question.choices.append(SurveyChoice(label: try turn.words("none-of-these")))
            }
        case .words: question.choices = []
        case .one, .several:
            question.choices = try question.choices.map { choice in
                guard choice.isOther, choice.label.isEmpty else { return choice }
                return SurveyChoice(label: try turn.words("other"), isOther: true)
            }
        }
        return question
    }

    /// A time as people read it.
    func label(of time: LocalTime) throws -> String {
        let moment = try time.moment()
        return try turn.words("date-label", ["date": .date(moment), "time": .time(moment)])
    }

    // MARK: The question

    /// One question of a poll.
    /// - Parameters:
    ///   - plan: the whole poll, with all its choices.
    ///   - place: which question, from 1.
    ///   - round: how often the poll's votes were thrown away.
    ///   - reason: why people are asked again, said before the first question of a later round.
    func question(
        _ place: Int, of plan: PollPlan, poll: Poll.ID, round: Int = 0, reason: String = "vote-again"
    ) throws -> Question {
        let question = plan.questions[place - 1]
        let count = plan.questions.count
        let terms = plan.ballotTerms(poll, round: round)
        var asked = PollAsked(question, terms, place: place, of: count)
        asked.mayWaitForWords =
            count > 1 && plan.questions.contains { $0.choices.contains(where: \.isOther) }
        asked.showsResults = plan.terms.visibility != .closed
        var text = try text(of: question, place, of: plan)
        if round > 0, place == 1 { text = Prompt(reason, ["vote": .prompt(text)]) }
        return Question(
            PollQuestion.vote.rawValue, text, title: question.title,
            choices: try choices(of: question) + asides(of: asked, beside: question),
            kind: question.kind == .words ? .words : question.kind.takesSeveral ? .several : .choice,
            data: asked.data, canChange: true, canBeEntered: true, hearsOtherWords: asked.other != nil,
            picture: question.picture.map {
                Picture(url: $0.url, description: Prompt("picture-words", ["words": .text($0.description)]))
            }, vault: terms.vault)
    }

    private func text(of question: SurveyQuestion, _ place: Int, of plan: PollPlan) throws -> Prompt {
        var lines = lines(of: question)
        if plan.questions.count > 1, plan.terms.secrecy == .anonymous, question.takesWords {
            lines.append(.prompt(Prompt("words-danger")))
        }
        let words = PromptValue.lines(lines)
        let count = plan.questions.count
        let promise = try PromptValue.lines(self.promise(of: plan))
        guard count > 1 else { return Prompt("vote", ["question": words, "secrecy": promise]) }
        let progress = PromptValue.prompt(
            Prompt("progress", ["place": .number(place), "count": .number(count)]))
        guard place == 1 else { return Prompt("survey-next", ["progress": progress, "question": words]) }
        return Prompt(
            "survey-first",
            ["name": .text(plan.title), "secrecy": promise, "progress": progress, "question": words])
    }

    /// What is said before the first question: who sees what, and until when it can be answered. In a survey the questions that
    /// are answered in people's own words say themselves what may happen with those.
    private func promise(of plan: PollPlan) throws -> [PromptValue] {
        let promise = plan.questions.count > 1 ? plan.terms.secrecy.promise : plan.promise
        guard let closes = try plan.terms.closes?.moment() else { return [.prompt(promise)] }
        return [
            .prompt(promise), .prompt(Prompt("term-closes", ["date": .date(closes), "time": .time(closes)])),
        ]
    }

    private func lines(of question: SurveyQuestion) -> [PromptValue] {
        var lines: [PromptValue] = [.text(question.text)]
        if question.kind == .signOff { lines.insert(.prompt(Prompt("sign-off-ask")), at: 0) }
        if let explanation = question.explanation { lines.append(.text(explanation)) }
        switch question.kind {
        case .several:
            lines.append(
                .prompt(
                    question.most.map { Prompt("how-up-to", ["most": .number($0)]) } ?? Prompt("how-several"))
            )
        case .date: lines.append(.prompt(Prompt("how-date")))
        case .words: lines.append(.prompt(Prompt("how-words")))
        case .signOff: lines.append(.prompt(Prompt("sign-off-meaning")))
        case .one, .yesNo, .scale: break
        }
        return lines
    }

    /// The choices, numbered from 1. Where they are Yes and No, other words for those count too.
    private func choices(of question: SurveyQuestion) throws -> [Choice] {
        let yesAndNo = try turn.yesAndNo()
        return question.choices.enumerated().map { index, choice in
            let same = yesAndNo.first { $0.label.lowercased() == choice.label.lowercased() }
            return Choice("\(index + 1)", label: choice.label, words: same?.words ?? [])
        }
    }

    /// What can be said beside the answers.
    private func asides(of asked: PollAsked, beside question: SurveyQuestion) throws -> [Choice] {
        var asides: [Choice] = []
        if asked.kind.takesSeveral { asides.append(try aside(.done)) }
        guard asked.isSurvey else { return asides }
        asides.append(try aside(.skip))
        if asked.place > 1 { asides.append(try aside(.back)) }
        asides.append(try aside(.pause))
        // "Later" means the choice with that name where there is one.
        let taken = Set(question.choices.map { DraftRules.asRead($0.label) })
        return asides.map { aside in
            Choice(
                aside.id, label: aside.label,
                words: aside.words.filter { !taken.contains(DraftRules.asRead($0)) },
                isAside: true)
        }
    }

    /// The labels of what is offered beside an organiser's choices, in one poll or another, and what makers of a poll say
    /// to take something back.
    func ownLabels() throws -> [String] {
        try Aside.allCases.map { try aside($0).label } + [turn.words("other"), turn.words("undo")]
    }

    func aside(_ aside: Aside) throws -> Choice {
        switch aside {
        case .done: Choice(aside.rawValue, label: try turn.words("done"), isAside: true)
        case .skip: try self.aside(aside, turn.words("skip"), turn.words("skip-words"))
        case .back: try self.aside(aside, turn.words("back"), turn.words("back-words"))
        case .pause: try self.aside(aside, turn.words("pause"), turn.words("pause-words"))
        }
    }

    private func aside(_ aside: Aside, _ label: String, _ others: String) -> Choice {
        let words = others.split(separator: ",").map(\.trimmed)
        return Choice(aside.rawValue, label: label, words: words, isAside: true)
    }
}

/// What can be said beside the answers to a question.
enum Aside: String, CaseIterable {
    case done, skip, back, pause
}
