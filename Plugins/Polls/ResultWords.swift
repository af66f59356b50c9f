import YouSaidKit

/// How results are said: in numbers and words, never in percentages.
struct ResultWords {
    private let results: PollResults

    init(_ results: PollResults) { self.results = results }

    private var secrecy: Secrecy { results.poll.terms.secrecy }

    /// The poll and what may be seen of it, for a list and for organisers.
    var summary: [Prompt] {
        let name = PromptValue.text(results.poll.name)
        let numbers: [String: PromptValue] = [
            "question": name, "answered": .number(results.answered), "asked": .number(results.asked),
        ]
        return switch results.outcome {
        case .hidden: [Prompt("result-hidden", numbers)]
        case .tooFew: [Prompt(secrecy.few("result-few", withNames: "result-few-names"), ["question": name])]
        case .found(let findings):
            (results.poll.isOpen ? [Prompt("result-so-far")] : [])
                + [Prompt("result-counted", numbers.merging(["lines": lines(findings)]) { $1 })]
        }
    }

    /// What an organiser is told when the poll has closed.
    var forOrganisers: [Prompt] {
        summary + (results.isUnanimous ? [Prompt("all-agree")] : [])
    }

    /// What everybody who answered is told when the poll closes.
    var announcement: Prompt {
        let name = PromptValue.text(results.poll.name)
        if case .found(let findings) = results.outcome {
            return Prompt("announce", ["question": name, "lines": lines(findings)])
        }
        var values = ["question": name]
        if secrecy != .anonymous { values["promise"] = .prompt(secrecy.promise) }
        return Prompt(secrecy.few("announce-few", withNames: "announce-few-names"), values)
    }

    /// The same numbers as bars, in the order in which the choices were asked; nil where there are none to see.
    var chart: Chart? {
        guard case .found(let findings) = results.outcome else { return nil }
        let parts = findings.compactMap { finding -> Chart.Part? in
            guard let tallies = finding.tallies, !tallies.isEmpty else { return nil }
            return Chart.Part(
                title: finding.question.text, bars: tallies.map { Chart.Bar($0.label, $0.votes) },
                of: finding.answered, note: Prompt("chart-people", ["people": .number(finding.answered)]))
        }
        return parts.isEmpty ? nil : Chart(parts, description: Prompt("chart-words"))
    }

    private func lines(_ findings: [PollResults.Finding]) -> PromptValue {
        .lines(findings.flatMap { lines($0, isAlone: findings.count == 1) })
    }

    /// "7 of 12 people chose Saturday.", the choice of most people first.
    private func lines(_ finding: PollResults.Finding, isAlone: Bool) -> [PromptValue] {
        let question = isAlone ? [] : [PromptValue.text(""), .text(finding.question.text)]
        // There never are numbers of those.
        if finding.question.kind == .words { return question + [.prompt(Prompt("line-own-words"))] }
        guard let tallies = finding.tallies else {
            return question + [.prompt(Prompt(secrecy.few("line-few", withNames: "line-few-names")))]
        }
        // `sorted` keeps no order among equals by promise, so the place decides.
        let ordered = tallies.enumerated().sorted {
            ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset)
        }
        return question + ordered.map { .prompt(line($0.element, of: finding)) } + conclusion(of: finding)
    }

    /// What a date that was looked for, or a sign-off, comes to.
    private func conclusion(of finding: PollResults.Finding) -> [PromptValue] {
        if let best = try? finding.bestTime {
            return [.prompt(Prompt("line-best-time", ["time": .text(best.label)]))]
        }
        guard let agreed = finding.agreed else { return [] }
        let rule = SignOffRule(asked: results.asked, agreed: agreed)
        return [.prompt(rule.isReached ? Prompt("line-made-together") : Prompt("line-not-made-together"))]
    }

    /// A bar for the eye, up to 10 signs long. The sign is in every phone's alphabet, so that no text message costs more.
    private static func bar(_ votes: Int, of answered: Int) -> String {
        String(repeating: "=", count: max(1, (votes * 20 + answered) / (max(answered, 1) * 2)))
    }

    /// The same for the board and the public: no numbers, only whether there are none, some or enough.
    /// - Parameter minimum: how many people are enough.
    func banded(minimum: Int) -> Prompt {
        let name = PromptValue.text(results.poll.name)
        guard case .found(let findings) = results.outcome else {
            return Prompt(secrecy.few("result-few", withNames: "result-few-names"), ["question": name])
        }
        let lines = findings.flatMap { finding in
            [PromptValue.text("")] + (findings.count == 1 ? [] : [.text(finding.question.text)])
                + (finding.tallies ?? []).map { tally in
                    let band = Band(tally.votes, minimum: minimum)
                    return .prompt(
                        Prompt("line-band", ["choice": .text(tally.label), "band": .prompt(band.word)]))
                }
        }
        return Prompt("result-banded", ["question": name, "lines": .lines(lines)])
    }

    private func line(_ tally: PollResults.Tally, of finding: PollResults.Finding) -> Prompt {
        let label = PromptValue.text(tally.label)
        guard tally.votes > 0 else { return Prompt("line-nobody", ["choice": label]) }
        return Prompt(
            "line",
            [
                "choice": label, "votes": .number(tally.votes), "answered": .number(finding.answered),
                "bar": .text(Self.bar(tally.votes, of: finding.answered)),
            ])
    }
}
