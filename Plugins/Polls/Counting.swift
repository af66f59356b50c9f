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
        try database.run("UPDATE polls_question SET answered = 0 WHERE poll = $1", poll.id)
        try database.run("UPDATE polls_choice SET votes = 0 WHERE poll = $1", poll.id)
        if let place = try countPage(ballot, after: Place()) {
            later(poll.id, place, closer)
            return .goesOn
        }
        return .done(try finish(poll, wasOpen: poll.isOpen))
    }

    /// Counts the next page of a poll, where that is what the timer is for.
    func goOn(_ wakeUp: WakeUp) throws {
        guard wakeUp.key.hasPrefix(Self.wakeKey), let id = Int64(wakeUp.key.dropFirst(Self.wakeKey.count)),
            let poll = try polls.poll(Poll.ID(rawValue: id)), poll.state == .counting
        else { return }
        let closer =
            wakeUp.data["closer"] == "clock"
            ? Closer.clock
            : .organiser(wakeUp.data["closer"].flatMap { Int64($0) }.map(Member.ID.init(rawValue:)))
        let after = Place(
            question: wakeUp.data["question"].flatMap { Int($0) } ?? 0, voter: wakeUp.data["voter"] ?? "")
        if let place = try countPage(try poll.ballot(in: turn), after: after) {
            return later(poll.id, place, closer)
        }
        try ClosingPolls(turn).tell(try finish(poll, wasOpen: true), closer)
    }

    /// How far counting has come.
    private struct Place {
        var question = 0
        var voter = ""
    }

    private func later(_ poll: Poll.ID, _ place: Place, _ closer: Closer) {
        var data = ["question": "\(place.question)", "voter": place.voter]
        switch closer {
        case .organiser(let organiser): data["closer"] = organiser.map { "\($0.rawValue)" }
        case .clock: data["closer"] = "clock"
        }
        turn.wake(Self.wakeKey + "\(poll.rawValue)", at: turn.now, data: data)
    }

    // MARK: A page

    /// What a page of one question's votes comes to.
    private struct Count {
        var answered = 0
        var votes: [Int: Int] = [:]
        var words: [VoteValue] = []
    }

    /// - Returns: where the next page begins; nil where this was the last.
    private func countPage(_ ballot: Ballot, after place: Place) throws -> Place? {
        let rows = try database.rows(
            """
            SELECT question, voter, value FROM polls_vote
            WHERE poll = $1 AND (question, voter) > ($2, $3) ORDER BY question, voter LIMIT \(Self.page)
            """, ballot.poll, place.question, place.voter)
        var counts: [Int: Count] = [:]
        for row in rows {
            guard let value = try ballot.read(row[2]), !value.isSkipped else { continue }
            let question: Int = try row[0]
            counts[question, default: Count()].answered += 1
            for choice in Set(value.choices) { counts[question]?.votes[choice, default: 0] += 1 }
            if value.words != nil || !value.attachments.isEmpty { counts[question]?.words.append(value) }
        }
        for (question, count) in counts { try add(count, to: question, ballot) }
        guard let last = rows.last else { return nil }
        let end = Place(question: try last[0], voter: try last[1])
        if ballot.secrecy == .anonymous {
            try database.run(
                "DELETE FROM polls_vote WHERE poll = $1 AND (question, voter) <= ($2, $3)", ballot.poll,
                end.question, end.voter)
        }
        return rows.count < Self.page ? nil : end
    }

    private func add(_ count: Count, to question: Int, _ ballot: Ballot) throws {
        try database.run(
            "UPDATE polls_question SET answered = answered + $1 WHERE poll = $2 AND place = $3",
            count.answered, ballot.poll, question)
        for (choice, votes) in count.votes {
            try database.run(
                "UPDATE polls_choice SET votes = votes + $1 WHERE poll = $2 AND question = $3 AND place = $4",
                votes, ballot.poll, question, choice)
        }
        try SaidWords(turn).keep(count.words, to: question, ballot)
    }

    // MARK: The end

    /// - Parameter wasOpen: false where the poll never went out, and there is nobody to tell.
    private func finish(_ poll: Poll, wasOpen: Bool) throws -> PollResults {
        try polls.finish(poll.id, minimum: try minimum(of: poll))
        // First they are closed, then whoever answered is told: after that it is forgotten who that was.
        for asked in try polls.asked(of: poll.id) { turn.close(asked) }
        SendingPolls(turn).cancelTimers(of: poll)
        if let vault = poll.ballotTerms.vault { turn.destroyVault(vault) }
        let results = try ResultStore(database, people: turn.people).results(
            try polls.poll(poll.id) ?? poll)
        if wasOpen {
            turn.broadcast(Message(ResultWords(results).announcement), to: .answered(poll.askedAs))
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
