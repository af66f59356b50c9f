import YouSaidTesting

/// What the story believes about polls: those with one question, and surveys with several in a row.
struct PollBook: StoryState {
    var polls: [StoryPoll] = []
    /// Every choice that was ever offered. Buttons stay on phones when a restore takes their poll back, so no other
    /// poll may have the same.
    private(set) var usedLabels: Set<String> = []

    var open: [Int] { polls.indices.filter { polls[$0].isOpen } }

    /// Votes after the backup are lost with the database; those of people who were erased since are not back.
    mutating func comesBack(after latest: PollBook, in world: StoryWorld) {
        usedLabels = latest.usedLabels
        for index in polls.indices {
            polls[index].answers = polls[index].answers.filter { world.people[$0.key].isMember }
            guard polls[index].isOpen else { continue }
            let now = latest.polls.first { $0.name == polls[index].name }
            polls[index].hasLaterButtons =
                now.map { $0.hasLaterButtons || $0.round > polls[index].round } ?? true
            // What is no secret to the organisers has no key.
            if polls[index].isConfidential { continue }
            polls[index].mayHaveLostKey = now == nil
            // A key that was gone stays gone.
            polls[index].isKeyGone =
                now.map { $0.isKeyGone || !$0.isOpen || $0.round > polls[index].round } ?? false
        }
    }

    mutating func add(_ poll: StoryPoll) {
        polls.append(poll)
        usedLabels.formUnion(poll.labels)
    }

    mutating func forget(_ person: StoryPerson) {
        for index in polls.indices { polls[index].forget(person) }
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
    static func expectFirst(_ poll: StoryPoll, _ world: StoryWorld) {
        world.expects(
            poll.name, without: besides + [again], about: .polls,
            at: world.people.filter { $0.isMeant(by: .polls) })
    }

    /// What nobody can answer any more is asked of nobody else.
    static func takeBack(_ poll: StoryPoll, _ world: StoryWorld) {
        world.takesBack(poll.name)
        world.takesBack(poll.name, again)
    }

    /// The votes of a poll are lost and were asked for again. What was asked first comes to nobody else, until a
    /// restore takes that back: then whoever has not got it may get it.
    static func lose(_ index: Int, _ world: StoryWorld) {
        world.takesBack(world[PollBook.self].polls[index].name)
        world[PollBook.self].polls[index].lose()
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
