import YouSaidKit

/// Leads a member through the questions of a poll, one at a time. Where they are is where their answers end, so that
/// the place is kept for as long as the poll is open.
struct SurveyWalk {
    private let turn: Turn
    private let asked: PollAsked
    private let polls: PollStore
    private let votes: VoteStore

    init(_ turn: Turn, _ asked: PollAsked) {
        self.turn = turn
        self.asked = asked
        polls = PollStore(turn.database)
        votes = VoteStore(turn.database)
    }

    /// Asks what comes next, or says that it was the last question.
    /// - Parameter words: what was understood.
    func goOn(saying words: Prompt) throws {
        let answered = try votes.votes(of: turn.requireMember().id, on: asked.ballot(in: turn))
        guard let next = Self.next(after: asked.place, of: asked.count, answered) else {
            return turn.reply([words, Prompt("survey-done")] + asked.resultsNow)
        }
        try ask(next, saying: words, answered)
    }

    /// The next question without an answer: after this one, or else from the beginning.
    static func next(after place: Int, of count: Int, _ answered: [Int: VoteValue]) -> Int? {
        let open = (1...max(count, 1)).filter { answered[$0] == nil }
        return open.first { $0 > place } ?? open.first
    }

    /// Says words that somebody has to answer before the next question comes. In an anonymous poll it leaves the same
    /// traces as asking that question, so that nothing tells who chose "other".
    func wait(saying words: Prompt) throws {
        guard asked.secrecy == .anonymous else { return turn.reply(words) }
        let answered = try votes.votes(of: turn.requireMember().id, on: asked.ballot(in: turn))
        let questions = try polls.asked(of: asked.poll)
        guard let next = Self.next(after: asked.place, of: asked.count, answered),
            questions.indices.contains(next - 1)
        else { return turn.reply(words) }
        turn.open(questions[next - 1], saying: words)
    }

    /// Asks one of the questions.
    func ask(_ place: Int, saying words: Prompt?) throws {
        try ask(place, saying: words, votes.votes(of: turn.requireMember().id, on: asked.ballot(in: turn)))
    }

    private func ask(_ place: Int, saying words: Prompt?, _ answered: [Int: VoteValue]) throws {
        let questions = try polls.asked(of: asked.poll)
        guard questions.indices.contains(place - 1) else { return turn.reply("poll-gone") }
        let chosen = Set((answered[place]?.choices ?? []).map { "\($0)" })
        turn.ask(again: questions[place - 1], saying: words, chosen: chosen)
    }

    // MARK: Beside the answers

    func heard(_ aside: Aside?, _ answer: Answer) throws {
        switch aside {
        case .done: try ChoosingSeveral(turn, asked).done(answer)
        case .skip: try skip(answer)
        case .back: try back()
        case .pause: try pause()
        case nil: turn.reply("too-late")
        }
    }

    private func skip(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        let before = try votes.votes(of: member, on: asked.ballot(in: turn))[asked.place]
        if before == nil, try !votes.vote(.skipped, to: asked.place, by: member, on: asked.ballot(in: turn)) {
            return turn.reply("too-late")
        }
        turn.leave(answer.id)
        try mark(before)
        try goOn(saying: Prompt("skipped"))
    }

    private func back() throws {
        let place = max(1, asked.place - 1)
        let answered = try votes.votes(of: turn.requireMember().id, on: asked.ballot(in: turn))
        try mark(answered[asked.place])
        guard let value = answered[place], !value.isSkipped else {
            return try ask(place, saying: nil, answered)
        }
        let question = try polls.questions(of: asked.poll)[place - 1]
        let words = Prompt("your-answer", ["answer": .text(value.said(to: question))])
        try ask(place, saying: words, answered)
    }

    private func pause() throws {
        try mark(votes.votes(of: turn.requireMember().id, on: asked.ballot(in: turn))[asked.place])
        turn.reply("paused")
    }

    /// What is chosen stays marked on the buttons.
    private func mark(_ value: VoteValue?) throws { turn.mark(Set((value?.choices ?? []).map { "\($0)" })) }
}

extension VoteValue {
    /// The answer as its voter reads it.
    func said(to question: SurveyQuestion) -> String {
        let labels = choices.compactMap { place in
            question.choices.indices.contains(place - 1) ? question.choices[place - 1].label : nil
        }
        return (labels + [words].compactMap(\.self)).joined(separator: ", ")
    }
}
