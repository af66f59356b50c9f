import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Somebody who stops in the middle` {
    /// How they stop.
    enum Way: String, CaseIterable, Sendable { case stop, leave, silence, deleteMe }

    /// Every conversation of Welcome, up to the question in which they stop.
    static let conversations: [[String]] = [
        ["JOIN"], ["JOIN", "16 to 17"], ["JOIN", "16 to 17", "yes"], ["JOIN", "16 to 17", "yes", "yes"],
        ["JOIN", "under 13"], ["NETWORK"],
        ["NAME"], ["INTERESTS"], ["MY CHOICES"], ["MY CHOICES", "Photos"], ["MY CHOICES", "My age"],
        ["SUPPORT"], ["SUPPORT", "Add somebody"], ["DELETE ME"],
    ]

    /// Words with which a stranger begins; for the others they have joined.
    private static let beginnings: Set<String> = ["JOIN", "NETWORK"]

    @Test(arguments: conversations, Way.allCases)
    func `nothing is lost, nothing is forced on them, and they can go on`(words: [String], way: Way) throws {
        let forum = try PretendForum(Welcome())
        forum.officer.says("TOPICS Health, Sport")
        let isStranger = Self.beginnings.contains(words[0])
        let robin = isStranger ? forum.person("Robin") : try forum.member("Robin")
        for said in words { robin.says(said) }
        let roles = try forum.known(robin)?.roles
        let heard = robin.messages.count
        robin.ignoresTheRest()
        switch way {
        case .stop:
            robin.says("STOP")
            robin.sees("You have stopped")
            forum.advance(.hours(26))
            robin.seesNothing()
            robin.says("START")
            #expect(robin.messages.count == heard + (isStranger ? 2 : 2))
        case .leave:
            robin.says("LEAVE")
            #expect(robin.messages.count == heard + 1)
            robin.ignoresTheRest()
            robin.says("16")
            #expect(robin.messages.count == heard + 2)
        case .silence:
            forum.advance(.hours(26))
            robin.seesNothing()
        case .deleteMe:
            robin.says("DELETE ME")
            robin.says("yes")
            forum.advance(.hours(26))
            #expect(try forum.known(robin) == nil)
            #expect(try forum.rows("SELECT 1 FROM welcome_joining").isEmpty)
            return
        }
        #expect(try forum.known(robin)?.roles == roles)
        #expect(try forum.rows("SELECT 1 FROM core_consent WHERE kind = 'photos'").isEmpty)
        guard words[0] == "JOIN", words.last != "under 13" else { return }
        robin.says("JOIN")
        robin.says(words.count == 1 ? "16 to 17" : "yes")
        for _ in words.count..<4 { robin.says("yes") }
        robin.sees("You have joined Voices United.")
    }

    @Test(.serves("B6")) func `somebody of 24 who does not speak answers with pictures and buttons alone`()
        throws
    {
        let forum = try PretendForum(Welcome())
        forum.officer.says("TOPICS Health, Sport")
        let noor = forum.person("Noor")
        noor.says("/start")
        noor.presses("18 to 25")
        noor.sees("take part")
        noor.sends(.picture)
        noor.ignoresTheRest()
        noor.presses("Yes")
        noor.sees("invite you")
        noor.says("👍")
        noor.sees("I did not understand")
        noor.presses("Yes")
        noor.sees("news")
        noor.says("👎")
        noor.sees("You have joined Voices United.")
        noor.says("INTERESTS")
        noor.presses("Sport")
        noor.sees("You chose:\nSport")
        let said = try forum.rows("SELECT given FROM core_consent ORDER BY id")
        #expect(try said.map { try $0[0] as Bool } == [true, true, false])
    }
}
