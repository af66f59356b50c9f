import YouSaidKit

/// NETWORK: the lighter kind of membership, for those who want news and no questions.
struct NetworkJoining {
    private let turn: Turn
    private let steps: JoiningSteps

    init(_ turn: Turn) {
        self.turn = turn
        steps = JoiningSteps(turn)
    }

    private static let wording = "wording"

    func begin() throws {
        let forum: [String: PromptValue] = ["forum": .text(turn.forum.name)]
        if let member = turn.member, member.roles.contains(.member) {
            return turn.reply("joined-already", forum)
        }
        if let member = turn.member, member.roles.contains(.network) {
            return turn.reply("network-already", forum)
        }
        guard try Joining.way(turn) == .open else { return turn.reply("ask-code") }
        let member = try turn.people.beginJoining()
        try steps.ask(.network, of: member.id)
        try Tidying(turn).plan()
    }

    func question() throws -> Question {
        let values: [String: PromptValue] = ["forum": .text(turn.forum.name)]
        return Question(
            WelcomeQuestion.joiningNetwork.rawValue, Prompt("ask-network", values),
            choices: try turn.yesAndNo(),
            data: [
                Self.wording: ConsentWording.version(
                    of: "ask-network", try turn.words("ask-network", values))
            ])
    }

    /// Yes or No came.
    func decide(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        guard let place = try steps.places.place(of: member), place.question == answer.id else {
            return turn.reply("joining-over")
        }
        guard answer.isYes else {
            try steps.end(member)
            return turn.reply("joining-without", ["forum": .text(turn.forum.name)])
        }
        try steps.places.delete(member)
        try turn.people.give(.network, to: member)
        try turn.people.recordConsent(
            true, to: .updates, of: member, by: .person, speaker: turn.speaker?.id,
            wording: answer.question.data[Self.wording] ?? "")
        turn.reply("network-welcome", ["forum": .text(turn.forum.name)])
    }
}
