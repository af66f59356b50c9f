import YouSaidKit

/// Closes a poll and counts its votes: at once where they are few, and otherwise a thousand a turn, so that nobody waits
/// for it and the memory stays flat.
///
/// The votes stay until the numbers are kept that they come to. So counting can begin again at any moment, as it does where
/// how far it has come cannot be read: another version of the bot wrote it. Then the votes of an anonymous poll are taken
/// away, and at the end the key goes without which no copy of them can be read.
struct Counting {
    private let turn: Turn
    private let database: any Database
    private let polls: PollStore
    private let tallies: TallyStore

    /// How many votes one turn counts.
    static let page = 1_000
    private static let wakeKey = "count:"
    static let plan = Planned(wakeKey, "the votes of a large poll are counted")

    init(_ turn: Turn) {
        self.turn = turn
        database = turn.database
        polls = PollStore(turn.database)
        tallies = TallyStore(turn.database)
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
        guard try count(CountingProgress(), poll, ballot, closer), try takeVotesAway(poll, closer) else {
            return .goesOn
        }
        return .done(try finish(poll))
    }

    /// Goes on with the counting of a poll, where that is what the timer is for.
    func goOn(_ wakeUp: WakeUp) throws {
        guard wakeUp.key.hasPrefix(Self.wakeKey), let id = Int64(wakeUp.key.dropFirst(Self.wakeKey.count)),
            var poll = try polls.poll(Poll.ID(rawValue: id)), poll.state == .counting
        else { return }
        var closer = CountingProgress.closer(in: wakeUp.data) ?? .clock
        if try !tallies.areKept(of: poll.id) {
            if try poll.ballotIfThere(in: turn) == nil {
                // A backup from the middle of it came back without the key.
                guard let emptied = try LostVotes(turn).throwAway(poll) else { return }
                poll = emptied
            }
            let ballot = try poll.ballot(in: turn)
            let progress = CountingProgress(wakeUp.data, ballot)
            closer = progress?.closer ?? closer
            guard try count(progress ?? CountingProgress(), poll, ballot, closer) else { return }
        }
        guard try takeVotesAway(poll, closer) else { return }
        try ClosingPolls(turn).tell(try finish(poll), closer)
    }

    /// Counts as much as one turn may, and sets a timer for the rest.
    /// - Returns: whether all is counted, and the numbers are kept.
    private func count(
        _ before: CountingProgress, _ poll: Poll, _ ballot: Ballot, _ closer: Closer
    ) throws -> Bool {
        var progress = before
        if progress.isAtBeginning { try tallies.forget(poll.id) }
        guard try countOn(&progress, poll, ballot) else {
            later(poll, try progress.data(closer, ballot))
            return false
        }
        try keep(progress, poll, ballot)
        return true
    }

    /// Takes as many votes of an anonymous poll away as one turn may, and sets a timer for the rest.
    /// - Returns: whether all are gone that have to go.
    private func takeVotesAway(_ poll: Poll, _ closer: Closer) throws -> Bool {
        guard poll.terms.secrecy == .anonymous, try !tallies.takeVotesAway(from: poll.id) else { return true }
        later(poll, try CountingProgress.data(closer))
        return false
    }

    private func later(_ poll: Poll, _ data: [String: String]) {
        turn.wake(Self.wakeKey + "\(poll.id.rawValue)", at: turn.now, data: data)
    }

    /// The groups first, then the next page of votes.
    /// - Returns: whether all is counted.
    private func countOn(_ progress: inout CountingProgress, _ poll: Poll, _ ballot: Ballot) throws -> Bool {
        if !progress.groups.isDone {
            try CountingGroups(turn, ballot, poll.askedAs).goOn(
                &progress.groups, answered: try polls.answered(poll.id))
            if !progress.groups.isDone { return false }
        }
        return try countPage(ballot, &progress)
    }

    // MARK: A page

    /// - Returns: whether this was the last page.
    private func countPage(_ ballot: Ballot, _ progress: inout CountingProgress) throws -> Bool {
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
        return rows.count < Self.page
    }

    // MARK: The end

    /// Keeps the numbers. From here on nothing needs the votes any more.
    private func keep(_ progress: CountingProgress, _ poll: Poll, _ ballot: Ballot) throws {
        let minimum = try minimum(of: poll)
        for (index, question) in try polls.questions(of: poll.id).enumerated() {
            try tallies.keep(progress.sums[index + 1] ?? [:], of: question, place: index + 1, in: poll.id)
        }
        try CountingGroups(turn, ballot, poll.askedAs).keep(progress.groups, minimum: minimum)
        try tallies.takeSmallNumbersAway(from: poll.id, minimum: minimum)
    }

    private func finish(_ poll: Poll) throws -> PollResults {
        try polls.finish(poll.id)
        // First they are closed, then whoever answered is told: after that it is forgotten who that was.
        let questions = try polls.asked(of: poll.id)
        for asked in questions { turn.close(asked) }
        SendingPolls(turn).cancelTimers(of: poll)
        if let vault = poll.ballotTerms.vault { turn.destroyVault(vault) }
        let results = try ResultStore(database, people: turn.people).results(
            try polls.poll(poll.id) ?? poll)
        if try polls.wentOut(poll.id) {
            let words = ResultWords(results)
            turn.broadcast(
                Message(words.announcement, chart: words.chart),
                to: ClosingPolls.answerers(of: questions))
        }
        try PollNews(results).publish(turn)
        try Pulse(turn).publish(results)
        return results
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
