import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Stopping and starting as an administrator does: nothing is lost, and nothing is said twice.
    struct StoppingTests {
        @Test func aStopUnderLoadDrainsInTimeAndLosesNothing() async throws {
            let seed = Chance.seedOfThisRun
            print("stopping: seed \(seed)")
            try await LiveForum.use(port: freeFixedPort()) { forum in
                let voters = try await Voters.gather(40, in: forum, window: 400)
                async let voting: Void = voters.run(seed: seed)
                for _ in 1...3 {
                    let enough = voters.acknowledged + 120
                    try await eventually("\(enough) votes") { voters.acknowledged >= enough }
                    let start = ContinuousClock.now
                    let end = try await forum.stop()
                    let log = forum.program?.log ?? ""
                    #expect(end == .init(status: 0, bySignal: false), "it wrote:\n\(log)")
                    #expect(ContinuousClock.now - start < .seconds(10))
                    #expect(log.hasSuffix("stopped\n"))
                    try await forum.start()
                }
                voters.stop()
                try await voting
                try await forum.waitUntilQuiet()
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))
                #expect(voters.faults.isEmpty)
                let check = VoteCheck(forum, voters, try await Ledger.read(forum))
                check.votes()
                #expect(check.replies().isEmpty)
                #expect(check.secretTwice == 0)
                #expect(check.aside.isEmpty)
            }
        }

        @Test func aPlatformThatDoesNotAnswerHoldsUpNoStop() async throws {
            try await LiveForum.use { forum in
                let ada = forum.person("Ada")
                forum.telegram.answer("sendMessage", with: .silence)
                try await ada.says("JOIN")
                _ = await forum.telegram.wait(for: "sendMessage")
                let start = ContinuousClock.now
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))
                #expect(ContinuousClock.now - start < .seconds(10))
                // Nobody knows whether it arrived, so it goes again.
                try await forum.start()
                try await ada.hears("You have joined")
            }
        }

        @Test func aTerminalThatClosesEndsNothing() async throws {
            try await LiveForum.use { forum in
                let ada = forum.person("Ada")
                try await ada.says("JOIN", hears: "You have joined")
                forum.program?.signal(SIGHUP)
                try await ada.says("HELP", hears: "You can send me these words")
                #expect(try await forum.get("/healthz").status == 200)
                #expect(forum.program?.end == nil)
            }
        }

        @Test func aSecondBotOnTheSameDataIsTurnedAwayAndTheFirstGoesOn() async throws {
            try await LiveForum.use { forum in
                let second = try RunningProgram(
                    ["serve", "--config", forum.configurationPath], environment: forum.environment,
                    log: forum.folder + "/second.log")
                #expect(try await second.waitForEnd() == .init(status: 1, bySignal: false))
                let pid = try #require(forum.program?.pid)
                #expect(second.log.contains("is in use by another YouSaid (process \(pid))"))
                #expect(try await forum.operatorSays("MEMBERS").contains("Members: 0"))
                let ada = forum.person("Ada")
                try await ada.says("JOIN", hears: "You have joined")
            }
        }

        @Test func whatWasAskedCanBeAnsweredAfterAStart() async throws {
            try await LiveForum.use { forum in
                let people = ["Ada", "Ben", "Cem"].map(forum.person)
                for person in people { try await person.says("JOIN", hears: "You have joined") }
                try await forum.ask("Which day suits you? | Saturday | Sunday")
                for person in people { try await person.hears("Which day suits you?") }
                try await people[2].says("DELETE ME", hears: "Are you sure?")
                #expect(try await forum.operatorSays("POLL").contains("What do you want to ask?"))
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))
                try await forum.start()

                try await people[0].presses("Saturday")
                try await people[0].hears("You chose Saturday")
                try await people[1].says("2", hears: "You chose Sunday")
                try await people[2].presses("Yes")
                try await people[2].hears("I have deleted what I kept about you")
                let next = try await forum.operatorSays("Is tea all right?")
                #expect(next.contains("How can people answer?"))
                #expect(try await forum.operatorSays("1").contains("What can people choose?"))
                #expect(try await forum.operatorSays("Yes\nNo").contains("These are the choices so far"))
                #expect(try await forum.operatorSays("DONE").contains("Send this now?"))
                #expect(try await forum.operatorSays("YES").contains("on its way"))
                try await people[0].hears("Is tea all right?")
            }
        }
    }
}
