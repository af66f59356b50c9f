import YouSaidKit

/// One poll, as the tables hold it.
struct Poll: Sendable, Hashable {
    /// Tells one poll from every other.
    struct ID: Sendable, Hashable, RawRepresentable, SQLConvertible {
        let rawValue: Int64
    }

    let id: ID
    let question: String
    /// The question that members were asked.
    let askedAs: Question.ID
    let isOpen: Bool

    /// The poll in few enough words for a button or a list.
    var title: String { question.shortened(to: 60) }
}

/// What a poll has found out, apart from how it is said.
struct PollResults: Sendable, Hashable {
    /// How many people chose one of the choices.
    struct Tally: Sendable, Hashable {
        let label: String
        let votes: Int
    }

    /// What may be seen of the answers.
    enum Outcome: Sendable, Hashable {
        /// The poll is open, and nobody sees how the answers fall.
        case hidden
        /// So few answered that numbers would tell who chose what. They are not even kept.
        case tooFew
        /// The choices, in the order in which they were asked.
        case counted([Tally])
    }

    let poll: Poll
    /// How many people were asked.
    let asked: Int
    /// How many of them have answered.
    let answered: Int
    let outcome: Outcome

    /// True where everybody chose the same, so that the result tells what each person said.
    var isUnanimous: Bool {
        guard case .counted(let tallies) = outcome else { return false }
        return answered > 0 && tallies.contains { $0.votes == answered }
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
