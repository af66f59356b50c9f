import Engine
import YouSaidKit
import YouSaidTesting

/// What the story believes about worries and safeguarding leads.
struct WorryBook: StoryState {
    /// Whose each message is that must be in a worry, by what stands in it alone.
    private(set) var kept: [Substring: Int] = [:]
    /// Who begun each worry, by the bot's number for it.
    private(set) var owners: [Int64: Int] = [:]
    /// Who is a safeguarding lead, by the bot's number for them.
    var leads: Set<Int64> = []

    // What phones show lives on when a backup is brought back.

    /// Who wrote each message that was ever meant for a worry.
    private(set) var authors: [Substring: Int] = [:]
    /// For whom each message is that a lead ever wrote.
    private(set) var written: [Substring: Int] = [:]
    /// Whoever was a lead at any time, by place.
    private(set) var everLeads: Set<Int> = []
    /// How far the phones of everybody were looked at.
    var looks = WorryLooks()

    /// What stands in one message of somebody's worry alone.
    static func mark(_ number: Int) -> String { "v\(number)v" }

    /// What stands in one message of a lead's alone.
    static func leadsMark(_ number: Int) -> String { "u\(number)u" }

    /// The marks in a text that begin and end with a letter.
    static func marks(_ letter: Character, in text: String) -> [Substring] {
        text.split { !$0.isLetter && !$0.isNumber }.filter {
            $0.count > 2 && $0.first == letter && $0.last == letter
                && $0.dropFirst().dropLast().allSatisfy(\.isNumber)
        }
    }

    mutating func says(_ mark: String, _ person: StoryPerson) {
        kept[mark[...]] = person.index
        authors[mark[...]] = person.index
    }

    mutating func writes(_ mark: String, to owner: Int) { written[mark[...]] = owner }

    mutating func begins(_ worry: Int64, _ person: StoryPerson) { owners[worry] = person.index }

    mutating func becomesLead(_ person: StoryPerson) {
        if let id = person.id { leads.insert(id) }
        everLeads.insert(person.index)
    }

    /// What was said in a false alarm goes after a month.
    mutating func mayGo(_ marks: [Substring]) { for mark in marks { kept[mark] = nil } }

    mutating func comesBack(after latest: WorryBook, in world: StoryWorld) {
        leads.subtract(world.erased)
        authors = latest.authors
        written = latest.written
        everLeads.formUnion(latest.everLeads)
        looks = latest.looks
    }

    mutating func forget(_ person: StoryPerson) { if let id = person.id { leads.remove(id) } }

    // MARK: Looking

    /// Whose a worry is.
    func owner(of worry: OpenedWorry, _ world: StoryWorld) -> Int? {
        if let owner = owners[worry.id] { return owner }
        let said = worry.lines.lazy.filter(\.isSaid).flatMap { Self.marks("v", in: $0.text) }
        if let author = said.compactMap({ authors[$0] }).first { return author }
        return worry.member.flatMap { id in world.people.first { $0.id == id.rawValue }?.index }
    }

    /// The worries of somebody.
    static func worries(of person: StoryPerson, _ world: StoryWorld) throws -> [OpenedWorry] {
        let book = world[WorryBook.self]
        return try world.forum.worries.filter { book.owner(of: $0, world) == person.index }
    }

    /// True where a lead wrote last, and what somebody says is the answer.
    static func isAwaited(_ person: StoryPerson, _ world: StoryWorld) throws -> Bool {
        let now = momentOfWriting(world)
        return try worries(of: person, world).contains { worry in
            worry.awaitsAnswer && !worry.wasNothing && (worry.finished.map { now - $0 < .hours(24) } ?? true)
        }
    }

    /// True where all that somebody says is for a lead, but for words of the bot's own.
    static func isConversation(_ person: StoryPerson, _ world: StoryWorld) throws -> Bool {
        let now = momentOfWriting(world)
        return try worries(of: person, world).contains {
            !$0.isDone && !$0.isMaybe && (now - $0.heard < .hours(24) || $0.unread > 0)
        }
    }

    /// Everything that somebody does takes a second.
    private static func momentOfWriting(_ world: StoryWorld) -> Moment { world.forum.now + .seconds(1) }

    /// Whether a lead gets what somebody says, and nobody else.
    static func isHeard(_ person: StoryPerson, _ world: StoryWorld) throws -> Bool {
        try isConversation(person, world) || isAwaited(person, world)
    }

    /// Whether any of what somebody says may be for a lead: all of it, or an answer to "How are you?".
    static func mayHear(_ person: StoryPerson, _ world: StoryWorld) throws -> Bool {
        try isHeard(person, world) || worries(of: person, world).contains { !$0.isDone }
    }

    /// What is said in a worry is for the leads. A word of the bot's own with more behind it is what it is, but where a
    /// lead waits for an answer.
    static var ear: StoryEar {
        StoryEar(takesEarlyAnswers: true) { person, heard, world in
            if case .words(let text) = heard, text.firstMatch(of: commands) != nil {
                return try isAwaited(person, world)
            }
            return try isHeard(person, world)
        } hears: { person, heard, world in
            world.acts(person) { $0.says(heard) }
        }
    }

    private static var commands: Regex<Substring> { /^(?:NAME|UNLINK|PEBBLE|CODE) ./ }
}
