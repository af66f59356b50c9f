/// How groups of people answered one question, with everything taken out from which an answer of one person could be
/// worked out, also where groups overlap: an age, the network, an interest.
///
/// Whoever has several numbers can take one from another. What they find at the end are the numbers of those who are in
/// exactly the same of the groups that are shown: so a group is only added where each of these classes of people, the ones
/// in none of them too, is still safe by itself. A class is safe with enough people, no small number but a true zero, and
/// not all of one mind.
struct Breakdown: Sendable, Hashable {
    /// How one group answered: the votes for each choice, in the order of the choices.
    struct Group: Sendable, Hashable {
        let name: String
        /// How many people of the group answered.
        let answered: Int
        let votes: [Int]
    }

    /// People who are in exactly the same groups, and how they answered.
    struct Class: Sendable, Hashable {
        /// The groups that they are in, a bit each, by their places.
        let groups: Int
        var answered: Int
        var votes: [Int]
    }

    /// The groups that may be shown, in the order in which they were given.
    let shown: [Group]

    /// A number of people below this, and above 0, tells too much.
    static let smallest = 5

    /// - Parameters:
    ///   - classes: everybody who answered, each in one class.
    ///   - names: the groups, those first that are wanted most.
    ///   - minimum: how many people of a class must have answered.
    init(_ classes: [Class], groups names: [String], minimum: Int) {
        var kept = 0
        var shown: [Group] = []
        let whole = classes.reduce(0) { $0 + $1.answered }
        for (place, name) in names.enumerated() {
            let bit = 1 << place
            let inside = Self.joined(classes.filter { $0.groups & bit != 0 }, by: 0)[0]
            // A group of nobody or of everybody says nothing new.
            guard let inside, inside.answered > 0, inside.answered < whole else { continue }
            let apart = Self.joined(classes, by: kept | bit).values
            guard apart.allSatisfy({ $0.answered == 0 || Self.isSafe($0, minimum) }) else { continue }
            kept |= bit
            shown.append(Group(name: name, answered: inside.answered, votes: inside.votes))
        }
        self.shown = shown
    }

    /// The classes that are left when only some groups are looked at.
    private static func joined(_ classes: [Class], by groups: Int) -> [Int: Class] {
        classes.reduce(into: [:]) { joined, part in
            let key = part.groups & groups
            guard var known = joined[key] else {
                joined[key] = part
                return
            }
            known.answered += part.answered
            known.votes = zip(known.votes, part.votes).map { $0 + $1 }
            joined[key] = known
        }
    }

    /// Whether nobody can tell from these numbers what one person said.
    private static func isSafe(_ part: Class, _ minimum: Int) -> Bool {
        part.answered >= max(minimum, smallest)
            && part.votes.allSatisfy { $0 == 0 || $0 >= smallest }
            && !part.votes.contains(part.answered)
    }
}
