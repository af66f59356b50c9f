import Testing
import YouSaidTesting

@Suite struct `What is kept about somebody` {
    @Test func `one's own ideas can be exported, and nobody else's`() throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        amira.says("IDEA a quiet room")
        ben.says("IDEA pizza")
        #expect(try forum.exported(amira).map(\.text) == ["a quiet room"])
        #expect(try forum.exported(ben).map(\.text) == ["pizza"])
    }

    @Test func `DELETE ME takes one's ideas along, and leaves the others`() throws {
        let forum = try ideasForum()
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        amira.says("IDEA a quiet room")
        ben.says("IDEA pizza")
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(24))
        amira.sees("I have deleted what I kept about you.")
        #expect(try forum.rows("SELECT id FROM ideas_idea").count == 1)
        forum.officer.says("IDEAS")
        forum.officer.sees("Idea: pizza")
    }
}
