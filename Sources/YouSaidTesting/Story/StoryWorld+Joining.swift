import Testing
import YouSaidKit

/// Coming, stopping and going: what a plugin's moves tell the story about people.
extension StoryWorld {
    /// Somebody whom the bot does not know: new, or back after they were erased.
    public func stranger() -> StoryPerson {
        // Most of all those who once said STOP: it must count until START.
        let known = someone { !$0.isMember && $0.isStopped } ?? someone { !$0.isMember }
        if let known, random.once(in: 2) { return known }
        return newPerson()
    }

    /// They were let in.
    /// - Throws: where the forum cannot be asked.
    public func joined(_ person: StoryPerson) throws {
        let id = try forum.known(phone(of: person))?.id.rawValue
        if id == nil { fail("\(person.name) was not let in") }
        change(person) { $0.id = id }
    }

    /// They said START, and want messages again.
    public func started(_ person: StoryPerson) { change(person) { $0.isStopped = false } }

    /// They were erased.
    public func wasErased(_ person: StoryPerson) {
        if let id = person.id { self[StoryPeople.self].erased.insert(id) }
        change(person) {
            $0.id = nil
            $0.isStopped = false
        }
    }

    /// Several people act, and what they do reaches the bot late and in any order.
    public func actTogether(_ people: [StoryPerson], _ body: (StoryPerson) throws -> Void) rethrows {
        try delaysDeliveries {
            for person in people { try body(person) }
        }
    }

    /// Which of these people exist, in an order of chance.
    public func several(_ count: Int, _ isWanted: (StoryPerson) -> Bool) -> [StoryPerson] {
        Array(people.filter { !$0.blocks && isWanted($0) }.shuffled(using: &random).prefix(count))
    }
}
