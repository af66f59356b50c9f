import ChannelContract
import HTTP
import TestLimits
import TestSupport
import Testing

@testable import TelegramChannel

/// Making the channel ready, and what is wrong when it cannot be.
@Suite(.limited) struct StartTests {
    static let token = "123456789:AAmade-up_token-for-tests"

    @Test("The webhook is set with everything that it needs")
    func webhook() async throws {
        try await Workbench.use { bench in
            try await bench.channel.start(PretendInbox())
            let call = try #require(bench.telegram.calls.first)
            #expect(call.method == "setWebhook")
            #expect(call["url"] as? String == "https://bot.example.org/webhooks/telegram")
            #expect(call["secret_token"] as? String == Workbench.secret)
            #expect(call["allowed_updates"] as? [String] == IncomingUpdate.kinds)
            #expect(call["max_connections"] as? Int == 100)
            #expect(call["drop_pending_updates"] as? Bool == false)
            await bench.channel.stop()
            #expect(bench.telegram.calls.count == 1)
        }
    }

    @Test(
        "What Telegram refuses is told, and whether waiting helps",
        arguments: [
            (PretendBotAPI.Reply.failed(401, "Unauthorized"), false, "token"),
            (.failed(404, "Not Found"), false, "token"),
            (.failed(400, "Bad Request: bad webhook: HTTPS url must be provided"), false, "https"),
            (.failed(400, "Bad Request: bad webhook: Failed to resolve host"), true, "DNS"),
            (.failed(400, "Bad Request: bad webhook: only on ports 80, 88, 443 or 8443"), false, "8443"),
            (.failed(400, "Bad Request: bad webhook: IP address 10.0.0.1 is reserved"), false, "public"),
            (.failed(400, "Bad Request: something else"), false, "webhookURL"),
            (.failed(429, "Too Many Requests", parameters: #"{"retry_after":1}"#), true, "429"),
            (.failed(500, "Internal Server Error: restart"), true, "500"),
            (.raw(status: 503, body: "<html>"), true, "503"),
        ])
    func refused(_ reply: PretendBotAPI.Reply, _ isTemporary: Bool, _ word: String) async throws {
        try await Workbench.use { bench in
            bench.telegram.answer("setWebhook", with: reply)
            let error = await #expect(throws: ChannelError.self) {
                try await bench.channel.start(PretendInbox())
            }
            #expect(error?.isTemporary == isTemporary)
            #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
            #expect(error?.channel == "telegram")
        }
    }

    @Test("Where Telegram cannot be reached, waiting may help", arguments: [true, false])
    func outOfReach(_ webhook: Bool) async throws {
        try await Workbench.use(webhook: webhook) { bench in
            bench.telegram.stop()
            let error = await #expect(throws: ChannelError.self) {
                try await bench.channel.start(PretendInbox())
            }
            #expect(error?.isTemporary == true)
        }
    }

    @Test(
        "A token that cannot be right is named, and not shown",
        arguments: [
            ("", "missing"), ("123456789", "colon"), ("bot123456789:AAmade-up_token", "'bot'"),
            ("123456789:AAmade-up_token \n", "space"), ("12a:AAmade-up_token", "digits"),
            (":AAmade-up_token", "digits"), ("123456789:AAmade+up_token", "character"),
            ("123456789:AA", "short"),
        ])
    func badToken(_ token: String, _ word: String) {
        let error = #expect(throws: ChannelError.self) {
            try TelegramChannel(configuration: .init(token: token), client: Client(.init()))
        }
        #expect(error?.isTemporary == false)
        #expect(error?.message.contains(word) == true)
        #expect(error?.description.contains("AA") == false)
        if !token.isEmpty { #expect(error?.description.contains(token) == false) }
    }

    @Test("A secret is made of certain characters, and a webhook needs one")
    func secrets() {
        let url = "https://bot.example.org/webhooks/telegram"
        func problems(_ secret: String?) -> [String] {
            TelegramChannel.Configuration(token: Self.token, secret: secret, webhookURL: url).problems()
        }
        #expect(problems("aB3_-").isEmpty)
        #expect(problems(String(repeating: "a", count: 256)).isEmpty)
        for bad in ["", "a b", "é", "a+b", String(repeating: "a", count: 257)] {
            #expect(problems(bad).count == 1)
        }
        #expect(problems(nil).count == 1)
        #expect(TelegramChannel.Configuration(token: Self.token).problems().isEmpty)
    }

    @Test("Addresses are looked at before they are used")
    func addresses() {
        func problems(api: String = "https://api.telegram.org", webhook: String) -> [String] {
            var configuration = TelegramChannel.Configuration(
                token: Self.token, secret: "s", webhookURL: webhook)
            configuration.apiURL = api
            return configuration.problems()
        }
        #expect(problems(webhook: "http://bot.example.org/").count == 1)
        #expect(problems(webhook: "bot.example.org").count == 1)
        #expect(problems(webhook: "https://").count == 1)
        #expect(problems(api: "http://127.0.0.1:8081/", webhook: "http://127.0.0.1/x").isEmpty)
        #expect(problems(api: "api.telegram.org", webhook: "https://bot.example.org/").count == 1)
    }

    @Test("An address of the API may end with a slash")
    func slash() async throws {
        let telegram = try PretendBotAPI()
        defer { telegram.stop() }
        try await Workbench.use(apiURL: telegram.url + "/") { bench in
            #expect(await bench.channel.send(Workbench.delivery("Hello")).outcome == .sent(receipt: "1001"))
        }
    }
}
