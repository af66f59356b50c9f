import YouSaidKit

/// IDEAS: an organiser reads the newest ideas that nobody has read, a few at once.
struct ReadingIdeas {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func read() throws {
        let store = IdeaStore(turn.database)
        let ideas = try store.unread(limit: try turn.settings.integer("atOnce"))
        guard !ideas.isEmpty else { return turn.reply("no-new-ideas") }
        try store.markRead(ideas, at: turn.now)
        turn.audit("read ideas")
        let lines = ideas.map { PromptValue.prompt(Prompt("idea-line", ["idea": .text($0.text)])) }
        var paragraphs = [Prompt("new-ideas", ["ideas": .lines(lines)])]
        let waiting = try store.countUnread()
        if waiting > 0 { paragraphs.append(Prompt("more", ["count": .number(waiting)])) }
        turn.reply(paragraphs)
    }
}
