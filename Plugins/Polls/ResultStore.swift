import YouSaidKit

/// Finds out what came of a poll, and closes it.
struct ResultStore {
    private let database: any Database
    private let people: any People
    private let polls: PollStore

    init(_ database: any Database, people: any People) {
        self.database = database
        self.people = people
        polls = PollStore(database)
    }

    /// What a poll has found out, as far as anybody may see it.
    func results(_ poll: Poll) throws -> PollResults {
        guard poll.state != .closed else { return try Self.kept(poll, in: database) }
        let answered = try VoteStore(database).countVoters(of: poll.id)
        // While the poll is still going out, fewer are noted as asked than may have answered.
        let asked = max(answered, try people.count(.asked(poll.askedAs)))
        return PollResults(poll: poll, asked: asked, answered: answered, outcome: .hidden)
    }

    /// What came of a poll that is closed.
    static func kept(_ poll: Poll, in database: any Database) throws -> PollResults {
        let polls = PollStore(database)
        let numbers = try database.first("SELECT asked, answered FROM polls_poll WHERE id = $1", poll.id)
        var tallies: [Int: [PollResults.Tally]] = [:]
        for row in try database.rows(
            """
            SELECT question, label, votes FROM polls_choice WHERE poll = $1 AND votes IS NOT NULL
            ORDER BY question, place
            """, poll.id)
        {
            tallies[try row[0], default: []].append(PollResults.Tally(label: try row[1], votes: try row[2]))
        }
        let answered = try database.rows(
            "SELECT answered FROM polls_question WHERE poll = $1 ORDER BY place", poll.id
        ).map { try $0[0] as Int? ?? 0 }
        let findings = try zip(polls.questions(of: poll.id), answered).enumerated().map { index, pair in
            PollResults.Finding(question: pair.0, answered: pair.1, tallies: tallies[index + 1])
        }
        return PollResults(
            poll: poll, asked: try numbers?["asked"] ?? 0, answered: try numbers?["answered"] ?? 0,
            outcome: findings.allSatisfy { $0.tallies == nil && $0.question.kind != .words }
                ? .tooFew : .found(findings))
    }
}
