import YouSaidKit

/// A member answers a poll. The busiest part of the bot: one statement and one reply.
struct Voting {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func vote(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        guard let asked = PollAsked(answer.question), let choice = answer.choice, let place = Int(choice.id)
        else { return turn.reply("too-late") }
        let votes = VoteStore(turn.database)
        do {
            let ballot = try Ballot(asked.terms, in: turn)
            guard try votes.vote(VoteValue(choices: [place]), to: asked.place, by: member, on: ballot) else {
                return turn.reply("too-late")
            }
        } catch VaultError.gone {
            return try lost(asked)
        }
        confirm(Prompt("chosen", ["choice": .text(choice.label)]), asked)
    }

    /// The votes cannot be read any more: the first who answers has everybody asked again, themself too.
    private func lost(_ asked: PollAsked) throws {
        guard let poll = try PollStore(turn.database).poll(asked.poll), poll.isOpen,
            poll.round == asked.terms.round
        else { return turn.reply("too-late") }
        try LostVotes(turn).askAgain(poll)
        turn.reply("answers-lost")
    }

    /// Says an answer back. In an anonymous poll nobody else can ever read that, also not in a backup.
    private func confirm(_ words: Prompt, _ asked: PollAsked) {
        if let vault = asked.terms.vault {
            turn.reply([words], sealedIn: vault)
        } else {
            turn.reply(words)
        }
    }
}

/// What a question that was asked carries along, so that a vote needs to look nothing up.
struct PollAsked: Sendable, Hashable {
    let terms: BallotTerms
    /// Which of the poll's questions it is, from 1.
    let place: Int

    var poll: Poll.ID { terms.poll }

    init(_ terms: BallotTerms, place: Int) {
        self.terms = terms
        self.place = place
    }

    /// Reads what ``data`` wrote. Polls that were asked before there were several questions have the poll alone.
    init?(_ question: Question) {
        guard let poll = question.data["poll"].flatMap({ Int64($0) }) else { return nil }
        let data = question.data
        self.init(
            BallotTerms(
                poll: Poll.ID(rawValue: poll), secrecy: data["secrecy"].flatMap(Secrecy.init) ?? .anonymous,
                round: data["round"].flatMap { Int($0) } ?? 0, takesWords: data["words"] == "yes"),
            place: data["place"].flatMap { Int($0) } ?? 1)
    }

    var data: [String: String] {
        var data = ["poll": "\(poll.rawValue)", "place": "\(place)", "secrecy": terms.secrecy.rawValue]
        if terms.round > 0 { data["round"] = "\(terms.round)" }
        if terms.takesWords { data["words"] = "yes" }
        return data
    }
}
