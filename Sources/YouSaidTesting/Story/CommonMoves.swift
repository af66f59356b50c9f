import Testing
import YouSaidKit

/// What happens in every forum, whatever its plugins are.
enum CommonMoves {
    static var all: [any StoryMove] { people + AddressMoves.all + platforms + machine }

    // MARK: People

    private static var people: [any StoryMove] {
        [
            Act("somebody asks for help", weight: 4) { world in
                guard let person = world.someone({ _ in true }) else { return false }
                let word = world.random.one(of: ["HELP", "help now", "Help?"]) ?? "HELP"
                world.acts(person) { $0.says(word) }
                return true
            },
            Act("somebody says STOP", weight: 3) { world in
                guard let person = world.someone({ _ in true }) else { return false }
                world.isOwedNoMore(person)
                world.acts(person) { $0.says("STOP") }
                world.stopped(person)
                return true
            },
            Act("somebody wants everything deleted", weight: 2) { world in
                guard let person = world.someone({ $0.isMember && $0.leavesAt == nil }),
                    try world.canAnswerTheBot(person)
                else { return false }
                let isSure = !world.random.once(in: 3)
                world.acts(person) { $0.says("DELETE ME") }
                world.acts(person) { $0.says(isSure ? "yes" : "no") }
                guard isSure else { return true }
                // Whoever nobody stands in for is asked once more.
                let isNoted =
                    try world.number("SELECT COUNT(*) FROM core_leaving WHERE member = \(person.id ?? 0)") > 0
                if !isNoted { world.acts(person) { $0.says("yes") } }
                try world.leaves(person)
                return true
            },
            Act("somebody stays after all", weight: 2) { world in
                guard let person = world.someone({ $0.leavesAt != nil }) else { return false }
                world.acts(person) { $0.says("KEEP ME") }
                world.stays(person)
                return true
            },
            Act("somebody asks what is kept about them", weight: 1) { world in
                guard let person = world.someone(\.isMember) else { return false }
                world.acts(person) { $0.says("MY DATA") }
                return true
            },
            Act("somebody says LEAVE", weight: 1) { world in
                guard let person = world.someone({ _ in true }) else { return false }
                world.acts(person) { $0.says("LEAVE") }
                return true
            },
            Act("somebody writes what nobody understands", weight: 3) { world in
                guard let person = world.someone({ _ in true }) else { return false }
                let text = world.random.one(of: garbage) ?? ""
                _ = try world.says(person, .words(text))
                return true
            },
            Act("somebody sends a picture or a voice note", weight: 2) { world in
                guard let person = world.someone({ _ in true }) else { return false }
                let isVoice = world.random.once(in: 2)
                _ = try world.says(person, .attachment(isVoice ? .voice : .picture))
                return true
            },
            Act("somebody changes a message", weight: 2) { world in
                guard let person = world.someone({ $0.isMember }) else { return false }
                world.acts(person) { $0.edits("1", to: "I meant something else") }
                return true
            },
            Act("somebody blocks the bot", weight: 1) { world in
                // Whoever has two phones is still reached on the other.
                guard let person = world.someone({ $0.link == nil }) else { return false }
                world.phone(of: person).blocks()
                // An answer that is still on its way may be refused.
                world.owed[person.index] = nil
                world.change(person) {
                    $0.blocks = true
                    $0.isUnreachable = true
                }
                return true
            },
            Act("somebody unblocks the bot", weight: 1) { world in
                guard let person = world.random.one(of: world.people.filter(\.blocks)) else { return false }
                world.phone(of: person).unblocks()
                world.change(person) {
                    $0.blocks = false
                    $0.isUnreachable = false
                }
                return true
            },
        ]
    }

    private static let garbage = [
        "hmm", "???", "🙂🙂🙂", "qqqq wwww zzzz", "\u{202E}abc\u{0}def", "ÅÄÖ ñ 漢字 ابجد", "%s {name} $1 '; --",
        String(repeating: "la ", count: 2_000), " \n\t ",
    ]

    // MARK: Platforms

    private static var platforms: [any StoryMove] {
        [
            Act("a platform fails", weight: 4) { world in
                let platform: PretendPlatform = world.random.once(in: 3) ? .sms : .app
                let hours = Int64(world.random.number(1...30))
                let mishaps: [Mishap] = [
                    .refusedForNow(), .refusedForNow(after: .hours(hours)), .slowDown(after: .minutes(hours)),
                    .lineBreaks(arrives: true), .lineBreaks(arrives: false),
                ]
                guard let mishap = world.random.one(of: mishaps) else { return false }
                if case .lineBreaks = mishap { world.becomesUncertain() }
                world.forum.fails(mishap, on: platform, times: world.random.number(1...4))
                return true
            },
            Act("a platform delivers again what it delivered before", weight: 3) { world in
                let stage = world.forum.stage
                // None does so for longer than a week.
                let recent = stage.delivered.filter { world.forum.now - $0.moment < .hours(7 * 24) }
                guard let old = world.random.one(of: recent) else { return false }
                stage.deliver([old.event], from: old.platform, at: #_sourceLocation)
                return true
            },
            Act("everything is well", weight: 2) { world in
                try calm(world)
                return true
            },
        ]
    }

    /// The platforms are well, time goes by, and what waits goes out.
    static func calm(_ world: StoryWorld) throws {
        world.forum.stage.mishaps = [:]
        try release(world)
        var tries = 0
        while try world.hasPending {
            tries += 1
            guard tries <= 30 else { return world.fail("the outbox never drains") }
            world.forum.advance(.hours(5))
        }
        world.expectWhatIsOwed()
    }

    private static func release(_ world: StoryWorld) throws {
        guard world.isHeld else { return }
        world.forum.officer.says("RELEASE")
        world.isHeld = false
    }

    // MARK: The machine and its time

    private static var machine: [any StoryMove] {
        [
            Act("time goes by", weight: 8) { world in
                let spans: [Duration] = [
                    .minutes(Int64(world.random.number(1...90))), .hours(Int64(world.random.number(1...40))),
                    .hours(24 * Int64(world.random.number(1...20))),
                ]
                guard let span = world.random.one(of: spans) else { return false }
                world.forum.advance(span)
                return true
            },
            Act("the bot will die", weight: 8) { world in
                guard !world.forum.isCrashPlanned, let point = world.random.one(of: CrashPoint.allCases)
                else { return false }
                // A turn that ends the process twice is set aside, as it should be.
                let times = point == .duringTurn ? 1 : world.random.number(1...2)
                world.becomesUncertain()
                world.forum.crashes(point, after: world.random.number(0...3), times: times)
                return true
            },
            Act("the bot dies", weight: 2) { world in
                try world.forum.crashAndRestart()
                return true
            },
            Act("the bot stays down", weight: 1) { world in
                try world.forum.isDown(for: .hours(Int64(world.random.number(1...100))))
                return true
            },
            Act("a backup is made", weight: 2) { world in
                guard !world.isHeld, !world.forum.isCrashPlanned else { return false }
                try world.makeBackup()
                return true
            },
            Act("a backup is brought back", weight: 3) { world in
                let backups = Array(world.backups.suffix(3))
                guard !world.forum.isCrashPlanned, let backup = world.random.one(of: backups)
                else { return false }
                try world.restore(backup)
                return true
            },
            Act("an organiser releases what is held", weight: 6) { world in
                guard world.isHeld else { return false }
                try release(world)
                return true
            },
        ]
    }
}
