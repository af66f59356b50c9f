import YouSaidKit

/// Something said to many people, of which a ``Story`` sees to it that everybody gets it once.
struct Mailing {
    private enum State {
        /// It may still be on its way.
        case underWay
        /// Nothing of it is on its way any more.
        case done
        /// A backup was brought back: it may have been lost on the way, or come to somebody for whom it was held back
        /// before; but it comes to nobody twice.
        case lapsed
    }

    let words: [String]
    let without: [String]
    let subject: Subject
    /// How often it had come when somebody stopped messages about its subject, by place.
    private var atSilence: [Int: Int] = [:]
    /// Whom it is for, each with the bot's number for them.
    private let expected: [Int: Int64?]
    /// Those who must have it in the end. Who stopped, blocked the bot or was erased on the way need not.
    private var due: Set<Int>
    private var state = State.underWay
    /// How often it had come when nothing of it was on its way, by place.
    private var final: [Int: Int] = [:]
    /// How often it came since it was said, and up to which message of each of somebody's phones was looked, by place.
    private var counted: [Int: (count: Int, messages: [Int])] = [:]
    /// A line broke, or the bot died, while it was on its way: it may have come twice.
    private var mayRepeat = false

    init(words: [String], without: [String], subject: Subject, people: [StoryPerson]) {
        self.subject = subject
        self.words = words
        self.without = without
        expected = Dictionary(people.map { ($0.index, $0.id) }) { first, _ in first }
        due = Set(people.filter(\.isTold).map(\.index))
    }

    /// What phones show already does not count.
    mutating func begin(_ world: StoryWorld) {
        for person in world.people {
            counted[person.index] = (0, world.phones(of: person).map(\.messages.count))
        }
    }

    /// Nobody can know whether what is on its way arrives once.
    mutating func becomesUncertain() { mayRepeat = true }

    mutating func lapse() { state = .lapsed }

    /// It was taken back: from now on it comes to nobody who has not got it.
    mutating func takeBack(_ world: StoryWorld) {
        for person in world.people { final[person.index] = count(on: world.phones(of: person), person.index) }
        state = .done
    }

    /// True where it may come to nobody any more, or to nobody who has it.
    private func isFinal(for place: Int) -> Bool {
        if case .done = state { true } else { final[place, default: 0] > 0 }
    }

    /// How often it came to somebody's phones. Every message is looked at once.
    private mutating func count(on phones: [Person], _ place: Int) -> Int {
        var known = counted[place] ?? (0, [])
        for (index, phone) in phones.enumerated() {
            let messages = phone.messages
            let looked = known.messages.indices.contains(index) ? known.messages[index] : 0
            for message in messages[looked...] where message.kind == .notice {
                if words.allSatisfy(message.text.contains), !without.contains(where: message.text.contains) {
                    known.count += 1
                }
            }
        }
        known.messages = phones.map(\.messages.count)
        counted[place] = known
        return known.count
    }

    /// Whoever stopped messages about the subject gets none from then on, whatever was queued.
    private mutating func checkSilence(_ world: StoryWorld, _ person: StoryPerson, _ count: Int) {
        guard person.stoppedSubjects.contains(subject) else {
            atSilence[person.index] = nil
            return
        }
        if count > atSilence[person.index, default: count] {
            world.fail("\(person.name) stopped messages about \(subject) and got one")
        }
        atSilence[person.index] = count
    }

    /// - Parameter isSettled: nothing waits to be sent any more.
    mutating func check(_ world: StoryWorld, isSettled: Bool) {
        var counts: [Int: Int] = [:]
        for person in world.people {
            let count = count(on: world.phones(of: person), person.index)
            counts[person.index] = count
            checkSilence(world, person, count)
            let what = "“\(words.joined(separator: " "))”"
            if isFinal(for: person.index) {
                if count != final[person.index, default: 0] { world.fail("\(person.name) got \(what) again") }
                continue
            }
            if !person.isTold || !person.isMeant(by: subject) || person.id != expected[person.index] {
                due.remove(person.index)
            }
            if count > 0, expected[person.index] == nil {
                world.fail("\(person.name) got \(what), which was not for them")
            }
            if count > 1, !mayRepeat { world.fail("\(person.name) got \(what) \(count) times") }
            if isSettled, case .underWay = state, count == 0, due.contains(person.index) {
                world.fail("\(person.name) never got \(what)")
            }
        }
        if isSettled {
            state = .done
            final = counts
        }
    }
}

extension StoryWorld {
    /// Something is being said to these people: each of them gets it once, and nobody else does.
    /// - Parameters:
    ///   - words: what stands in it and in no other notice.
    ///   - without: what does not stand in it.
    ///   - subject: what it is about.
    ///   - people: whom it is for.
    public func expects(
        _ words: String..., without: [String] = [], about subject: Subject = .general,
        at people: [StoryPerson]
    ) {
        // The same is said again where a restore took back that it was said.
        mailings.removeAll { $0.words == words && $0.without == without }
        var mailing = Mailing(words: words, without: without, subject: subject, people: people)
        mailing.begin(self)
        let mishaps = forum.stage.mishaps.values.flatMap { $0 }
        if mishaps.contains(.lineBreaks(arrives: true)) { mailing.becomesUncertain() }
        mailings.append(mailing)
    }

    /// What was said with these words, and nothing else in it, is taken back where it has not arrived.
    public func takesBack(_ words: String...) {
        for index in mailings.indices where mailings[index].words == words { mailings[index].takeBack(self) }
    }

    /// The bot died, or a line broke.
    func becomesUncertain() {
        for index in mailings.indices { mailings[index].becomesUncertain() }
    }
}
