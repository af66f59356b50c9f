import Polls
import Welcome
import YouSaidKit
import YouSaidTesting

/// The story of a forum with the plugins that ship. For `script/story` and the tests.
public enum ForumStory {
    /// A story that can be played from any seed.
    public static var story: Story { story(with: nil) }

    /// The same in a forum where much is told to safeguarding leads, who come and go.
    public static var worries: Story { story(with: nil, worries: 6) }

    /// The same with a plugin that does something wrong, which the story should find.
    /// - Parameter worries: how often people are worried, beside all else.
    static func story(with fault: FaultyPlugin.Fault?, worries: Int = 1) -> Story {
        let plugins: [any Plugin] = [Welcome(), Polls(), Almanac(), Pebbles()]
        return Story(
            plugins.map { plugin in
                guard let fault, fault.plugin == plugin.manifest.id else { return plugin }
                return FaultyPlugin(plugin: plugin, fault: fault)
            },
            // JOIN is all it takes: whoever stops half-way has tests of their own.
            settings: ["welcome": ["askAge": .flag(false), "consents": .text("")]],
            words: Almanac.words.merging(Pebbles.words) { first, _ in first },
            opening: [Almanac.beginning] + Array(repeating: MemberMoves.joining, count: 5)
                + [LeadMoves.beginning],
            moves: MemberMoves.all + OfficerMoves.all + [Pebbles.move, Pebbles.takingBack]
                + WorryMoves(weight: worries).all + LeadMoves(weight: worries).all,
            checks: PollChecks.all + WorryChecks.all + [Almanac.check, Pebbles.check],
            ears: [WorryBook.ear, MemberMoves.ear])
    }
}
