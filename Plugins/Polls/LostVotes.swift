import YouSaidKit

/// What happens where the votes of an anonymous poll can be read no more: their key stayed on a machine that is gone, or
/// was destroyed before a backup was brought back. Nobody could count them without counting people twice, so they are
/// thrown away, everybody is asked again, and the organisers are told.
struct LostVotes {
    private let turn: Turn
    private let polls: PollStore

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
    }

    /// Throws the votes of an open poll away and asks everybody again.
    func askAgain(_ poll: Poll) throws {
        try begin(poll, secrecy: poll.terms.secrecy, reason: "vote-again")
        turn.broadcast(
            Message(Prompt("answers-lost-organisers", ["question": .text(poll.name)])), to: .role(.organiser))
    }

    /// Makes an open poll anonymous. What was said under a name cannot be unsaid: it is thrown away too.
    func makeAnonymous(_ poll: Poll) throws {
        try begin(poll, secrecy: .anonymous, reason: "vote-anonymous-now")
    }

    /// Throws the votes of a poll away whose time is over, so that nobody can be asked again.
    /// - Returns: the poll as it is now.
    func throwAway(_ poll: Poll) throws -> Poll? {
        turn.broadcast(
            Message(Prompt("answers-lost-over", ["question": .text(poll.name)])), to: .role(.organiser))
        try forgetVotes(of: poll)
        try polls.asked(
            again: poll.id, next(poll, poll.terms.secrecy), try polls.asked(of: poll.id))
        return try polls.poll(poll.id)
    }

    private func begin(_ poll: Poll, secrecy: Secrecy, reason: String) throws {
        try forgetVotes(of: poll)
        for asked in try polls.asked(of: poll.id) { turn.close(asked) }
        let terms = next(poll, secrecy)
        if let vault = terms.vault { _ = try turn.vault(vault) }
        var plan = try polls.plan(of: poll)
        plan.terms.secrecy = secrecy
        let asking = AskingQuestions(turn)
        let asked = try plan.questions.indices.map {
            turn.prepare(
                try asking.question($0 + 1, of: plan, poll: poll.id, round: terms.round, reason: reason))
        }
        try polls.asked(again: poll.id, terms, asked)
        if let first = asked.first { turn.ask(again: first, to: poll.terms.audience) }
    }

    private func forgetVotes(of poll: Poll) throws {
        try turn.database.run("DELETE FROM polls_vote WHERE poll = $1", poll.id)
        if let vault = poll.ballotTerms.vault { turn.destroyVault(vault) }
    }

    private func next(_ poll: Poll, _ secrecy: Secrecy) -> BallotTerms {
        BallotTerms(poll: poll.id, secrecy: secrecy, round: poll.round + 1, takesWords: poll.takesWords)
    }
}
