import Stories
import TestLimits
import Testing

@Suite(.limited) struct `The random story` {
    @Test(arguments: 1...15) func `months of a forum keep every promise`(seed: UInt64) throws {
        try ForumStory.story.play(seed: seed, acts: 40)
    }

    @Test(arguments: 1...8) func `whoever is worried is heard by a lead and by nobody else`(seed: UInt64)
        throws
    {
        try ForumStory.worries.play(seed: seed, acts: 60)
    }
}
