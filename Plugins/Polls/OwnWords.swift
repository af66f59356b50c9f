import YouSaidKit

/// A member answers in their own words: to a question that asks for them, or to "other".
struct OwnWords {
    private let turn: Turn
    private let asked: PollAsked

    /// The most characters that an answer may have.
    static let longest = 2_000
    /// How much of an answer is said back.
    private static let saidBack = 300

    init(_ turn: Turn, _ asked: PollAsked) {
        self.turn = turn
        self.asked = asked
    }

    /// "Other" was chosen: the words are asked for.
    func ask() throws {
        try ask(asked.secrecy == .anonymous ? Prompt("ask-own-words") : Prompt("ask-own-words-open"))
    }

    private func ask(_ words: Prompt) throws {
        let back = try AskingQuestions(turn).aside(.back)
        turn.ask(
            Question(
                PollQuestion.own.rawValue, words, choices: [back], kind: .words, data: asked.data,
                vault: asked.terms.vault))
    }

    /// Words for "other" came, or BACK.
    func takeOther(_ answer: Answer) throws {
        if answer.choice?.isAside ?? false {
            turn.leave(answer.id)
            return try SurveyWalk(turn, asked).ask(asked.place, saying: nil)
        }
        try take(answer)
    }

    /// An answer came, in words or as a voice note or picture.
    func take(_ answer: Answer) throws {
        let text = answer.text.trimmingEnds
        let isOther = answer.question.name == PollQuestion.own.rawValue
        guard text.count <= Self.longest else {
            let fault = Prompt("own-words-long", ["limit": .number(Self.longest)])
            // "Other" takes one answer, so it is asked anew.
            return isOther ? try ask(fault) : turn.ask(again: answer.id, saying: fault)
        }
        guard !text.isEmpty || !answer.attachments.isEmpty else { return turn.reply("own-words-empty") }
        let member = try turn.requireMember().id
        let votes = VoteStore(turn.database)
        var value = VoteValue(words: text.isEmpty ? nil : text, attachments: answer.attachments)
        if isOther, let other = asked.other {
            let before = try votes.votes(of: member, on: asked.ballot(in: turn))[asked.place]?.choices ?? []
            value.choices = asked.kind.takesSeveral ? (before + [other]).sorted() : [other]
        }
        guard try votes.vote(value, to: asked.place, by: member, on: asked.ballot(in: turn)) else {
            return turn.reply("too-late")
        }
        let said =
            text.isEmpty
            ? Prompt("you-sent") : Prompt("you-said", ["words": .text(text.shortened(to: Self.saidBack))])
        guard asked.isSurvey else { return turn.reply(said, Prompt("can-change")) }
        try SurveyWalk(turn, asked).goOn(saying: said)
    }
}

extension String {
    /// Without white space at its ends; lines stay as they are.
    var trimmingEnds: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
