import ChannelContract
import HTTP
import TestLimits
import Testing

@testable import TelegramChannel

/// What the webhook lets in, and what it answers.
@Suite(.limited) struct ReceiveTests {
    @Test(
        "Without the right secret nothing is read",
        arguments: [
            nil, "", "made-up_Secret-", "made-up_Secret-2", "made-up_Secret-11", "MADE-UP_SECRET-1",
            "made-up_Secret-1made-up_Secret-1",
        ])
    func forged(_ secret: String?) async throws {
        try await Workbench.use { bench in
            let request = Workbench.request(try Fixture.bytes("text"), secret: secret)
            guard case .refused(let response, .forged) = bench.channel.receive(request) else {
                Issue.record("a forged update was let in")
                return
            }
            #expect(response.status == 401)
        }
    }

    @Test("A channel without a webhook and a secret takes no updates from anybody")
    func noSecret() async throws {
        try await Workbench.use(webhook: false, secret: nil) { bench in
            for secret in [nil, "", "made-up_Secret-1"] {
                let request = Workbench.request(try Fixture.bytes("text"), secret: secret)
                guard case .refused(_, .forged) = bench.channel.receive(request) else {
                    Issue.record("an update was let in")
                    continue
                }
            }
        }
    }

    @Test("What is no update is refused", arguments: ["", "{", "hello", "[]", "{}", #"{"message":{}}"#])
    func malformed(_ body: String) async throws {
        try await Workbench.use { bench in
            let reception = bench.channel.receive(Workbench.request(Array(body.utf8)))
            guard case .refused(let response, .malformed) = reception else {
                Issue.record("let in: \(body)")
                return
            }
            #expect(response.status == 400)
        }
    }

    @Test("What cannot be read is refused some times, and then taken, so that it does not come for ever")
    func damaged() async throws {
        let broken =
            #"{"update_id":7,"message":{"message_id":1,"chat":{"id":700100001,"type":"private"},"text":"STOP""#
        try await Workbench.use { bench in
            // Another one in between counts for itself.
            for body in [broken, broken, "hello"] {
                guard
                    case .refused(let response, .malformed) = bench.channel.receive(
                        Workbench.request(Array(body.utf8)))
                else {
                    Issue.record("let in: \(body)")
                    return
                }
                #expect(response.status == 400)
            }
            guard
                case .passedOver(let number, let events, let response) = bench.channel.receive(
                    Workbench.request(Array(broken.utf8)))
            else {
                Issue.record("refused for ever")
                return
            }
            #expect(response.status == 200)
            #expect(number == "7")
            #expect(events.map(\.text) == ["STOP"])
            #expect(events.map(\.address) == ["700100001"])
        }
    }

    @Test("An update comes by POST")
    func method() async throws {
        try await Workbench.use { bench in
            let request = Workbench.request(try Fixture.bytes("text"), method: .get)
            guard case .refused(let response, .malformed) = bench.channel.receive(request) else {
                Issue.record("let in by GET")
                return
            }
            #expect(response.status == 405)
        }
    }

    @Test("An update that means nothing to us is accepted, so that it does not come again")
    func unknown() async throws {
        try await Workbench.use { bench in
            for body in [try Fixture.bytes("reaction"), Array(#"{"update_id":1,"news":{}}"#.utf8)] {
                guard case .events(let events, let response) = bench.channel.receive(Workbench.request(body))
                else {
                    Issue.record("refused")
                    continue
                }
                #expect(events.isEmpty)
                #expect(response.status == 200)
            }
        }
    }

    @Test("A message is one event, and the answer is empty")
    func message() async throws {
        try await Workbench.use { bench in
            let request = Workbench.request(try Fixture.bytes("text"))
            guard case .events(let events, let response) = bench.channel.receive(request) else {
                Issue.record("refused")
                return
            }
            #expect(events.map(\.text) == ["Saturday, please"])
            #expect(response.status == 200)
            #expect(response.body.isEmpty)
        }
    }

    @Test(
        "A press is answered with the webhook's own answer",
        arguments: ["press", "press-of-a-game", "press-in-group"])
    func press(_ fixture: String) async throws {
        try await Workbench.use { bench in
            let body = try Fixture.bytes(fixture)
            guard case .events(_, let response) = bench.channel.receive(Workbench.request(body)) else {
                Issue.record("refused")
                return
            }
            let callback = try #require(try IncomingUpdate.read(body)?.callback)
            #expect(response.status == 200)
            #expect(response.headers.contains { $0 == ("Content-Type", "application/json") })
            let expected = #"{"method":"answerCallbackQuery","callback_query_id":"\#(callback)"}"#
            #expect(String(decoding: response.body, as: UTF8.self) == expected)
            #expect(bench.telegram.calls.isEmpty)
        }
    }

    @Test("A press with a number that is none of Telegram's cannot put words into the answer")
    func injection() async throws {
        try await Workbench.use { bench in
            let id = #"1\",\"method\":\"sendMessage"#
            let body = #"{"update_id":1,"callback_query":{"id":"\#(id)","from":{"id":5},"data":"a"}}"#
            let reception = bench.channel.receive(Workbench.request(Array(body.utf8)))
            guard case .events(let events, let response) = reception else {
                Issue.record("refused")
                return
            }
            #expect(events.count == 1)
            #expect(response.body.isEmpty)
        }
    }
}
