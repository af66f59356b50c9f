import Testing
import YouSaidKit
import YouSaidTesting

/// What people do who are worried about something.
struct WorryMoves {
    /// How often they happen, beside all else.
    let weight: Int

    var all: [any StoryMove] {
        [
            Act("somebody tells of harm", weight: 2 * weight) { world in
                guard let person = person(world) else { return false }
                let words = world.random.one(of: Self.harm) ?? ""
                let mark = WorryBook.mark(world.newNumber())
                world[WorryBook.self].says(mark, person)
                try begins(person, world) { $0.says("\(words) \(mark)") }
                return true
            },
            Act("somebody asks for a person", weight: weight) { world in
                guard let person = person(world) else { return false }
                try begins(person, world) { $0.says("PERSON NOW") }
                return true
            },
            Act("somebody says more about their worry", weight: 4 * weight) { world in
                let all = try world.several(world.people.count) { _ in true }.filter {
                    try WorryBook.isConversation($0, world)
                }
                guard let person = all.first else { return false }
                let mark = WorryBook.mark(world.newNumber())
                let words = world.random.one(of: Self.more) ?? ""
                world[WorryBook.self].says(mark, person)
                world.acts(person, isOnFirst: true) { $0.says("\(words) \(mark)") }
                return true
            },
            Act("somebody says how they are", weight: weight) { world in
                guard let person = world.someone({ _ in true }),
                    let label = world.random.one(of: ["I am OK", "I need a person"]),
                    world.phone(of: person).allButtons.contains(label)
                else { return false }
                world.acts(person, isOnFirst: true) { $0.presses(label) }
                return true
            },
        ]
    }

    /// What nobody has to think about twice.
    private static let harm = [
        "my stepdad hits me", "i want to kill myself", "he makes me touch him", "my mum hits me with a belt",
    ]

    /// What is nothing by itself.
    private static let more = [
        "it was on tuesday", "yes", "at 5 Elm Road", "please hurry", "i do not know", "he is outside",
    ]

    /// Anybody, those whom the bot does not know too.
    private func person(_ world: StoryWorld) -> StoryPerson? {
        if world.people.count < 25, world.random.once(in: 8) { return world.stranger() }
        return world.someone { _ in true }
    }

    /// Somebody says what begins a worry, or goes on with theirs.
    private func begins(
        _ person: StoryPerson, _ world: StoryWorld, _ body: (Person) -> Void
    ) throws {
        let before = Set(try world.forum.worries.map(\.id))
        world.acts(person, isOnFirst: true, body)
        for worry in try world.forum.worries where !before.contains(worry.id) {
            world[WorryBook.self].begins(worry.id, person)
        }
    }
}
