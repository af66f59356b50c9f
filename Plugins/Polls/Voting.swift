import YouSaidKit

/// A member answers a poll. The busiest part of the bot: one statement and one reply.
struct Voting {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func vote(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        guard let asked = PollAsked(answer.question), let choice = answer.choice, let place = Int(choice.id),
            try VoteStore(turn.database).vote(
                VoteValue(choices: [place]), to: asked.place, by: member, on: asked.ballot)
        else { return turn.reply("too-late") }
        turn.reply("chosen", ["choice": .text(choice.label)])
    }

    /// FORGET THAT: the vote goes, and is not put back to the one before.
    func takeBack(_ question: Question) throws -> Bool {
        let member = try turn.requireMember().id
        guard let asked = PollAsked(question) else { return false }
        return try VoteStore(turn.database).takeBack(asked.place, from: member, on: asked.ballot)
    }
}

/// What a question that was asked carries along, so that a vote needs to look nothing up.
struct PollAsked: Sendable, Hashable {
    let poll: Poll.ID
    /// Which of the poll's questions it is, from 1.
    let place: Int
    let secrecy: Secrecy

    var ballot: Ballot { Ballot(poll: poll, secrecy: secrecy) }

    init(poll: Poll.ID, place: Int, secrecy: Secrecy) {
        self.poll = poll
        self.place = place
        self.secrecy = secrecy
    }

    /// Reads what ``data`` wrote. Polls that were asked before there were several questions have the poll alone.
    init?(_ question: Question) {
        guard let poll = question.data["poll"].flatMap({ Int64($0) }) else { return nil }
        self.init(
            poll: Poll.ID(rawValue: poll), place: question.data["place"].flatMap { Int($0) } ?? 1,
            secrecy: question.data["secrecy"].flatMap(Secrecy.init) ?? .anonymous)
    }

    var data: [String: String] {
        ["poll": "\(poll.rawValue)", "place": "\(place)", "secrecy": secrecy.rawValue]
    }
}
