import Engine
import Testing
import YouSaidKit
import YouSaidTesting

/// What safeguarding leads do, and how somebody becomes one or is one no longer.
struct LeadMoves {
    /// How often they happen, beside all else.
    let weight: Int

    /// The first lead, before anything else happens.
    static var beginning: any StoryMove {
        Act("there is a safeguarding lead", weight: 0) { world in try makeLead(world) }
    }

    var all: [any StoryMove] {
        [
            Act("a lead looks at what there is", weight: 2 * weight) { world in
                guard let lead = Self.lead(world) else { return false }
                world.acts(lead) { $0.says("WORRIES") }
                return true
            },
            Act("a lead presses what they were asked", weight: 4 * weight) { world in
                guard let lead = Self.lead(world),
                    let label = world.random.one(of: ["I have it", "Read it"]),
                    world.phone(of: lead).allButtons.contains(label)
                else { return false }
                world.acts(lead, isOnFirst: true) { $0.presses(label) }
                return true
            },
            Act("a lead writes to somebody who is worried", weight: 2 * weight, Self.write),
            Act("a lead has dealt with a worry", weight: 2 * weight, Self.finish),
            Act("a lead goes off duty", weight: weight) { world in
                guard let lead = Self.lead(world), try world.hasNothingOnItsWay else { return false }
                world.acts(lead) { $0.says("OFF DUTY") }
                let isOff = try world.number(
                    "SELECT COUNT(*) FROM core_off_duty WHERE member = \(lead.id ?? 0)")
                // The last one is asked once more.
                if isOff == 0 { world.acts(lead) { $0.says(world.random.once(in: 2) ? "yes" : "no") } }
                return true
            },
            Act("a lead comes on duty", weight: 2 * weight) { world in
                guard let lead = Self.lead(world) else { return false }
                world.acts(lead) { $0.says("ON DUTY") }
                return true
            },
            Act("somebody becomes a safeguarding lead", weight: weight) { world in
                guard world[WorryBook.self].leads.count < 4 else { return false }
                return try Self.makeLead(world)
            },
            Act("a lead loses the role", weight: weight, Self.removeLead),
        ]
    }

    // MARK: Becoming one

    private static func makeLead(_ world: StoryWorld) throws -> Bool {
        let known = world.someone { person in
            person.id.map { !world[WorryBook.self].leads.contains($0) } ?? false && person.leavesAt == nil
        }
        guard let person = known, try !WorryBook.isAwaited(person, world), try world.hasNothingOnItsWay
        else { return false }
        // Whoever has no name is asked for one.
        if world[NameBook.self].names[person.index] == nil { try NameBook.say(person, world) }
        guard world[NameBook.self].names[person.index] != nil,
            try !world.isListenedTo(person, .words("CODE ABC"))
        else { return true }
        world.forum.officer.says("INVITE safeguarding lead")
        let words = world.forum.officer.messages.last { $0.text.contains("CODE ") }?.text ?? ""
        guard let code = words.firstMatch(of: /CODE ([A-Z0-9]+)/)?.1 else {
            world.fail("INVITE gave no code for a lead")
            return true
        }
        world[WorryBook.self].becomesLead(person)
        world.acts(person, isOnFirst: true) { $0.says("CODE \(code)") }
        return true
    }

    private static func removeLead(_ world: StoryWorld) throws -> Bool {
        let leads = world.people.filter { $0.id.map(world[WorryBook.self].leads.contains) ?? false }
        guard let lead = world.random.one(of: leads), let id = lead.id,
            let name = world[NameBook.self].names[lead.index]
        else { return false }
        world.forum.officer.says("ROLES")
        let lines = world.forum.officer.messages.last?.text.split(separator: "\n") ?? []
        guard let line = lines.first(where: { $0.contains(" \(name), ") && $0.contains("safeguarding") })
        else {
            world.fail("ROLES does not name the lead \(name)")
            return true
        }
        world.forum.officer.says("REMOVE \(line.prefix(while: \.isNumber))")
        world.forum.officer.says("yes")
        // The last one is asked about once more.
        if world.forum.officer.lastMessage?.text.contains("last safeguarding lead") ?? false {
            world.forum.officer.says("yes")
        }
        world[WorryBook.self].leads.remove(id)
        return true
    }

    // MARK: Looking after somebody

    /// A lead who can act.
    private static func lead(_ world: StoryWorld) -> StoryPerson? {
        world.someone { $0.id.map(world[WorryBook.self].leads.contains) ?? false }
    }

    /// A lead, and a worry that is not their own.
    private static func leadAndWorry(
        _ world: StoryWorld, _ isWanted: (OpenedWorry) -> Bool
    ) throws -> (StoryPerson, OpenedWorry)? {
        guard let lead = lead(world), let id = lead.id else { return nil }
        let worries = try world.forum.worries.filter {
            isWanted($0) && !$0.keptOut.contains(Member.ID(rawValue: id))
        }
        return world.random.one(of: worries).map { (lead, $0) }
    }

    private static func write(_ world: StoryWorld) throws -> Bool {
        guard let (lead, worry) = try leadAndWorry(world, { _ in true }),
            let owner = world[WorryBook.self].owner(of: worry, world)
        else { return false }
        let mark = WorryBook.leadsMark(world.newNumber())
        world[WorryBook.self].writes(mark, to: owner)
        world.acts(lead) { $0.says("WRITE \(worry.number) Are you in danger now? \(mark)") }
        return true
    }

    private static func finish(_ world: StoryWorld) throws -> Bool {
        guard let (lead, worry) = try leadAndWorry(world, { !$0.isDone }) else { return false }
        let isNothing = world.random.once(in: 3)
        if isNothing {
            let said = worry.lines.filter(\.isSaid).flatMap { WorryBook.marks("v", in: $0.text) }
            world[WorryBook.self].mayGo(said)
        }
        // What was not read is shown first.
        for _ in 1...2 {
            world.acts(lead) { $0.says("FINISH \(worry.number)\(isNothing ? " NOTHING" : "")") }
        }
        return true
    }
}
