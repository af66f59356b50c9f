import YouSaidKit
import YouSaidTesting

/// What was said in confidence, and how far the story has looked for it on phones. It lives on when a backup is brought
/// back, as phones do.
struct Confidences: StoryState {
    private struct Thought {
        let author: Int
        /// The poll that it is an answer to; nil where it is none.
        let poll: String?
    }

    /// What was said in people's own words, by what stands in it alone.
    private var thoughts: [Substring: Thought] = [:]
    /// Up to which message of each of somebody's phones was looked, by place.
    private var looked: [Int: [Int]] = [:]
    private var lookedAtOfficer = 0

    mutating func comesBack(after latest: Confidences, in world: StoryWorld) { self = latest }

    /// Somebody says something.
    mutating func note(
        _ text: String, _ person: StoryPerson, _ meant: (place: Vote.Place, StoryPoll.Meaning)?,
        _ book: PollBook
    ) {
        for mark in Self.marks(in: text[...]) {
            thoughts[mark] = Thought(author: person.index, poll: meant.map { book.polls[$0.place.poll].name })
        }
    }

    /// Whether something was said as an answer to a poll, by what stands in it alone.
    func isAnswer(_ mark: Substring) -> Bool { thoughts[mark]?.poll != nil }

    private static func marks(in text: Substring) -> [Substring] {
        text.split { !$0.isLetter && !$0.isNumber }.filter {
            $0.count > 2 && $0.first == "w" && $0.last == "w"
                && $0.dropFirst().dropLast().allSatisfy(\.isNumber)
        }
    }

    private static func names(in text: Substring) -> [Substring] {
        text.split { !$0.isLetter }.filter { $0.hasPrefix(NameBook.beginning) }
    }

    // MARK: The check

    /// What somebody said in their own words is on nobody else's phone but the officer's, and there when the poll has
    /// closed. Names are on nobody else's phone either; the officer reads them in what was said in confidence alone.
    static var check: any StoryCheck {
        Rule { world in
            var confidences = world[Confidences.self]
            for person in world.people { confidences.look(at: person, world) }
            confidences.lookAtOfficer(world)
            world[Confidences.self] = confidences
        }
    }

    private mutating func look(at person: StoryPerson, _ world: StoryWorld) {
        let phones = world.phones(of: person)
        for (phone, looked) in zip(phones, (looked[person.index] ?? []) + [0, 0]) {
            look(at: phone.messages[looked...], of: person, world)
        }
        looked[person.index] = phones.map(\.messages.count)
    }

    private func look(at messages: ArraySlice<PretendMessage>, of person: StoryPerson, _ world: StoryWorld) {
        for message in messages {
            // Leads read what was said to nobody while somebody was worried.
            let isLead = world[WorryBook.self].everLeads.contains(person.index)
            for mark in Self.marks(in: message.text[...]) {
                if let thought = thoughts[mark], thought.author != person.index,
                    !isLead || thought.poll != nil
                {
                    world.fail("\(person.name) reads what \(world.people[thought.author].name) said: \(mark)")
                }
            }
            // They also read who is worried, and who else is a lead.
            if isLead { continue }
            for name in Self.names(in: message.text[...]) {
                // Whoever is worried reads which lead has it.
                if let owner = world[NameBook.self].owners[String(name)], owner != person.index,
                    !world[WorryBook.self].everLeads.contains(owner)
                {
                    world.fail("\(person.name) reads the name of \(world.people[owner].name)")
                }
            }
        }
    }

    private mutating func lookAtOfficer(_ world: StoryWorld) {
        let messages = world.forum.officer.messages
        for message in messages[lookedAtOfficer...] {
            for line in message.text.split(separator: "\n") { lookAtOfficer(line, of: message, world) }
        }
        lookedAtOfficer = messages.count
    }

    private func lookAtOfficer(_ line: Substring, of message: PretendMessage, _ world: StoryWorld) {
        let polls = world[PollBook.self].polls
        for mark in Self.marks(in: line) {
            guard let thought = thoughts[mark] else { continue }
            let poll = polls.first { $0.name == thought.poll }
            if poll?.isOpen ?? (thought.poll == nil) {
                world.fail("the officer reads what was said in no poll that has closed: \(mark)")
            }
        }
        // Whoever sends a voice note sends it to the organisers, with their name; and they know who is a lead.
        guard !Self.names(in: line).isEmpty, !line.contains("sent you a"),
            !message.text.contains("afeguarding lead")
        else { return }
        let isTold = polls.contains { poll in
            poll.isConfidential && !poll.isOpen && message.text.contains(poll.name)
        }
        if !isTold { world.fail("the officer reads a name: \(line)") }
    }
}
