import Testing
import YouSaidKit
import YouSaidTesting

/// What young people do: join, vote in every way, change their mind, go and come back.
enum MemberMoves {
    static var joining: any StoryMove {
        Act("somebody joins", weight: 6) { world in
            guard world.people.count < 25 else { return false }
            let person = world.stranger()
            world.acts(person) { $0.says("JOIN") }
            try world.joined(person)
            // Whoever comes back after STOP wants messages again.
            world.started(person)
            return true
        }
    }

    /// Questions that ask for people's own words take whatever they say.
    static var ear: StoryEar {
        StoryEar { person, heard, world in
            try Vote(person, world).isListened(to: heard)
        } hears: { person, heard, world in
            _ = try Vote(person, world).say(.free(heard))
        }
    }

    static var all: [any StoryMove] {
        [
            joining, NameBook.move,
            Act("somebody says START", weight: 3) { world in
                let stopped = world.someone { $0.isMember && $0.isStopped }
                guard let person = stopped ?? world.someone(\.isMember) else { return false }
                world.acts(person) { $0.says("START") }
                world.started(person)
                return true
            },
            Act("somebody wants no more polls", weight: 2) { world in
                guard let person = world.someone({ $0.isMember && !$0.stoppedSubjects.contains(.polls) })
                else { return false }
                let words = ["STOP POLLS", "stop sending me polls please", "Stop the polls!"]
                let said = world.random.one(of: words) ?? "STOP POLLS"
                world.acts(person) { $0.says(said) }
                world.wants(false, .polls, person)
                return true
            },
            Act("somebody wants polls again", weight: 3) { world in
                guard let person = world.someone({ $0.stoppedSubjects.contains(.polls) }) else {
                    return false
                }
                world.acts(person) { $0.says("START POLLS") }
                world.wants(true, .polls, person)
                return true
            },
            Act("somebody asks what is open", weight: 5) { world in
                guard let person = world.someone(\.isMember) else { return false }
                world.acts(person) { $0.says("POLLS") }
                return true
            },
            Act("somebody wants other words", weight: 1) { world in
                guard let person = world.someone(\.isMember) else { return false }
                let isEasy = world.random.once(in: 2)
                world.acts(person) { $0.says(isEasy ? "EASY READ" : "STANDARD") }
                return true
            },
            Act("somebody votes", weight: 25) { world in
                guard let person = world.someone(\.isMember) else { return false }
                return try Vote(person, world).cast()
            },
            Act("several people vote at once", weight: 5) { world in
                let people = world.several(world.random.number(2...6)) { $0.isMember }
                guard !people.isEmpty else { return false }
                try world.actTogether(people) { person in
                    if try !Vote(person, world).cast() { world.acts(person) { $0.says("HELP") } }
                }
                return true
            },
            Act("somebody answers and takes it back", weight: 5) { world in
                guard let person = world.someone(\.isMember) else { return false }
                return try Vote(person, world).takeBack()
            },
            Act("somebody presses an old button", weight: 2) { world in
                guard let person = world.someone({ _ in true }),
                    let label = world.random.one(of: world.phone(of: person).allButtons)
                else { return false }
                return try Vote(person, world).press(label).happened
            },
            Act("somebody says SKIP, BACK or PAUSE", weight: 8) { world in
                guard let person = world.someone(\.isMember),
                    let aside = world.random.one(of: Spoken.Aside.allCases)
                else { return false }
                return try Vote(person, world).say(aside)
            },
            Act("somebody goes on with a survey the next day", weight: 4) { world in
                guard let person = world.someone(\.isMember),
                    try Vote(person, world).say(world.random.once(in: 2) ? .pause : .back)
                else { return false }
                world.forum.advance(.hours(26))
                // In the meantime they may have asked for everything to be deleted.
                guard world.people[person.index].leavesAt == nil else { return true }
                world.acts(person) { $0.says("POLLS") }
                return true
            },
        ]
    }
}
