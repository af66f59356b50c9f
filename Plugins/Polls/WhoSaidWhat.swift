import YouSaidKit

/// What may be shown of single people, to those who may see it: names in polls that are not anonymous, and what people
/// said in their own words.
struct WhoSaidWhat {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// How many lines one message shows.
    private static let most = 50

    /// Whether somebody may see names: in a confidential poll organisers alone, in a named one everybody. Not before
    /// results may be seen at all.
    static func mayBeSeen(in poll: Poll, by member: Member?) -> Bool {
        switch poll.terms.secrecy {
        case .anonymous: false
        case .confidential: poll.state == .closed && member?.isOrganiser ?? false
        case .named: poll.state == .closed
        }
    }

    /// Who said what, where the reader may see it, and for organisers what people said in their own words.
    func paragraphs(on poll: Poll) throws -> [Prompt] {
        var paragraphs: [Prompt] = []
        if Self.mayBeSeen(in: poll, by: turn.member) {
            let lines = try names(in: poll)
            if !lines.isEmpty { paragraphs.append(Prompt("who-said-what", ["lines": .lines(lines)])) }
            let more = try answers(in: poll) - Self.most
            if more > 0 { paragraphs.append(Prompt("who-said-more", ["count": .number(more)])) }
        }
        guard turn.member?.isOrganiser ?? false, poll.state == .closed else {
            return paragraphs
        }
        if let groups = try CountingGroups.words(on: poll, in: turn) { paragraphs.append(groups) }
        let said = try SaidWords(turn).words(in: poll.id, limit: Self.most)
        if !said.first.isEmpty {
            paragraphs.append(Prompt("own-words-said", ["lines": .lines(said.first.map { .text($0) })]))
        }
        if said.more > 0 { paragraphs.append(Prompt("own-words-more", ["count": .number(said.more)])) }
        return paragraphs
    }

    private func answers(in poll: Poll) throws -> Int {
        try turn.database.first(
            "SELECT COUNT(*) FROM polls_vote WHERE poll = $1 AND value <> ''", poll.id)?[0] ?? 0
    }

    private func names(in poll: Poll) throws -> [PromptValue] {
        let questions = try PollStore(turn.database).questions(of: poll.id)
        let ballot = try poll.ballot(in: turn)
        return try turn.database.rows(
            """
            SELECT question, voter, value FROM polls_vote WHERE poll = $1 AND value <> ''
            ORDER BY question, voter LIMIT \(Self.most)
            """, poll.id
        ).compactMap { row in
            let place: Int = try row[0]
            guard questions.indices.contains(place - 1), let value = try ballot.read(row[2]),
                let member = ballot.member(try row[1])
            else { return nil }
            let name = try turn.people.member(member)?.name
            let line = Prompt(
                "who-line",
                [
                    "name": name.map { .text($0) } ?? .prompt(Prompt("no-name")),
                    "answer": .text(value.labels(of: questions[place - 1]).joined(separator: ", ")),
                ])
            // Whoever reads the answer knows whose words they are.
            guard let voice = value.voice else { return .prompt(line) }
            return .prompt(Prompt("who-line-\(voice.rawValue)", ["line": .prompt(line)]))
        }
    }
}
