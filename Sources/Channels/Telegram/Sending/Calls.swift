// The calls to the Bot API that the channel makes, as Telegram wants them. The encoder turns `chatID` into
// `chat_id` by the coding keys; what is nil is left out.

/// `sendMessage`. Without `parse_mode`: nothing that a person writes can become markup.
struct SendMessage: Encodable {
    static let method = "sendMessage"

    let chat: ChatNumber
    let text: String
    let keyboard: Keyboard?
    let preview = LinkPreview()

    struct LinkPreview: Encodable {
        // A preview would show a page's own words and picture, which nobody here has checked.
        let isDisabled = true

        enum CodingKeys: String, CodingKey { case isDisabled = "is_disabled" }
    }

    enum CodingKeys: String, CodingKey {
        case text
        case chat = "chat_id"
        case keyboard = "reply_markup"
        case preview = "link_preview_options"
    }
}

/// `sendPhoto`, by the picture's address: Telegram fetches it.
struct SendPhoto: Encodable {
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

/// `editMessageReplyMarkup`: shows the chosen answer in a question that was sent.
struct EditKeyboard: Encodable {
    static let method = "editMessageReplyMarkup"

    let chat: ChatNumber
    let message: Int64
    let keyboard: Keyboard

    enum CodingKeys: String, CodingKey {
        case chat = "chat_id"
        case message = "message_id"
        case keyboard = "reply_markup"
    }
}

/// `answerCallbackQuery`: tells the person's app that the press has arrived.
struct AnswerPress: Encodable {
    static let method = "answerCallbackQuery"

    let callback: String

    enum CodingKeys: String, CodingKey {
        case callback = "callback_query_id"
    }
}

/// `setWebhook`.
struct SetWebhook: Encodable {
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
struct DeleteWebhook: Encodable {
    static let method = "deleteWebhook"

    let dropsPending = false

    enum CodingKeys: String, CodingKey {
        case dropsPending = "drop_pending_updates"
    }
}

/// `getUpdates`.
struct GetUpdates: Encodable {
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
}
