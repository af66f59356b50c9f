import Foundation
import Testing
import YouSaidKit

/// What the moves and checks of a ``Story`` work with: the pretend forum, chance, and what the story believes.
public final class StoryWorld {
    /// The forum in which it plays.
    public let forum: PretendForum
    /// Where everything that is left to chance comes from.
    public var random: SeededGenerator
    /// After a restore, until an organiser says RELEASE.
    public internal(set) var isHeld = false
    /// How much all phones showed when the backup was brought back.
    private(set) var shownWhenHeld: Int?
    /// True once a backup was brought back.
    public private(set) var wasRestored = false
    private(set) var failure: String?
    private var states: [ObjectIdentifier: any StoryState] = [:]
    private var counter = 0
    var backups: [StoryBackup] = []
    var mailings: [Mailing] = []
    /// What stopped people had got when they said STOP, by their place.
    var noticesAtStop: [Int: Int] = [:]
    /// Those who are still owed an answer, with how much their phones showed before.
    var owed: [Int: PhoneState] = [:]
    private var owedSoon: [Int: PhoneState] = [:]

    private let ears: [StoryEar]

    init(forum: PretendForum, random: SeededGenerator, ears: [StoryEar]) {
        self.forum = forum
        self.random = random
        self.ears = ears
        forum.stage.onFailure = { [weak self] in self?.fail($0) }
    }

    /// Ends the story: something is not as it should be. Only the first counts.
    public func fail(_ what: String) {
        if failure == nil { failure = what }
    }

    /// A state of the story, by its type.
    public subscript<State: StoryState>(_ type: State.Type) -> State {
        get { states[ObjectIdentifier(type)] as? State ?? State() }
        set { states[ObjectIdentifier(type)] = newValue }
    }

    func forgetInStates(_ person: StoryPerson) {
        for (type, state) in states where type != ObjectIdentifier(StoryPeople.self) {
            var state = state
            state.forget(person)
            states[type] = state
        }
    }

    /// A number that was not used in this story before.
    public func newNumber() -> Int {
        counter += 1
        return counter
    }

    // MARK: People

    /// Everybody who is in it.
    public var people: [StoryPerson] { self[StoryPeople.self].all }

    /// The bot's numbers of those who were erased.
    public var erased: Set<Int64> { self[StoryPeople.self].erased }

    /// Somebody of whom this is true, by chance; nobody who blocks the bot.
    public func someone(_ isWanted: (StoryPerson) -> Bool) -> StoryPerson? {
        random.one(of: present(isWanted))
    }

    /// The person with the phone.
    public func phone(of person: StoryPerson) -> Person { forum.person(person.name, on: person.platform) }

    func change(_ person: StoryPerson, _ body: (inout StoryPerson) -> Void) {
        body(&self[StoryPeople.self].all[person.index])
    }

    func newPerson() -> StoryPerson {
        let index = people.count
        let person = StoryPerson(
            index: index, name: "Person \(index + 1)", platform: random.once(in: 3) ? .sms : .app, id: nil)
        self[StoryPeople.self].all.append(person)
        return person
    }

    // MARK: Acts

    /// Has somebody write or press something, for which they are owed an answer.
    /// - Parameters:
    ///   - person: who it is.
    ///   - isOnFirst: true where it has to be on the phone with which they joined. Otherwise who has two uses either.
    ///   - body: what they do with the phone.
    public func acts(_ person: StoryPerson, isOnFirst: Bool = false, _ body: (Person) -> Void) {
        let isOnSecond = people[person.index].link != nil && !isOnFirst && random.once(in: 3)
        let phone = isOnSecond ? secondPhone(of: person) : phone(of: person)
        let before = PhoneState(phone)
        let mayTakeTime = isHeld || !isWell(before.platform)
        change(person) { $0.isUnreachable = false }
        body(phone)
        if forum.stage.delayed != nil {
            owedSoon[person.index] = before
        } else if mayTakeTime {
            owed[person.index] = owed[person.index] ?? before
        } else {
            expectAnswer(person, before)
        }
    }

    /// Whether a question that takes whatever is said has what this person says next.
    public func isListenedTo(_ person: StoryPerson, _ heard: StoryEar.Heard) throws -> Bool {
        try ears.contains { try $0.waits(person, heard, self) }
    }

    /// Whether what somebody says to a question of the bot's own is an answer to it, as far as anybody can know: it is
    /// on their phone, or whatever else listens would not take it.
    func canAnswerTheBot(_ person: StoryPerson) throws -> Bool {
        if !isHeld, PretendPlatform.allCases.allSatisfy({ isWell($0) }), !isDelaying { return true }
        return try !ears.contains { try $0.takesEarlyAnswers && $0.waits(person, .words("yes"), self) }
    }

    /// Has somebody say something that is no word of the bot's own standing alone.
    /// - Returns: false where a question that takes whatever is said has taken it.
    public func says(_ person: StoryPerson, _ heard: StoryEar.Heard) throws -> Bool {
        for ear in ears where try ear.waits(person, heard, self) {
            try ear.hears(person, heard, self)
            return false
        }
        acts(person) { $0.says(heard) }
        return true
    }

    /// True while what people do is held back, so that nobody can know in which order it arrives.
    public var isDelaying: Bool { forum.stage.delayed != nil }

    /// Holds back what the people do in `body`, then has the platforms deliver it in any order.
    func delaysDeliveries(_ body: () throws -> Void) rethrows {
        let stage = forum.stage
        let wasWell = !isHeld && PretendPlatform.allCases.allSatisfy { isWell($0) }
        stage.delayed = []
        try body()
        var waiting = (stage.delayed ?? []).shuffled(using: &random)
        stage.delayed = nil
        while !waiting.isEmpty {
            let platform = waiting[0].platform
            let batch = waiting.filter { $0.platform == platform }.prefix(random.number(1...3))
            waiting.removeAll { event in batch.contains { $0.event.key == event.event.key } }
            stage.deliver(batch.map(\.event), from: platform, at: #_sourceLocation)
        }
        for (index, before) in owedSoon.sorted(by: { $0.key < $1.key }) {
            if wasWell { expectAnswer(people[index], before) } else { owed[index] = owed[index] ?? before }
        }
        owedSoon = [:]
    }

    private func expectAnswer(_ person: StoryPerson, _ before: PhoneState) {
        let phone = before.platform == person.platform ? phone(of: person) : secondPhone(of: person)
        guard !before.isAnswered(now: PhoneState(phone)) else { return }
        fail("\(person.name) got no answer")
    }

    /// What is still owed has come, now that everything is well.
    func expectWhatIsOwed() {
        for (index, before) in owed.sorted(by: { $0.key < $1.key }) where !people[index].blocks {
            expectAnswer(people[index], before)
        }
        owed = [:]
    }

    /// True while nothing goes wrong on a platform.
    func isWell(_ platform: PretendPlatform) -> Bool {
        forum.stage.mishaps[platform, default: []].isEmpty && !forum.isCrashPlanned
    }

    // MARK: What the bot keeps

    /// The first value of the first row, or 0.
    public func number(_ sql: String) throws -> Int64 { try forum.rows(sql).first.map { try $0[0] } ?? 0 }

    /// True while all that the bot said has arrived, and whatever it says arrives at once.
    public var hasNothingOnItsWay: Bool {
        get throws {
            try !isHeld && !isDelaying && PretendPlatform.allCases.allSatisfy { isWell($0) } && !hasPending
        }
    }

    /// True while messages wait to be sent.
    var hasPending: Bool {
        get throws { try number("SELECT COUNT(*) FROM core_outgoing WHERE state IN (0, 1)") > 0 }
    }

    /// How many messages the phones of all people show.
    var shown: Int { people.flatMap(phones).reduce(0) { $0 + $1.messages.count } }

    // MARK: Backups

    /// Makes a backup, which may be brought back later.
    /// - Throws: `DatabaseError`.
    public func makeBackup() throws {
        for (type, state) in states {
            var state = state
            state.isBackedUp(in: self)
            states[type] = state
        }
        backups.append(StoryBackup(disk: try forum.backup(), states: states))
    }

    /// Makes a backup when `body` has said something to everybody, before any of it is written out, or before any of
    /// it is sent.
    /// - Throws: `DatabaseError`.
    public func makeBackup(amid body: () -> Void) throws {
        let stage = forum.stage
        (stage.holdsBroadcasts, stage.holdsMessages) = random.once(in: 2) ? (true, false) : (false, true)
        defer { (stage.holdsBroadcasts, stage.holdsMessages) = (false, false) }
        body()
        try makeBackup()
        (stage.holdsBroadcasts, stage.holdsMessages) = (false, false)
        forum.advance(.seconds(1))
    }

    func restore(_ backup: StoryBackup) throws {
        shownWhenHeld = shown
        try forum.restore(backup.disk)
        isHeld = true
        wasRestored = true
        forum.stage.delivered = []
        owed = [:]
        let latest = states
        states = backup.states
        restored(StoryPeople.self, latest)
        for (type, state) in latest where type != ObjectIdentifier(StoryPeople.self) {
            states[type] = comeBack(state, from: backup.states[type])
        }
        for index in mailings.indices { mailings[index].lapse() }
    }

    private func restored<State: StoryState>(
        _ type: State.Type, _ latest: [ObjectIdentifier: any StoryState]
    ) {
        guard let now = latest[ObjectIdentifier(type)] else { return }
        states[ObjectIdentifier(type)] = comeBack(now, from: states[ObjectIdentifier(type)])
    }

    private func comeBack<State: StoryState>(_ latest: State, from backup: (any StoryState)?) -> State {
        var back = backup as? State ?? State()
        back.comesBack(after: latest, in: self)
        return back
    }
}

/// A backup of the bot, with what the story believed when it was made.
struct StoryBackup {
    let disk: PretendBackup
    let states: [ObjectIdentifier: any StoryState]
}

extension Person {
    /// Says or sends what is for nobody in particular.
    public func says(_ heard: StoryEar.Heard) {
        switch heard {
        case .words(let text): says(text)
        case .attachment(let kind): sends(kind)
        }
    }
}

/// How much a phone shows.
struct PhoneState {
    let platform: PretendPlatform
    let messages: Int

    init(_ person: Person) {
        platform = person.phone.platform
        messages = person.phone.messages.count
    }

    /// True where something came since.
    func isAnswered(now: PhoneState) -> Bool {
        now.messages > messages
    }
}
