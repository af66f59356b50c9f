import ChannelContract
import Engine
import Foundation
import HTTP
import Playground
import Sealing
import Service
import Storage
import TelegramChannel
import TestSupport
import Threads
import Welcome
import YouSaidKit

/// A whole bot on this machine, with pretend phones and, where wanted, a pretend Telegram: for tests of what strangers
/// and a failing machine do to it.
final class WholeBot: Sendable {
    static let secret = "made-up_secret"

    let bot: RunningBot
    let client = Client(.init())
    /// What arrived on the pretend phones: the address and the text.
    let arrived: Guarded<[(address: String, text: String)]>
    /// Links that arrived there.
    let links = Guarded<[(address: String, url: String)]>([])
    /// What the bot wrote into its log.
    let log: Guarded<[String]>

    /// - Parameters:
    ///   - data: Where it keeps everything.
    ///   - telegram: The address of the Bot API; nil for no Telegram.
    ///   - answerTime: How long the Bot API may take to answer.
    ///   - gifts: Switches ``Gifts`` on.
    ///   - more: Plugins beside Welcome.
    ///   - publicURL: Its address on the web.
    init(
        in data: DataFolder, telegram: String? = nil, token: String = "123456789:AAmade-up_token-for-tests",
        answerTime: Duration = .seconds(30), gifts: Bool = false, plugins more: [any Plugin] = [],
        publicURL: String? = nil,
        clock: any EngineClock = SystemClock(), storage: Store.Options = Store.Options()
    ) async throws {
        let phones = PretendChannel(name: "pretend", hasButtons: false)
        let arrived = Guarded<[(address: String, text: String)]>([])
        let log = Guarded<[String]>([])
        phones.onDelivery { [links] delivery in
            arrived.with { $0.append((delivery.address, delivery.text)) }
            if let link = delivery.link { links.with { $0.append((delivery.address, link.url)) } }
        }
        var channels: [any Channel] = [phones]
        if let telegram {
            var configuration = TelegramChannel.Configuration(
                token: token, secret: Self.secret, webhookURL: "https://bot.example.org/webhooks/telegram")
            configuration.apiURL = telegram
            configuration.answerTime = answerTime
            channels.append(try TelegramChannel(configuration: configuration, client: client))
        }
        let plugins: [any Plugin] = [Welcome()] + (gifts ? [Gifts()] : []) + more
        var parts = RunningBot.Parts(
            forum: Forum(name: "Voices", timeZone: "Europe/London"), data: data,
            listen: .tcp(host: "127.0.0.1", port: 0),
            sealer: Sealer(current: try SealingKey(bytes: Array(repeating: 7, count: 32))),
            wording: gifts ? try Gifts.wording(in: data) : try Wording(folder: "prompts"),
            plugins: plugins.map { plugin in
                // Joining is no subject here: JOIN is all it takes.
                let isWelcome = plugin.manifest.id == "welcome"
                return ActivePlugin(
                    plugin,
                    settings: Settings(
                        isWelcome ? ["askAge": .flag(false), "consents": .text("")] : [:],
                        declared: plugin.manifest.settings))
            },
            channels: channels, clock: clock, log: { line in log.with { $0.append(line) } })
        parts.storage = storage
        parts.publicURL = publicURL
        self.arrived = arrived
        self.log = log
        bot = try await RunningBot.start(parts)
    }

    func stop() async {
        await bot.stop()
        client.close()
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(bot.port)\(path)" }

    /// Posts a body to a webhook, and returns the status.
    @discardableResult func post(
        _ body: [UInt8], to channel: String = "pretend", secret: String? = nil
    ) async throws -> Int {
        var request = ClientRequest(method: .post, url: url("/webhooks/\(channel)"))
        if let secret { request.headers = [("X-Telegram-Bot-Api-Secret-Token", secret)] }
        request.body = body
        return try await client.send(request).status
    }

    /// Somebody writes on a pretend phone.
    @discardableResult func write(
        _ text: String, from person: String = "ada", id: String = UUID().uuidString
    ) async throws -> Int {
        try await post(
            Array(try JSONEncoder().encode(PretendChannel.Act(id: id, person: person, text: text))))
    }

    func get(_ path: String) async throws -> ClientResponse {
        try await client.send(ClientRequest(method: .get, url: url(path)))
    }

    /// How many rows a query finds.
    func count(_ from: String) throws -> Int {
        try bot.engine.store.read { try $0.first("SELECT COUNT(*) FROM \(from)")?[0] ?? 0 }
    }

    /// Texts that arrived at somebody's pretend phone.
    func texts(at person: String = "ada") -> [String] {
        arrived.with { $0 }.filter { $0.address == person }.map(\.text)
    }

    /// Links that arrived at somebody's pretend phone.
    func links(at person: String) -> [String] {
        links.with { $0 }.filter { $0.address == person }.map(\.url)
    }

    /// Waits until something is so, ninety seconds at most.
    func wait(until isSo: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(90)
        while ContinuousClock.now < end {
            if try await isSo() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await isSo()
    }

    /// One real person writes, and is answered.
    func stillServes(_ person: String = "newcomer \(UUID().uuidString.prefix(4))") async throws -> Bool {
        guard try await write("JOIN", from: person) == 200 else { return false }
        return try await wait { !texts(at: person).isEmpty }
    }

    /// A message as Telegram posts it.
    static func update(_ number: Int, text: String, from person: Int = 700_100_001) -> [UInt8] {
        Array(
            """
            {"update_id":\(number),"message":{"message_id":\(number),"date":1785600041,"text":"\(text)",
            "from":{"id":\(person),"is_bot":false,"first_name":"Ada"},
            "chat":{"id":\(person),"first_name":"Ada","type":"private"}}}
            """.utf8)
    }
}
