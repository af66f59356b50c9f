import YouSaidKit

/// MY CHOICES: what somebody said yes and no to, and how they change it.
struct MyChoices {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    private static let done = "done"
    private static let age = "age"
    private static let school = "school"

    func show() throws {
        let member = try turn.requireMember().id
        let said = try turn.people.consents(of: member)
        let lines = Consent.Kind.allCases.map { kind in
            PromptValue.prompt(
                Prompt(
                    "choice-line",
                    [
                        "what": .prompt(Prompt("choice-\(kind.rawValue)")),
                        "said": .prompt(Self.said(said.last { $0.kind == kind })),
                    ]))
        }
        var choices = try open(for: member).map { kind in
            Choice(kind.rawValue, label: try turn.words("choice-\(kind.rawValue)"))
        }
        choices.append(Choice(Self.age, label: try turn.words("choice-age")))
        if try !Schools.list(turn).isEmpty {
            choices.append(Choice(Self.school, label: try turn.words("choice-school")))
        }
        choices.append(Choice(Self.done, label: try turn.words("interests-done")))
        turn.ask(
            Question(
                WelcomeQuestion.myChoices.rawValue, Prompt("my-choices", ["lines": .lines(lines)]),
                title: try turn.words("my-choices-title"), choices: choices))
    }

    private static func said(_ consent: Consent?) -> Prompt {
        guard let consent else { return Prompt("said-nothing") }
        switch (consent.isGiven, consent.giver) {
        case (true, .parent): return Prompt("said-yes-parent")
        case (true, .supporter): return Prompt("said-yes-supporter")
        case (true, _): return Prompt("said-yes")
        case (false, _): return Prompt("said-no")
        }
    }

    /// What may be changed by whoever is writing: some of it is a parent's or carer's where they decide. What somebody
    /// takes back is always theirs.
    private func open(for member: Member.ID) throws -> [Consent.Kind] {
        guard try ParentsSay.decides(for: member, in: turn), try !isParent(of: member) else {
            return Consent.Kind.allCases
        }
        return try Consent.Kind.allCases.filter { kind in
            try !JoiningRules.ofParents.contains(kind) || turn.people.hasConsent(kind, of: member)
        }
    }

    private func isParent(of member: Member.ID) throws -> Bool {
        guard let speaker = turn.speaker?.id else { return false }
        return try turn.people.carers(of: member).contains {
            $0.carer == speaker && $0.role == .parent && $0.ended == nil
        }
    }

    /// Something was chosen to be changed.
    func choose(_ answer: Answer) throws {
        if answer.choice?.id == Self.age { return try AgeQuestion(turn).askNow() }
        if answer.choice?.id == Self.school { return try Schools(turn).ask() }
        guard let kind = answer.choice.flatMap({ Consent.Kind(rawValue: $0.id) }) else {
            return turn.reply("choices-kept")
        }
        turn.ask(
            try ConsentQuestion(turn).question(
                kind, of: try turn.requireMember().id, name: .choiceConsent))
    }

    /// Yes or No came.
    func record(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        guard let kind = ConsentQuestion.kind(of: answer) else { return }
        // A child says yes to no more than is theirs, whatever old button they press.
        guard try !answer.isYes || open(for: member).contains(kind) else {
            return turn.reply("ask-parent-first")
        }
        try ConsentQuestion(turn).record(answer, kind, of: member)
        if kind == .takingPart, answer.choice?.id == "no" {
            try turn.people.take(.member, from: member)
            return turn.reply("no-longer-taking-part", ["forum": .text(turn.forum.name)])
        }
        try show()
    }
}
