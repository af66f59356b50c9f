import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Whoever writes faster than anybody reads` {
    @Test func `a flood is kept and handled, answered once, and help comes at once`() throws {
        let forum = try Mannered.forum(Manners(hours: nil, messagesAWeek: nil, messagesAMinute: 10))
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        forum.officer.says(
            "POLL\nQuestion: Which day?\n- Saturday\n- Sunday\nSecrecy: confidential")
        forum.officer.says("yes")
        amira.ignoresTheRest()
        forum.together((1...200).map { (amira, $0 % 2 == 0 ? "sunday" : "saturday") })
        let answers = amira.messages.count
        #expect(amira.messages.filter { $0.text.contains("You send a lot") }.count == 1)
        #expect(answers < 20)
        // Nobody else waits.
        ben.presses("Sunday")
        ben.sees("You chose Sunday.")
        // What was said last counts, though it is not answered yet.
        #expect(try forum.exported(amira).map(\.text) == ["Sunday"])
        forum.together([(amira, "I want to hurt myself")])
        amira.sees("999")
        forum.together([(amira, "HELP NOW")])
        amira.sees("Childline")
        forum.advance(.minutes(2))
        amira.sees(exactly: "You chose Sunday.")
        #expect(amira.messages.count <= answers + 3)
        amira.presses("Saturday")
        amira.sees("You chose Saturday.")
    }

    @Test func `a flood of somebody who has not joined gets one answer`() throws {
        let forum = try Mannered.forum(Manners(hours: nil, messagesAWeek: nil, messagesAMinute: 10))
        let stranger = forum.person("Zed")
        forum.together((1...100).map { (stranger, "blah \($0)") })
        #expect(stranger.messages.count == 12)
        forum.advance(.minutes(2))
        #expect(stranger.messages.count == 12)
    }

    @Test func `STOP counts in a flood`() throws {
        let forum = try Mannered.forum(Manners(hours: nil, messagesAWeek: nil, messagesAMinute: 10))
        let amira = try forum.member("Amira")
        forum.together((1...50).map { (amira, "blah \($0)") } + [(amira, "STOP")])
        amira.sees("You have stopped messages")
        forum.advance(.hours(1))
        Mannered.tell(forum, "Hello.")
        #expect(!amira.messages.contains { $0.text.contains("Hello.") })
    }
}
