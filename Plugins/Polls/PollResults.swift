import YouSaidKit

/// What a poll has found out, apart from how it is said.
struct PollResults: Sendable, Hashable {
    /// How many people chose one of the choices.
    struct Tally: Sendable, Hashable {
        let label: String
        let votes: Int
    }

    /// What one question has found out.
    struct Finding: Sendable, Hashable {
        let question: SurveyQuestion
        /// How many people answered it.
        let answered: Int
        /// The choices, in the order in which they were asked; nil where so few answered that numbers would tell
        /// who chose what. They are not even kept.
        let tallies: [Tally]?

        /// True where everybody chose the same, so that the result tells what each person said.
        var isUnanimous: Bool {
            guard let tallies, answered > 0 else { return false }
            return tallies.contains { $0.votes == answered }
        }
    }

    /// What may be seen of the answers.
    enum Outcome: Sendable, Hashable {
        /// Nobody sees how the answers fall yet.
        case hidden
        /// So few answered that nobody ever sees it.
        case tooFew
        /// The questions, in their order.
        case found([Finding])
    }

    let poll: Poll
    /// How many people were asked.
    let asked: Int
    /// How many of them have answered, wholly or in part.
    let answered: Int
    let outcome: Outcome

    /// True where to one of the questions everybody answered the same.
    var isUnanimous: Bool {
        guard case .found(let findings) = outcome else { return false }
        return findings.contains(where: \.isUnanimous)
    }
}
