import YouSaidTesting

/// What the story believes about polls: those with one question, and surveys with several in a row.
struct PollBook: StoryState {
    struct Poll {
        /// What it is known by; for one question the question itself.
        let name: String
        /// The choices of each question.
        let questions: [[String]]
        /// Who answered what: by person and question the place of the choice, or ``leftOut``.
        var votes: [Int: [Int: Int]] = [:]
        var isOpen = true
        /// The numbers of a closed poll, one question after another, where enough people answered it.
        var tallies: [Int]?
        /// How often its votes were lost and asked for again.
        var round = 0
        /// A backup was brought back from before its key was destroyed: nobody can read its votes.
        var isKeyGone = false
        /// It comes from a life of which the last one knew nothing, which may have destroyed its key as a stray.
        var mayHaveLostKey = false
        /// Phones may show buttons of a round that a restore has taken back.
        var hasLaterButtons = false

        var isSurvey: Bool { questions.count > 1 }
        var labels: [String] { questions.flatMap(\.self) }
    }

    /// In the place of a choice: the question was left out with SKIP.
    static let leftOut = -1

    var polls: [Poll] = []
    /// Every choice that was ever offered. Buttons stay on phones when a restore takes their poll back, so no other
    /// poll may have the same.
    private(set) var usedLabels: Set<String> = []

    var open: [Int] { polls.indices.filter { polls[$0].isOpen } }

    /// Votes after the backup are lost with the database; those of people who were erased since are not back.
    mutating func comesBack(after latest: PollBook, in world: StoryWorld) {
        usedLabels = latest.usedLabels
        for index in polls.indices where polls[index].isOpen {
            let now = latest.polls.first { $0.name == polls[index].name }
            polls[index].mayHaveLostKey = now == nil
            polls[index].hasLaterButtons =
                now.map { $0.hasLaterButtons || $0.round > polls[index].round } ?? true
            // A key that was gone stays gone.
            polls[index].isKeyGone =
                now.map { $0.isKeyGone || !$0.isOpen || $0.round > polls[index].round } ?? false
            polls[index].votes = polls[index].votes.filter { world.people[$0.key].isMember }
        }
    }

    mutating func add(_ poll: Poll) {
        polls.append(poll)
        usedLabels.formUnion(poll.labels)
    }

    mutating func forget(_ person: StoryPerson) {
        for index in open { polls[index].votes[person.index] = nil }
    }

    /// The votes of a poll are lost, and asked for again.
    mutating func loses(_ index: Int) {
        polls[index].votes = [:]
        polls[index].round += 1
        polls[index].isKeyGone = false
        polls[index].hasLaterButtons = false
    }

    mutating func close(_ index: Int) {
        let poll = polls[index]
        polls[index].tallies = poll.questions.indices.flatMap { question -> [Int] in
            let choices = poll.votes.values.compactMap { $0[question] }.filter { $0 != Self.leftOut }
            guard choices.count >= 3 else { return [] }
            return poll.questions[question].indices.map { place in choices.count { $0 == place } }
        }
        polls[index].isOpen = false
        polls[index].votes = [:]
    }
}

extension PollBook {
    /// What else is said with a poll's name in it. An answer comes again where the bot died before it was marked.
    static let besides = [
        "has closed", "This is for:", "for this question:", "An organiser got what you sent",
    ]

    /// What stands in a question that is asked again, and not in what was asked the first time: each comes once.
    private static let again = "nswer again."

    /// How a poll is known the first time that it is asked.
    static func expectFirst(_ poll: Poll, _ world: StoryWorld) {
        world.expects(
            poll.name, without: besides + [again], about: .polls,
            at: world.people.filter { $0.isMeant(by: .polls) })
    }

    /// What nobody can answer any more is asked of nobody else.
    static func takeBack(_ poll: Poll, _ world: StoryWorld) {
        world.takesBack(poll.name)
        world.takesBack(poll.name, again)
    }

    /// The votes of a poll are lost and were asked for again. What was asked first comes to nobody else, until a
    /// restore takes that back: then whoever has not got it may get it.
    static func lose(_ index: Int, _ world: StoryWorld) {
        world.takesBack(world[PollBook.self].polls[index].name)
        world[PollBook.self].loses(index)
    }

    /// Where the votes of a poll are lost, the next who touches it has everybody asked again.
    static func expectAgain(_ index: Int, _ world: StoryWorld) {
        let poll = world[PollBook.self].polls[index]
        guard poll.isKeyGone else { return }
        world.expects(
            poll.name, again, without: besides, about: .polls,
            at: world.people.filter { $0.isMeant(by: .polls) })
    }
}
