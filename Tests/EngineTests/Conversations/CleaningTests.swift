import Polls
import TestLimits
import Testing
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Cleaning up` {
    private func count(_ table: String, in forum: PretendForum) throws -> Int {
        try forum.rows("SELECT COUNT(*) FROM \(table)").first.map { try $0[0] } ?? 0
    }

    @Test func `numbers of events are kept as long as a platform may bring them again, and no longer`() throws
    {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        let before = try count("core_event", in: forum)
        // More than one page of them.
        for _ in 0..<1_100 { amira.says("HELP") }
        #expect(try count("core_event", in: forum) == before + 1_100)
        forum.advance(.hours(8 * 24))
        #expect(try count("core_event", in: forum) == before + 1_100)
        forum.advance(.hours(2 * 24))
        #expect(try count("core_event", in: forum) == 0)
    }

    @Test func `an event that failed is kept for REPLAY, its words for thirty days`() throws {
        let plugin = Scripted("trial", ["BREAK": { _, _ in throw Broken() }])
        let forum = try PretendForum(plugin, words: Scripted.words)
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        amira.says("BREAK")
        let kept = "core_event WHERE body IS NOT NULL"
        #expect(try count(kept, in: forum) == 1)
        forum.advance(.hours(20 * 24))
        #expect(try count(kept, in: forum) == 1)
        forum.advance(.hours(11 * 24))
        #expect(try count(kept, in: forum) == 0)
        forum.advance(.hours(24))
        #expect(try count("core_event", in: forum) == 0)
    }

    @Test func `messages that arrived and questions that were closed go after ninety days`() throws {
        let forum = try PretendForum(Polls())
        let amira = try forum.member("Amira")
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        amira.presses("Saturday")
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.advance(.hours(89 * 24))
        #expect(try count("core_asked", in: forum) > 0)
        #expect(try count("core_outgoing", in: forum) > 0)
        forum.advance(.hours(2 * 24))
        #expect(try count("core_asked a JOIN polls_poll p ON p.asked_as = a.question", in: forum) == 0)
        #expect(try count("core_outgoing", in: forum) == 0)
        #expect(try count("core_broadcast", in: forum) == 0)
    }
}
