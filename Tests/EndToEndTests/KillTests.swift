import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// The program is killed again and again while members vote. In the end each acknowledged vote counts once, and
    /// each reply was sent. `YOUSAID_LONG=1` kills a thousand times, `YOUSAID_SEED` repeats a run.
    struct KillTests {
        private static var kills: Int {
            ProcessInfo.processInfo.environment["YOUSAID_LONG"] == "1" ? 1_000 : 60
        }

        @Test func killedAgainAndAgainEveryVoteCountsOnceAndEveryReplyIsSent() async throws {
            let seed = Chance.seedOfThisRun
            print("killing: seed \(seed)")
            try await LiveForum.use(port: freeFixedPort()) { forum in
                let voters = try await Voters.gather(40, in: forum, window: 200)
                async let voting: Void = voters.run(seed: seed)
                try await kill(forum, voters, Chance(seed: seed))
                voters.stop()
                try await voting
                // Votes come faster than one person may get messages, which is one a second: what waits takes as long.
                let waiting = try await forum.count(
                    """
                    SELECT COALESCE(MAX(n), 0) FROM
                        (SELECT COUNT(*) AS n FROM core_outgoing WHERE state IN (0, 1) GROUP BY contact) c
                    """)
                try await forum.waitUntilQuiet(within: .seconds(180 + waiting))
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))

                #expect(voters.faults.isEmpty)
                let check = VoteCheck(forum, voters, try await Ledger.read(forum))
                check.votes()
                // A kill may fall between sending and marking; a second time in the same life never.
                let twice = check.replies()
                let lastLife = "life\(forum.lives.count)"
                #expect(twice[lastLife] == nil)
                #expect(twice.values.allSatisfy { $0 <= 60 }, "\(twice)")
                // Of secret replies only the sum is known: it is below the number of votes, and above where each goes twice.
                let votes = voters.deeds.count { $0.choice != nil }
                #expect((0..<votes).contains(check.secretTwice), "\(check.secretTwice) of \(votes)")
                print(
                    """
                    killed \(Self.kills) times: \(votes) votes and \(voters.deeds.count - votes) names \
                    acknowledged, \(voters.redelivered) posted again without an answer, \
                    \(voters.repeated) posted again after it, \(forum.heard.count) messages sent, \
                    \(twice.values.reduce(0, +) + check.secretTwice) of them a second time, \(check.aside.count) updates set aside
                    """)
                try await checkResults(forum, check.ledger)
            }
        }

        /// Ends the process at random moments: mostly in the middle of the votes, sometimes while it starts.
        private func kill(_ forum: LiveForum, _ voters: Voters, _ chance: Chance) async throws {
            var chance = chance
            for kill in 1...Self.kills {
                if Int.random(in: 0..<6, using: &chance) == 0, kill > 1 {
                    let wait = Int.random(in: 0..<200, using: &chance)
                    try await Task.sleep(for: .milliseconds(wait))
                } else {
                    let program = try #require(forum.program)
                    #expect(try await forum.waitUntilUp(program), "\(program.log)")
                    let enough = voters.acknowledged + Int.random(in: 1...60, using: &chance)
                    let latest = ContinuousClock.now + .seconds(3)
                    try await eventually("\(enough) votes") {
                        voters.acknowledged >= enough || ContinuousClock.now > latest
                    }
                    try await Task.sleep(for: .microseconds(Int.random(in: 0..<6_000, using: &chance)))
                }
                try await forum.killProgram()
                #expect(forum.program?.end == .init(status: SIGKILL, bySignal: true))
                try forum.launch()
            }
            let program = try #require(forum.program)
            #expect(try await forum.waitUntilUp(program), "\(program.log)")
        }

        /// What the organiser is told when the poll closes is the same count.
        private func checkResults(_ forum: LiveForum, _ ledger: Ledger) async throws {
            try await forum.start()
            let count = ledger.votes.count
            let asked = 40
            #expect(
                try await forum.operatorSays("RESULTS")
                    .contains("Answers so far: \(count) of \(asked) people."))
            try await forum.operatorSays("CLOSE")
            let closed = try await forum.operatorSays("YES")
            for (index, label) in Voters.choices.enumerated() {
                let votes = ledger.votes.values.count { $0 == [index] }
                let line =
                    votes > 0 ? "\(votes) of \(count) people chose \(label)." : "Nobody chose \(label)."
                #expect(closed.contains(line))
            }
            #expect(try await forum.stop() == .init(status: 0, bySignal: false))
        }
    }
}
