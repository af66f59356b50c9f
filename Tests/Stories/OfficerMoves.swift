import Testing
import YouSaidKit
import YouSaidTesting

/// What the officer does: asks, tells, looks, closes, invites.
enum OfficerMoves {
    static var all: [any StoryMove] {
        [
            Act("the officer makes a poll", weight: 5, poll),
            Act("the officer makes a survey", weight: 4) { world in
                guard world[PollBook.self].open.count < 4, let survey = newSurvey(world) else { return false }
                propose(survey, world)
                send(survey, world)
                return true
            },
            Act("the officer tells everybody something", weight: 4) { world in
                let note = "Note \(world.newNumber()) for all."
                let told = world.people.filter(\.isMeant)
                world.expects(note, at: told)
                world.forum.officer.says("TELL \(note)")
                world.forum.officer.says("yes")
                return true
            },
            Act("the officer thinks better of it", weight: 2) { world in
                world.forum.officer.says("TELL Never \(world.newNumber()).")
                if world.random.once(in: 2) { world.forum.officer.says("no") }
                return true
            },
            Act("the officer asks for results", weight: 2) { world in
                world.forum.officer.says("RESULTS")
                world.forum.officer.says("LEAVE")
                return true
            },
            Act("the officer closes a poll", weight: 3, close),
            Act("the officer invites somebody", weight: 1, invite),
            Act("a backup is made while a poll waits for its yes", weight: 1) { world in
                guard mayBackUp(world), let poll = newPoll(world) else { return false }
                propose(poll, world)
                try world.makeBackup()
                send(poll, world)
                return true
            },
            Act("a backup is made while a poll goes out", weight: 2) { world in
                guard mayBackUp(world), let poll = newPoll(world) else { return false }
                propose(poll, world)
                try world.makeBackup { send(poll, world) }
                return true
            },
        ]
    }

    private static func mayBackUp(_ world: StoryWorld) -> Bool {
        !world.isHeld && !world.forum.isCrashPlanned && world[PollBook.self].open.count < 4
    }

    private static func newPoll(_ world: StoryWorld) -> PollBook.Poll? {
        let used = world[PollBook.self].usedLabels
        let left = PollWords.all.filter { !used.contains($0) }.shuffled(using: &world.random)
        let count = world.random.number(2...4)
        guard left.count >= count else { return nil }
        return PollBook.Poll(
            name: "Which one do you like, \(world.newNumber())?", questions: [Array(left.prefix(count))])
    }

    /// Several questions in a row.
    private static func newSurvey(_ world: StoryWorld) -> PollBook.Poll? {
        let used = world[PollBook.self].usedLabels
        var left = PollWords.all.filter { !used.contains($0) }.shuffled(using: &world.random)
        let count = world.random.number(2...3)
        guard left.count >= 2 * count else { return nil }
        let questions = (0..<count).map { _ in
            defer { left.removeFirst(2) }
            return Array(left.prefix(2))
        }
        return PollBook.Poll(name: "Survey number \(world.newNumber()).", questions: questions)
    }

    private static func propose(_ poll: PollBook.Poll, _ world: StoryWorld) {
        guard poll.isSurvey else {
            return world.forum.officer.says("POLL \(([poll.name] + poll.labels).joined(separator: " | "))")
        }
        let lines = poll.questions.enumerated().map { place, labels in
            "Question: Part \(place + 1)?\n" + labels.map { "- " + $0 }.joined(separator: "\n")
        }
        world.forum.officer.says("POLL\nName: \(poll.name)\n" + lines.joined(separator: "\n"))
    }

    private static func send(_ poll: PollBook.Poll, _ world: StoryWorld) {
        world.expects(
            poll.name, without: PollBook.besides, about: .polls,
            at: world.people.filter { $0.isMeant(by: .polls) })
        world.forum.officer.says("yes")
        world[PollBook.self].add(poll)
    }

    private static func poll(_ world: StoryWorld) -> Bool {
        guard world[PollBook.self].open.count < 4, let poll = newPoll(world) else { return false }
        propose(poll, world)
        send(poll, world)
        return true
    }

    private static func close(_ world: StoryWorld) -> Bool {
        let open = world[PollBook.self].open
        guard let index = world.random.one(of: open), let place = open.reversed().firstIndex(of: index)
        else { return false }
        let poll = world[PollBook.self].polls[index]
        let number = open.reversed().distance(from: open.reversed().startIndex, to: place) + 1
        if poll.isKeyGone {
            PollBook.expectAgain(index, world)
        } else {
            world.expects(
                poll.name, "has closed", about: .polls,
                at: world.people.filter { $0.isMeant(by: .polls) && poll.votes[$0.index] != nil })
            // What nobody can answer any more is asked of nobody else.
            world.takesBack(poll.name)
        }
        world.forum.officer.says("CLOSE")
        if open.count > 1 { world.forum.officer.says("\(number)") }
        world.forum.officer.says("yes")
        if poll.isKeyGone {
            world[PollBook.self].loses(index)
        } else {
            world[PollBook.self].close(index)
        }
        return true
    }

    /// A code goes from the officer to somebody by another way.
    private static func invite(_ world: StoryWorld) throws -> Bool {
        world.forum.officer.says("INVITE member")
        let words = world.forum.officer.lastMessage?.text.split(whereSeparator: \.isWhitespace) ?? []
        guard let place = words.lastIndex(of: "CODE"), words.indices.contains(place + 1) else {
            world.fail("INVITE gave no code")
            return true
        }
        let person = world.stranger()
        world.acts(person) { $0.says("CODE \(words[place + 1])") }
        try world.joined(person)
        return true
    }
}
