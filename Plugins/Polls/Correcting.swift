import YouSaidKit

/// CORRECT: an organiser mends how something is written in a poll that is out. Votes stay. What would change the meaning
/// of a vote that was given is refused, with the reason.
struct Correcting {
    private let turn: Turn
    private let polls: PollStore

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
    }

    /// What is to be written otherwise.
    private struct Correction {
        let poll: Poll
        /// Which question, from 1.
        let question: Int
        /// Which choice, from 1; nil for the question itself.
        let choice: Int?
    }

    /// "CORRECT Saterday | Saturday".
    func begin(_ call: CommandCall) throws {
        let parts = call.text.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
        guard parts.count == 2, let old = parts.first, let new = parts.last, !old.isEmpty else {
            return turn.reply("correct-example")
        }
        guard let found = try find(old) else { return turn.reply("correct-unknown", ["words": .text(old)]) }
        if let refusal = try refusal(of: old, new, in: found) { return turn.reply(refusal) }
        turn.ask(
            Question(
                PollQuestion.sureToCorrect.rawValue,
                Prompt("sure-to-correct", ["old": .text(old), "new": .text(new)]), title: found.poll.title,
                choices: try turn.yesAndNo(),
                data: ["poll": "\(found.poll.id.rawValue)", "old": old, "new": new]))
    }

    /// Why it stays as it is; nil where it can be mended.
    private func refusal(of old: String, _ new: String, in found: Correction) throws -> Prompt? {
        guard !new.isEmpty else { return Prompt("correct-removed") }
        let questions = try polls.questions(of: found.poll.id)
        let own = try AskingQuestions(turn).ownLabels()
        do throws(DraftFault) {
            if let choice = found.choice {
                let choices = questions[found.question - 1].choices
                // Its words come from a time, which other plugins make a meeting of.
                if choices[choice - 1].starts != nil { return Prompt("correct-time") }
                var labels = choices
                labels[choice - 1].label = new
                try DraftRules.check(labels.filter { !$0.isOther }.map(\.label), own: own)
            } else {
                try DraftRules.checkQuestion(new)
            }
        } catch {
            return error.prompt
        }
        let answered = try VoteStore(turn.database).countVoters(of: found.poll.id)
        let isSlip = try isSlip(old, new, isChoice: found.choice != nil)
        guard answered > 0 && (!isSlip || WordSlip.turnsRound(old, new)) else { return nil }
        return Prompt("correct-too-much", ["old": .text(old), "new": .text(new)])
    }

    /// Whether only the writing is another. Another number is none, and neither is a day or month in place of another; in
    /// a choice each word has to be the same but for a slip of the finger, and in a question a third of the letters is too
    /// much.
    private func isSlip(_ old: String, _ new: String, isChoice: Bool) throws -> Bool {
        let known = NamesTakenOut.words(of: try turn.words("capital-words"))
        let lost = NamesTakenOut.words(of: old).subtracting(NamesTakenOut.words(of: new))
        guard old.filter(\.isNumber) == new.filter(\.isNumber), lost.isDisjoint(with: known) else {
            return false
        }
        return isChoice ? WordSlip.isOne(old, new) : TextDistance.between(old, new) * 3 <= max(old.count, 3)
    }

    /// Yes or No came.
    func correctWhenSure(_ answer: Answer) throws {
        guard answer.isYes else { return turn.reply("correct-not") }
        guard let old = answer.question.data["old"], let new = answer.question.data["new"],
            let found = try find(old), "\(found.poll.id.rawValue)" == answer.question.data["poll"]
        else { return turn.reply("poll-gone") }
        // Somebody may have answered meanwhile.
        if let refusal = try refusal(of: old, new, in: found) { return turn.reply(refusal) }
        try polls.correct(found.poll, question: found.question, choice: found.choice, to: new)
        let plan = try polls.plan(of: found.poll)
        let asked = try polls.asked(of: found.poll.id)
        // The name of the poll stands in the first question.
        for place in Set([1, found.question]) {
            turn.correct(
                asked[place - 1],
                to: try AskingQuestions(turn).question(
                    place, of: plan, poll: found.poll.id, round: found.poll.round)
            )
        }
        if try VoteStore(turn.database).countVoters(of: found.poll.id) > 0 {
            // Whoever has answered knows then that their answer stands under other letters.
            let words: [String: PromptValue] = ["old": .text(old), "new": .text(new)]
            turn.broadcast(
                Message(Prompt("was-corrected", words)), to: .answered(asked[found.question - 1]))
        }
        turn.audit("corrected a poll")
        turn.reply("corrected", ["new": .text(new)])
    }

    /// The newest poll that is not closed, and in it the choice or question with these words.
    private func find(_ words: String) throws -> Correction? {
        let wanted = words.lowercased()
        for poll in try polls.open() + polls.waiting() {
            for (index, question) in try polls.questions(of: poll.id).enumerated() {
                if let choice = question.choices.firstIndex(where: { $0.label.trimmed.lowercased() == wanted }
                ) {
                    return Correction(poll: poll, question: index + 1, choice: choice + 1)
                }
                if question.text.trimmed.lowercased() == wanted {
                    return Correction(poll: poll, question: index + 1, choice: nil)
                }
            }
        }
        return nil
    }
}
