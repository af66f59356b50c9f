import YouSaidKit

/// What other plugins, such as a digest or the sign-ups, are told when a poll has closed. Nothing of one person.
struct PollNews {
    private let results: PollResults

    init(_ results: PollResults) { self.results = results }

    func publish(_ turn: Turn) throws {
        turn.publish("poll-closed", closed)
        if case .found(let findings) = results.outcome {
            for finding in findings {
                if let date = try date(finding) { turn.publish("date-found", date) }
                if let signOff = signOff(finding.question, agreed: finding.agreed) {
                    turn.publish("sign-off", signOff)
                }
            }
        } else if results.asked > 0 {
            for question in try PollStore(turn.database).questions(of: results.poll.id) {
                if let signOff = signOff(question, agreed: nil) { turn.publish("sign-off", signOff) }
            }
        }
    }

    private var poll: [String: String] {
        [
            "poll": "\(results.poll.id.rawValue)", "question": results.poll.name, "asked": "\(results.asked)",
            "answered": "\(results.answered)",
        ]
    }

    /// Choices and votes stand on lines in the same order, and are missing where there were too few answers. Of several
    /// questions each has its number before the name: "2.choices".
    private var closed: [String: String] {
        var news = poll
        guard case .found(let findings) = results.outcome else { return news }
        for (index, finding) in findings.enumerated() {
            let before = findings.count == 1 ? "" : "\(index + 1)."
            if findings.count > 1 { news[before + "question"] = finding.question.text }
            news[before + "kind"] = finding.question.kind.rawValue
            guard let tallies = finding.tallies else { continue }
            news[before + "choices"] = tallies.map(\.label).joined(separator: "\n")
            news[before + "votes"] = tallies.map { "\($0.votes)" }.joined(separator: "\n")
            // What may be said outside the forum.
            news[before + "bands"] = tallies.map { Band($0.votes, minimum: Breakdown.smallest).rawValue }
                .joined(separator: "\n")
        }
        return news
    }

    /// The time when most people can come, so that a meeting can be made of it.
    private func date(_ finding: PollResults.Finding) throws -> [String: String]? {
        guard let best = try finding.bestTime else { return nil }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let starts = best.starts
        return poll.merging([
            "question": finding.question.text,
            "starts":
                "\(starts.year)-\(two(starts.month))-\(two(starts.day))T\(two(starts.hour)):\(two(starts.minute))",
            "zone": starts.zone, "can": "\(best.votes)", "answered": "\(finding.answered)",
        ]) { $1 }
    }

    /// Where too few answered nobody hears how many agree: it was asked, and does not count.
    private func signOff(_ question: SurveyQuestion, agreed: Int?) -> [String: String]? {
        guard question.kind == .signOff else { return nil }
        let isReached = agreed.map { SignOffRule(asked: results.asked, agreed: $0).isReached } ?? false
        var news = poll
        news["question"] = question.text
        news["agreed"] = agreed.map(String.init)
        news["reached"] = isReached ? "yes" : "no"
        return news
    }
}

/// When a thing counts as made together: at least 4 in 5 of at least 5 people who were asked agree.
struct SignOffRule: Sendable, Hashable {
    static let fewestAsked = 5

    let asked: Int
    let agreed: Int

    var isReached: Bool { asked >= Self.fewestAsked && agreed * 5 >= asked * 4 }
}

extension PollResults.Finding {
    /// The time for which most people can come; of equal ones the first. Nil where no date was looked for, or nobody
    /// can come.
    var bestTime: (starts: LocalTime, label: String, votes: Int)? {
        get throws {
            guard question.kind == .date, let tallies, tallies.count == question.choices.count else {
                return nil
            }
            var best: (starts: LocalTime, label: String, votes: Int)?
            for (choice, tally) in zip(question.choices, tallies) where tally.votes > 0 {
                guard let starts = choice.starts else { continue }
                guard let before = best else {
                    best = (starts, choice.label, tally.votes)
                    continue
                }
                let isEarlier = try starts.moment() < before.starts.moment()
                if tally.votes > before.votes || tally.votes == before.votes && isEarlier {
                    best = (starts, choice.label, tally.votes)
                }
            }
            return best
        }
    }

    /// How many agree that a thing was made together; nil where that was not asked, or too few answered.
    var agreed: Int? { question.kind == .signOff ? tallies?.first?.votes : nil }
}
