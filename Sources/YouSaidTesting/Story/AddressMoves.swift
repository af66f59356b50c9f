import Testing
import YouSaidKit

/// How people are reached changes: a second phone comes and goes, and addresses are new.
enum AddressMoves {
    static var all: [any StoryMove] {
        [
            Act("somebody links a second phone", weight: 3) { world in
                guard !world.isHeld, world.forum.stage.mishaps.values.allSatisfy(\.isEmpty),
                    let person = world.someone({
                        $0.isMember && $0.link == nil && $0.leavesAt == nil && !$0.isSecondStopped
                    })
                else { return false }
                world.acts(person, isOnFirst: true) { $0.says("LINK") }
                let shown = world.phone(of: person).messages.last { $0.text.contains("\nLINK ") }
                let words = shown?.text.split(whereSeparator: \.isWhitespace) ?? []
                guard let place = words.firstIndex(of: "LINK"), words.indices.contains(place + 1) else {
                    world.fail("LINK gave no code")
                    return true
                }
                world.change(person) { $0.hadSecond = true }
                world.secondPhone(of: person).says("LINK \(words[place + 1])")
                world.linked(person)
                return true
            },
            Act("somebody takes their second phone away", weight: 2) { world in
                guard let person = world.someone({ $0.link != nil }) else { return false }
                if world.random.once(in: 2) {
                    world.secondPhone(of: person).says("UNLINK")
                } else if try !world.says(person, .words("UNLINK \(person.secondPlatform.rawValue)")) {
                    return true
                }
                world.unlinked(person)
                return true
            },
            Act("somebody gets a new address", weight: 3) { world in
                guard let person = world.someone({ $0.isTold && $0.leavesAt == nil }) else { return false }
                world.phone(of: person).moves()
                world.change(person) { $0.isAway = true }
                return true
            },
        ]
    }
}
