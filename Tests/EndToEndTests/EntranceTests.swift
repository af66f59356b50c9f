import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// What the program shows over HTTP, and to whom.
    struct EntranceTests {
        private static let own = ["/healthz", "/readyz", "/metrics"]

        @Test func thisMachineSeesHowTheBotIs() async throws {
            try await LiveForum.use { forum in
                #expect(try await text(forum, "/healthz") == "alive\n")
                #expect(try await text(forum, "/readyz") == "ready\n")
                let ada = forum.person("Ada")
                try await ada.says("JOIN", hears: "You have joined")
                try await forum.waitUntilQuiet()
                let metrics = try PrometheusReader(try await text(forum, "/metrics"))
                #expect(metrics.value("yousaid_events_accepted_total") == 1)
                #expect(
                    metrics.value("yousaid_sends_total", ["channel": "telegram", "result": "sent"]) == 1)
                #expect(metrics.value("yousaid_turn_seconds_count", ["plugin": "welcome"]) == 1)
                #expect(metrics.value("yousaid_outbox_oldest_seconds") == 0)
                for name in ["Ada", "\(ada.chat)", forum.telegram.token] {
                    #expect(!(try await text(forum, "/metrics").contains(name)))
                }
            }
        }

        @Test func nobodyWhoComesThroughAProxySeesIt() async throws {
            try await LiveForum.use { forum in
                for path in Self.own {
                    for header in ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"] {
                        let answer = try await forum.get(path, headers: [(header, "203.0.113.7")])
                        #expect(answer.status == 404, "\(path) with \(header)")
                    }
                }
                for path in ["/", "/nowhere", "/webhooks/", "/webhooks/nowhere", "/webhooks/console"] {
                    #expect(try await forum.get(path).status == 404, "\(path)")
                }
                #expect(try await forum.get("/webhooks/telegram").status == 401)
            }
        }

        @Test func aPlatformThatCannotBeReachedIsSaidAtReadyzAndTriedAgain() async throws {
            try await LiveForum.use(starts: false) { forum in
                forum.telegram.answer("setWebhook", with: .raw(status: 502, body: "<html>"), times: 1)
                try await forum.waitUntilUp(try forum.launch())
                try await eventually("trouble at /readyz") {
                    try await text(forum, "/readyz", status: 503).contains("channel telegram:")
                }
                // What comes in meanwhile is taken all the same.
                let ada = forum.person("Ada")
                try await ada.says("JOIN", hears: "You have joined")
                try await eventually("ready") { try await forum.get("/readyz").status == 200 }
                #expect(forum.telegram.calls("setWebhook").count == 2)
            }
        }

        private func text(_ forum: LiveForum, _ path: String, status: Int = 200) async throws -> String {
            let answer = try await forum.get(path)
            guard answer.status == status else { return "HTTP \(answer.status)" }
            return String(decoding: answer.body, as: UTF8.self)
        }
    }
}
