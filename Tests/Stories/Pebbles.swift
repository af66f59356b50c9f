import Testing
import YouSaidKit
import YouSaidTesting

/// A plugin of the story alone: it lays a pebble whenever a member says so, each with a number of its own. One that is
/// missing, there twice or in the wrong place shows an event that was lost, handled twice, or out of order.
struct Pebbles: Plugin {
    private static let word = "PEBBLE"

    let manifest = Manifest(id: "pebbles", name: "Pebbles", version: "1")
    let migrations = [
        Migration(
            1,
            """
            CREATE TABLE pebbles_pebble (
                id BIGINT PRIMARY KEY, member BIGINT NOT NULL, number BIGINT NOT NULL)
            """)
    ]
    let commands = [Command(Self.word, .members, help: "help")]

    static let words = ["pebbles": ["help": "Lay a pebble.", "laid": "Your pebble {number} is laid."]]

    func handle(_ call: CommandCall, in turn: Turn) throws {
        let member = try turn.requireMember()
        try turn.database.run(
            "INSERT INTO pebbles_pebble (id, member, number) VALUES ($1, $2, $3)", turn.newID(), member.id,
            Int64(call.text) ?? 0)
        turn.reply("laid", ["number": .text(call.text)])
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }

    func forget(_ member: Member.ID, in turn: Turn) throws {
        try turn.database.run("DELETE FROM pebbles_pebble WHERE member = $1", member)
    }

    func takeBack(_ said: Said, in turn: Turn) throws -> Bool {
        guard case .command = said else { return false }
        return try turn.database.run(
            "DELETE FROM pebbles_pebble WHERE id = (SELECT MAX(id) FROM pebbles_pebble WHERE member = $1)",
            try turn.requireMember().id) > 0
    }

    // MARK: In the story

    /// One pebble, or several so fast that the platform delivers them together.
    static var move: any StoryMove {
        Act("somebody lays pebbles", weight: 6) { world in
            guard let person = world.someone(\.isMember) else { return false }
            let numbers = (0..<world.random.number(1...3)).map { _ in world.newNumber() }
            let first = StoryEar.Heard.words("\(word) \(numbers[0])")
            if try world.isListenedTo(person, first) {
                // What begins with a word of the bot's own is still an answer in somebody's own words.
                return try !world.says(person, first)
            }
            world.acts(person) { phone in
                world.forum.together(numbers.map { (phone, "\(word) \($0)") })
            }
            world[PebbleBook.self].laid[person.index, default: []] += numbers
            return true
        }
    }

    /// FORGET THAT, right after a pebble.
    static var takingBack: any StoryMove {
        Act("somebody takes a pebble back", weight: 2) { world in
            // After a crash between the two the bot does not know what was said last.
            guard !world.forum.isCrashPlanned, let person = world.someone(\.isMember) else { return false }
            guard try world.says(person, .words("\(word) \(world.newNumber())")) else { return true }
            world.acts(person) { $0.says("FORGET THAT") }
            return true
        }
    }

    /// Every pebble is laid once, in the order in which its owner said so.
    static var check: any StoryCheck {
        Rule { world in
            var kept: [Int64: [Int]] = [:]
            for row in try world.forum.rows("SELECT member, number FROM pebbles_pebble ORDER BY id") {
                kept[try row[0], default: []].append(try row[1])
            }
            for person in world.people {
                let wanted = world[PebbleBook.self].laid[person.index] ?? []
                let found = person.id.flatMap { kept.removeValue(forKey: $0) } ?? []
                if found != wanted {
                    world.fail("\(person.name) laid the pebbles \(wanted), and there are \(found)")
                }
            }
            if let left = kept.keys.min() { world.fail("there are pebbles of \(left), who is nobody") }
        }
    }
}

/// What the story believes about pebbles: each person's, by place.
struct PebbleBook: StoryState {
    var laid: [Int: [Int]] = [:]

    mutating func comesBack(after latest: PebbleBook, in world: StoryWorld) {
        laid = laid.filter { world.people[$0.key].isMember }
    }

    mutating func forget(_ person: StoryPerson) { laid[person.index] = nil }
}
