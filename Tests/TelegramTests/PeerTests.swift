import ChannelContract
import Foundation
import TestLimits
import TestSupport
import Testing

@testable import TelegramChannel

/// Two Python libraries that know the Bot API look at our updates and at our calls. They are fetched by
/// `Tests/Peers/telegram/prepare`; without them these tests are skipped and say so.
@Suite(.enabled(if: TelegramPeer.isPrepared, "run Tests/Peers/telegram/prepare first"), .limited)
struct PeerTests {
    @Test("Every update that the tests use is one that Telegram could send")
    func updates() async throws {
        let paths = try Fixture.names().map { Fixture.folder.appending(path: "\($0).json").path }
        let (status, output) = try await TelegramPeer.run("check_updates.py", paths)
        #expect(status == 0, "\(output)")
        #expect(output.contains("\(paths.count) updates, 0 faults"))
    }

    @Test("Every call that the channel makes is one that Telegram takes")
    func calls() async throws {
        var calls: [PretendBotAPI.Call] = []
        try await Workbench.use { bench in
            try await bench.channel.start(PretendInbox())
            for delivery in Self.deliveries { _ = await bench.channel.send(delivery) }
            bench.telegram.answer("sendPhoto", with: .failed(400, "Bad Request: wrong HTTP URL specified"))
            _ = await bench.channel.send(Workbench.delivery("Look", picture: SendTests.picture))
            calls += bench.telegram.calls
        }
        try await Workbench.use(webhook: false) { bench in
            bench.telegram.deliver(try Fixture.text("press"))
            try await bench.channel.start(PretendInbox())
            _ = await bench.telegram.wait(for: "answerCallbackQuery")
            _ = await bench.telegram.wait(for: "getUpdates", count: 2)
            calls += bench.telegram.calls
        }
        // The answer to a webhook is a call as well.
        let answer = WebhookAnswer.response(to: "3006914201234567890").body
        let (status, output) = try await TelegramPeer.check(calls: calls, answers: [answer])
        #expect(status == 0, "\(output)")
        #expect(output.contains("\(calls.count + 1) calls, 0 faults"))
        let kinds = Set(calls.map(\.method))
        #expect(
            kinds == [
                "setWebhook", "deleteWebhook", "getUpdates", "sendMessage", "sendPhoto",
                "editMessageReplyMarkup", "answerCallbackQuery",
            ])
    }

    static var deliveries: [Delivery] {
        let link = DeliveredLink(url: "https://example.org/map", label: "Map")
        let press = Press(data: "q7:sat", callback: "3006", message: "39")
        let many = (1...99).map { ChoiceButton(data: "c\($0)", label: "\($0)") }
        return [
            Workbench.delivery("Hello\n\n\"you\" \\ </b> 👩‍👩‍👧 \u{7f}"),
            Workbench.delivery("Hello", to: "@made_up_forum"),
            Workbench.delivery(
                "7 of 12 people chose Saturday.", buttons: Workbench.days,
                picture: DeliveredPicture(png: [0x89, 13, 10, 0, 255], description: "The same as bars.")),
            Workbench.delivery("Which day?", buttons: Workbench.days, link: link),
            Workbench.delivery("Which day?", buttons: Workbench.days, numbers: true, link: link),
            Workbench.delivery("Which number?", buttons: many, link: link),
            Workbench.delivery(
                "Edge", buttons: [ChoiceButton(data: String(repeating: "é", count: 32), label: "64 bytes")]),
            Workbench.delivery(String(repeating: "😀", count: 5000), buttons: Workbench.days),
            Workbench.delivery("Look", buttons: Workbench.days, picture: SendTests.picture),
            Workbench.delivery(String(repeating: "long ", count: 900), picture: SendTests.picture),
            Workbench.delivery("", picture: SendTests.picture),
            Workbench.delivery(
                "Thank you.", answering: AnsweredPress(press: press, buttons: Workbench.daysChosen)),
            Workbench.delivery("Closed.", answering: AnsweredPress(press: press, buttons: [])),
        ]
    }
}
