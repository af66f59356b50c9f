import YouSaidKit

/// POLLS: what is open and what came of the last ones. A member is asked what they have not answered yet.
struct ListingPolls {
    private let turn: Turn
    private let polls: PollStore
    private let found: ResultStore

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
        found = ResultStore(turn.database, people: turn.people)
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
            paragraphs += ResultWords(try found.results(poll)).summary
        }
        if member.isOrganiser {
            for poll in open {
                paragraphs += ResultWords(try found.results(poll)).summary
            }
        }
        guard isAsked else { return turn.reply(paragraphs) }
        let votes = VoteStore(turn.database)
        let done = try open.filter { try !votes.votes(of: member.id, on: $0.ballot).isEmpty }
        if !done.isEmpty {
            paragraphs.append(
                Prompt("you-answered", ["polls": .lines(done.map { .text($0.title) })]))
        }
        if !paragraphs.isEmpty { turn.reply(paragraphs) }
        for poll in open.reversed() where !done.contains(poll) { turn.ask(again: poll.askedAs) }
    }
}
