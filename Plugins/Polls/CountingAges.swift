import YouSaidKit

/// Counts how people of each age have answered, before the votes are taken away. Who has not said how old they are is in
/// the whole alone. Only what is safe to show is kept: see ``Breakdown``.
struct CountingAges {
    private let turn: Turn
    private let ballot: Ballot

    init(_ turn: Turn, _ ballot: Ballot) {
        self.turn = turn
        self.ballot = ballot
    }

    /// How many people one turn looks up.
    private static let page = 500

    /// How far it has come, and the sums so far: by age, question and choice; under 0 stands how many answered.
    struct Progress: Codable {
        var band = 0
        var last: Int64?
        var sums: [String: [Int: [Int: Int]]] = [:]

        var isDone: Bool { band >= AgeBand.allCases.count }
    }

    /// Counts the next people.
    func goOn(_ progress: inout Progress) throws {
        var left = Self.page
        let votes = VoteStore(turn.database)
        while left > 0, !progress.isDone {
            let band = AgeBand.allCases[progress.band]
            let people = try turn.people.members(
                of: .age([band]), after: progress.last.map(Member.ID.init(rawValue:)), limit: left)
            for person in people {
                for (question, value) in try votes.votes(of: person, on: ballot) where !value.isSkipped {
                    for choice in [0] + Set(value.choices) {
                        progress.sums[band.rawValue, default: [:]][question, default: [:]][
                            choice, default: 0] += 1
                    }
                }
            }
            progress.last = people.last?.rawValue
            if people.count < left {
                progress.band += 1
                progress.last = nil
            }
            left -= people.count
        }
    }

    /// Keeps what may be shown.
    func keep(_ sums: [String: [Int: [Int: Int]]], minimum: Int) throws {
        guard try turn.settings.flag("ages") else { return }
        let questions = try PollStore(turn.database).questions(of: ballot.poll)
        for (index, question) in questions.enumerated() where !question.choices.isEmpty {
            let choices = question.choices.indices.map { $0 + 1 }
            let whole = try self.whole(index + 1, choices)
            let groups = AgeBand.allCases.compactMap { band -> Breakdown.Group? in
                guard let counts = sums[band.rawValue]?[index + 1] else { return nil }
                return Breakdown.Group(
                    name: band.rawValue, answered: counts[0] ?? 0, votes: choices.map { counts[$0] ?? 0 })
            }
            for group in Breakdown(groups, of: whole, minimum: minimum).shown {
                for (choice, votes) in zip(choices, group.votes) {
                    try turn.database.run(
                        """
                        INSERT INTO polls_breakdown (poll, question, age, choice, votes, answered)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        """, ballot.poll, index + 1, group.name, choice, votes, group.answered)
                }
            }
        }
    }

    private func whole(_ question: Int, _ choices: [Int]) throws -> Breakdown.Group {
        let answered: Int? = try turn.database.first(
            "SELECT answered FROM polls_question WHERE poll = $1 AND place = $2", ballot.poll, question
        ).flatMap { try $0[0] }
        let votes = try turn.database.rows(
            "SELECT votes FROM polls_choice WHERE poll = $1 AND question = $2 ORDER BY place", ballot.poll,
            question
        ).map { try $0[0] as Int? ?? 0 }
        return Breakdown.Group(name: "all", answered: answered ?? 0, votes: votes)
    }

    /// What organisers are shown; nil where there is nothing.
    static func words(on poll: Poll, in turn: Turn) throws -> Prompt? {
        let rows = try turn.database.rows(
            """
            SELECT b.age, b.votes, b.answered, c.label FROM polls_breakdown b
            JOIN polls_choice c ON c.poll = b.poll AND c.question = b.question AND c.place = b.choice
            WHERE b.poll = $1 ORDER BY b.question, b.age, b.choice
            """, poll.id)
        guard !rows.isEmpty else { return nil }
        let lines = try rows.map { row in
            PromptValue.prompt(
                Prompt(
                    "line-age",
                    [
                        "age": .prompt(Prompt("age-" + (try row[0] as String))), "votes": .number(try row[1]),
                        "answered": .number(try row[2]), "choice": .text(try row[3]),
                    ]))
        }
        return Prompt("by-age", ["lines": .lines(lines)])
    }
}
