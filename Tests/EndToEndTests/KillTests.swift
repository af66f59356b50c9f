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
                let voters = try await gather(forum)
                async let voting: Void = voters.run(seed: seed)
                try await kill(forum, voters, Chance(seed: seed))
                voters.stop()
                try await voting
                try await forum.waitUntilQuiet(within: .seconds(180))
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))

                #expect(voters.faults.isEmpty)
                let ledger = try await Ledger.read(forum)
                let aside = Set(ledger.events.filter { $0.value == 2 }.keys)
                checkVotes(voters, ledger, aside)
                let twice = checkReplies(forum, voters, ledger, aside)
                let votes = voters.deeds.count { $0.choice != nil }
                print(
                    """
                    killed \(Self.kills) times: \(votes) votes and \(voters.deeds.count - votes) names \
                    acknowledged, \(voters.redelivered) posted again without an answer, \
                    \(voters.repeated) posted again after it, \(forum.heard.count) messages sent, \
                    \(twice) of them a second time, \(aside.count) updates set aside
                    """)
                try await checkResults(forum, ledger)
            }
        }

        /// Forty members and one open poll.
        private func gather(_ forum: LiveForum) async throws -> Voters {
            let phones = (1...40).map { forum.person("Voter\($0)") }
            for phone in phones { try await phone.says("/start") }
            try await forum.ask("Which day suits you? | " + Voters.choices.joined(separator: " | "))
            for phone in phones { try await phone.hears("Which day suits you?") }
            try await forum.waitUntilQuiet()
            return Voters(phones, of: forum, window: 200)
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

        /// Each member has one vote, and it is the last one that was acknowledged.
        private func checkVotes(_ voters: Voters, _ ledger: Ledger, _ aside: Set<String>) {
            var last: [Int64: Int] = [:]
            for deed in voters.deeds where !aside.contains(deed.key) {
                if let choice = deed.choice { last[voters.phones[deed.voter].chat] = choice }
            }
            #expect(ledger.votes.allSatisfy { $0.value.count == 1 })
            #expect(ledger.votes.mapValues { $0[0] } == last)
            // Every update once, and none that nobody sent.
            let unknown = voters.deeds.filter { ledger.events[$0.key] == nil }
            #expect(unknown.isEmpty, "\(unknown.count) acknowledged updates are not there")
            #expect(ledger.events.count == voters.deeds.count + voters.phones.count)
            #expect(ledger.events.values.allSatisfy { $0 == 0 || $0 == 2 })
        }

        /// Every reply was sent, and a second time only where a kill fell between sending and marking.
        /// - Returns: how many were sent a second time.
        private func checkReplies(
            _ forum: LiveForum, _ voters: Voters, _ ledger: Ledger, _ aside: Set<String>
        ) -> Int {
            #expect(ledger.unsent.isEmpty, "not sent, by state: \(ledger.unsent)")
            var wanted: [String: Int] = [:]
            for deed in voters.deeds where !aside.contains(deed.key) {
                wanted["\(voters.phones[deed.voter].chat) \(deed.reply)", default: 0] += 1
            }
            let heard = forum.heard.all
            let counts = Dictionary(grouping: heard) { "\($0.chat) \($0.text)" }
            let missing = wanted.filter { (counts[$0.key]?.count ?? 0) < $0.value }.keys.sorted()
            #expect(missing.first == nil, "\(missing.count) replies were not sent")

            // Whatever the table says was sent has arrived under that number, at that person's.
            let numbers = Dictionary(heard.map { ($0.number, $0.chat) }) { first, _ in first }
            #expect(ledger.receipts.allSatisfy { numbers[$0.number] == $0.chat })
            let marked = Set(ledger.receipts.map(\.number))
            #expect(marked.count == ledger.receipts.count)
            // What arrived and is not marked so was sent again, in a later life.
            let unmarked = heard.filter { !marked.contains($0.number) }
            let lastLife = "life\(forum.lives.count)"
            #expect(unmarked.allSatisfy { $0.life != lastLife })
            for (life, messages) in Dictionary(grouping: unmarked, by: \.life) {
                #expect(messages.count <= 60, "\(life) left \(messages.count) messages unmarked")
            }
            // A name is given once, so its reply may come once in a life.
            let names = heard.filter { $0.text.contains("Your name here is now") }
            for (text, copies) in Dictionary(grouping: names, by: \.text) where copies.count > 1 {
                let lives = Set(copies.map(\.life))
                #expect(lives.count == copies.count, "twice in one life: \(text)")
            }
            return unmarked.count
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

extension Voters.Deed {
    /// The update's number, by which the bot knows it again.
    var key: String {
        let digits = update.range(of: #""update_id":"#).map {
            update[$0.upperBound...].prefix { $0.isNumber }
        }
        return digits.map(String.init) ?? ""
    }
}
