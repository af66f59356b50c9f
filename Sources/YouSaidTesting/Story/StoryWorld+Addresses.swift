import YouSaidKit

/// The phones of somebody, and how the bot comes to know them.
extension StoryWorld {
    /// Their second phone, which the bot may know as nobody's.
    func secondPhone(of person: StoryPerson) -> Person {
        forum.person(person.name, on: person.secondPlatform)
    }

    /// Every phone that they ever had.
    public func phones(of person: StoryPerson) -> [Person] {
        [phone(of: person)] + (person.hadSecond ? [secondPhone(of: person)] : [])
    }

    /// A code from their first phone made a second one theirs too. A STOP on one of them counts for both.
    func linked(_ person: StoryPerson) {
        let link = newNumber()
        change(person) {
            $0.link = link
            $0.isSecondStopped = $0.isStopped
        }
    }

    /// Their second phone is theirs no more, and keeps its STOP. What it was still owed is not sent.
    func unlinked(_ person: StoryPerson) {
        if let link = person.link { self[StoryPeople.self].unlinked.insert(link) }
        change(person) { $0.link = nil }
        if owed[person.index]?.platform == person.secondPlatform { owed[person.index] = nil }
    }

    /// An answer to what was said before a STOP does not come, though it is awaited on the other phone.
    func isOwedNoMore(_ person: StoryPerson) {
        if people[person.index].link != nil { owed[person.index] = nil }
    }

    /// The bot has heard of new addresses. Of somebody whom it does not know it has heard nothing.
    func noticeMoves() throws {
        for person in people where person.isAway {
            guard let id = person.id, try forum.known(phone(of: person))?.id.rawValue == id else { continue }
            change(person) { $0.isAway = false }
        }
    }
}
