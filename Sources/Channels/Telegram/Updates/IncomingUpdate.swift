import ChannelContract
import YouSaidKit

/// One update of Telegram, read. Webhook and polling both come through here, and go the same way after it.
struct IncomingUpdate: Equatable {
    /// The update's number.
    let id: Int64
    /// What happened; nil where it concerns nobody, such as a kind of update that the bot does not know.
    let event: Event?
    /// The press that has to be answered, whether it became an event or not.
    let callback: String?

    /// The kinds of updates that the bot asks for.
    static let kinds = [
        "message", "edited_message", "callback_query", "my_chat_member", "business_message",
        "edited_business_message",
    ]
}

extension IncomingUpdate {
    /// Reads the update that stands alone in a webhook's body.
    ///
    /// - Throws: ``JSONError`` where the body is no JSON.
    /// - Returns: The update; nil where it is JSON and no update.
    static func read(_ body: [UInt8]) throws(JSONError) -> IncomingUpdate? {
        var json = JSONReader(body)
        let update = try IncomingUpdate(&json)
        try json.end()
        return update
    }

    /// Reads an update out of a longer text.
    init?(_ json: inout JSONReader) throws(JSONError) {
        guard try json.enterObject() else { return nil }
        var id: Int64?
        var message: IncomingMessage?
        var edited: IncomingMessage?
        var press: IncomingPress?
        var change: MembershipChange?
        while try json.nextMember() {
            if json.key(is: "update_id") {
                id = try json.integer()
            } else if json.key(is: "message") {
                message = try IncomingMessage(&json)
            } else if json.key(is: "callback_query") {
                press = try IncomingPress(&json)
            } else if json.key(is: "edited_message") {
                edited = try IncomingMessage(&json)
            } else if json.key(is: "business_message") {
                message = try IncomingMessage(&json)?.writtenByOwner
            } else if json.key(is: "edited_business_message") {
                edited = try IncomingMessage(&json)?.writtenByOwner
            } else if json.key(is: "my_chat_member") {
                change = try MembershipChange(&json)
            } else {
                try json.skip()
            }
        }
        guard let id else { return nil }
        self.id = id
        callback = press?.callback
        let key = String(id)
        if let message {
            event = Self.event(for: message, key: key)
        } else if let press {
            event = press.event(key: key)
        } else if let edited {
            event = Self.event(forEdit: edited, key: key)
        } else {
            event = change?.event(key: key)
        }
    }

    private static func event(for message: IncomingMessage, key: String) -> Event? {
        guard let chat = message.chat, message.hasContent, !message.from.isBot else { return nil }
        guard chat.isPrivate else { return Event(key: key, address: String(chat.id), kind: .group) }
        return Event(
            key: key, address: String(chat.id), text: words(of: message), attachments: message.attachments,
            message: message.id.map(String.init), replyTo: message.replyTo.map(String.init),
            beside: message.beside, album: message.album)
    }

    private static func event(forEdit message: IncomingMessage, key: String) -> Event? {
        guard let chat = message.chat, chat.isPrivate, let id = message.id, message.hasContent,
            !message.from.isBot
        else { return nil }
        return Event(
            key: key, address: String(chat.id), kind: .edit(of: String(id)), text: words(of: message),
            attachments: message.attachments, message: String(id),
            replyTo: message.replyTo.map(String.init), beside: message.beside)
    }

    private static func words(of message: IncomingMessage) -> String {
        BotCommand.withoutBotName(message.text ?? message.caption ?? "")
    }
}

extension IncomingMessage {
    /// The message, where whoever the chat is with wrote it: to a business's own account that the bot looks after come
    /// also the messages that the business writes, which are nobody's to the bot.
    fileprivate var writtenByOwner: IncomingMessage? { from.id == chat?.id ? self : nil }
}

/// What is written before a command's own words.
enum BotCommand {
    /// Leaves out the bot's name: "/start@YouSaidBot spring" becomes "/start spring".
    static func withoutBotName(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "/") else { return text }
        let word = text.prefix { !$0.isWhitespace }
        guard let mark = word.firstIndex(of: "@") else { return text }
        return String(text[..<mark]) + text[word.endIndex...]
    }
}
