import YouSaidKit

/// INTERESTS: a member chooses topics, one press each, and takes them away in the same way.
struct Interests {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    private static let done = "done"

    func ask() throws {
        let member = try turn.requireMember().id
        let topics = try turn.people.topics()
        guard !topics.isEmpty else { return turn.reply("no-topics") }
        let chosen = try turn.people.interests(of: member)
        let text =
            chosen.isEmpty
            ? Prompt("ask-interests")
            : Prompt("ask-interests-more", ["topics": .lines(chosen.map { .text($0.label) })])
        let choices = topics.map { Choice("\($0.id.rawValue)", label: $0.label) }
        turn.ask(
            Question(
                WelcomeQuestion.interests.rawValue, text, title: try turn.words("interests-title"),
                choices: choices + [Choice(Self.done, label: try turn.words("interests-done"))]))
    }

    /// A topic came, or the word that there are no more.
    func choose(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        guard let number = answer.choice.flatMap({ Int64($0.id) }) else {
            return turn.reply("interests-kept")
        }
        let topic = Topic.ID(rawValue: number)
        let has = try turn.people.interests(of: member).contains { $0.id == topic }
        try turn.people.setInterest(!has, in: topic, of: member)
        try ask()
    }
}
