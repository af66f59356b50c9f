import ChannelContract
import HTTP
import TestSupport
import YouSaidKit

@testable import TelegramChannel

/// A channel, the pretend Telegram that it talks to, and what both are made of.
struct Workbench {
    static let secret = "made-up_Secret-1"
    let telegram: PretendBotAPI
    let client: Client
    let channel: TelegramChannel

    init(webhook: Bool = true, secret: String? = secret, apiURL: String? = nil) throws {
        telegram = try PretendBotAPI()
        client = Client(Client.Configuration())
        var configuration = TelegramChannel.Configuration(
            token: telegram.token, secret: secret,
            webhookURL: webhook ? "https://bot.example.org/webhooks/telegram" : nil)
        configuration.apiURL = apiURL ?? telegram.url
        configuration.pollTime = .seconds(30)
        configuration.pauses = Pauses(first: .milliseconds(5), longest: .milliseconds(20))
        channel = try TelegramChannel(configuration: configuration, client: client)
    }

    /// Runs a test on a workbench and clears up after it.
    static func use(
        webhook: Bool = true, secret: String? = secret, apiURL: String? = nil,
        _ test: (Workbench) async throws -> Void
    ) async throws {
        let bench = try Workbench(webhook: webhook, secret: secret, apiURL: apiURL)
        do {
            try await test(bench)
        } catch {
            await bench.end()
            throw error
        }
        await bench.end()
    }

    private func end() async {
        await channel.stop()
        client.close()
        telegram.stop()
    }

    /// An update as it comes by webhook.
    static func request(_ body: [UInt8], secret: String? = secret, method: Method = .post) -> Request {
        var headers = [("Content-Type", "application/json")]
        if let secret { headers.append(("X-Telegram-Bot-Api-Secret-Token", secret)) }
        return Request(method: method, path: "/webhooks/telegram", headers: Headers(headers), body: body)
    }

    /// A delivery to a made-up person.
    static func delivery(
        _ text: String, to address: String = "700100001", buttons: [ChoiceButton] = [], numbers: Bool = false,
        picture: DeliveredPicture? = nil, link: DeliveredLink? = nil, answering: AnsweredPress? = nil,
        partsDelivered: Int = 0
    ) -> Delivery {
        Delivery(
            id: 1, address: address, kind: .notice, text: text, buttons: buttons, prefersNumbers: numbers,
            picture: picture, link: link, answering: answering, partsDelivered: partsDelivered)
    }

    static let days = [
        ChoiceButton(data: "q7:sat", label: "Saturday"), ChoiceButton(data: "q7:sun", label: "Sunday"),
    ]
    static let daysChosen = [
        ChoiceButton(data: "q7:sat", label: "Saturday", isChosen: true),
        ChoiceButton(data: "q7:sun", label: "Sunday"),
    ]
}

extension PretendBotAPI.Call {
    /// The labels of the inline keyboard, row by row; nil where there is none.
    var keyboardLabels: [[String]]? {
        let markup = self["reply_markup"] as? [String: Any]
        let rows = markup?["inline_keyboard"] as? [[[String: Any]]]
        return rows?.map { $0.compactMap { $0["text"] as? String } }
    }
}
