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
        change(person) {
            if $0.id != id {
                $0.leavesAt = nil
                $0.stoppedSubjects = []
            }
            $0.id = id
        }
    }

    /// They said START, and want messages again. Only KEEP ME takes a DELETE ME back.
    public func started(_ person: StoryPerson) {
        guard people[person.index].leavesAt == nil else { return }
        change(person) {
            $0.isStopped = false
            if $0.link != nil { $0.isSecondStopped = false }
        }
    }

    /// They said STOP.
    func stopped(_ person: StoryPerson) {
        change(person) {
            $0.isStopped = true
            if $0.link != nil { $0.isSecondStopped = true }
        }
    }

    /// They want no more messages about something, or want them again.
    public func wants(_ isWanted: Bool, _ subject: Subject, _ person: StoryPerson) {
        change(person) {
            if isWanted { $0.stoppedSubjects.remove(subject) } else { $0.stoppedSubjects.insert(subject) }
        }
        let person = people[person.index]
        if let id = person.id { self[StoryPeople.self].silences[id] = person.stoppedSubjects }
    }

    /// They said DELETE ME and are sure.
    /// - Throws: where the forum cannot be asked.
    public func leaves(_ person: StoryPerson) throws {
        let due = try number("SELECT due FROM core_leaving WHERE member = \(person.id ?? 0)")
        if due == 0 { fail("\(person.name) said DELETE ME, and it is not noted") }
        change(person) { $0.leavesAt = Moment(milliseconds: due) }
        isOwedNoMore(person)
        if let id = person.id { self[StoryPeople.self].leavings[id] = Moment(milliseconds: due) }
    }

    /// They said KEEP ME.
    public func stays(_ person: StoryPerson) {
        change(person) { $0.leavesAt = nil }
        if let id = person.id { self[StoryPeople.self].leavings[id] = nil }
    }

    /// Those whose day to think about it is over are gone.
    func noticeErasures() {
        for person in people {
            guard let due = person.leavesAt, due <= forum.now else { continue }
            wasErased(person)
            forgetInStates(person)
        }
    }

    /// Nobody acts who may be gone before it is done.
    func isAboutToGo(_ person: StoryPerson) -> Bool {
        person.leavesAt.map { $0 <= forum.now + .minutes(10) } ?? false
    }

    /// They were erased.
    private func wasErased(_ person: StoryPerson) {
        isOwedNoMore(person)
        if let id = person.id { self[StoryPeople.self].erased.insert(id) }
        change(person) {
            $0.id = nil
            $0.isStopped = false
            $0.leavesAt = nil
            $0.stoppedSubjects = []
            if $0.link != nil { $0.isSecondStopped = false }
            $0.link = nil
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
        Array(present(isWanted).shuffled(using: &random).prefix(count))
    }

    /// Those of whom this is true; nobody who blocks the bot, has an address that it does not know yet, or is about to
    /// be erased.
    func present(_ isWanted: (StoryPerson) -> Bool) -> [StoryPerson] {
        people.filter { !$0.blocks && !$0.isAway && isWanted($0) && !isAboutToGo($0) }
    }
}
