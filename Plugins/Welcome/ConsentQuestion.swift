import YouSaidKit

/// One thing to say yes or no to, and the record of what was said with the words that were shown.
struct ConsentQuestion {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    private static let wording = "wording"

    func question(_ kind: Consent.Kind, name: WelcomeQuestion) throws -> Question {
        let prompt = "consent-" + kind.rawValue
        let values: [String: PromptValue] = ["forum": .text(turn.forum.name)]
        var choices = try turn.yesAndNo()
        if kind != .takingPart { choices.append(Choice("later", label: try turn.words("not-now"))) }
        return Question(
            name.rawValue, Prompt(prompt, values), choices: choices,
            data: [
                "kind": kind.rawValue,
                Self.wording: ConsentWording.version(of: prompt, try turn.words(prompt, values)),
            ])
    }

    /// What a question was about.
    static func kind(of answer: Answer) -> Consent.Kind? {
        answer.question.data["kind"].flatMap(Consent.Kind.init(rawValue:))
    }

    /// Records a yes or a no; "not now" is neither.
    func record(_ answer: Answer, _ kind: Consent.Kind, of member: Member.ID) throws {
        guard answer.isYes || answer.choice?.id == "no" else { return }
        try turn.people.recordConsent(
            answer.isYes, to: kind, of: member, by: try giver(for: member), speaker: turn.speaker?.id,
            wording: answer.question.data[Self.wording] ?? "")
    }

    private func giver(for member: Member.ID) throws -> Consent.Giver {
        guard let speaker = turn.speaker?.id else { return .person }
        let bond = try turn.people.carers(of: member).first { $0.carer == speaker }
        return bond?.role == .parent ? .parent : .supporter
    }
}
