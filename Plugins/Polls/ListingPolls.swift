import YouSaidKit

/// POLLS: what is open and what came of the last ones. A member is asked what they have not answered yet.
struct ListingPolls {
    private let turn: Turn
    private let polls: PollStore
    private let votes: VoteStore
    private let found: ResultStore

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
        votes = VoteStore(turn.database)
        found = ResultStore(turn.database, people: turn.people)
    }

    /// How many closed polls are shown.
    private static let recent = 3

    /// An open poll and what the member has answered of it.
    private struct Mine {
        let poll: Poll
        let count: Int
        let answered: [Int: VoteValue]

        /// The question that comes next, from 1; nil where all are answered or left out.
        var next: Int? { SurveyWalk.next(after: 0, of: count, answered) }
    }

    /// POLLS, or "POLLS 2" to answer the second of those that were answered again.
    func list(_ call: CommandCall) throws {
        let member = try turn.requireMember()
        let mine = try openPolls(for: member.id)
        let done = mine.filter { $0.next == nil }
        if let number = Int(call.text), done.indices.contains(number - 1) {
            return try ask(done[number - 1], 1, saying: nil)
        }
        try list(mine, done, for: member)
    }

    private func list(_ mine: [Mine], _ done: [Mine], for member: Member) throws {
        let closed = try polls.closed(limit: Self.recent)
        let open = member.isOrganiser ? try polls.open() : seenOnTheWay(mine)
        let waiting = member.isOrganiser ? try polls.waiting() : []
        guard !mine.isEmpty || !open.isEmpty || !closed.isEmpty || !waiting.isEmpty else {
            return turn.reply("no-polls")
        }
        var paragraphs: [Prompt] = []
        if !closed.isEmpty { paragraphs.append(Prompt("closed-polls")) }
        for poll in closed + open {
            let results = try RunningResults(turn).results(poll)
            // How many have answered so far is for organisers.
            if results.outcome == .hidden, !member.isOrganiser { continue }
            let words = ResultWords(results)
            guard !seesBands(member) else {
                paragraphs.append(words.banded(minimum: try Counting(turn).minimum(of: poll)))
                continue
            }
            paragraphs += words.summary
            if poll.terms.secrecy == .named { paragraphs += try WhoSaidWhat(turn).paragraphs(on: poll) }
        }
        for poll in waiting {
            guard let opens = try poll.terms.opens?.moment() else { continue }
            paragraphs.append(
                Prompt(
                    "poll-to-come",
                    ["question": .text(poll.name), "date": .date(opens), "time": .time(opens)]))
        }
        if !done.isEmpty {
            let lines = done.enumerated().map { index, mine in
                PromptValue.prompt(
                    Prompt("numbered", ["number": .number(index + 1), "text": .text(mine.poll.title)]))
            }
            paragraphs.append(Prompt("you-answered", ["polls": .lines(lines)]))
        }
        if !paragraphs.isEmpty { turn.reply(paragraphs) }
        for mine in mine.reversed() {
            guard let next = mine.next else { continue }
            let isBegun = !mine.answered.isEmpty
            try ask(mine, next, saying: isBegun ? Prompt("go-on", ["name": .text(mine.poll.name)]) : nil)
        }
    }

    /// Polls whose result may be seen before the end, by everybody or by whoever has answered.
    private func seenOnTheWay(_ mine: [Mine]) -> [Poll] {
        mine.map(\.poll).filter { $0.terms.visibility != .closed }
    }

    /// Who reads for the board alone gets no exact numbers.
    private func seesBands(_ member: Member) -> Bool {
        member.roles.contains(.boardReader) && member.roles.isDisjoint(with: [.member, .organiser])
    }

    /// The open polls that are for a member, the newest first.
    private func openPolls(for member: Member.ID) throws -> [Mine] {
        try polls.open().compactMap { poll in
            guard
                try turn.people.contains(member, in: poll.terms.audience)
                    || turn.people.contains(member, in: .asked(poll.askedAs))
            else { return nil }
            return Mine(
                poll: poll, count: try polls.asked(of: poll.id).count,
                answered: try poll.ballotIfThere(in: turn).map { try votes.votes(of: member, on: $0) } ?? [:])
        }
    }

    private func ask(_ mine: Mine, _ place: Int, saying words: Prompt?) throws {
        // Whoever asks for their place has gone on from "other" without words.
        if mine.answered.values.contains(where: { $0.awaitsWords ?? false }) {
            try votes.goOn(turn.requireMember().id, mine.poll.ballot(in: turn))
        }
        let questions = try polls.asked(of: mine.poll.id)
        let chosen = Set((mine.answered[place]?.choices ?? []).map { "\($0)" })
        turn.ask(again: questions[place - 1], saying: words, chosen: chosen)
    }
}
