import YouSaidKit

/// Keeps polls and votes. Says nothing to anybody, so that a page can show what it finds as well as a message.
struct PollStore {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    // MARK: Polls

    /// Keeps a new poll with its choices, which are numbered from 1.
    func add(_ poll: Poll, choices: [String], at now: Moment) throws {
        try database.run(
            "INSERT INTO polls_poll (id, question, asked_as, opened) VALUES ($1, $2, $3, $4)",
            poll.id, poll.question, poll.askedAs, now)
        for (index, label) in choices.enumerated() {
            try database.run(
                "INSERT INTO polls_choice (poll, place, label) VALUES ($1, $2, $3)", poll.id, index + 1, label
            )
        }
    }

    /// The open polls, the newest first.
    func open(limit: Int = 20) throws -> [Poll] {
        try database.rows(
            """
            SELECT id, question, asked_as, closed FROM polls_poll WHERE closed IS NULL
            ORDER BY id DESC LIMIT $1
            """, limit
        ).map(read)
    }

    /// The polls that closed last, the latest first.
    func closed(limit: Int) throws -> [Poll] {
        try database.rows(
            """
            SELECT id, question, asked_as, closed FROM polls_poll WHERE closed IS NOT NULL
            ORDER BY closed DESC, id DESC LIMIT $1
            """, limit
        ).map(read)
    }

    /// One poll, or nil where there is none.
    func poll(_ id: Poll.ID) throws -> Poll? {
        try database.first("SELECT id, question, asked_as, closed FROM polls_poll WHERE id = $1", id).map(
            read)
    }

    private func read(_ row: Row) throws -> Poll {
        Poll(
            id: try row["id"], question: try row["question"], askedAs: try row["asked_as"],
            isOpen: try (row["closed"] as Moment?) == nil)
    }

    // MARK: Votes

    /// Counts a member's answer, in place of the one they gave before. One statement, so that the answer is
    /// either in an open poll or nowhere.
    /// - Returns: false where the poll is closed.
    func vote(_ choice: Int, by member: Member.ID, in poll: Poll.ID) throws -> Bool {
        try database.run(
            """
            INSERT INTO polls_vote (poll, member, choice)
            SELECT id, $2, $3 FROM polls_poll WHERE id = $1 AND closed IS NULL
            ON CONFLICT (poll, member) DO UPDATE SET choice = excluded.choice
            """, poll, member, choice) > 0
    }

    /// Removes a member's answer, as if they had never given one.
    /// - Returns: false where there is none, or the poll is closed and nobody's answer can be told apart.
    func takeBack(from member: Member.ID, in poll: Poll.ID) throws -> Bool {
        try database.run("DELETE FROM polls_vote WHERE poll = $1 AND member = $2", poll, member) > 0
    }

    /// The open polls that a member has answered.
    func answered(by member: Member.ID) throws -> Set<Poll.ID> {
        let rows = try database.rows(
            """
            SELECT v.poll FROM polls_vote v JOIN polls_poll p ON p.id = v.poll
            WHERE v.member = $1 AND p.closed IS NULL
            """, member)
        return Set(try rows.map { try $0["poll"] })
    }

    // MARK: Results

    /// What a poll has found out, as far as anybody may see it.
    func results(_ poll: Poll, people: any People) throws -> PollResults {
        guard poll.isOpen else { return try keptResults(poll) }
        let answered: Int =
            try database.first("SELECT COUNT(*) FROM polls_vote WHERE poll = $1", poll.id).map { try $0[0] }
            ?? 0
        // While the poll is still going out, fewer are noted as asked than may have answered.
        let asked = max(answered, try people.count(.asked(poll.askedAs)))
        return PollResults(poll: poll, asked: asked, answered: answered, outcome: .hidden)
    }

    private func keptResults(_ poll: Poll) throws -> PollResults {
        let numbers = try database.first("SELECT asked, answered FROM polls_poll WHERE id = $1", poll.id)
        let rows = try database.rows(
            "SELECT label, votes FROM polls_choice WHERE poll = $1 ORDER BY place", poll.id)
        let tallies = try rows.compactMap { row in
            try (row["votes"] as Int?).map { PollResults.Tally(label: try row["label"], votes: $0) }
        }
        return PollResults(
            poll: poll, asked: try numbers?["asked"] ?? 0, answered: try numbers?["answered"] ?? 0,
            outcome: tallies.isEmpty ? .tooFew : .counted(tallies))
    }

    /// Closes a poll: the numbers are kept, who chose what is not.
    /// - Parameter minimum: below so many answers the numbers are not kept either.
    /// - Returns: the results, or nil where it was closed before.
    func close(_ poll: Poll, minimum: Int, people: any People, at now: Moment) throws -> PollResults? {
        let open = try results(poll, people: people)
        let closed = try database.run(
            """
            UPDATE polls_poll SET closed = $1, asked = $2, answered = $3 WHERE id = $4 AND closed IS NULL
            """, now, open.asked, open.answered, poll.id)
        guard closed > 0 else { return nil }
        if open.answered >= minimum {
            try database.run(
                """
                UPDATE polls_choice SET votes = (
                    SELECT COUNT(*) FROM polls_vote v
                    WHERE v.poll = polls_choice.poll AND v.choice = polls_choice.place)
                WHERE poll = $1
                """, poll.id)
        }
        try database.run("DELETE FROM polls_vote WHERE poll = $1", poll.id)
        return try self.poll(poll.id).map { try results($0, people: people) }
    }

    // MARK: One person

    /// What is kept about a person: their answers to open polls.
    func export(_ member: Member.ID) throws -> [ExportedItem] {
        try database.rows(
            """
            SELECT p.question, c.label FROM polls_vote v
            JOIN polls_poll p ON p.id = v.poll
            JOIN polls_choice c ON c.poll = v.poll AND c.place = v.choice
            WHERE v.member = $1 ORDER BY p.id
            """, member
        ).map { row in
            ExportedItem(
                title: Prompt("export-vote", ["question": .text(try row["question"])], plugin: "polls"),
                text: try row["label"])
        }
    }

    /// Removes a person's answers. Closed polls hold numbers alone, and nothing of anybody.
    func forget(_ member: Member.ID) throws {
        // With the poll named, the primary key finds the rows.
        try database.run(
            "DELETE FROM polls_vote WHERE member = $1 AND poll IN (SELECT id FROM polls_poll)", member)
    }
}
