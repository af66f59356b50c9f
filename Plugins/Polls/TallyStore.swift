import YouSaidKit

/// Keeps the numbers that the votes of a poll come to, and takes the votes away once they are there.
struct TallyStore {
    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// How many votes one turn takes away.
    static let page = 5_000

    /// Keeps how a question was answered.
    /// - Parameter sums: how many chose each choice, by its place; under 0 stands how many answered.
    func keep(_ sums: [Int: Int], of question: SurveyQuestion, place: Int, in poll: Poll.ID) throws {
        try database.run(
            "UPDATE polls_question SET answered = $1 WHERE poll = $2 AND place = $3", sums[0] ?? 0, poll,
            place)
        for choice in question.choices.indices {
            try database.run(
                "UPDATE polls_choice SET votes = $1 WHERE poll = $2 AND question = $3 AND place = $4",
                sums[choice + 1] ?? 0, poll, place, choice + 1)
        }
    }

    /// Whether the numbers of a poll are there, all of them.
    func areKept(of poll: Poll.ID) throws -> Bool {
        try database.first(
            "SELECT 1 FROM polls_question WHERE poll = $1 AND answered IS NOT NULL LIMIT 1", poll) != nil
    }

    /// Takes away the numbers of questions that too few have answered, and what was said to them.
    func takeSmallNumbersAway(from poll: Poll.ID, minimum: Int) throws {
        let few =
            "poll = $1 AND question IN (SELECT place FROM polls_question WHERE poll = $1 AND answered < $2)"
        try database.run("UPDATE polls_choice SET votes = NULL WHERE " + few, poll, minimum)
        try database.run("DELETE FROM polls_words WHERE " + few, poll, minimum)
    }

    /// Throws away what was written down while a poll was counted whose counting begins again.
    func forget(_ poll: Poll.ID) throws {
        try database.run("DELETE FROM polls_words WHERE poll = $1", poll)
    }

    /// Takes away the next votes of a poll.
    /// - Parameter limit: how many at most.
    /// - Returns: whether none is left.
    func takeVotesAway(from poll: Poll.ID, atMost limit: Int = page) throws -> Bool {
        let next = try database.first(
            """
            SELECT question, voter FROM polls_vote WHERE poll = $1 ORDER BY question, voter
            LIMIT 1 OFFSET $2
            """, poll, limit)
        guard let next else {
            try database.run("DELETE FROM polls_vote WHERE poll = $1", poll)
            return true
        }
        try database.run(
            "DELETE FROM polls_vote WHERE poll = $1 AND (question, voter) < ($2, $3)", poll,
            try next[0] as Int, try next[1] as String)
        return false
    }
}
