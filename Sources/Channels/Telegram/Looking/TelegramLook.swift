import FoundationEssentials
import HTTP

/// What Telegram says when it is asked how things stand. Found out by ``TelegramChannel/look()`` for
/// `yousaid doctor`; nothing is changed by asking.
public enum TelegramLook: Sendable, Equatable {
    /// It answered. The date is the one of its clock, as it stands in the answer's head.
    case reached(Webhook, date: String?)
    /// It knows no such bot.
    case tokenRefused
    /// Nothing came back, or nothing of Telegram's. The reason names no secret.
    case notReached(reason: String)

    /// What Telegram knows about the webhook.
    public struct Webhook: Sendable, Equatable, Decodable {
        /// Where it delivers; empty where there is no webhook.
        public let url: String
        /// How many updates wait to be delivered.
        public let pending: Int
        /// When a delivery last failed, in seconds since 1970.
        public let lastError: Int64?
        /// How it failed, in Telegram's words, which name nobody.
        public let lastErrorText: String?

        public init(url: String, pending: Int, lastError: Int64? = nil, lastErrorText: String? = nil) {
            self.url = url
            self.pending = pending
            self.lastError = lastError
            self.lastErrorText = lastErrorText
        }

        enum CodingKeys: String, CodingKey {
            case url
            case pending = "pending_update_count"
            case lastError = "last_error_date"
            case lastErrorText = "last_error_message"
        }
    }

    /// Reads the answer to `getWebhookInfo`.
    init(_ response: ClientResponse) {
        struct Answer: Decodable {
            let ok: Bool
            let result: Webhook?
        }
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body))
        if let webhook = answer?.result, answer?.ok == true {
            self = .reached(webhook, date: response.header("Date"))
        } else if answer != nil, response.status == 401 || response.status == 404 {
            self = .tokenRefused
        } else {
            self = .notReached(
                reason: "HTTP \(response.status) came back, without an answer of Telegram's")
        }
    }
}

/// `getWebhookInfo`.
private struct GetWebhookInfo: BotCall, Encodable {
    static let method = "getWebhookInfo"
}

extension TelegramChannel {
    /// Asks Telegram how things stand. The channel need not be started.
    public func look() async -> TelegramLook {
        do {
            return TelegramLook(
                try await api.post(GetWebhookInfo.method, GetWebhookInfo(), timeout: .seconds(15)))
        } catch let error as ClientError {
            return .notReached(reason: error.message)
        } catch {
            return .notReached(reason: "the question could not be asked")
        }
    }

    /// Where Telegram should deliver; nil where it is asked for updates.
    public var webhookURL: String? { configuration.webhookURL }
}
