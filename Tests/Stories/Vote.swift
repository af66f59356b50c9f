import Testing
import YouSaidKit
import YouSaidTesting

/// What one person says to a poll, and what the bot must make of it. A press means its own question. Bare text means the
/// newest open question that it fits, one that was asked again before the others; where none is open, the newest
/// answer that it changes.
struct Vote {
    private let person: StoryPerson
    private let world: StoryWorld

    init(_ person: StoryPerson, _ world: StoryWorld) {
        self.person = person
        self.world = world
    }

    /// Which question of which of the story's polls.
    private struct Place: Hashable {
        let poll: Int
        let question: Int
    }

    /// What stands beside the answers of a survey.
    enum Aside: String, CaseIterable {
        case skip = "SKIP"
        case back = "BACK"
        case pause = "PAUSE"
    }

    private var book: PollBook { world[PollBook.self] }

    private func labels(_ place: Place) -> [String] { book.polls[place.poll].questions[place.question] }

    // MARK: Answers

    /// - Returns: false where there is no poll to answer.
    func cast() throws -> Bool {
        guard let index = world.random.one(of: book.open) else { return false }
        let poll = book.polls[index]
        let question = world.random.number(0...(poll.questions.count - 1))
        let choices = poll.questions[question]
        let choice = world.random.number(0...(choices.count - 1))
        let label = choices[choice]
        switch world.random.number(1...4) {
        case 1: return try press(label)
        case 2: return try say("\(choice + 1)") { $0.count > choice ? choice : nil }
        case 3: return try say(label) { $0.firstIndex(of: label) }
        default: return try say(PollWords.nearMiss(label)) { $0.firstIndex(of: label) }
        }
    }

    /// Presses a button that may be old.
    func press(_ label: String) throws -> Bool {
        guard world.phone(of: person).allButtons.contains(label), let place = place(of: label) else {
            return false
        }
        let poll = book.polls[place.poll]
        if isUnforeseeable(place.poll) || poll.hasLaterButtons { return false }
        // What is asked in the course of a survey leaves no trace of whose phone it is on.
        if poll.round > 0, place.question > 0 { return false }
        let isTaken = try isTaken(place) && isOfThisRound(poll)
        if isTaken { PollBook.expectAgain(place.poll, world) }
        world.acts(person) { $0.presses(label) }
        if isTaken, let choice = labels(place).firstIndex(of: label) { count(choice, at: place) }
        return true
    }

    private func place(of label: String) -> Place? {
        for (poll, known) in book.polls.enumerated() {
            if let question = known.questions.firstIndex(where: { $0.contains(label) }) {
                return Place(poll: poll, question: question)
            }
        }
        return nil
    }

    /// Where a poll is asked again, its old buttons stay on the phone until the new question is there, and count no
    /// more.
    private func isOfThisRound(_ poll: PollBook.Poll) throws -> Bool {
        guard poll.round > 0, let id = person.id else { return true }
        return try world.number(
            """
            SELECT COUNT(*) FROM core_outgoing o JOIN polls_poll p ON p.asked_as = o.question
            JOIN core_contact c ON c.id = o.contact
            WHERE c.member = \(id) AND p.name = '\(poll.name)' AND o.state = 2
            """) > 0
    }

    /// Where several vote at once in a poll whose key is gone, the first to arrive loses the votes of the others who
    /// come with them, and only the bot knows who that is.
    private func isUnforeseeable(_ poll: Int) -> Bool { world.isDelaying && book.polls[poll].isKeyGone }

    private func isTaken(_ place: Place) throws -> Bool {
        guard book.polls[place.poll].isOpen else { return false }
        return try asked().contains { $0.place == place && [0, 1, 3].contains($0.state) }
    }

    /// A vote in a poll whose key is gone loses all of them, itself too.
    private func count(_ choice: Int, at place: Place) {
        if book.polls[place.poll].isKeyGone { return PollBook.lose(place.poll, world) }
        world[PollBook.self].polls[place.poll].votes[person.index, default: [:]][place.question] = choice
    }

    private func say(_ text: String, fits: ([String]) -> Int?) throws -> Bool {
        let meant = try candidates().first { fits(labels($0)) != nil }
        if let meant {
            if isUnforeseeable(meant.poll) { return false }
            PollBook.expectAgain(meant.poll, world)
        }
        world.acts(person) { $0.says(text) }
        if let meant, let choice = fits(labels(meant)) { count(choice, at: meant) }
        return true
    }

    // MARK: Beside the answers

    /// SKIP, BACK or PAUSE in a survey that the person was asked, written or pressed.
    /// - Returns: false where they were asked none.
    func say(_ aside: Aside) throws -> Bool {
        let all = try candidates().filter { book.polls[$0.poll].isSurvey }
        guard let meant = all.first(where: { aside != .back || $0.question > 0 }) else { return false }
        if isUnforeseeable(meant.poll) { return false }
        PollBook.expectAgain(meant.poll, world)
        world.acts(person) { $0.says(aside.rawValue) }
        let poll = book.polls[meant.poll]
        if poll.isKeyGone {
            PollBook.lose(meant.poll, world)
        } else if aside == .skip, poll.votes[person.index]?[meant.question] == nil {
            count(PollBook.leftOut, at: meant)
        }
        return true
    }

    // MARK: What was asked

    /// The questions of open polls that bare text can be for, in the order in which they are tried.
    private func candidates() throws -> [Place] {
        let asked = try asked().filter { book.polls[$0.place.poll].isOpen }
        let open = asked.filter { $0.state == 3 } + asked.filter { $0.state == 0 }
        return (open.isEmpty ? asked.filter { $0.state == 1 } : open).map(\.place)
    }

    /// What the person was asked, the newest first, and whether they answered.
    private func asked() throws -> [(place: Place, state: Int64)] {
        guard let id = person.id else { return [] }
        let polls = book.polls
        return try world.forum.rows(
            """
            SELECT p.name, q.place, a.state FROM core_asked a
            JOIN polls_question q ON q.asked_as = a.question JOIN polls_poll p ON p.id = q.poll
            WHERE a.member = \(id) ORDER BY a.question DESC
            """
        ).compactMap { row in
            let name: String = try row[0]
            guard let poll = polls.firstIndex(where: { $0.name == name }) else { return nil }
            return (Place(poll: poll, question: try row[1] - 1), try row[2])
        }
    }
}
