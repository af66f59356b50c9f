import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Plugins that go wrong in the running program, and what everybody else notices of it: nothing.
    struct MisbehavingPluginTests {
        private static let apology = "Sorry, something went wrong here."
        private static let alert = "I put that message aside."
        private static let aside = "SELECT COUNT(*) FROM core_event WHERE state = 2 AND body IS NOT NULL"

        @Test func anErrorUndoesItsTurnAloneAndKeepsTheEvent() async throws {
            try await LiveForum.use(withFixtures: ["Misbehaving"]) { forum in
                let (ada, ben) = try await members(forum)
                try await ada.says("THROW", hears: Self.apology)
                try await ben.says("FINE", hears: "That went well")
                #expect(try await forum.count("SELECT COUNT(*) FROM misbehaving_row") == 1)
                let kept = "SELECT COUNT(*) FROM core_event WHERE state = 1 AND body IS NOT NULL"
                #expect(try await forum.count(kept) == 1)
                #expect(
                    try await forum.operatorSays("PROBLEMS").contains(
                        "misbehaving: Misbehaving.Misdeed. How many: 1."))
                #expect(try await forum.operatorSays("REPLAY").contains("How many: 1."))
                try await ada.hears(Self.apology, count: 2)
                try await eventually("the event kept again") { try await forum.count(kept) == 1 }
                let metrics = String(decoding: try await forum.get("/metrics").body, as: UTF8.self)
                #expect(metrics.contains(#"yousaid_plugin_errors_total{plugin="misbehaving"} 2"#))
                #expect(forum.program?.log.contains("plugin 'misbehaving' failed") == true)
                try await ben.says("BADSQL", hears: Self.apology)
                try await ben.says("FINE", hears: "That went well")
                #expect(forum.lives.count == 1)
            }
        }

        @Test func aTurnThatEndsTheProcessTwiceIsSetAside() async throws {
            try await LiveForum.use(withFixtures: ["Misbehaving"]) { forum in
                let (ada, ben) = try await members(forum)
                let olga = try await organiser(forum)
                try await forum.ask("Is tea all right? | Yes | No")
                try await ben.hears("Is tea all right?")

                let trap = try forum.update(
                    TelegramUpdate(shape: "text", chat: ada.chat, name: "Ada", text: "TRAP"))
                let vote = try forum.update(
                    TelegramUpdate(shape: "text", chat: ben.chat, name: "Ben", text: "Yes"))
                // Ben's vote travels beside it and may have to come again, but is not taken for guilty.
                async let voted = try? forum.post(vote)
                let ends = try await forum.postUntilTaken(trap)
                _ = await voted
                #expect(ends.count == 2)
                #expect(ends.allSatisfy { $0.bySignal })
                #expect(forum.lives[0].log.contains("Index out of range"))
                #expect(!forum.lives[0].log.contains("Registers:"))
                #expect(try await forum.postUntilTaken(vote).isEmpty)
                try await ben.hears("You chose Yes")
                try await ada.hears(Self.apology)
                try await olga.hears(Self.alert)
                #expect(try await olga.hears("The part is:").text.contains("misbehaving"))
                #expect(try await forum.count(Self.aside) == 1)
                #expect(try await forum.count("SELECT COUNT(*) FROM misbehaving_row") == 0)
                #expect(try await forum.count("SELECT COUNT(*) FROM polls_vote") == 1)
                // It comes once more, and nothing happens any more.
                #expect(try await forum.postUntilTaken(trap).isEmpty)
                try await ada.says("FINE", hears: "That went well")

                try await replayEndsAside(forum, olga)
            }
        }

        /// Asked for again it kills again, and is set aside again; the bot comes back by itself.
        private func replayEndsAside(_ forum: LiveForum, _ olga: Phone) async throws {
            try await olga.says("REPLAY")
            let ends = try await forum.superviseUntil("the event set aside again") {
                try await forum.count(Self.aside) == 1
                    && olga.messages.count { $0.text.contains(Self.alert) } == 2
            }
            #expect(ends.count == 2)
            try await olga.hears("I am trying failed messages again")
        }

        @Test func aTimerThatEndsTheProcessIsSetAside() async throws {
            try await LiveForum.use(withFixtures: ["Misbehaving"]) { forum in
                let (ada, ben) = try await members(forum)
                let olga = try await organiser(forum)
                try await ada.says("LATER TRAP")
                let ends = try await forum.superviseUntil("the timer set aside") {
                    try await forum.count("SELECT COUNT(*) FROM core_timer WHERE aside = 1") == 1
                }
                #expect(ends.count == 2)
                try await olga.hears(Self.alert)
                try await ben.says("FINE", hears: "That went well")
                #expect(try await forum.operatorSays("PROBLEMS").contains("misbehaving: timer"))
            }
        }

        @Test func aTurnThatHangsIsEndedAndSetAside() async throws {
            try await LiveForum.use(withFixtures: ["Misbehaving"], more: "turnLimit: \"1s\",") { forum in
                let (ada, ben) = try await members(forum)
                let olga = try await organiser(forum)
                let hang = try forum.update(
                    TelegramUpdate(shape: "text", chat: ada.chat, name: "Ada", text: "HANG"))
                let ends = try await forum.postUntilTaken(hang)
                #expect(ends == Array(repeating: .init(status: SIGABRT, bySignal: true), count: 2))
                #expect(forum.lives[0].log.contains("of the plugin 'misbehaving' hangs"))
                try await ada.hears(Self.apology)
                try await olga.hears(Self.alert)
                try await ben.says("FINE", hears: "That went well")
                #expect(try await forum.count(Self.aside) == 1)
            }
        }

        @Test func pluginsThatDoNotFitAreRefusedByNameAndTheOthersRun() async throws {
            let fixtures = ["Misbehaving", "Stale", "NoStamp", "HalfBuilt", "BrokenTables", "Copycat"]
            try await LiveForum.use(withFixtures: fixtures) { forum in
                let log = try #require(forum.program?.log)
                for name in ["Stale", "NoStamp", "HalfBuilt", "Copycat"] {
                    #expect(
                        log.split(separator: "\n").contains {
                            $0.hasPrefix("warning: ") && $0.contains("plugin \(name):")
                        }, "\(name) is not named in:\n\(log)")
                }
                #expect(log.contains("plugin 'brokentables' is not running"))
                #expect(log.contains("it was built for \"kit 0, an older compiler\""))
                let (ada, ben) = try await members(forum)
                try await ada.says("FINE", hears: "That went well")
                try await forum.ask("Is tea all right? | Yes | No")
                try await ben.hears("Is tea all right?")
                try await ben.says("Yes", hears: "You chose Yes")
                // What its second migration began is undone.
                let tables = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'brokentables_other'"
                #expect(try await forum.count(tables) == 0)

                for command in ["plugins", "check"] {
                    let (status, output) = try await forum.run(command)
                    #expect(status == 1)
                    for name in ["Stale", "NoStamp", "HalfBuilt", "Copycat"] {
                        #expect(
                            output.split(separator: "\n").contains { $0.contains(name) },
                            "\(command) does not name \(name):\n\(output)")
                    }
                }
            }
        }

        private func members(_ forum: LiveForum) async throws -> (Phone, Phone) {
            let people = (forum.person("Ada"), forum.person("Ben"))
            try await people.0.says("JOIN", hears: "You have joined")
            try await people.1.says("JOIN", hears: "You have joined")
            return people
        }

        private func organiser(_ forum: LiveForum) async throws -> Phone {
            let invitation = try await forum.operatorSays("INVITE organiser")
            let code = try #require(invitation.split(separator: "\n").dropFirst().first)
            let olga = forum.person("Olga")
            try await olga.says("CODE \(code)", hears: "You are now an organiser")
            return olga
        }
    }
}
