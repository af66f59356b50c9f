import YouSaidKit

/// One thing to say yes or no to, and the record of what was said with the words that were shown.
struct ConsentQuestion {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    private static let wording = "wording"

    func question(_ kind: Consent.Kind, of member: Member.ID, name: WelcomeQuestion) throws -> Question {
        var choices = try turn.yesAndNo()
        if kind != .takingPart { choices.append(Choice("later", label: try turn.words("not-now"))) }
        var data = ["kind": kind.rawValue]
        // Only they read it in their own form: where somebody else's turn asks, it is noted with the answer.
        if turn.member == nil || turn.member?.id == member { data[Self.wording] = try version(of: kind) }
        return Question(name.rawValue, prompt(kind), choices: choices, data: data)
    }

    private func prompt(_ kind: Consent.Kind) -> Prompt {
        Prompt("consent-\(kind.rawValue)", ["forum": .text(turn.forum.name)])
    }

    private func version(of kind: Consent.Kind) throws -> String {
        let prompt = prompt(kind)
        return ConsentWording.version(of: prompt.name, try turn.words(prompt.name, prompt.values))
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
            wording: try answer.question.data[Self.wording] ?? version(of: kind))
    }

    private func giver(for member: Member.ID) throws -> Consent.Giver {
        guard let speaker = turn.speaker?.id else { return .person }
        let bond = try turn.people.carers(of: member).first { $0.carer == speaker }
        return bond?.role == .parent ? .parent : .supporter
    }
}
