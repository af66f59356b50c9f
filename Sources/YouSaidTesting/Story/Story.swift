import Testing
import YouSaidKit

/// Months of a forum in seconds: people, an officer, platforms that fail, and a bot that dies and comes back, all by
/// chance from one seed. After every act and every crash what the bot keeps and what the phones show is compared
/// with what a simple model believes. The same seed tells the same story.
public struct Story {
    /// What was wrong, and how it came to it.
    public struct Failure: Error, CustomStringConvertible {
        /// Which story it was.
        public let seed: UInt64
        public let description: String
    }

    let plugins: [any Plugin]
    let settings: PretendForum.PluginSettings
    let words: [String: [String: String]]
    let opening: [any StoryMove]
    let moves: [any StoryMove]
    let checks: [any StoryCheck]
    let ears: [StoryEar]

    /// - Parameters:
    ///   - plugins: those of the forum.
    ///   - settings: what the configuration says for them; what is left out is as they declare it.
    ///   - words: words for plugins without prompt files.
    ///   - opening: what happens first, in this order.
    ///   - moves: what can happen, beside what happens in every forum.
    ///   - checks: what must be true, beside what must be true in every forum.
    ///   - ears: plugins whose questions take whatever is said.
    public init(
        _ plugins: [any Plugin], settings: PretendForum.PluginSettings = [:],
        words: [String: [String: String]] = [:], opening: [any StoryMove] = [], moves: [any StoryMove],
        checks: [any StoryCheck], ears: [StoryEar] = []
    ) {
        self.plugins = plugins
        self.settings = settings
        self.words = words
        self.opening = opening
        self.moves = CommonMoves.all + moves
        self.checks = CommonChecks.all + checks
        self.ears = ears
    }

    /// Plays one story.
    /// - Parameters:
    ///   - seed: which one.
    ///   - acts: how many things happen in it.
    ///   - lines: how much of the story a failure tells.
    /// - Throws: ``Failure``.
    public func play(seed: UInt64, acts: Int, lines: Int = 150) throws {
        try play(seed: seed, acts: acts, lines: lines, fault: nil)
    }

    /// The same with something that goes wrong on purpose, which the story should find.
    func play(seed: UInt64, acts: Int, lines: Int = 20, fault: PlantedFault?) throws {
        var random = SeededGenerator(seed: seed)
        let start = LocalTime(
            year: 2026, month: random.number(1...12), day: random.number(1...28), hour: random.number(0...23),
            minute: random.number(0...59), zone: "Europe/London")
        let world = StoryWorld(
            forum: try PretendForum(plugins: plugins, settings: settings, words: words, startingAt: start),
            random: random, ears: ears)
        var number = 0
        do {
            for move in opening { _ = try move.make(in: world) }
            world.forum.stage.fault = fault
            while number < acts, world.failure == nil {
                number += 1
                try act(number, in: world)
            }
            if world.failure == nil { try finish(world) }
        } catch {
            world.fail("the story could not go on: \(error)")
        }
        guard let failure = world.failure else { return }
        let told = world.forum.stage.transcript.suffix(lines).joined(separator: "\n  ")
        throw Failure(
            seed: seed,
            description: "Seed \(seed), act \(number) of \(acts): \(failure)\nThe story so far:\n  \(told)")
    }

    private func act(_ number: Int, in world: StoryWorld) throws {
        let stage = world.forum.stage
        world.forum.deliversTwice = world.random.once(in: 6)
        while let move = choose(&world.random) {
            stage.note("— \(number): \(move.name)")
            if try living(world, { try move.make(in: world) }) { break }
        }
        world.noticeErasures()
        try world.noticeMoves()
        try check(world)
    }

    /// Where the bot dies meanwhile, nobody knows whether what it was sending has arrived.
    private func living<Result>(_ world: StoryWorld, _ body: () throws -> Result) rethrows -> Result {
        let before = world.forum.stage.lives
        defer { if world.forum.stage.lives != before { world.becomesUncertain() } }
        return try body()
    }

    private func choose(_ random: inout SeededGenerator) -> (any StoryMove)? {
        var place = random.number(1...moves.reduce(0) { $0 + $1.weight })
        for move in moves {
            place -= move.weight
            if place <= 0 { return move }
        }
        return nil
    }

    private func check(_ world: StoryWorld) throws {
        for check in checks where world.failure == nil { try check.check(world) }
    }

    /// In the end everything is well, and what was owed must come.
    private func finish(_ world: StoryWorld) throws {
        try living(world) { try CommonMoves.calm(world) }
        world.noticeErasures()
        try world.noticeMoves()
        try check(world)
    }
}
