import YouSaidTesting

/// What the story believes about what people like to be called, by place.
struct NameBook: StoryState {
    static let word = "NAME"
    /// How every name begins, and nothing else that is said in the story.
    static let beginning = "Zork"

    private(set) var names: [Int: String] = [:]
    /// Whose each name is that was ever said.
    private(set) var owners: [String: Int] = [:]

    /// A name that nobody else has.
    static func name(_ number: Int) -> String {
        beginning + String("\(number)".compactMap { $0.wholeNumberValue.map { Array("abcdefghij")[$0] } })
    }

    mutating func says(_ name: String, of person: StoryPerson) { owners[name] = person.index }

    mutating func call(_ person: StoryPerson, _ name: String) { names[person.index] = name }

    mutating func comesBack(after latest: NameBook, in world: StoryWorld) {
        owners = latest.owners
        names = names.filter { world.people[$0.key].isMember }
    }

    mutating func forget(_ person: StoryPerson) { names[person.index] = nil }

    /// The bot calls everybody what they want to be called.
    static var check: any StoryCheck {
        Rule { world in
            for person in world.people where person.isMember && !person.isAway {
                let name = try world.forum.known(world.phone(of: person))?.name
                let wanted = world[NameBook.self].names[person.index]
                if name != wanted {
                    world.fail(
                        "\(person.name) is called \(name ?? "nothing"), and should be called \(wanted ?? "nothing")"
                    )
                }
            }
        }
    }

    static var move: any StoryMove {
        Act("somebody says what they are called", weight: 4) { world in
            guard let person = world.someone(\.isMember) else { return false }
            try say(person, world)
            return true
        }
    }

    /// Somebody says what they want to be called.
    static func say(_ person: StoryPerson, _ world: StoryWorld) throws {
        let name = name(world.newNumber())
        world[NameBook.self].says(name, of: person)
        if try world.says(person, .words("\(word) \(name)")) { world[NameBook.self].call(person, name) }
    }
}
