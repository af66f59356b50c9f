import YouSaidKit

/// Asks a group the questions of a poll.
struct Asking {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// Asks the first question of everybody.
    /// - Parameter again: true where answers were lost, and people are asked once more.
    /// - Returns: each question as people are asked it.
    func ask(
        _ questions: [SurveyQuestion], _ terms: BallotTerms, of group: Group, again: Bool = false
    ) throws -> [Question.ID] {
        guard let first = questions.first else { return [] }
        // Its key is there before the first vote comes.
        if let vault = terms.vault { _ = try turn.vault(vault) }
        var text = Prompt(
            "vote", ["question": .text(first.text), "secrecy": .prompt(terms.promise)])
        if again { text = Prompt("vote-again", ["vote": .prompt(text)]) }
        let question = Question(
            PollQuestion.vote.rawValue, text, title: first.title, choices: try choices(of: first),
            data: PollAsked(terms, place: 1).data, canChange: true, vault: terms.vault)
        return [turn.ask(question, to: group)]
    }

    /// The choices of a question, numbered from 1. Where they are Yes and No, other words for those count too.
    private func choices(of question: SurveyQuestion) throws -> [Choice] {
        let yesAndNo = try turn.yesAndNo()
        return question.choices.enumerated().map { index, choice in
            let same = yesAndNo.first { $0.label.lowercased() == choice.label.lowercased() }
            return Choice("\(index + 1)", label: choice.label, words: same?.words ?? [])
        }
    }
}
