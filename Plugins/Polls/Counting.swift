import YouSaidKit

/// Closes a poll and counts its votes: at once where they are few, and otherwise a thousand a turn, so that nobody waits
/// for it and the memory stays flat.
///
/// What stays of an anonymous poll are numbers: each page of votes is taken away as it is counted, and at the end the
/// key goes without which no copy of them can be read.
struct Counting {
    private let turn: Turn
    private let database: any Database
    private let polls: PollStore

    /// How many votes one turn counts.
    static let page = 1_000
    private static let wakeKey = "count:"
    static let plan = Planned(wakeKey, "the votes of a large poll are counted")

    init(_ turn: Turn) {
        self.turn = turn
        database = turn.database
        polls = PollStore(turn.database)
    }

    /// What closing came to.
    enum Outcome {
        /// It is closed and counted.
        case done(PollResults)
        /// It is closed; counting goes on, and the organiser hears when it is done.
        case goesOn
        /// It was closed before.
        case closedBefore
    }

    /// Closes a poll, so that nobody can answer any more, and counts.
    /// - Parameter closer: who is told the result where counting takes longer than this turn.
    /// - Throws: ``VaultError/gone`` where the votes of an anonymous poll can be read no more.
    func close(_ poll: Poll, for closer: Closer) throws -> Outcome {
        let ballot = try poll.ballot(in: turn)
        try sealPlainVotes(ballot)
        let answered = try VoteStore(database).countVoters(of: poll.id)
        let asked = max(answered, try turn.people.count(.asked(poll.askedAs)))
        guard try polls.close(poll.id, asked: asked, answered: answered, at: turn.now) else {
            return .closedBefore
        }
        var progress = Progress(answered: answered, closer: closer, wasOpen: poll.isOpen)
        guard try goOn(&progress, poll, ballot) else {
            try later(poll.id, progress, ballot)
            return .goesOn
        }
        return .done(try finish(poll, progress, ballot))
    }

    /// Goes on with the counting of a poll, where that is what the timer is for.
    func goOn(_ wakeUp: WakeUp) throws {
        guard wakeUp.key.hasPrefix(Self.wakeKey), let id = Int64(wakeUp.key.dropFirst(Self.wakeKey.count)),
            let poll = try polls.poll(Poll.ID(rawValue: id)), poll.state == .counting
        else { return }
        let ballot = try poll.ballot(in: turn)
        var progress = try StoredJSON.read(Progress.self, ballot.shown(wakeUp.data["progress"] ?? ""))
        guard try goOn(&progress, poll, ballot) else { return try later(poll.id, progress, ballot) }
        try ClosingPolls(turn).tell(try finish(poll, progress, ballot), progress.closer)
    }

    /// How far counting has come: first the groups, then the votes themselves, which are taken away.
    private struct Progress: Codable {
        var groups = CountingGroups.Progress()
        /// How many answered the poll, wholly or in part.
        var answered = 0
        /// The last vote that was counted.
        var question = 0
        var voter = ""
        /// The sums so far, by question and choice; under 0 stands how many answered.
        var sums: [Int: [Int: Int]] = [:]
        let closer: Closer
        /// False where the poll never went out, and there is nobody to tell.
        let wasOpen: Bool
    }

    /// - Returns: whether all is counted.
    private func goOn(_ progress: inout Progress, _ poll: Poll, _ ballot: Ballot) throws -> Bool {
        if !progress.groups.isDone {
            try CountingGroups(turn, ballot, poll.askedAs).goOn(
                &progress.groups, answered: progress.answered)
            if !progress.groups.isDone { return false }
        }
        return try countPage(ballot, &progress)
    }

    /// What is on the way is hidden like the votes: sums of a few people tell as much.
    private func later(_ poll: Poll.ID, _ progress: Progress, _ ballot: Ballot) throws {
        turn.wake(
            Self.wakeKey + "\(poll.rawValue)", at: turn.now,
            data: ["progress": try ballot.hide(StoredJSON.write(progress))])
    }

    // MARK: A page

    /// - Returns: whether this was the last page.
    private func countPage(_ ballot: Ballot, _ progress: inout Progress) throws -> Bool {
        let rows = try database.rows(
            """
            SELECT question, voter, value FROM polls_vote
            WHERE poll = $1 AND (question, voter) > ($2, $3) ORDER BY question, voter LIMIT \(Self.page)
            """, ballot.poll, progress.question, progress.voter)
        var words: [Int: [VoteValue]] = [:]
        for row in rows {
            guard let value = try ballot.read(row[2]), !value.isSkipped else { continue }
            let question: Int = try row[0]
            for choice in [0] + Set(value.choices) {
                progress.sums[question, default: [:]][choice, default: 0] += 1
            }
            if value.words != nil || !value.attachments.isEmpty { words[question, default: []].append(value) }
        }
        for (question, values) in words { try SaidWords(turn).keep(values, to: question, ballot) }
        guard let last = rows.last else { return true }
        progress.question = try last[0]
        progress.voter = try last[1]
        if ballot.secrecy == .anonymous {
            try database.run(
                "DELETE FROM polls_vote WHERE poll = $1 AND (question, voter) <= ($2, $3)", ballot.poll,
                progress.question, progress.voter)
        }
        return rows.count < Self.page
    }

    // MARK: The end

    private func finish(_ poll: Poll, _ progress: Progress, _ ballot: Ballot) throws -> PollResults {
        let minimum = try minimum(of: poll)
        for (index, question) in try polls.questions(of: poll.id).enumerated() {
            try keep(progress.sums[index + 1] ?? [:], of: question, place: index + 1, in: poll.id)
        }
        try CountingGroups(turn, ballot, poll.askedAs).keep(progress.groups, minimum: minimum)
        try polls.finish(poll.id, minimum: minimum)
        // First they are closed, then whoever answered is told: after that it is forgotten who that was.
        let questions = try polls.asked(of: poll.id)
        for asked in questions { turn.close(asked) }
        SendingPolls(turn).cancelTimers(of: poll)
        if let vault = poll.ballotTerms.vault { turn.destroyVault(vault) }
        let results = try ResultStore(database, people: turn.people).results(
            try polls.poll(poll.id) ?? poll)
        if progress.wasOpen {
            let words = ResultWords(results)
            turn.broadcast(
                Message(words.announcement, chart: words.chart),
                to: ClosingPolls.answerers(of: questions))
        }
        try PollNews(results).publish(turn)
        try Pulse(turn).publish(results)
        return results
    }

    private func keep(
        _ sums: [Int: Int], of question: SurveyQuestion, place: Int, in poll: Poll.ID
    ) throws {
        try database.run(
            "UPDATE polls_question SET answered = $1 WHERE poll = $2 AND place = $3", sums[0] ?? 0, poll,
            place)
        for choice in question.choices.indices {
            try database.run(
                "UPDATE polls_choice SET votes = $1 WHERE poll = $2 AND question = $3 AND place = $4",
                sums[choice + 1] ?? 0, poll, place, choice + 1)
        }
    }

    /// How many must answer before anybody sees a result: never fewer than the forum wants.
    func minimum(of poll: Poll) throws -> Int {
        max(try turn.settings.integer("minimumAnswers"), poll.terms.minimum ?? 0)
    }

    /// Votes in an anonymous poll that were cast before votes were sealed: they are sealed now, so that who changed
    /// their mind since is not counted twice.
    private func sealPlainVotes(_ ballot: Ballot) throws {
        guard ballot.secrecy == .anonymous else { return }
        let plain = try database.rows(
            """
            SELECT question, voter, value FROM polls_vote WHERE poll = $1 AND voter < 'v'
            AND question IN (SELECT place FROM polls_question WHERE poll = $1)
            """, ballot.poll)
        for row in plain {
            let question: Int = try row[0]
            let voter: Voter = try row[1]
            guard ballot.isPlain(voter), let member = Int64(voter.rawValue) else { continue }
            if let value = VoteValue(text: try row[2]) {
                try database.run(
                    """
                    INSERT INTO polls_vote (poll, question, voter, value) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (poll, question, voter) DO NOTHING
                    """, ballot.poll, question, ballot.voter(Member.ID(rawValue: member)),
                    try ballot.write(value))
            }
            try database.run(
                "DELETE FROM polls_vote WHERE poll = $1 AND question = $2 AND voter = $3", ballot.poll,
                question, voter)
        }
    }
}
