import YouSaidKit

/// Joining where an organiser has to agree: the question to the organisers, and their answer.
struct LettingIn {
    private let turn: Turn
    private let requests: RequestStore

    init(_ turn: Turn) {
        self.turn = turn
        requests = RequestStore(turn.database)
    }

    /// How long the organisers are left in peace before the same person may ask them again.
    private static let pause = Duration.hours(24)

    /// Asks the organisers about the person who is writing.
    func ask() throws {
        let request = try turn.people.requestToJoin()
        if let waiting = try requests.request(request) {
            guard turn.now - waiting.asked >= Self.pause else { return turn.reply("still-waiting") }
            turn.close(waiting.question)
        }
        let values: [String: PromptValue] = [
            "forum": .text(turn.forum.name), "date": .date(turn.now), "time": .time(turn.now),
        ]
        let question = Question(
            WelcomeQuestion.letIn.rawValue, Prompt("let-in", values),
            title: try turn.words("let-in-title", ["date": .date(turn.now), "time": .time(turn.now)]),
            choices: try turn.yesAndNo(), data: ["request": "\(request.rawValue)"])
        let id = turn.ask(question, to: .role(.organiser))
        try requests.save(RequestStore.Request(id: request, question: id, asked: turn.now))
        turn.reply("asked-organisers", ["forum": .text(turn.forum.name)])
    }

    /// An organiser answered. The first answer counts: it closes the question for the others.
    func decide(_ answer: Answer) throws {
        turn.close(answer.id)
        guard let number = answer.question.data["request"].flatMap({ Int64($0) }),
            case let request = JoinRequest.ID(rawValue: number), try requests.delete(request)
        else { return turn.reply("request-gone") }
        if answer.isYes {
            try admit(request)
        } else {
            guard try turn.people.decline(request) else { return turn.reply("request-withdrawn") }
            let words = Prompt("declined", ["forum": .text(turn.forum.name)])
            turn.say(Message(words, kind: .reply), to: request)
            turn.audit("declined a request to join")
            turn.reply("declined-done")
        }
    }

    private func admit(_ request: JoinRequest.ID) throws {
        let steps = JoiningSteps(turn)
        let hasQuestions = try steps.hasQuestions
        let member =
            hasQuestions
            ? try turn.people.beginJoining(request) : try turn.people.admit(request, name: nil)
        guard let member else { return turn.reply("request-withdrawn") }
        turn.audit("let somebody in", about: member.id)
        if hasQuestions {
            try steps.begin(member.id)
        } else {
            turn.say(Message(paragraphs: Joining.welcome(to: turn.forum), kind: .reply), to: member.id)
        }
        turn.reply("let-in-done")
    }
}
