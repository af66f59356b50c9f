import YouSaidKit

/// A member answers in their own words: to a question that asks for them, or to "other".
///
/// That somebody chose "other" stands in their answer alone, which is sealed in an anonymous poll: no question of its own is
/// asked, and what is written next comes back to the poll's own question.
struct OwnWords {
    private let turn: Turn
    private let asked: PollAsked
    private let votes: VoteStore

    /// The most characters that an answer may have.
    static let longest = 2_000
    /// How much of an answer is said back.
    private static let saidBack = 300

    init(_ turn: Turn, _ asked: PollAsked) {
        self.turn = turn
        self.asked = asked
        votes = VoteStore(turn.database)
    }

    // MARK: "Other"

    /// "Other" was chosen: it counts, and its words are asked for.
    /// - Parameters:
    ///   - value: the answer with it.
    ///   - endsQuestion: whether the next question would come now if it were none of "other".
    func begin(_ value: VoteValue, endsQuestion: Bool) throws {
        var value = value
        value.awaitsWords = true
        let member = try turn.requireMember().id
        guard try votes.vote(value, to: asked.place, by: member, on: asked.ballot(in: turn)) else {
            return turn.reply("too-late")
        }
        let words =
            asked.secrecy == .anonymous ? Prompt("ask-own-words") : Prompt("ask-own-words-open")
        guard endsQuestion, asked.isSurvey else { return turn.reply(words) }
        try SurveyWalk(turn, asked).wait(saying: words)
    }

    /// Something came that is none of the choices. It is for "other", where its words are still to come.
    func heard(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        let ballot = try asked.ballot(in: turn)
        guard let before = try votes.votes(of: member, on: ballot)[asked.place],
            before.awaitsWords ?? false
        else { return turn.unclear() }
        guard let aside = try aside(in: answer) else { return try take(answer, for: before.choices) }
        try votes.goOn(member, ballot)
        switch aside {
        case .back: try SurveyWalk(turn, asked).ask(asked.place, saying: nil)
        case .skip: try SurveyWalk(turn, asked).goOn(saying: Prompt("skipped"))
        case .done, .pause: try SurveyWalk(turn, asked).heard(aside, answer)
        }
    }

    /// What stands beside the answers, where exactly its words came. BACK is there for whoever chose "other" by mistake.
    private func aside(in answer: Answer) throws -> Aside? {
        let said = answer.text.trimmed.lowercased()
        let asides = answer.question.choices.filter(\.isAside) + [try AskingQuestions(turn).aside(.back)]
        let found = asides.first { ([$0.label] + $0.words).contains { $0.lowercased() == said } }
        return found.flatMap { Aside(rawValue: $0.id) }
    }

    // MARK: Words

    /// An answer came, in words or as a voice note or picture.
    /// - Parameter choices: what was chosen with it: "other", and what can be chosen beside it.
    func take(_ answer: Answer, for choices: [Int] = []) throws {
        let text = answer.text.trimmingEnds
        guard text.count <= Self.longest else {
            return again(answer, Prompt("own-words-long", ["limit": .number(Self.longest)]))
        }
        guard !text.isEmpty || !answer.attachments.isEmpty else {
            return again(answer, Prompt("own-words-empty"))
        }
        let value = VoteValue(
            choices: choices, words: text.isEmpty ? nil : text, attachments: answer.attachments)
        guard
            try votes.vote(
                value, to: asked.place, by: turn.requireMember().id, on: asked.ballot(in: turn))
        else { return turn.reply("too-late") }
        let said =
            text.isEmpty
            ? Prompt("you-sent") : Prompt("you-said", ["words": .text(text.shortened(to: Self.saidBack))])
        guard asked.isSurvey else { return turn.reply([said, Prompt("can-change")] + asked.resultsNow) }
        try SurveyWalk(turn, asked).goOn(saying: said)
    }

    /// What came is no answer: the next words are, and until then nothing was answered that was not before.
    private func again(_ answer: Answer, _ fault: Prompt) {
        guard asked.kind == .words else { return turn.reply([fault]) }
        turn.ask(again: answer.id, saying: fault)
        if !answer.isChange { turn.reopen(answer.id) }
    }
}

extension String {
    /// Without white space at its ends; lines stay as they are.
    var trimmingEnds: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
