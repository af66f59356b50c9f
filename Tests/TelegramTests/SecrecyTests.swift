import ChannelContract
import HTTP
import TestLimits
import TestSupport
import Testing

@testable import TelegramChannel

/// What is secret or personal stays out of every text that comes out of the channel.
@Suite(.limited) struct SecrecyTests {
    static let token = "123456789:AAmade-up_token-for-tests"
    static let words = "My private words"
    static let address = "700100001"

    @Test("Printing and dumping show neither token nor secret")
    func printing() throws {
        var configuration = TelegramChannel.Configuration(
            token: Self.token, secret: "hush-hush", webhookURL: "https://bot.example.org/")
        configuration.apiURL = "http://127.0.0.1:1"
        let client = Client(.init())
        let channel = try TelegramChannel(configuration: configuration, client: client)
        let api = BotAPI(client: client, url: "http://127.0.0.1:1", token: Self.token)
        var texts = [
            "\(configuration)", String(reflecting: configuration), "\(channel)", String(reflecting: channel),
            "\(api)", String(reflecting: api), "\(Hidden("hush-hush"))",
        ]
        for value in [configuration, channel, api, Hidden("hush-hush")] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            texts.append(dumped)
        }
        for text in texts {
            #expect(!text.contains("AAmade"))
            #expect(!text.contains("hush"))
        }
    }

    @Test(
        "Reports and errors name neither token nor person nor words",
        arguments: [
            PretendBotAPI.Reply.failed(
                400, "Bad Request: chat \(address) named Ada: \(words) at bot\(token)/x"),
            .failed(403, "Forbidden: Ada \(address) said \(words) bot\(token)"),
            .failed(401, "Unauthorized: \(token)"), .failed(409, "Conflict: \(token) \(words)"),
            .failed(418, "Teapot: \(token) \(words) \(address)"),
            .failed(500, "\(token) \(words) \(address)"),
            .failed(429, "\(token) \(words)"), .raw(status: 200, body: "\(token) \(words)"),
            .raw(status: 403, body: "\(token) \(words) \(address)"), .raw(status: 502, body: "\(token)"),
        ])
    func reports(_ reply: PretendBotAPI.Reply) async throws {
        try await Workbench.use { bench in
            bench.telegram.answer("sendMessage", with: reply)
            bench.telegram.answer("setWebhook", with: reply)
            let report = await bench.channel.send(Workbench.delivery(Self.words, to: Self.address))
            var texts = ["\(report)"]
            do { try await bench.channel.start(PretendInbox()) } catch { texts.append("\(error)") }
            expectNothingPersonal(in: texts)
        }
    }

    @Test("Neither do they where the line breaks or nobody listens")
    func brokenLines() async throws {
        let server = BreakingServer(saying: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")
        let addresses = [
            "http://127.0.0.1:\(server.port)", "http://127.0.0.1:1", "http://nowhere.invalid",
            "https://127.0.0.1:\(server.port)",
        ]
        for address in addresses {
            for webhook in [true, false] {
                try await Workbench.use(webhook: webhook, apiURL: address) { bench in
                    let report = await bench.channel.send(Workbench.delivery(Self.words, to: Self.address))
                    var texts = ["\(report)"]
                    do {
                        try await bench.channel.start(PretendInbox())
                        Issue.record("started")
                    } catch {
                        texts.append("\(error)")
                    }
                    expectNothingPersonal(in: texts)
                }
            }
        }
        server.stop()
    }

    private func expectNothingPersonal(in texts: [String]) {
        for text in texts {
            for secret in ["AAmade", "123456789", Workbench.secret, Self.words, Self.address, "Ada"] {
                #expect(!text.contains(secret), "\(text)")
            }
        }
    }
}
