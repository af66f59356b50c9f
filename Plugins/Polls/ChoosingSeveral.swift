import YouSaidKit

/// A member chooses some of the choices. One that is pressed or typed alone comes or goes; several typed together are
/// the whole answer. DONE ends it.
struct ChoosingSeveral {
    private let turn: Turn
    private let asked: PollAsked
    private let votes: VoteStore

    init(_ turn: Turn, _ asked: PollAsked) {
        self.turn = turn
        self.asked = asked
        votes = VoteStore(turn.database)
    }

    func choose(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        let places = answer.choices.compactMap { Int($0.id) }
        let before = try votes.votes(of: member, on: asked.ballot(in: turn))[asked.place] ?? .skipped
        let isWhole = places.count > 1
        var chosen = isWhole ? Set(places) : Set(before.choices).symmetricDifference(places)
        if let none = asked.none, chosen.contains(none) {
            // "None of these" goes with nothing else: what came last counts.
            chosen = !isWhole && places == [none] ? [none] : chosen.subtracting([none])
        }
        let wantsWords = asked.other.map { chosen.contains($0) && !before.choices.contains($0) } ?? false
        if let most = asked.most, chosen.count > most {
            turn.mark(ids(before.choices))
            if !answer.isChange { turn.reopen(answer.id) }
            return turn.reply("too-many-chosen", ["most": .number(most)])
        }
        let keepsWords = asked.other.map(chosen.contains) ?? false
        let value = VoteValue(
            choices: chosen.sorted(), words: keepsWords ? before.words : nil,
            attachments: keepsWords ? before.attachments : [],
            awaitsWords: keepsWords && before.awaitsWords ?? false)
        if wantsWords {
            turn.mark(ids(value.choices))
            return try OwnWords(turn, asked).begin(value, endsQuestion: isWhole)
        }
        if value.isSkipped {
            // Nothing is left of the answer: it is as if there had been none.
            guard try votes.takeBack(asked.place, from: member, on: asked.ballot(in: turn)) else {
                return turn.reply("too-late")
            }
            turn.mark([])
            turn.reopen(answer.id)
            return turn.reply("nothing-chosen")
        }
        guard try votes.vote(value, to: asked.place, by: member, on: asked.ballot(in: turn)) else {
            return turn.reply("too-late")
        }
        turn.mark(ids(value.choices))
        if isWhole { return try finish(value, answer) }
        turn.reply(
            "chosen-so-far",
            ["choices": Self.labels(of: value, in: answer.question), "done": .text(try turn.words("done"))])
    }

    /// DONE came.
    func done(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        let value = try votes.votes(of: member, on: asked.ballot(in: turn))[asked.place] ?? .skipped
        turn.mark(ids(value.choices))
        guard !value.isSkipped else {
            // Nothing is as good an answer as any, but it has to be said.
            return turn.reply(asked.isSurvey ? Prompt("choose-or-skip") : Prompt("choose-or-leave"))
        }
        try finish(value, answer)
    }

    private func finish(_ value: VoteValue, _ answer: Answer) throws {
        let labels = Self.labels(of: value, in: answer.question)
        guard asked.isSurvey else {
            return turn.reply([Prompt("chosen-several", ["choices": labels])] + asked.resultsNow)
        }
        try SurveyWalk(turn, asked).goOn(saying: Prompt("you-chose", ["choice": labels]))
    }

    private func ids(_ places: [Int]) -> Set<String> { Set(places.map { "\($0)" }) }

    /// "Saturday, Sunday".
    static func labels(of value: VoteValue, in question: Question) -> PromptValue {
        let ids = Set(value.choices.map { "\($0)" })
        let labels = question.choices.filter { ids.contains($0.id) }.map(\.label)
        return .text(labels.joined(separator: ", "))
    }
}
