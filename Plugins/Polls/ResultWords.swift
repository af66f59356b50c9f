import YouSaidKit

/// How results are said: in numbers and words, never in percentages.
struct ResultWords {
    private let results: PollResults

    init(_ results: PollResults) { self.results = results }

    /// The poll and what may be seen of it, for a list and for organisers.
    var summary: [Prompt] {
        let name = PromptValue.text(results.poll.name)
        let numbers: [String: PromptValue] = [
            "question": name, "answered": .number(results.answered), "asked": .number(results.asked),
        ]
        return switch results.outcome {
        case .hidden: [Prompt("result-hidden", numbers)]
        case .tooFew: [Prompt("result-few", ["question": name])]
        case .found(let findings):
            [Prompt("result-counted", numbers.merging(["lines": lines(findings)]) { $1 })]
        }
    }

    /// What everybody who answered is told when the poll closes.
    var announcement: Prompt {
        let name = PromptValue.text(results.poll.name)
        if case .found(let findings) = results.outcome {
            return Prompt("announce", ["question": name, "lines": lines(findings)])
        }
        return Prompt("announce-few", ["question": name])
    }

    private func lines(_ findings: [PollResults.Finding]) -> PromptValue {
        .lines(findings.flatMap { lines($0, isAlone: findings.count == 1) })
    }

    /// "7 of 12 people chose Saturday.", the choice of most people first.
    private func lines(_ finding: PollResults.Finding, isAlone: Bool) -> [PromptValue] {
        let question = isAlone ? [] : [PromptValue.text(""), .text(finding.question.text)]
        guard let tallies = finding.tallies else { return question + [.prompt(Prompt("line-few"))] }
        // `sorted` keeps no order among equals by promise, so the place decides.
        let ordered = tallies.enumerated().sorted {
            ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset)
        }
        return question + ordered.map { .prompt(line($0.element, of: finding)) }
    }

    private func line(_ tally: PollResults.Tally, of finding: PollResults.Finding) -> Prompt {
        let label = PromptValue.text(tally.label)
        guard tally.votes > 0 else { return Prompt("line-nobody", ["choice": label]) }
        return Prompt(
            "line",
            ["choice": label, "votes": .number(tally.votes), "answered": .number(finding.answered)])
    }
}
