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
        if draft.kind == .poll, let fault = try SendingPolls(turn).fault(in: draft.plan.terms) {
            return try PlanChanges(turn).ask(draft, fault)
        }
        var choices = try turn.yesAndNo() + [Choice("change", label: turn.words("change"))]
        if draft.kind == .poll {
            choices.append(Choice("more", label: try turn.words("more")))
            choices.append(Choice("phones", label: try turn.words("phones")))
        }
        try drafting.ask(.preview, try preview(of: draft), about: draft, choices: choices)
    }

    private func preview(of draft: Draft) throws -> Prompt {
        let plan = draft.plan
        let text = draft.kind == .poll ? plan.questions.map(\.text).joined(separator: "\n") : draft.text
        let choices = plan.questions.flatMap { $0.choices.map(\.label) }.filter { !$0.isEmpty }
        var values: [String: PromptValue] = ["text": .text(draft.text)]
        let advice = turn.advice(on: text, choices: choices)
        if !advice.isEmpty { values["advice"] = .lines(advice.map { .prompt($0) }) }
        switch draft.kind {
        case .next:
            let poll = try draft.subject.flatMap { try PollStore(turn.database).poll($0) }
            values["question"] = .text(poll?.name ?? "")
            return advice.isEmpty ? Prompt("preview-next", values) : Prompt("preview-next-advice", values)
        case .note:
            values["people"] = .prompt(try people(in: .members))
            return advice.isEmpty ? Prompt("preview-note", values) : Prompt("preview-note-advice", values)
        case .poll:
            values["text"] = try .lines(words(of: AskingQuestions(turn).complete(plan)))
            values["terms"] = try .lines(terms(of: plan))
            values["people"] = .prompt(try people(in: plan.terms.audience))
            return advice.isEmpty ? Prompt("preview-poll", values) : Prompt("preview-poll-advice", values)
        }
    }

    private func people(in group: Group) throws -> Prompt {
        guard group == .members else {
            return Prompt("people-asked", ["people": .text(try GroupWords(turn).count(group))])
        }
        let people = try turn.people.count(group)
        return people == 1 ? Prompt("joined-one") : Prompt("joined-many", ["count": .number(people)])
    }

    /// The questions with their choices, each on a line.
    private func words(of plan: PollPlan) -> [PromptValue] {
        guard plan.questions.count > 1 else { return plan.questions.flatMap { words(of: $0, number: nil) } }
        return [.text(plan.title)]
            + plan.questions.enumerated().flatMap { [.text("")] + words(of: $1, number: $0 + 1) }
    }

    private func words(of question: SurveyQuestion, number: Int?) -> [PromptValue] {
        let text = PromptValue.text(question.text)
        let first = number.map {
            PromptValue.prompt(Prompt("numbered", ["number": .number($0), "text": text]))
        }
        let choices = question.choices.map { PromptValue.text($0.label) }
        var below = question.kind == .words ? [.prompt(Prompt("kind-words"))] : choices
        if let most = question.most, question.kind.takesSeveral {
            below.append(.prompt(Prompt("term-up-to", ["most": .number(most)])))
        }
        return [first ?? text, .text("")] + below
    }

    /// What holds for the whole poll.
    private func terms(of plan: PollPlan) throws -> [PromptValue] {
        let terms = plan.terms
        let secrecy = try turn.words("label-\(terms.secrecy.rawValue)")
        var lines: [PromptValue] = [
            .prompt(Prompt("term-secrecy", ["who": .text(secrecy)])), .prompt(plan.promise),
        ]
        if let opens = try terms.opens?.moment() {
            lines.append(.prompt(Prompt("term-opens", ["date": .date(opens), "time": .time(opens)])))
        }
        if let closes = try terms.closes?.moment() {
            lines.append(.prompt(Prompt("term-closes", ["date": .date(closes), "time": .time(closes)])))
        }
        if terms.reminders > 0 {
            lines.append(.prompt(Prompt("term-reminders", ["count": .number(terms.reminders)])))
        }
        switch terms.visibility {
        case .closed: break
        case .voted: lines.append(.prompt(Prompt("term-results-voted")))
        case .open: lines.append(.prompt(Prompt("term-results-open")))
        }
        if let wanted = terms.minimum {
            let minimum = max(wanted, try turn.settings.integer("minimumAnswers"))
            lines.append(.prompt(Prompt("term-minimum", ["minimum": .number(minimum)])))
        }
        return lines
    }

    /// Shows each question as each kind of phone will show it, and asks again.
    private func showOnPhones(_ draft: Draft) throws {
        let asking = AskingQuestions(turn)
        let plan = try asking.complete(draft.plan)
        for place in plan.questions.indices {
            let question = try asking.question(place + 1, of: plan, poll: Poll.ID(rawValue: 0))
            turn.reply([
                Prompt(
                    "phone-buttons",
                    ["message": .text(try turn.preview(question, in: .standard, hasButtons: true))]),
                Prompt(
                    "phone-plain",
                    ["message": .text(try turn.preview(question, in: .standard, hasButtons: false))]),
                Prompt(
                    "phone-easy-read",
                    ["message": .text(try turn.preview(question, in: .easyRead, hasButtons: true))]),
            ])
        }
        try show(draft)
    }

    // MARK: Deciding

    /// Yes, No or Change came, or a wish for more.
    func decide(_ answer: Answer) throws {
        guard let draft = try drafting.draft(of: answer) else { return }
        switch answer.choice?.id {
        case "yes": try send(draft)
        case "change": try ChangingDrafts(turn).ask(draft)
        case "more": try PlanChanges(turn).ask(draft)
        case "phones": try showOnPhones(draft)
        default:
            try drafting.end(draft)
            turn.reply("not-sent")
        }
    }

    private func send(_ draft: Draft) throws {
        switch draft.kind {
        case .poll:
            let sending = SendingPolls(turn)
            let terms = draft.plan.terms
            if let fault = try sending.fault(in: terms) { return try PlanChanges(turn).ask(draft, fault) }
            // Whoever joins before it opens is asked too.
            if try terms.opens == nil && turn.people.count(terms.audience) == 0 {
                return try PlanChanges(turn).ask(draft, Prompt("fault-nobody"))
            }
            try sending.send(draft.plan, by: draft.author)
        case .note:
            if try turn.people.count(.members) == 0 {
                turn.reply("nobody-joined")
                return try show(draft)
            }
            sendNote(draft)
        case .next: try NextSteps(turn).send(draft)
        }
        try drafting.end(draft)
    }

    private func sendNote(_ draft: Draft) {
        let values: [String: PromptValue] = ["forum": .text(turn.forum.name), "text": .text(draft.text)]
        // A note is about anything, so STOP POLLS does not stop it.
        turn.broadcast(Message(Prompt("note", values), subject: .general), to: .members)
        turn.audit("sent a note")
        turn.reply("note-sent")
    }
}
