import Testing
import YouSaidKit
import YouSaidTesting

/// What one person says to a poll, and what the bot must make of it. A press means its own question. Bare text means the
/// newest open question that it fits, one that was asked again before the others; a question that asks for people's own
/// words takes whatever comes. Where none is open, it means the newest answer that it changes.
struct Vote {
    private let person: StoryPerson
    private let world: StoryWorld

    init(_ person: StoryPerson, _ world: StoryWorld) {
        self.person = person
        self.world = world
    }

    /// Which question of which of the story's polls.
    struct Place: Hashable {
        let poll: Int
        let question: Int
    }

    private var book: PollBook { world[PollBook.self] }

    private func question(_ place: Place) -> StoryPoll.Question {
        book.polls[place.poll].questions[place.question]
    }

    // MARK: Answers

    /// What came of something that was said or pressed.
    enum Outcome {
        /// Nothing of it could happen.
        case nothing
        /// It was said, and what it was for.
        case said(Place?)

        var happened: Bool { if case .said = self { true } else { false } }
    }

    /// - Returns: false where there is no poll to answer.
    func cast() throws -> Bool { try answer().happened }

    func answer() throws -> Outcome {
        guard let index = world.random.one(of: book.open) else { return .nothing }
        let poll = book.polls[index]
        let question = poll.questions[world.random.number(0...(poll.questions.count - 1))]
        let count = question.labels.count
        guard count > 0 else { return try say(.free(.words(PollWords.thought(world.newNumber())))) }
        let choice = world.random.number(0...(count - 1))
        let label = question.labels[choice]
        var ways = 4
        if case .several = question.kind { ways = 7 }
        let some = question.labels.indices.shuffled(using: &world.random).prefix(2)
        switch world.random.number(1...ways) {
        case 1: return try press(label)
        case 2: return try say(.number(choice))
        case 3: return try say(.label(label))
        case 4: return try say(.misspelt(label))
        case 5: return try say(.numbers(Array(some)))
        case 6: return try say(.labels(some.map { question.labels[$0] }))
        default: return try say(.done)
        }
    }

    /// Presses a button that may be old.
    func press(_ label: String) throws -> Outcome {
        guard world.phone(of: person).allButtons.contains(label), let place = place(of: label) else {
            return .nothing
        }
        let poll = book.polls[place.poll]
        if isUnforeseeable(place.poll) || poll.hasLaterButtons { return .nothing }
        // What is asked in the course of a survey leaves no trace of whose phone it is on.
        if poll.round > 0, place.question > 0 { return .nothing }
        let meaning = Spoken.label(label).meaning(for: place.question, of: poll)
        let isTaken = try isTaken(place) && isOfThisRound(poll)
        if isTaken { PollBook.expectAgain(place.poll, world) }
        world.acts(person, isOnFirst: true) { $0.presses(label) }
        guard isTaken, let meaning else { return .said(nil) }
        count(meaning, at: place)
        return .said(place)
    }

    private func place(of label: String) -> Place? {
        for (poll, known) in book.polls.enumerated() {
            if let question = known.questions.firstIndex(where: { $0.labels.contains(label) }) {
                return Place(poll: poll, question: question)
            }
        }
        return nil
    }

    /// Where a poll is asked again, its old buttons stay on the phone until the new question is there, and count no
    /// more.
    private func isOfThisRound(_ poll: StoryPoll) throws -> Bool {
        guard poll.round > 0, let id = person.id else { return true }
        return try world.number(
            """
            SELECT COUNT(*) FROM core_outgoing o JOIN polls_poll p ON p.asked_as = o.question
            JOIN core_contact c ON c.id = o.contact
            WHERE c.member = \(id) AND c.channel = '\(person.platform.rawValue)'
            AND p.name = '\(poll.name)' AND o.state = 2
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
    private func count(_ meaning: StoryPoll.Meaning, at place: Place) {
        if case .notTaken = meaning { return }
        if book.polls[place.poll].isKeyGone { return PollBook.lose(place.poll, world) }
        world[PollBook.self].polls[place.poll].hear(meaning, to: place.question, from: person)
    }

    /// Says something to whichever question it is for.
    /// - Returns: nothing where somebody is worried: then some of it is for a lead; and nothing where a lead was asked
    ///   about a worry, which numbers may mean too.
    func say(_ spoken: Spoken) throws -> Outcome {
        if try isAboutWorry() || isDoubtful(spoken) { return .nothing }
        let meant = try meant(by: spoken)
        if let (place, meaning) = meant {
            if isUnforeseeable(place.poll) { return .nothing }
            if case .notTaken = meaning {} else { PollBook.expectAgain(place.poll, world) }
        }
        if case .words(let text) = spoken.heard { world[Confidences.self].note(text, person, meant, book) }
        world.acts(person) { $0.says(spoken.heard) }
        guard let (place, meaning) = meant else { return .said(nil) }
        count(meaning, at: place)
        return .said(place)
    }

    /// A number means the newest list that was shown, and what fits several questions is asked about: only where one
    /// question is there is it sure which is meant.
    private func isDoubtful(_ spoken: Spoken) throws -> Bool {
        let (open, answered) = try candidates()
        switch spoken {
        case .number, .numbers: return open.count > 1 || open.isEmpty && answered.count > 1
        case .aside, .done:
            let fitting = (open.isEmpty ? answered : open).filter { place in
                spoken.meaning(for: place.question, of: book.polls[place.poll]) != nil
            }
            return fitting.count > 1
        case .label, .misspelt, .labels, .free: return false
        }
    }

    private func isAboutWorry() throws -> Bool {
        try WorryBook.mayHear(person, world)
            || person.id.map { id in
                try world.number(
                    """
                    SELECT COUNT(*) FROM core_asked a JOIN core_question q ON q.id = a.question
                    WHERE a.member = \(id) AND a.state = 0 AND q.body LIKE '%"concern%'
                    """) > 0
            } ?? false
    }

    /// SKIP, BACK or PAUSE, where it means something to a survey that the person was asked.
    /// - Returns: false where they were asked none.
    func say(_ aside: Spoken.Aside) throws -> Bool {
        guard try meant(by: .aside(aside)) != nil else { return false }
        return try say(.aside(aside)).happened
    }

    // MARK: In people's own words

    /// Whether what the person says is an answer though it is no choice.
    func isListened(to heard: StoryEar.Heard) throws -> Bool { try meant(by: .free(heard)) != nil }

    /// FORGET THAT, right after an answer. Where the bot was started since, it asks which answer is meant.
    func takeBack() throws -> Bool {
        guard !book.polls.contains(where: \.isKeyGone), try !isAboutWorry() else {
            return false
        }
        guard case .said(let place) = try answer() else { return false }
        guard let place else { return true }
        // Asked which, they are asked no other question again any more: that changes what counts as answered.
        let number = try answered().firstIndex(of: place).map { "\($0 + 1)" }
        world.acts(person) { $0.says("FORGET THAT") }
        if try isAskedWhich() {
            // Where there are buttons nobody saw a number.
            guard let number, person.platform == .sms else {
                world.acts(person) { $0.says("LEAVE") }
                return true
            }
            world.acts(person, isOnFirst: true) { $0.says(number) }
        }
        world[PollBook.self].polls[place.poll].takeBack(place.question, from: person)
        return true
    }

    private func isAskedWhich() throws -> Bool {
        try world.number(
            """
            SELECT COUNT(*) FROM core_asked a JOIN core_question q ON q.id = a.question
            WHERE a.member = \(person.id ?? 0) AND a.state = 0 AND q.plugin = 'core' AND q.body LIKE '%"which-to-forget"%'
            """) > 0
    }

    /// What the person answered and can take back, in the order in which the bot asks for it.
    private func answered() throws -> [Place] {
        let open = try asked().filter { book.polls[$0.place.poll].isOpen }
        return (open.filter { $0.state == 3 } + open.filter { $0.state == 1 }).map(\.place)
    }

    // MARK: What was asked

    private func meant(by spoken: Spoken) throws -> (Place, StoryPoll.Meaning)? {
        var (open, answered) = try candidates()
        // What nobody can read is the answer to what was asked last.
        if case .attachment = spoken.heard { open = Array(open.prefix(1)) }
        for place in open.isEmpty ? answered : open {
            if open.isEmpty, question(place).kind == .words { continue }
            if let meaning = spoken.meaning(for: place.question, of: book.polls[place.poll]) {
                return (place, meaning)
            }
        }
        return nil
    }

    /// The questions of open polls that bare text can be for, in the order in which they are tried.
    private func candidates() throws -> (open: [Place], answered: [Place]) {
        let asked = try asked().filter { book.polls[$0.place.poll].isOpen }
        return (
            (asked.filter { $0.state == 3 } + asked.filter { $0.state == 0 }).map(\.place),
            asked.filter { $0.state == 1 }.map(\.place)
        )
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
