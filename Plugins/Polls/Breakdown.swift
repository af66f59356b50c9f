/// How groups of people answered one question, with everything taken out from which an answer of one person could be
/// worked out. Each person stands in one group alone.
///
/// A group is shown only where its numbers are safe: enough people, no small number but a true zero, and not all of
/// them alike. What is not shown can be found by taking what is shown from the whole; so those who are left over, taken
/// together, must be safe as well, and more groups are left out until they are.
struct Breakdown: Sendable, Hashable {
    /// How one group answered: the votes for each choice, in the order of the choices.
    struct Group: Sendable, Hashable {
        let name: String
        /// How many people of the group answered.
        let answered: Int
        let votes: [Int]
    }

    /// The groups that may be shown, in the order in which they were given.
    let shown: [Group]
    /// How many groups are left out.
    let leftOut: Int

    /// A number of people below this, and above 0, tells too much.
    static let smallest = 5

    /// - Parameters:
    ///   - groups: each person in one of them at most; those in none stand in the whole alone.
    ///   - whole: everybody who answered.
    ///   - minimum: how many people of a group must have answered.
    init(_ groups: [Group], of whole: Group, minimum: Int) {
        var shown = groups.filter { Self.isSafe($0, minimum) }
        while let smallest = shown.min(by: { $0.answered < $1.answered }) {
            let rest = Self.rest(of: whole, without: shown)
            if rest.answered == 0 || Self.isSafe(rest, minimum) { break }
            shown.removeAll { $0 == smallest }
        }
        self.shown = shown
        leftOut = groups.count - shown.count
    }

    /// Whether nobody can tell from these numbers what one person said.
    private static func isSafe(_ group: Group, _ minimum: Int) -> Bool {
        group.answered >= max(minimum, smallest)
            && group.votes.allSatisfy { $0 == 0 || $0 >= smallest }
            && !group.votes.contains(group.answered)
    }

    private static func rest(of whole: Group, without shown: [Group]) -> Group {
        Group(
            name: "", answered: whole.answered - shown.reduce(0) { $0 + $1.answered },
            votes: whole.votes.indices.map { choice in
                whole.votes[choice] - shown.reduce(0) { $0 + $1.votes[choice] }
            })
    }
}
