import YouSaidKit

/// Where a parent or carer decides: they agree on their own phone, with the code that the young person was given.
struct ParentsSay {
    private let turn: Turn
    private let steps: JoiningSteps

    init(_ turn: Turn) {
        self.turn = turn
        steps = JoiningSteps(turn)
    }

    /// Whether a parent or carer decides for somebody of this age.
    static func decides(for member: Member.ID, in turn: Turn) throws -> Bool {
        guard let age = try turn.people.age(of: member) else { return false }
        return try JoiningRules(turn.settings).rule(for: age.band) == .parent
    }

    /// Whether the last word on somebody's taking part is a parent's or carer's yes.
    static func agreed(for member: Member.ID, in turn: Turn) throws -> Bool {
        let last = try turn.people.consents(of: member).last { $0.kind == .takingPart }
        return last.map { $0.isGiven && $0.giver == .parent } ?? false
    }

    /// A parent or carer sent the code.
    func ask(about young: Member.ID) throws {
        // So that they can be asked. Where they say no, or never answer, they are forgotten again.
        let carer = try turn.people.beginJoining()
        if carer.roles.isEmpty {
            try steps.places.save(.carer, question: nil, of: carer.id, at: turn.now)
            try Tidying(turn).plan()
        }
        let values: [String: PromptValue] = ["forum": .text(turn.forum.name)]
        turn.ask(
            Question(
                WelcomeQuestion.parentAgrees.rawValue, Prompt("parent-agrees", values),
                choices: try turn.yesAndNo(),
                data: [
                    "young": "\(young.rawValue)",
                    "wording": ConsentWording.version(
                        of: "parent-agrees", try turn.words("parent-agrees", values)),
                ]))
    }

    /// Yes or No came.
    func decide(_ answer: Answer) throws {
        let carer = try turn.requireMember()
        if try steps.places.place(of: carer.id)?.step == .carer { try steps.places.delete(carer.id) }
        guard let number = answer.question.data["young"].flatMap({ Int64($0) }),
            case let young = Member.ID(rawValue: number), let place = try steps.places.place(of: young),
            place.step == .parent
        else {
            if carer.roles.isEmpty { turn.erase(carer.id) }
            return turn.reply("parent-too-late")
        }
        guard answer.isYes else { return try decline(young, carer) }
        try turn.people.give(.parent, to: carer.id)
        try turn.people.bind(carer.id, to: young, as: .parent)
        try turn.people.recordConsent(
            true, to: .takingPart, of: young, by: .parent, speaker: carer.id,
            wording: answer.question.data["wording"] ?? "")
        turn.audit("agreed for a young person", about: young)
        turn.reply("parent-thanks", ["forum": .text(turn.forum.name)])
        try steps.goOn(young)
    }

    private func decline(_ young: Member.ID, _ carer: Member) throws {
        turn.say(
            Message(Prompt("parent-declined", ["forum": .text(turn.forum.name)]), kind: .reply), to: young)
        // A day more, so that they can be told.
        try steps.places.endSoon(young, at: turn.now)
        try Tidying(turn).plan()
        if carer.roles.isEmpty { turn.erase(carer.id) }
        turn.reply("parent-no", ["forum": .text(turn.forum.name)])
    }
}
