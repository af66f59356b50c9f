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
        guard poll.state != .closed else { return try keptResults(poll) }
        let answered = try VoteStore(database).countVoters(of: poll.id)
        // While the poll is still going out, fewer are noted as asked than may have answered.
        let asked = max(answered, try people.count(.asked(poll.askedAs)))
        return PollResults(poll: poll, asked: asked, answered: answered, outcome: .hidden)
    }

    private func keptResults(_ poll: Poll) throws -> PollResults {
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

    // MARK: Closing

    /// Closes a poll: the numbers are kept, who chose what is not.
    /// - Parameter minimum: below so many answers the numbers are not kept either.
    /// - Returns: the results, or nil where it was closed before.
    func close(_ poll: Poll, minimum: Int, at now: Moment) throws -> PollResults? {
        let open = try results(poll)
        guard try polls.close(poll.id, asked: open.asked, answered: open.answered, at: now) else {
            return nil
        }
        let counts = try count(poll)
        for (index, question) in try polls.questions(of: poll.id).enumerated() {
            try keep(counts[index + 1] ?? Count(), of: question, place: index + 1, in: poll.id, minimum)
        }
        try database.run("DELETE FROM polls_vote WHERE poll = $1", poll.id)
        return try polls.poll(poll.id).map(keptResults)
    }

    /// What one question's votes come to.
    private struct Count {
        var answered = 0
        var votes: [Int: Int] = [:]
        var words: [VoteValue] = []
    }

    private func count(_ poll: Poll) throws -> [Int: Count] {
        let ballot = poll.ballot
        var counts: [Int: Count] = [:]
        try database.each("SELECT question, value FROM polls_vote WHERE poll = $1", poll.id) { row in
            guard let value = try ballot.read(row[1]), !value.isSkipped else { return }
            let place: Int = try row[0]
            counts[place, default: Count()].answered += 1
            for choice in value.choices { counts[place]?.votes[choice, default: 0] += 1 }
            if value.words != nil || !value.attachments.isEmpty { counts[place]?.words.append(value) }
        }
        return counts
    }

    private func keep(
        _ count: Count, of question: SurveyQuestion, place: Int, in poll: Poll.ID, _ minimum: Int
    ) throws {
        try database.run(
            "UPDATE polls_question SET answered = $1 WHERE poll = $2 AND place = $3", count.answered, poll,
            place)
        guard count.answered >= minimum else { return }
        for choice in question.choices.indices {
            try database.run(
                "UPDATE polls_choice SET votes = $1 WHERE poll = $2 AND question = $3 AND place = $4",
                count.votes[choice + 1] ?? 0, poll, place, choice + 1)
        }
        let words = count.words.sorted { ($0.words ?? "", $0.text) < ($1.words ?? "", $1.text) }
        for (index, value) in words.enumerated() {
            try database.run(
                """
                INSERT INTO polls_words (poll, question, place, text, attachments) VALUES ($1, $2, $3, $4, $5)
                """, poll, place, index + 1, value.words ?? "",
                value.attachments.isEmpty ? nil : try StoredJSON.write(value.attachments))
        }
    }
}
