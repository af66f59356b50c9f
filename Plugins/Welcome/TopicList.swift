import YouSaidKit

/// TOPICS: organisers write what people can be interested in, and see roughly how many are.
struct TopicList {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    private static let most = 12
    private static let longest = 30

    /// "TOPICS", "TOPICS Health, Sport" or "TOPICS WITHOUT Sport".
    func handle(_ call: CommandCall) throws {
        if call.text.isEmpty { return try show() }
        let without = try turn.words("topics-without")
        if call.text.lowercased().hasPrefix(without.lowercased() + " ") {
            return try askWhetherSure(Self.cleaned(String(call.text.dropFirst(without.count))))
        }
        try add(call.text.split { $0 == "," || $0.isNewline }.map { Self.cleaned(String($0)) })
    }

    private static func cleaned(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func show() throws {
        let topics = try turn.people.topics()
        guard !topics.isEmpty else { return turn.reply("topics-none") }
        let lines = try topics.map { topic in
            PromptValue.prompt(
                Prompt(
                    "topic-line",
                    [
                        "topic": .text(topic.label),
                        "count": .prompt(
                            RoughCount.prompt(try turn.people.count(.interested(topic.id)))),
                    ]))
        }
        turn.reply("topics", ["lines": .lines(lines)])
    }

    private func add(_ labels: [String]) throws {
        let labels = labels.filter { !$0.isEmpty }
        guard labels.allSatisfy({ $0.count <= Self.longest && $0.contains(where: \.isLetter) }) else {
            return turn.reply("topic-too-long", ["limit": .number(Self.longest)])
        }
        let there = Set(try turn.people.topics().map { $0.label.lowercased() })
        guard there.union(labels.map { $0.lowercased() }).count <= Self.most else {
            return turn.reply("topics-too-many", ["most": .number(Self.most)])
        }
        for label in labels { try turn.people.addTopic(label) }
        turn.audit("changed the topics")
        try show()
    }

    // MARK: Taking one off

    private func askWhetherSure(_ label: String) throws {
        let topic = try turn.people.topics().first { $0.label.lowercased() == label.lowercased() }
        guard let topic else { return try show() }
        turn.ask(
            Question(
                WelcomeQuestion.sureToRemoveTopic.rawValue,
                Prompt("sure-to-remove-topic", ["topic": .text(topic.label)]),
                choices: try turn.yesAndNo(), data: ["topic": "\(topic.id.rawValue)"]))
    }

    /// Yes or No came.
    func removeWhenSure(_ answer: Answer) throws {
        if answer.isYes, let number = answer.question.data["topic"].flatMap({ Int64($0) }) {
            try turn.people.removeTopic(Topic.ID(rawValue: number))
            turn.audit("changed the topics")
        }
        try show()
    }
}
