import YouSaidKit

/// POLLS: what is open and what came of the last ones. A member is asked what they have not answered yet.
struct ListingPolls {
    private let turn: Turn
    private let polls: PollStore

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
    }

    /// How many closed polls are shown.
    private static let recent = 3

    func list() throws {
        let member = try turn.requireMember()
        let isAsked = member.roles.contains(.member)
        let open = isAsked || member.isOrganiser ? try polls.open() : []
        let closed = try polls.closed(limit: Self.recent)
        guard !open.isEmpty || !closed.isEmpty else { return turn.reply("no-polls") }
        var paragraphs: [Prompt] = []
        if !closed.isEmpty { paragraphs.append(Prompt("closed-polls")) }
        for poll in closed {
            paragraphs += ResultWords(try polls.results(poll, people: turn.people)).summary
        }
        if member.isOrganiser {
            for poll in open {
                paragraphs += ResultWords(try polls.results(poll, people: turn.people)).summary
            }
        }
        guard isAsked else { return turn.reply(paragraphs) }
        let answered = try polls.answered(by: member.id)
        let done = open.filter { answered.contains($0.id) }
        if !done.isEmpty {
            paragraphs.append(
                Prompt("you-answered", ["polls": .lines(done.map { .text($0.title) })]))
        }
        if !paragraphs.isEmpty { turn.reply(paragraphs) }
        for poll in open.reversed() where !answered.contains(poll.id) { turn.ask(again: poll.askedAs) }
    }
}
