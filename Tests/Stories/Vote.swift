import Testing
import YouSaidKit
import YouSaidTesting

/// One person's vote, and what the bot must make of it. A press means its own question. Bare text means the newest
/// open question that it fits; where none is open, the newest answer that it changes.
struct Vote {
    private let person: StoryPerson
    private let world: StoryWorld

    init(_ person: StoryPerson, _ world: StoryWorld) {
        self.person = person
        self.world = world
    }

    /// - Returns: false where there is no poll to answer.
    func cast() throws -> Bool {
        let book = world[PollBook.self]
        guard let index = world.random.one(of: book.open) else { return false }
        let poll = book.polls[index]
        let choice = world.random.number(0...(poll.labels.count - 1))
        let label = poll.labels[choice]
        switch world.random.number(1...4) {
        case 1: return try press(label, index)
        case 2: return try say("\(choice + 1)") { $0.labels.count > choice ? choice : nil }
        case 3: return try say(label) { $0.labels.firstIndex(of: label) }
        default: return try say(PollWords.nearMiss(label)) { $0.labels.firstIndex(of: label) }
        }
    }

    /// Presses a button that may be old.
    func press(_ label: String, _ index: Int) throws -> Bool {
        guard world.phone(of: person).allButtons.contains(label) else { return false }
        let poll = world[PollBook.self].polls[index]
        let state = try asked().first { $0.poll == index }?.state
        if poll.isOpen, state == 0 || state == 1 { PollBook.expectAgain(index, world) }
        world.acts(person) { $0.presses(label) }
        if poll.isOpen, state == 0 || state == 1, let choice = poll.labels.firstIndex(of: label) {
            count(choice, in: index)
        }
        return true
    }

    /// A vote in a poll whose key is gone loses all of them, itself too.
    private func count(_ choice: Int, in poll: Int) {
        if world[PollBook.self].polls[poll].isKeyGone { return world[PollBook.self].loses(poll) }
        world[PollBook.self].polls[poll].votes[person.index] = choice
    }

    private func say(_ text: String, fits: (PollBook.Poll) -> Int?) throws -> Bool {
        let book = world[PollBook.self]
        let asked = try asked().filter { $0.poll.map { book.polls[$0].isOpen } ?? false }
        let open = asked.filter { $0.state == 0 }
        let candidates = open.isEmpty ? asked.filter { $0.state == 1 } : open
        let meant = candidates.compactMap(\.poll).first { fits(book.polls[$0]) != nil }
        if let meant { PollBook.expectAgain(meant, world) }
        world.acts(person) { $0.says(text) }
        for candidate in candidates {
            guard let index = candidate.poll, let choice = fits(book.polls[index]) else { continue }
            count(choice, in: index)
            break
        }
        return true
    }

    /// What the person was asked, the newest first: which of the story's polls it was, and whether they answered.
    private func asked() throws -> [(poll: Int?, state: Int64)] {
        guard let id = person.id else { return [] }
        let polls = world[PollBook.self].polls
        return try world.forum.rows(
            """
            SELECT p.name, a.state FROM core_asked a JOIN polls_poll p ON p.asked_as = a.question
            WHERE a.member = \(id) ORDER BY a.question DESC
            """
        ).map { row in
            let question: String = try row[0]
            return (polls.firstIndex { $0.question == question }, try row[1])
        }
    }
}
