import YouSaidKit

/// What may be seen of a poll while it is open, where its makers chose so. Hidden means hidden from organisers too.
///
/// Unless everybody will see names, the new numbers of a question are only shown once as many new people have answered it
/// as a group must have, and where nobody or as many have changed their mind or taken their answer back: who looks before
/// and after one person votes, or votes otherwise, learns nothing from the difference.
struct RunningResults {
    private let turn: Turn
    private let found: ResultStore

    init(_ turn: Turn) {
        self.turn = turn
        found = ResultStore(turn.database, people: turn.people)
    }

    /// A poll of more votes is not counted on the way.
    private static let most = 1_000

    /// What whoever began the turn may see of a poll.
    func results(_ poll: Poll) throws -> PollResults {
        let hidden = try found.results(poll)
        guard poll.isOpen, hidden.answered <= Self.most, try maySee(poll) else { return hidden }
        let minimum = try Counting(turn).minimum(of: poll)
        guard let ballot = try poll.ballotIfThere(in: turn) else { return hidden }
        guard poll.terms.secrecy != .named else {
            return hidden.answered < minimum
                ? hidden : try shown(poll, hidden, count(ballot).mapValues(\.votes))
        }
        var last = try snapshot(of: poll)
        if hidden.answered >= minimum, try countNew(of: poll.id) >= minimum {
            var votes = last?.votes ?? [:]
            let old = votes
            for (question, now) in try count(ballot) where now.new >= minimum && !(1..<minimum ~= now.changed)
            {
                votes[question] = now.votes
                try setShown(question, of: poll.id)
            }
            if votes != old {
                let new = Snapshot(answered: hidden.answered, votes: votes)
                try turn.database.run(
                    "UPDATE polls_poll SET running = $1 WHERE id = $2", try StoredJSON.write(new), poll.id)
                last = new
            }
        }
        return try last.map { try shown(poll, hidden, $0.votes, answered: $0.answered) } ?? hidden
    }

    private func maySee(_ poll: Poll) throws -> Bool {
        switch poll.terms.visibility {
        case .closed: return false
        case .open: return true
        case .voted:
            guard let member = turn.member, let ballot = try poll.ballotIfThere(in: turn) else {
                return false
            }
            return try !VoteStore(turn.database).votes(of: member.id, on: ballot).isEmpty
        }
    }

    /// What was shown last: how many had answered, and the votes by question and choice.
    private struct Snapshot: Codable {
        let answered: Int
        let votes: [Int: [Int: Int]]
    }

    private func snapshot(of poll: Poll) throws -> Snapshot? {
        let row = try turn.database.first("SELECT running FROM polls_poll WHERE id = $1", poll.id)
        return try StoredJSON.readIfThere(Snapshot.self, row?[0])
    }

    /// How many answers no result has had yet: without enough of them none is worth counting.
    private func countNew(of poll: Poll.ID) throws -> Int {
        try turn.database.first("SELECT COUNT(*) FROM polls_vote WHERE poll = $1 AND shown = 0", poll)?[0]
            ?? 0
    }

    /// What stands in one question now.
    private struct Standing {
        /// How many chose what; under 0 stands how many answered.
        var votes: [Int: Int] = [:]
        /// How many answers are in no result yet.
        var new = 0
        /// How many that are in the last result were changed or taken back since.
        var changed = 0
    }

    private func count(_ ballot: Ballot) throws -> [Int: Standing] {
        var standings: [Int: Standing] = [:]
        for row in try turn.database.rows(
            "SELECT place, gone FROM polls_question WHERE poll = $1", ballot.poll)
        {
            standings[try row[0]] = Standing(changed: try row[1])
        }
        try turn.database.each(
            "SELECT question, value, shown FROM polls_vote WHERE poll = $1", ballot.poll
        ) { row in
            let (question, shown): (Int, Int) = (try row[0], try row[2])
            if shown == 2 { standings[question, default: Standing()].changed += 1 }
            guard let value = try ballot.read(row[1]), !value.isSkipped else { return }
            if shown == 0 { standings[question, default: Standing()].new += 1 }
            standings[question, default: Standing()].votes[0, default: 0] += 1
            for choice in Set(value.choices) { standings[question]?.votes[choice, default: 0] += 1 }
        }
        return standings
    }

    private func setShown(_ question: Int, of poll: Poll.ID) throws {
        try turn.database.run(
            "UPDATE polls_vote SET shown = 1 WHERE poll = $1 AND question = $2 AND shown <> 1", poll, question
        )
        try turn.database.run(
            "UPDATE polls_question SET gone = 0 WHERE poll = $1 AND place = $2", poll, question)
    }

    private func shown(
        _ poll: Poll, _ hidden: PollResults, _ votes: [Int: [Int: Int]], answered: Int? = nil
    ) throws -> PollResults {
        let minimum = try Counting(turn).minimum(of: poll)
        let findings = try PollStore(turn.database).questions(of: poll.id).enumerated().map {
            index, question in
            let counts = votes[index + 1] ?? [:]
            let enough = counts[0] ?? 0 >= minimum
            return PollResults.Finding(
                question: question, answered: counts[0] ?? 0,
                tallies: enough
                    ? question.choices.enumerated().map {
                        PollResults.Tally(label: $1.label, votes: counts[$0 + 1] ?? 0)
                    } : nil)
        }
        return PollResults(
            poll: poll, asked: hidden.asked, answered: answered ?? hidden.answered, outcome: .found(findings))
    }
}
