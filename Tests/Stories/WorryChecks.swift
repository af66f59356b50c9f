import Engine
import YouSaidKit
import YouSaidTesting

/// A worry reaches a person: nothing that was said in one is lost, used as something else, or seen by anybody but the
/// leads; and what nobody has read has a clock, and a lead who was reached, or the organisers know.
enum WorryChecks {
    static var all: [any StoryCheck] {
        [Rule(words), Rule(clocks), Rule(reached), Rule(leads), Rule { try WorryLooks.look($0) }]
    }

    /// Each message is in exactly one place.
    private static func words(_ world: StoryWorld) throws {
        let book = world[WorryBook.self]
        let confidences = world[Confidences.self]
        var places: [Substring: Int] = [:]
        for worry in try world.forum.worries {
            for line in worry.lines where line.isSaid {
                let marks = WorryBook.marks("v", in: line.text)
                for mark in marks { places[mark, default: 0] += 1 }
                for mark in WorryBook.marks("w", in: line.text) where confidences.isAnswer(mark) {
                    world.fail("the answer \(mark) to a poll is in worry \(worry.number)")
                }
                if let stranger = marks.first(where: { book.authors[$0] != book.owner(of: worry, world) }) {
                    world.fail("\(stranger) is in the worry of somebody else")
                }
            }
        }
        for (mark, person) in book.kept where places[mark, default: 0] != 1 {
            let name = world.people[person].name
            world.fail("what \(name) told a lead, \(mark), is in \(places[mark, default: 0]) worries")
        }
    }

    /// What nobody has read, or nobody has in hand, has a clock that runs.
    private static func clocks(_ world: StoryWorld) throws {
        let still = try world.number("SELECT COUNT(*) FROM core_concern WHERE state <> 2 AND due IS NULL")
        if still > 0 { world.fail("nobody is reminded of a worry that nobody has finished") }
        // After a restore nothing goes out, and no clock runs.
        guard !world.isHeld else { return }
        let late = try world.number(
            "SELECT COUNT(*) FROM core_concern WHERE state <> 2 AND due <= \(world.forum.now.milliseconds)")
        if late > 0 { world.fail("the clock of a worry has run out, and nothing came of it") }
    }

    /// Once what goes out arrives, a lead was reached for what nobody has read, or the organisers were told.
    private static func reached(_ world: StoryWorld) throws {
        let officer = world.forum.officer.messages
        var looks = world[WorryBook.self].looks
        defer { world[WorryBook.self].looks = looks }
        for worry in try world.forum.worries where !worry.isDone {
            let begun = looks.begun[worry.id] ?? looks.lookedAtOfficer
            looks.begun[worry.id] = min(begun, officer.count)
            guard worry.unread > 0, !worry.isReached, worry.told > 0, try world.hasNothingOnItsWay else {
                continue
            }
            let isKnown = officer[begun...].contains { $0.text.contains("Somebody may need help") }
            if !isKnown {
                world.fail("no lead was reached about worry \(worry.number), and no organiser knows")
            }
        }
    }

    /// Whoever is a lead has the role, and nobody else; and worries are in their hands alone.
    private static func leads(_ world: StoryWorld) throws {
        let book = world[WorryBook.self]
        for person in world.people where !person.isAway {
            let isMeant = person.id.map(book.leads.contains) ?? false
            let isLead =
                try world.forum.known(world.phone(of: person))?.roles.contains(.safeguardingLead) ?? false
            if isLead != isMeant {
                world.fail("\(person.name) should be \(isMeant ? "a lead" : "no lead")")
            }
        }
        for worry in try world.forum.worries {
            guard let lead = worry.lead, !book.leads.contains(lead.rawValue) else { continue }
            world.fail("worry \(worry.number) is in the hands of somebody who is no lead")
        }
    }
}

/// How far the story has looked at phones for what was said in worries.
struct WorryLooks {
    /// Up to which message of each of somebody's phones was looked, by place.
    private var looked: [Int: [Int]] = [:]
    private(set) var lookedAtOfficer = 0
    /// How many messages the officer had when each worry was seen first.
    var begun: [Int64: Int] = [:]
    /// The worries of which a lead's phone has ever told.
    private var told: Set<Int> = []
    /// Those who read that a lead was told, since the story looked last.
    private var promised: Set<Int> = []

    static func look(_ world: StoryWorld) throws {
        var looks = world[WorryBook.self].looks
        for person in world.people { looks.look(at: person, world) }
        looks.lookAtOfficer(world)
        for index in looks.promised {
            let own = try WorryBook.worries(of: world.people[index], world).map(\.number)
            guard !own.isEmpty, looks.told.isDisjoint(with: own) else { continue }
            world.fail("\(world.people[index].name) reads that a lead was told, and none was")
        }
        looks.promised = []
        world[WorryBook.self].looks = looks
    }

    private mutating func look(at person: StoryPerson, _ world: StoryWorld) {
        let book = world[WorryBook.self]
        let phones = world.phones(of: person)
        let isLead = book.everLeads.contains(person.index)
        for (phone, looked) in zip(phones, (looked[person.index] ?? []) + [0, 0]) {
            for message in phone.messages[looked...] {
                if isLead, message.kind == .safeguarding { told.formUnion(Self.numbers(in: message.text)) }
                if message.text.contains("safeguarding lead has been told now") {
                    promised.insert(person.index)
                }
                guard !isLead else { continue }
                for mark in WorryBook.marks("v", in: message.text) where book.authors[mark] != person.index {
                    world.fail("\(person.name) reads what somebody told a lead: \(mark)")
                }
                for mark in WorryBook.marks("u", in: message.text) where book.written[mark] != person.index {
                    world.fail("\(person.name) reads what a lead wrote to somebody else: \(mark)")
                }
            }
        }
        looked[person.index] = phones.map(\.messages.count)
    }

    /// Which worries a message to a lead is about.
    private static func numbers(in text: String) -> [Int] {
        text.matches(of: /[Ww]orry ([0-9]+)/).compactMap { Int($0.1) }
    }

    private mutating func lookAtOfficer(_ world: StoryWorld) {
        for message in world.forum.officer.messages[lookedAtOfficer...] {
            if let mark = (WorryBook.marks("v", in: message.text) + WorryBook.marks("u", in: message.text))
                .first
            {
                world.fail("the officer reads what was said to a lead: \(mark)")
            }
        }
        lookedAtOfficer = world.forum.officer.messages.count
    }
}
