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
        if isUnforeseeable(index) { return false }
        let counts = try poll.isOpen && (state == 0 || state == 1) && isOfThisRound(poll)
        if counts { PollBook.expectAgain(index, world) }
        world.acts(person) { $0.presses(label) }
        if counts, let choice = poll.labels.firstIndex(of: label) { count(choice, in: index) }
        return true
    }

    /// Where a poll is asked again, its old buttons stay on the phone until the new question is there, and count no
    /// more.
    private func isOfThisRound(_ poll: PollBook.Poll) throws -> Bool {
        guard poll.round > 0, let id = person.id else { return true }
        return try world.number(
            """
            SELECT COUNT(*) FROM core_outgoing o JOIN polls_poll p ON p.asked_as = o.question
            JOIN core_contact c ON c.id = o.contact
            WHERE c.member = \(id) AND p.name = '\(poll.question)' AND o.state = 2
            """) > 0
    }

    /// Where several vote at once in a poll whose key is gone, the first to arrive loses the votes of the others who
    /// come with them, and only the bot knows who that is.
    private func isUnforeseeable(_ poll: Int) -> Bool {
        world.isDelaying && world[PollBook.self].polls[poll].isKeyGone
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
        if let meant {
            if isUnforeseeable(meant) { return false }
            PollBook.expectAgain(meant, world)
        }
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
