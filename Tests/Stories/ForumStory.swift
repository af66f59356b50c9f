import Polls
import Welcome
import YouSaidTesting

/// The story of a forum with the plugins that ship. For `script/story` and the tests.
public enum ForumStory {
    /// A story that can be played from any seed.
    public static var story: Story {
        Story(
            [Welcome(), Polls(), Almanac()], words: Almanac.words,
            opening: [Almanac.beginning] + Array(repeating: MemberMoves.joining, count: 5),
            moves: MemberMoves.all + OfficerMoves.all, checks: PollChecks.all + [Almanac.check])
    }
}
