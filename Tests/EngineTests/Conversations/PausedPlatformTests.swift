import ChannelContract
import TestLimits
import Testing
import YouSaidKit

@testable import Engine
@testable import YouSaidTesting

/// A platform that says "too many", with a time: Telegram's 429 with `retry_after`.
@Suite(.limited) struct `A platform that asks for a pause` {
    @Test func `gets nothing for anybody, until its time is over`() async throws {
        let plugin = Scripted(
            "trial",
            [
                "NOTES": { _, turn in
                    for number in 1...3 {
                        turn.say(Message(.line("Note \(number).")), to: try turn.requireMember().id)
                    }
                }
            ])
        let forum = try PretendForum(plugin, words: Scripted.words)
        let (amira, ben) = (try forum.member("Amira"), try forum.member("Ben"))
        let sending = SlowSending(forum, SlowPlatform(isSlow: false, concurrentSends: 1))
        sending.platform.reports(.slowDown(after: .seconds(30), reason: "too many"))
        amira.says("NOTES")
        ben.says("NOTES")
        let start = forum.now
        #expect(try await sending.pumps { try sending.count(.due) == 1 })
        // The one that was refused waits, and so do the other five, Ben's among them.
        for second in [0, 1, 29] {
            forum.stage.setup.clock.move(to: start + .seconds(second))
            for _ in 0..<20 { await sending.sender.pump() }
            #expect(sending.platform.begun.count == 1)
            #expect(try sending.count(.due) == 1 && sending.count(.sending) == 5)
        }
        forum.stage.setup.clock.move(to: start + .seconds(30))
        #expect(try await sending.pumps { try sending.count(.sent) == 6 })
        #expect(sending.platform.begun.count == 7)
    }
}
