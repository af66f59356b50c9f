import ChannelContract
import HTTP

@testable import TelegramChannel

private let secret = "made-up_secret"

private let channel: TelegramChannel? = {
    let configuration = TelegramChannel.Configuration(
        token: "123456789:AAmade-up_token-for-tests", secret: secret,
        webhookURL: "https://bot.example.org/webhooks/telegram")
    return try? TelegramChannel(configuration: configuration, client: Client(.init()))
}()

/// A webhook's body, with the right secret; and the same bytes as what Telegram answers to a call.
func fuzzTelegram(_ bytes: [UInt8]) {
    for status in [200, 429, 502] { _ = SendReport.Outcome(BotReply(status: status, body: bytes)) }
    let headers = Headers([("X-Telegram-Bot-Api-Secret-Token", secret)])
    guard let channel else { fatalError("the channel cannot be made") }
    let request = Request(method: .post, path: "/webhooks/telegram", headers: headers, body: bytes)
    let damaged = DamagedUpdate(bytes)
    must(
        damaged.event.map { !$0.address.isEmpty && !$0.key.isEmpty } ?? true,
        "a damaged event has a key and an address")
    for part in DamagedUpdate.split(bytes) { _ = DamagedUpdate(part) }
    switch channel.receive(request) {
    case .passedOver(_, let events, let response):
        must(response.status == 200 && events.count <= 1, "what is passed over comes no more")
    case .refused(let response, let reason):
        must(
            response.status == 400 && reason == .malformed,
            "a body with the right secret is malformed or good")
    case .events(let events, let response):
        must(response.status == 200, "what is read is answered with 200")
        must(events.count <= 1, "an update is one event")
        for event in events {
            must(!event.key.isEmpty, "an event has a key")
            must(!event.address.isEmpty, "an event has an address")
        }
    }
}
