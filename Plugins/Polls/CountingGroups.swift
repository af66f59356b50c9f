import YouSaidKit

/// Counts how groups of people have answered, before the votes are taken away: each age, the network, supporters and
/// parents, and what people are interested in. Only what is safe to show is kept: see ``Breakdown``.
struct CountingGroups {
    private let turn: Turn
    private let ballot: Ballot
    private let asked: Question.ID

    init(_ turn: Turn, _ ballot: Ballot, _ asked: Question.ID) {
        self.turn = turn
        self.ballot = ballot
        self.asked = asked
    }

    /// How many people one turn looks up.
    private static let page = 500
    /// How many interests are looked at: the first ones of the forum's list that enough people of the poll have.
    private static let mostTopics = 5

    /// A group that is looked at, and what it is kept as.
    struct Kind: Codable {
        let name: String
        let group: Group
    }

    /// How far it has come, and the sums so far: by the groups that people are in, by question and by choice; under 0
    /// stands how many answered.
    struct Progress: Codable {
        /// Groups that may be too small to be looked at; nil before it has begun.
        var unsure: [Kind]?
        /// Those that are looked at.
        var kinds: [Kind] = []
        var last: Int64?
        var isDone = false
        var sums: [Int: [Int: [Int: Int]]] = [:]
    }

    /// Counts the next people.
    /// - Parameters:
    ///   - progress: how far it has come.
    ///   - answered: how many have answered the poll.
    func goOn(_ progress: inout Progress, answered: Int) throws {
        // With fewer there are no two groups that could both be shown.
        guard answered >= 2 * Breakdown.smallest else {
            progress.isDone = true
            return
        }
        var unsure = try progress.unsure ?? kinds()
        while !unsure.isEmpty {
            let kind = unsure.removeFirst()
            if try isLargeEnough(kind, beside: progress.kinds) { progress.kinds.append(kind) }
            progress.unsure = unsure
            // One a turn, where looking takes its time.
            if answered > Self.page { return }
        }
        progress.unsure = unsure
        let kinds = progress.kinds
        guard !kinds.isEmpty else {
            progress.isDone = true
            return
        }
        let last = progress.last.map(Member.ID.init(rawValue:))
        let people = try turn.people.members(of: .asked(asked), after: last, limit: Self.page)
        let groups = try groups(of: people, kinds, after: last)
        let votes = VoteStore(turn.database)
        for person in people {
            for (question, value) in try votes.votes(of: person, on: ballot) where !value.isSkipped {
                for choice in [0] + Set(value.choices) {
                    progress.sums[groups[person] ?? 0, default: [:]][question, default: [:]][
                        choice, default: 0] += 1
                }
            }
        }
        progress.last = people.last?.rawValue
        progress.isDone = people.count < Self.page
    }

    /// Whether a group has enough people who were asked, and whether there are not enough interests already.
    private func isLargeEnough(_ kind: Kind, beside kinds: [Kind]) throws -> Bool {
        let topics = kinds.count { $0.name.hasPrefix(Self.topicMark) }
        if kind.name.hasPrefix(Self.topicMark), topics == Self.mostTopics { return false }
        let few = try turn.people.members(
            of: .all([.asked(asked), kind.group]), after: nil, limit: Breakdown.smallest)
        return few.count == Breakdown.smallest
    }

    /// The groups that are looked at, those first that are wanted most.
    private func kinds() throws -> [Kind] {
        var kinds: [Kind] = []
        if try turn.settings.flag("ages") {
            kinds += AgeBand.allCases.map { Kind(name: $0.rawValue, group: .age([$0])) }
        }
        guard try turn.settings.flag("groups") else { return kinds }
        kinds += [
            Kind(name: "network", group: .network), Kind(name: "supporters", group: .role(.supporter)),
            Kind(name: "parents", group: .role(.parent)),
        ]
        return try kinds
            + turn.people.topics().map {
                Kind(name: Self.topicMark + $0.label, group: .interested($0.id))
            }
    }

    /// The groups that each of a page of people is in, as bits.
    private func groups(
        of people: [Member.ID], _ kinds: [Kind], after last: Member.ID?
    ) throws -> [Member.ID: Int] {
        var groups: [Member.ID: Int] = [:]
        for (place, kind) in kinds.enumerated() {
            // The page's people are the next ones who were asked, so those of a group among them come first.
            let inside = try turn.people.members(
                of: .all([.asked(asked), kind.group]), after: last, limit: people.count)
            for person in inside { groups[person, default: 0] |= 1 << place }
        }
        return groups
    }

    /// Keeps what may be shown.
    func keep(_ progress: Progress, minimum: Int) throws {
        let kinds = progress.kinds
        guard !kinds.isEmpty else { return }
        let questions = try PollStore(turn.database).questions(of: ballot.poll)
        for (index, question) in questions.enumerated() where !question.choices.isEmpty {
            let choices = question.choices.indices.map { $0 + 1 }
            let classes = progress.sums.compactMap { groups, sums -> Breakdown.Class? in
                guard let counts = sums[index + 1] else { return nil }
                return Breakdown.Class(
                    groups: groups, answered: counts[0] ?? 0, votes: choices.map { counts[$0] ?? 0 })
            }
            for group in Breakdown(classes, groups: kinds.map(\.name), minimum: minimum).shown {
                for (choice, votes) in zip(choices, group.votes) {
                    try turn.database.run(
                        """
                        INSERT INTO polls_breakdown (poll, question, people, choice, votes, answered)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        """, ballot.poll, index + 1, group.name, choice, votes, group.answered)
                }
            }
        }
    }

    // MARK: Showing

    /// Stands before an interest's own words.
    private static let topicMark = "interest: "

    /// The numbers that are kept of a poll.
    static func kept(of poll: Poll.ID, in database: any Database) throws -> [ResultsTable.GroupTally] {
        try database.rows(
            """
            SELECT question, choice, people, votes, answered FROM polls_breakdown WHERE poll = $1
            ORDER BY question, people, choice
            """, poll
        ).map {
            ResultsTable.GroupTally(
                question: try $0[0], choice: try $0[1], group: try $0[2], votes: try $0[3],
                answered: try $0[4])
        }
    }

    /// What organisers are shown; nil where there is nothing.
    static func words(on poll: Poll, in turn: Turn) throws -> Prompt? {
        let rows = try turn.database.rows(
            """
            SELECT b.people, b.votes, b.answered, c.label FROM polls_breakdown b
            JOIN polls_choice c ON c.poll = b.poll AND c.question = b.question AND c.place = b.choice
            WHERE b.poll = $1 ORDER BY b.question, b.people, b.choice
            """, poll.id)
        guard !rows.isEmpty else { return nil }
        let lines = try rows.map { row in
            PromptValue.prompt(
                Prompt(
                    "line-group",
                    [
                        "group": .prompt(word(of: try row[0])), "votes": .number(try row[1]),
                        "answered": .number(try row[2]), "choice": .text(try row[3]),
                    ]))
        }
        return Prompt("by-group", ["lines": .lines(lines)])
    }

    private static func word(of group: String) -> Prompt {
        switch AgeBand(rawValue: group) {
        case .under13: Prompt("age-under")
        case .from13to15: Prompt("age-school")
        case .from16to17: Prompt("age-older-teens")
        case .from18to25: Prompt("age-young-adults")
        case .over25: Prompt("age-over")
        case nil where group.hasPrefix(topicMark):
            Prompt("group-interested", ["topic": .text(String(group.dropFirst(topicMark.count)))])
        case nil where group == "network": Prompt("group-network")
        case nil where group == "supporters": Prompt("group-supporters")
        case nil: Prompt("group-parents")
        }
    }
}
