import YouSaidKit

/// A member answers a poll. The busiest part of the bot: one statement and one reply, where the poll has one
/// question and one choice is wanted.
struct Voting {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func vote(_ answer: Answer) throws {
        guard let asked = PollAsked(answer) else { return turn.reply("too-late") }
        do {
            try vote(answer, asked)
        } catch VaultError.gone {
            try lost(asked)
        }
    }

    private func vote(_ answer: Answer, _ asked: PollAsked) throws {
        if asked.mayWaitForWords, try isForAnother(answer, asked) { return }
        if answer.choices.isEmpty, asked.kind != .words { return try OwnWords(turn, asked).heard(answer) }
        if let choice = answer.choice, choice.isAside {
            return try SurveyWalk(turn, asked).heard(Aside(rawValue: choice.id), answer)
        }
        switch asked.kind {
        case .words: try OwnWords(turn, asked).take(answer)
        case .several, .date: try ChoosingSeveral(turn, asked).choose(answer)
        case .one, .yesNo, .scale, .signOff: try choose(answer, asked)
        }
    }

    /// What was written while "other" in another question of the poll waits for its words is meant for that one. Whoever
    /// presses instead has gone on.
    private func isForAnother(_ answer: Answer, _ asked: PollAsked) throws -> Bool {
        let member = try turn.requireMember().id
        let ballot = try asked.ballot(in: turn)
        let votes = VoteStore(turn.database)
        let waiting = try votes.votes(of: member, on: ballot).first { $0.value.awaitsWords ?? false }
        guard let (place, value) = waiting else { return false }
        let isAside = answer.choice?.isAside ?? false
        if isAside || place != asked.place && answer.text.isEmpty && answer.attachments.isEmpty {
            try votes.goOn(member, ballot)
            return false
        }
        // Whoever speaks for somebody does not say what they meant by their "other".
        let questions = try PollStore(turn.database).questions(of: asked.poll)
        guard place != asked.place, questions.indices.contains(place - 1), turn.speaker == nil else {
            return false
        }
        if answer.choices.isEmpty, asked.kind != .words {
            // It fits nothing here: that question is offered it next.
            turn.unclear()
            return true
        }
        let other = PollAsked(questions[place - 1], asked.terms, place: place, of: asked.count)
        try OwnWords(turn, other).take(answer, for: value.choices)
        return true
    }

    /// The votes cannot be read any more: the first who answers has everybody asked again, themself too.
    private func lost(_ asked: PollAsked) throws {
        guard let poll = try PollStore(turn.database).poll(asked.poll), poll.isOpen,
            poll.round == asked.terms.round
        else { return turn.reply("too-late") }
        try LostVotes(turn).askAgain(poll)
        turn.reply("answers-lost")
    }

    private func choose(_ answer: Answer, _ asked: PollAsked) throws {
        guard let choice = answer.choice, let place = Int(choice.id) else { return turn.reply("too-late") }
        if place == asked.other {
            return try OwnWords(turn, asked).begin(VoteValue(choices: [place]), endsQuestion: true)
        }
        let member = try turn.requireMember().id
        guard
            try VoteStore(turn.database).vote(
                VoteValue(choices: [place]), to: asked.place, by: member, on: asked.ballot(in: turn))
        else { return turn.reply("too-late") }
        let label = PromptValue.text(choice.label)
        guard asked.isSurvey else {
            return turn.reply([Prompt("chosen", ["choice": label])] + asked.resultsNow)
        }
        try SurveyWalk(turn, asked).goOn(saying: Prompt("you-chose", ["choice": label]))
    }

    /// FORGET THAT: the vote goes, and is not put back to the one before.
    func takeBack(_ question: Question) throws -> Bool {
        let member = try turn.requireMember().id
        guard let asked = PollAsked(question) else { return false }
        do {
            return try VoteStore(turn.database).takeBack(
                asked.place, from: member, on: asked.ballot(in: turn))
        } catch VaultError.gone {
            // The poll is closed, and nobody's answer can be told from another's.
            return false
        }
    }
}
