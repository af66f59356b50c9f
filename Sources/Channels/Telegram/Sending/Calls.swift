import FoundationEssentials
import HTTP

// The calls to the Bot API that the channel makes, as Telegram wants them. What is made for every message writes its
// JSON itself; for the others the encoder turns `chatID` into `chat_id` by the coding keys, and leaves out what is nil.

/// A call's parameters. ``BotAPI`` sends them.
protocol BotCall {
    /// The parameters in JSON.
    func encoded() throws -> [UInt8]
}

extension BotCall where Self: Encodable {
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return Array(try encoder.encode(self))
    }
}

/// `sendMessage`. Without `parse_mode`: nothing that a person writes can become markup.
struct SendMessage: BotCall {
    static let method = "sendMessage"

    let chat: ChatNumber
    let text: String
    let keyboard: Keyboard?

    func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.key("chat_id")
            chat.write(to: &$0)
            $0.key("text")
            $0.text(text)
            if let keyboard {
                $0.key("reply_markup")
                keyboard.write(to: &$0)
            }
            // A preview would show a page's own words and picture, which nobody here has checked.
            $0.key("link_preview_options")
            $0.object {
                $0.key("is_disabled")
                $0.bool(true)
            }
        }
        return json.bytes
    }
}

/// `sendPhoto`, by the picture's address: Telegram fetches it.
struct SendPhoto: BotCall, Encodable {
    static let method = "sendPhoto"

    let chat: ChatNumber
    let photo: String
    let caption: String?
    let keyboard: Keyboard?

    enum CodingKeys: String, CodingKey {
        case photo, caption
        case chat = "chat_id"
        case keyboard = "reply_markup"
    }
}

/// `sendPhoto` with the picture itself, as a form with a file.
struct UploadPhoto {
    let chat: ChatNumber
    let png: [UInt8]
    let caption: String?
    let keyboard: Keyboard?

    var parts: [ClientRequest.Part] {
        var parts = [ClientRequest.Part(name: "chat_id", text: chat.address)]
        if let caption { parts.append(ClientRequest.Part(name: "caption", text: caption)) }
        if let keyboard {
            var json = JSONWriter()
            keyboard.write(to: &json)
            parts.append(ClientRequest.Part(name: "reply_markup", content: json.bytes))
        }
        parts.append(
            ClientRequest.Part(
                name: "photo", fileName: "chart.png", contentType: "image/png", content: png))
        return parts
    }
}

/// `editMessageReplyMarkup`: shows the chosen answer in a question that was sent.
struct EditKeyboard: BotCall {
    static let method = "editMessageReplyMarkup"

    let chat: ChatNumber
    let message: Int64
    let keyboard: Keyboard

    func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.key("chat_id")
            chat.write(to: &$0)
            $0.key("message_id")
            $0.integer(message)
            $0.key("reply_markup")
            keyboard.write(to: &$0)
        }
        return json.bytes
    }
}

/// `answerCallbackQuery`: tells the person's app that the press has arrived.
struct AnswerPress: BotCall, Encodable {
    static let method = "answerCallbackQuery"

    let callback: String

    enum CodingKeys: String, CodingKey {
        case callback = "callback_query_id"
    }
}

/// `setWebhook`.
struct SetWebhook: BotCall, Encodable {
    static let method = "setWebhook"

    let url: String
    let secret: String
    let connections: Int
    let kinds = IncomingUpdate.kinds
    let dropsPending = false

    enum CodingKeys: String, CodingKey {
        case url
        case secret = "secret_token"
        case connections = "max_connections"
        case kinds = "allowed_updates"
        case dropsPending = "drop_pending_updates"
    }
}

/// `deleteWebhook`: Telegram gives no updates to those who ask while there is a webhook.
struct DeleteWebhook: BotCall, Encodable {
    static let method = "deleteWebhook"

    let dropsPending = false

    enum CodingKeys: String, CodingKey {
        case dropsPending = "drop_pending_updates"
    }
}

/// `getUpdates`.
struct GetUpdates: BotCall, Encodable {
    static let method = "getUpdates"

    let offset: Int64?
    let timeout: Int
    let limit = 100
    let kinds = IncomingUpdate.kinds

    enum CodingKeys: String, CodingKey {
        case offset, timeout, limit
        case kinds = "allowed_updates"
    }
}

/// A chat's number, which Telegram also takes as a name: "@forum".
struct ChatNumber: Encodable {
    let address: String

    init(_ address: String) {
        self.address = address
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let number = Int64(address) { try container.encode(number) } else { try container.encode(address) }
    }

    func write(to json: inout JSONWriter) {
        if let number = Int64(address) { json.integer(number) } else { json.text(address) }
    }
}
