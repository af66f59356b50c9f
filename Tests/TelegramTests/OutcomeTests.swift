import ChannelContract
import HTTP
import TestLimits
import TestSupport
import Testing

@testable import TelegramChannel

/// What each answer of Telegram's means for a message.
@Suite(.limited) struct OutcomeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let reply: PretendBotAPI.Reply
        let expected: Expected
        var testDescription: String { name }

        init(_ name: String, _ reply: PretendBotAPI.Reply, _ expected: Expected) {
            self.name = name
            self.reply = reply
            self.expected = expected
        }
    }

    enum Expected: Sendable {
        case exactly(SendReport.Outcome)
        case retry, unknown, unreachable, noSuchAddress, badMessage
        case slowDown(Duration)
        case shutOut(Duration)

        func fits(_ outcome: SendReport.Outcome) -> Bool {
            switch (self, outcome) {
            case (.exactly(let expected), _): outcome == expected
            case (.retry, .retry), (.unknown, .unknown), (.unreachable, .refused(.unreachable, _)),
                (.noSuchAddress, .refused(.noSuchAddress, _)), (.badMessage, .refused(.badMessage, _)):
                true
            case (.slowDown(let expected), .slowDown(let wait, _)): wait == expected
            case (.shutOut(let expected), .shutOut(let wait, _)): wait == expected
            default: false
            }
        }
    }

    static let cases: [Case] = [
        Case("sent", .done(#"{"message_id":77,"date":1,"chat":{"id":1}}"#), .exactly(.sent(receipt: "77"))),
        Case("sent, without a number", .done("true"), .exactly(.sent(receipt: nil))),
        Case(
            "too many, with a time",
            .failed(429, "Too Many Requests: retry after 17", parameters: #"{"retry_after":17}"#),
            .slowDown(.seconds(17))),
        Case(
            "too many, with an absurd time",
            .failed(429, "Too Many Requests", parameters: #"{"retry_after":9999999}"#),
            .slowDown(.seconds(3600))),
        Case("too many, without a time", .failed(429, "Too Many Requests"), .retry),
        Case("blocked", .failed(403, "Forbidden: bot was blocked by the user"), .unreachable),
        Case("deactivated", .failed(403, "Forbidden: user is deactivated"), .unreachable),
        Case("put out", .failed(403, "Forbidden: bot was kicked from the group chat"), .unreachable),
        Case(
            "never wrote", .failed(403, "Forbidden: bot can't initiate conversation with a user"),
            .unreachable),
        Case("no such chat", .failed(400, "Bad Request: chat not found"), .noSuchAddress),
        Case("no such person", .failed(400, "Bad Request: PEER_ID_INVALID"), .noSuchAddress),
        Case(
            "moved",
            .failed(
                400, "Bad Request: group chat was upgraded to a supergroup chat",
                parameters: #"{"migrate_to_chat_id":-1001700200003}"#),
            .exactly(.moved(to: "-1001700200003"))),
        Case(
            "no right to write", .failed(400, "Bad Request: not enough rights to send text messages"),
            .unreachable),
        Case(
            "not modified", .failed(400, "Bad Request: message is not modified"),
            .exactly(.sent(receipt: nil))),
        Case("too long", .failed(400, "Bad Request: message is too long"), .badMessage),
        Case("bad button", .failed(400, "Bad Request: BUTTON_DATA_INVALID"), .badMessage),
        Case("token revoked", .failed(401, "Unauthorized"), .shutOut(.seconds(60))),
        Case("token unknown", .failed(404, "Not Found"), .shutOut(.seconds(60))),
        Case("conflict", .failed(409, "Conflict: terminated by other setWebhook"), .retry),
        Case("restarting", .failed(500, "Internal Server Error: restart"), .unknown),
        Case("gateway", .raw(status: 502, body: "<html>Bad Gateway</html>"), .unknown),
        Case("gateway timeout", .raw(status: 504, body: ""), .unknown),
        Case("garbage with 200", .raw(status: 200, body: "<html>Welcome</html>"), .unknown),
        Case("half an answer", .raw(status: 200, body: #"{"ok":true,"result":{"message_id":7"#), .unknown),
        Case("empty answer", .raw(status: 200, body: ""), .unknown),
        Case("JSON of somebody else", .raw(status: 200, body: #"{"status":"fine"}"#), .unknown),
        Case("a proxy's refusal", .raw(status: 403, body: "<html>Forbidden by policy</html>"), .retry),
        Case("a proxy's 400", .raw(status: 400, body: "Bad Request: chat not found"), .retry),
    ]

    @Test("Each answer means one thing", arguments: cases)
    func meaning(_ example: Case) async throws {
        try await Workbench.use { bench in
            bench.telegram.answer("sendMessage", with: example.reply)
            let report = await bench.channel.send(Workbench.delivery("Hello"))
            #expect(example.expected.fits(report.outcome), "\(report.outcome)")
            #expect(bench.telegram.calls.count == 1)
        }
    }

    @Test("Where nobody listens, nothing was sent, and it goes again")
    func nobodyThere() async throws {
        try await Workbench.use { bench in
            bench.telegram.stop()
            let report = await bench.channel.send(Workbench.delivery("Hello"))
            guard case .retry = report.outcome else {
                Issue.record("\(report.outcome)")
                return
            }
        }
    }

    @Test(
        "Where the line breaks after the request, nobody knows",
        arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"ok\":true,\"result\":{"])
    func brokenLine(_ beginning: String) async throws {
        let server = BreakingServer(saying: beginning)
        defer { server.stop() }
        try await Workbench.use(apiURL: "http://127.0.0.1:\(server.port)") { bench in
            let report = await bench.channel.send(Workbench.delivery("Hello"))
            guard case .unknown = report.outcome else {
                Issue.record("\(report.outcome)")
                return
            }
        }
    }

    @Test("Where no answer comes in time, nobody knows")
    func silence() async throws {
        try await Workbench.use { bench in
            bench.telegram.answer("sendMessage", with: .silence)
            let api = BotAPI(
                client: bench.client, url: bench.telegram.url, token: bench.telegram.token,
                answerTime: .milliseconds(200))
            let message = SendMessage(chat: ChatNumber("5"), text: "Hello", keyboard: nil)
            let reply = await api.call("sendMessage", message)
            guard case .unknown = SendReport.Outcome(reply) else {
                Issue.record("\(reply)")
                return
            }
        }
    }
}
