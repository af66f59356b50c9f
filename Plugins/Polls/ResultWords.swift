import YouSaidKit

/// How results are said: in numbers and words, never in percentages.
struct ResultWords {
    private let results: PollResults

    init(_ results: PollResults) { self.results = results }

    /// The poll and what may be seen of it, for a list and for organisers.
    var summary: [Prompt] {
        let question = PromptValue.text(results.poll.question)
        let numbers: [String: PromptValue] = [
            "question": question, "answered": .number(results.answered), "asked": .number(results.asked),
        ]
        return switch results.outcome {
        case .hidden: [Prompt("result-hidden", numbers)]
        case .tooFew: [Prompt("result-few", ["question": question])]
        case .counted: [Prompt("result-counted", numbers.merging(["lines": lines]) { $1 })]
        }
    }

    /// What everybody who answered is told when the poll closes.
    var announcement: Prompt {
        let question = PromptValue.text(results.poll.question)
        if case .counted = results.outcome {
            return Prompt("announce", ["question": question, "lines": lines])
        }
        return Prompt("announce-few", ["question": question])
    }

    /// "7 of 12 people chose Saturday.", the choice of most people first.
    private var lines: PromptValue {
        guard case .counted(let tallies) = results.outcome else { return .lines([]) }
        // `sorted` keeps no order among equals by promise, so the place decides.
        let ordered = tallies.enumerated().sorted {
            ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset)
        }
        return .lines(ordered.map { .prompt(line($0.element)) })
    }

    private func line(_ tally: PollResults.Tally) -> Prompt {
        let label = PromptValue.text(tally.label)
        guard tally.votes > 0 else { return Prompt("line-nobody", ["choice": label]) }
        return Prompt(
            "line",
            ["choice": label, "votes": .number(tally.votes), "answered": .number(results.answered)])
    }
}
