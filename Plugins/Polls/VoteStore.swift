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
            ON CONFLICT (poll, question, voter) DO UPDATE
            SET value = excluded.value, shown = CASE WHEN polls_vote.shown = 0 THEN 0 ELSE 2 END
            """, ballot.poll, place, ballot.voter(member), try ballot.write(value)) > 0
    }

    /// Removes a member's answer, as if they had never given one.
    /// - Returns: false where there is none, or the poll is closed and nobody's answer can be told apart.
    func takeBack(_ place: Int, from member: Member.ID, on ballot: Ballot) throws -> Bool {
        try noteGone(ballot.voter(member), in: ballot.poll, place)
        return try database.run(
            "DELETE FROM polls_vote WHERE poll = $1 AND question = $2 AND voter = $3", ballot.poll, place,
            ballot.voter(member)) > 0
    }

    /// An answer that is in the last result on the way goes. Who sees the next one must not find out which it was.
    private func noteGone(_ voter: Voter, in poll: Poll.ID?, _ place: Int? = nil) throws {
        try database.run(
            """
            UPDATE polls_question SET gone = gone + 1
            WHERE ($2 IS NULL OR poll = $2) AND ($3 IS NULL OR place = $3) AND EXISTS
                (SELECT 1 FROM polls_vote v WHERE v.poll = polls_question.poll
                    AND v.question = polls_question.place AND v.voter = $1 AND v.shown > 0)
            """, voter, poll, place)
    }

    /// What a member has answered so far, by the places of the questions. A question that they left out is there too.
    func votes(of member: Member.ID, on ballot: Ballot) throws -> [Int: VoteValue] {
        var votes: [Int: VoteValue] = [:]
        // With the questions named, the primary key finds the rows.
        for row in try database.rows(
            """
            SELECT v.question, v.value FROM polls_question q
            JOIN polls_vote v ON v.poll = q.poll AND v.question = q.place AND v.voter = $2 WHERE q.poll = $1
            """, ballot.poll, ballot.voter(member))
        {
            votes[try row[0]] = try ballot.read(row[1])
        }
        return votes
    }

    /// Notes that somebody who chose "other" has gone on without words for it.
    func goOn(_ member: Member.ID, _ ballot: Ballot) throws {
        for (place, value) in try votes(of: member, on: ballot) where value.awaitsWords ?? false {
            var value = value
            value.awaitsWords = nil
            _ = try vote(value, to: place, by: member, on: ballot)
        }
    }

    /// How many people have answered, wholly or in part. Everybody has a vote for each question that they came to,
    /// also where they left it out; so the question with the most votes counts them, in one walk along the key.
    func countVoters(of poll: Poll.ID) throws -> Int {
        try database.first(
            """
            SELECT COALESCE(MAX(n), 0) FROM
                (SELECT COUNT(*) AS n FROM polls_vote WHERE poll = $1 AND value <> '' GROUP BY question) c
            """, poll
        ).map { try $0[0] } ?? 0
    }

    // MARK: One person

    /// What is kept about a person: their answers to polls that are not anonymous. An anonymous one is not shown in
    /// what is kept about somebody, to nobody: then nobody can be made to show how they voted.
    func export(_ member: Member.ID) throws -> [ExportedItem] {
        let polls = PollStore(database)
        return try database.rows(
            """
            SELECT p.id, v.question, v.value FROM polls_poll p
            JOIN polls_question q ON q.poll = p.id
            JOIN polls_vote v ON v.poll = p.id AND v.question = q.place AND v.voter = $1
            WHERE p.secrecy <> $2 ORDER BY p.id, v.question
            """, "\(member.rawValue)", Secrecy.anonymous
        ).compactMap { row in
            let place: Int = try row[1]
            let questions = try polls.questions(of: try row[0])
            guard let value = VoteValue(text: try row[2]), questions.indices.contains(place - 1) else {
                return nil
            }
            return export(value, to: questions[place - 1])
        }
    }

    private func export(_ value: VoteValue, to question: SurveyQuestion) -> ExportedItem {
        ExportedItem(
            title: Prompt(title(value.voice), ["question": .text(question.text)], plugin: "polls"),
            text: value.labels(of: question).joined(separator: "\n"))
    }

    private func title(_ voice: VoteValue.Voice?) -> String {
        switch voice {
        case nil: "export-vote"
        case .supporter: "export-vote-supporter"
        case .organiser: "export-vote-organiser"
        }
    }

    /// Removes a person's answers. Anonymous polls that are closed hold nothing of anybody.
    func forget(_ member: Member.ID, in turn: Turn) throws {
        try forget(Voter(rawValue: "\(member.rawValue)"), in: nil)
        for poll in try PollStore(database).open(limit: .max) where poll.terms.secrecy == .anonymous {
            // Where the key is gone, nobody knows whose the votes are, and they are thrown away.
            guard let ballot = try poll.ballotIfThere(in: turn) else { continue }
            try forget(ballot.voter(member), in: poll.id)
        }
    }

    private func forget(_ voter: Voter, in poll: Poll.ID?) throws {
        try noteGone(voter, in: poll)
        // With the questions named, the primary key finds the rows.
        try database.run(
            """
            DELETE FROM polls_vote WHERE voter = $1 AND (poll, question) IN
                (SELECT poll, place FROM polls_question WHERE $2 IS NULL OR poll = $2)
            """, voter, poll)
    }
}

extension VoteValue {
    /// What was answered, in the words of the question's choices and the person's own.
    func labels(of question: SurveyQuestion) -> [String] {
        choices.compactMap { place in
            question.choices.indices.contains(place - 1) ? question.choices[place - 1].label : nil
        } + [words].compactMap(\.self)
    }
}
