import YouSaidKit

/// Keeps votes while a poll is open.
struct VoteStore {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// Counts a member's answer, in place of the one they gave before. One statement, so that the answer is
    /// either in an open poll or nowhere.
    /// - Parameter place: which of the poll's questions, from 1.
    /// - Returns: false where the poll is closed.
    func vote(_ value: VoteValue, to place: Int, by member: Member.ID, on ballot: Ballot) throws -> Bool {
        try database.run(
            """
            INSERT INTO polls_vote (poll, question, voter, value)
            SELECT id, $2, $3, $4 FROM polls_poll WHERE id = $1 AND closed IS NULL
            ON CONFLICT (poll, question, voter) DO UPDATE SET value = excluded.value
            """, ballot.poll, place, try ballot.voter(member), try ballot.write(value)) > 0
    }

    /// Removes a member's answer, as if they had never given one.
    /// - Returns: false where there is none, or the poll is closed and nobody's answer can be told apart.
    func takeBack(_ place: Int, from member: Member.ID, on ballot: Ballot) throws -> Bool {
        try database.run(
            "DELETE FROM polls_vote WHERE poll = $1 AND question = $2 AND voter = $3", ballot.poll, place,
            try ballot.voter(member)) > 0
    }

    /// What a member has answered so far, by the places of the questions. A question that they left out is there too.
    func votes(of member: Member.ID, on ballot: Ballot) throws -> [Int: VoteValue] {
        var votes: [Int: VoteValue] = [:]
        // With the questions named, the primary key finds the rows.
        for row in try database.rows(
            """
            SELECT v.question, v.value FROM polls_question q
            JOIN polls_vote v ON v.poll = q.poll AND v.question = q.place AND v.voter = $2 WHERE q.poll = $1
            """, ballot.poll, try ballot.voter(member))
        {
            votes[try row[0]] = try ballot.read(row[1])
        }
        return votes
    }

    /// How many people have answered, wholly or in part.
    func countVoters(of poll: Poll.ID) throws -> Int {
        try database.first(
            "SELECT COUNT(DISTINCT voter) FROM polls_vote WHERE poll = $1 AND value <> ''", poll
        ).map { try $0[0] } ?? 0
    }

    // MARK: One person

    /// What is kept about a person: their answers to open polls.
    func export(_ member: Member.ID) throws -> [ExportedItem] {
        let polls = PollStore(database)
        return try polls.open().reversed().flatMap { poll in
            let votes = try votes(of: member, on: poll.ballot)
            return votes.isEmpty
                ? []
                : try polls.questions(of: poll.id).enumerated().compactMap { index, question in
                    votes[index + 1].map { export($0, to: question) }
                }
        }
    }

    private func export(_ value: VoteValue, to question: SurveyQuestion) -> ExportedItem {
        let labels = value.choices.compactMap { place in
            question.choices.indices.contains(place - 1) ? question.choices[place - 1].label : nil
        }
        return ExportedItem(
            title: Prompt("export-vote", ["question": .text(question.text)], plugin: "polls"),
            text: (labels + [value.words].compactMap(\.self)).joined(separator: "\n"))
    }

    /// Removes a person's answers. Closed polls hold nothing of anybody.
    func forget(_ member: Member.ID) throws {
        for poll in try PollStore(database).open(limit: .max) {
            try database.run(
                """
                DELETE FROM polls_vote WHERE poll = $1 AND voter = $2
                AND question IN (SELECT place FROM polls_question WHERE poll = $1)
                """, poll.id, try poll.ballot.voter(member))
        }
    }
}
