import YouSaidKit

/// A member answers a poll. The busiest part of the bot: one statement and one reply.
struct Voting {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func vote(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        guard let poll = answer.question.data["poll"].flatMap({ Int64($0) }), let choice = answer.choice,
            let place = Int(choice.id),
            try PollStore(turn.database).vote(place, by: member, in: Poll.ID(rawValue: poll))
        else { return turn.reply("too-late") }
        turn.reply("chosen", ["choice": .text(choice.label)])
    }

    /// FORGET THAT: the vote goes, and is not put back to the one before.
    func takeBack(_ question: Question) throws -> Bool {
        let member = try turn.requireMember().id
        guard let poll = question.data["poll"].flatMap({ Int64($0) }) else { return false }
        return try PollStore(turn.database).takeBack(from: member, in: Poll.ID(rawValue: poll))
    }
}
