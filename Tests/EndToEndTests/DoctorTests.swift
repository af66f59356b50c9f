import Foundation
import HTTP
import TestSupport
import Testing

extension EndToEnd {
    /// `yousaid doctor` beside a bot that runs, and one that does not.
    struct DoctorTests {
        private static let reached =
            #"{"url":"https://bot.example.org/webhooks/telegram","has_custom_certificate":false,"pending_update_count":2}"#

        @Test func aBotThatIsWellIsSaidToBeWell() async throws {
            try await LiveForum.use(port: try Self.freePort()) { forum in
                forum.telegram.answer("getWebhookInfo", with: .done(Self.reached))
                try await nameLead(forum)
                #expect(try await forum.run("backup", forum.folder + "/b.db").status == 0)
                let found = try await doctor(forum)
                #expect(found.status == 0, "\(found.lines)")
                #expect(found.states("BAD").isEmpty)
                for subject in [
                    "configuration", "plugins", "wording", "running", "disk", "rights", "database", "journal",
                    "backup", "webhook", "timers", "outbox", "problems", "restore",
                    "safeguarding",
                ] {
                    #expect(found.states("well").contains(subject), "\(subject): \(found.lines)")
                }
                #expect(found.text.contains("2 updates wait"))
            }
        }

        @Test func whatIsWrongIsNamedWithWhatToDo() async throws {
            try await LiveForum.use { forum in
                forum.telegram.answer(
                    "getWebhookInfo",
                    with: .done(#"{"url":"https://elsewhere.example.org/x","pending_update_count":0}"#))
                let data = forum.data
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o644], ofItemAtPath: data + "/sealing.key")
                _ = try await forum.operatorSays("HELP")
                let found = try await doctor(forum)
                #expect(found.status == 1)
                #expect(Set(found.states("BAD")) == ["webhook", "rights", "backup", "safeguarding"])
                #expect(found.text.contains("delivers to another address"))
                #expect(found.text.contains("Others on this machine can read \(data)/sealing.key."))
                #expect(found.text.contains("There has been no backup."))

                try await forum.stop()
                forum.telegram.answer("getWebhookInfo", with: .failed(401, "Unauthorized"))
                let stopped = try await doctor(forum)
                #expect(stopped.states("BAD").contains("running"))
                #expect(stopped.text.contains("systemctl start yousaid"))
                #expect(stopped.text.contains("Telegram refuses the token."))
                #expect(!stopped.text.contains(forum.telegram.token))

                forum.telegram.stop()
                #expect(try await doctor(forum).text.contains("Telegram cannot be reached"))
            }
        }

        @Test func aRestoredBotIsSaidToBeHeldAndAWrongKeyIsFound() async throws {
            try await LiveForum.use { forum in
                try await forum.person("Ada").says("JOIN", hears: "You have joined")
                let backup = forum.folder + "/b.db"
                #expect(try await forum.run("backup", backup).status == 0)
                try await forum.stop()
                #expect(try await forum.run("restore", backup).status == 0)
                let held = try await doctor(forum)
                #expect(held.states("LOOK").contains("restore"))
                #expect(held.text.contains("says RELEASE"))

                let other = String(repeating: "5a", count: 32) + "\n"
                try other.write(toFile: forum.data + "/sealing.key", atomically: false, encoding: .utf8)
                let wrong = try await doctor(forum)
                #expect(wrong.states("BAD").contains("key"))
                let refused = try await forum.run("restore", backup)
                #expect(refused.status == 1 && refused.output.contains("does not open this backup"))
            }
        }

        @Test func otherProgramsReadItAsJSON() async throws {
            try await LiveForum.use { forum in
                let text = try await forum.run("doctor", "--json").output
                let list = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
                let subjects = list?.compactMap { $0["subject"] as? String } ?? []
                #expect(subjects.contains("running") && subjects.contains("backup"))
                #expect(
                    list?.allSatisfy { ["well", "look", "bad"].contains($0["state"] as? String) } == true)
                #expect(list?.allSatisfy { $0["what"] is String } == true)
            }
        }

        private struct Found {
            let status: Int32
            let text: String
            var lines: [Substring] { text.split(separator: "\n") }

            /// The subjects that are in a state.
            func states(_ state: String) -> [String] {
                lines.filter { $0.hasPrefix(state) }.compactMap { line in
                    line.split(separator: " ").dropFirst().first.map(String.init)
                }
            }
        }

        /// Ada becomes a safeguarding lead.
        private func nameLead(_ forum: LiveForum) async throws {
            let invitation = try await forum.operatorSays("INVITE safeguarding lead")
            let code = try #require(invitation.firstMatch(of: /CODE ([A-Z0-9]+)/)?.output.1)
            try await forum.person("Ada").says("CODE \(code)", hears: "lead")
        }

        private func doctor(_ forum: LiveForum) async throws -> Found {
            let (status, output) = try await forum.run("doctor")
            return Found(status: status, text: output)
        }

        /// A port that was free a moment ago: the doctor asks the bot's page at the port of the configuration.
        private static func freePort() throws -> UInt16 {
            let server = try Server(.init(address: .tcp(host: "127.0.0.1", port: 0))) { $1.respond(.ok) }
            defer { server.stop(drain: .zero) }
            return server.port
        }
    }
}
