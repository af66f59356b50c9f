import YouSaidKit

/// What happens where the votes of an anonymous poll can be read no more: their key stayed on a machine that is gone, or
/// was destroyed before a backup was brought back. Nobody could count them without counting people twice, so they are
/// thrown away, everybody is asked again, and the organisers are told.
struct LostVotes {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// Throws the votes of a poll away and asks again.
    func askAgain(_ poll: Poll) throws {
        try begin(poll, secrecy: poll.terms.secrecy)
        turn.broadcast(
            Message(Prompt("answers-lost-organisers", ["question": .text(poll.name)])), to: .role(.organiser))
    }

    /// Makes an open poll anonymous. What was said under a name cannot be unsaid: it is thrown away too.
    func makeAnonymous(_ poll: Poll) throws { try begin(poll, secrecy: .anonymous) }

    private func begin(_ poll: Poll, secrecy: Secrecy) throws {
        let database = turn.database
        let polls = PollStore(database)
        try database.run("DELETE FROM polls_vote WHERE poll = $1", poll.id)
        for asked in try polls.asked(of: poll.id) { turn.close(asked) }
        if let vault = poll.ballotTerms.vault { turn.destroyVault(vault) }
        let terms = BallotTerms(
            poll: poll.id, secrecy: secrecy, round: poll.round + 1, takesWords: poll.takesWords)
        let asked = try Asking(turn).ask(
            try polls.questions(of: poll.id), terms, of: poll.terms.audience, again: true)
        try polls.asked(again: poll.id, terms, asked)
    }
}
