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

    private static func newPoll(_ world: StoryWorld) -> StoryPoll? {
        var left = leftLabels(world)
        guard let question = newQuestion(world.random.number(2...4), &left, world) else { return nil }
        return StoryPoll(
            name: "Which one do you like, \(world.newNumber())?", questions: [question],
            isConfidential: world.random.once(in: 3))
    }

    /// Several questions in a row.
    private static func newSurvey(_ world: StoryWorld) -> StoryPoll? {
        var left = leftLabels(world)
        let count = world.random.number(2...3)
        let questions = (0..<count).compactMap { _ in newQuestion(2, &left, world) }
        guard questions.count == count else { return nil }
        return StoryPoll(
            name: "Survey number \(world.newNumber()).", questions: questions,
            isConfidential: world.random.once(in: 3))
    }

    private static func leftLabels(_ world: StoryWorld) -> [String] {
        let used = world[PollBook.self].usedLabels
        return PollWords.all.filter { !used.contains($0) }.shuffled(using: &world.random)
    }

    private static func newQuestion(
        _ count: Int, _ left: inout [String], _ world: StoryWorld
    ) -> StoryPoll.Question? {
        if world.random.once(in: 4) { return StoryPoll.Question(kind: .words) }
        guard left.count >= count else { return nil }
        defer { left.removeFirst(count) }
        let labels = Array(left.prefix(count))
        guard world.random.once(in: 3) else { return StoryPoll.Question(labels: labels) }
        return StoryPoll.Question(
            kind: .several(most: world.random.once(in: 2) ? count - 1 : nil), labels: labels)
    }

    private static func propose(_ poll: StoryPoll, _ world: StoryWorld) {
        if !poll.isSurvey, !poll.isConfidential, poll.questions[0].kind == .one {
            return world.forum.officer.says("POLL \(([poll.name] + poll.labels).joined(separator: " | "))")
        }
        var lines = poll.isSurvey ? ["Name: \(poll.name)"] : []
        for (place, question) in poll.questions.enumerated() {
            lines.append("Question: \(poll.isSurvey ? "Part \(place + 1)?" : poll.name)")
            switch question.kind {
            case .one: break
            case .several(let most): lines.append(most.map { "Up to: \($0)" } ?? "Kind: several")
            case .words: lines.append("Kind: words")
            }
            lines += question.labels.map { "- " + $0 }
        }
        if poll.isConfidential { lines.append("Secrecy: confidential") }
        world.forum.officer.says("POLL\n" + lines.joined(separator: "\n"))
    }

    private static func send(_ poll: StoryPoll, _ world: StoryWorld) {
        PollBook.expectFirst(poll, world)
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
                at: world.people.filter { $0.isMeant(by: .polls) && poll.isAnswered(by: $0) })
        }
        let wasCertain = !world.forum.isCrashPlanned
        let read = world.forum.officer.messages.count
        world.forum.officer.says("CLOSE")
        if open.count > 1 { world.forum.officer.says("\(number)") }
        world.forum.officer.says("yes")
        if poll.isKeyGone {
            PollBook.lose(index, world)
        } else {
            PollBook.takeBack(poll, world)
            if poll.isConfidential, wasCertain { expectNames(poll, after: read, world) }
            world[PollBook.self].polls[index].close()
        }
        return true
    }

    /// The officer reads who said what in confidence.
    private static func expectNames(_ poll: StoryPoll, after read: Int, _ world: StoryWorld) {
        let news = world.forum.officer.messages[read...].map(\.text).joined(separator: "\n")
        let names = world[NameBook.self].names
        let lines = poll.answers.flatMap { person, answers in
            answers.filter { $0.value != .leftOut }.map { question, said in
                let labels = said.choices.sorted().map { poll.questions[question].labels[$0] }
                return "\(names[person] ?? "somebody without a name"): "
                    + (labels + [said.words].compactMap(\.self)).joined(separator: ", ")
            }
        }
        // One message shows so many.
        guard lines.count <= 50 else { return }
        for line in lines where !news.contains(line) {
            world.fail("the officer should read “\(line)” about “\(poll.name)”")
        }
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
        // Where a lead waits for their answer it is that, and the lead can pass it on.
        guard try world.says(person, .words("CODE \(words[place + 1])")) else { return true }
        try world.joined(person)
        return true
    }
}
