import YouSaidKit

/// One poll, as the tables hold it: one question, or several in a row.
struct Poll: Sendable, Hashable {
    /// Tells one poll from every other.
    struct ID: Sendable, Hashable, RawRepresentable, SQLConvertible {
        let rawValue: Int64
    }

    /// Where a poll is in its life.
    enum State: Sendable, Hashable {
        /// It waits for the time at which it opens.
        case waiting
        case open
        /// Nobody can answer any more, and what came of it is not known yet.
        case counting
        case closed
    }

    let id: ID
    /// What it is about; for one question the question itself.
    let name: String
    /// The organiser who made it; nil where that is not known any more.
    let author: Member.ID?
    /// The first question, as it is asked of everybody.
    let askedAs: Question.ID
    let terms: PollTerms
    let state: State
    /// What happens next, in the organiser's words; nil where they have not said.
    let next: String?
    /// How often its votes were lost and asked for again.
    let round: Int
    /// Whether anything in it can be answered in people's own words.
    let takesWords: Bool

    var isOpen: Bool { state == .open }

    /// The poll in few enough words for a button or a list.
    var title: String { name.shortened(to: 60) }

    /// What decides how its votes are written down.
    var ballotTerms: BallotTerms {
        BallotTerms(poll: id, secrecy: terms.secrecy, round: round, takesWords: takesWords)
    }

    /// How its votes are written down.
    /// - Throws: ``VaultError/gone`` where the votes of an anonymous poll can be read no more.
    func ballot(in turn: Turn) throws -> Ballot { try Ballot(ballotTerms, in: turn) }

    /// The same; nil where the votes can be read no more.
    func ballotIfThere(in turn: Turn) throws -> Ballot? {
        do { return try ballot(in: turn) } catch VaultError.gone { return nil }
    }
}

/// What holds for a whole poll, whatever it asks.
struct PollTerms: Sendable, Hashable, Codable {
    /// Who is asked.
    var audience = Group.members
    var secrecy = Secrecy.anonymous
    var visibility = ResultsVisibility.closed
    /// How many must answer before anybody sees a result; nil: as the forum has it.
    var minimum: Int?
    /// When it goes out, on the wall; nil: at once.
    var opens: LocalTime?
    /// When it closes by itself, on the wall; nil: when an organiser closes it.
    var closes: LocalTime?
    /// How many reminders go to those who have not answered, at most.
    var reminders = 0
}

/// Everything that a poll is going to be, before it is sent.
struct PollPlan: Sendable, Hashable, Codable {
    /// What several questions are about; nil for one question.
    var name: String?
    var questions: [SurveyQuestion] = []
    var terms = PollTerms()

    /// What the poll is known by.
    var title: String { name ?? questions.first?.text ?? "" }

    /// Whether anything in it can be answered in people's own words.
    var takesWords: Bool {
        questions.contains { $0.kind == .words || $0.choices.contains(where: \.isOther) }
    }

    /// What decides how its votes are written down.
    func ballotTerms(_ poll: Poll.ID, round: Int) -> BallotTerms {
        BallotTerms(poll: poll, secrecy: terms.secrecy, round: round, takesWords: takesWords)
    }

    /// What voters are told before the first question.
    var promise: Prompt { ballotTerms(Poll.ID(rawValue: 0), round: 0).promise }

    /// All that people will read of it.
    var words: [String] {
        [name].compactMap(\.self)
            + questions.flatMap { [$0.text] + [$0.explanation].compactMap(\.self) + $0.choices.map(\.label) }
    }
}

extension String {
    /// The beginning of the text, where it is longer, with a sign that there was more.
    func shortened(to limit: Int) -> String {
        count <= limit ? self : prefix(limit - 1).trimmed + "…"
    }
}

extension StringProtocol {
    /// The text with single spaces in place of line breaks and runs of space, and none at its ends.
    var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
