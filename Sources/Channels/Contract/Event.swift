import YouSaidKit

/// Something that a person did on a platform, in the one form that the engine knows. Made by a channel from
/// what the platform delivered; sealed where it has to be kept.
public struct Event: Sendable, Hashable, Codable {
    /// What happened.
    public enum Kind: Sendable, Hashable, Codable {
        /// They wrote, spoke, or sent something.
        case message
        /// They pressed one of our buttons.
        case press(Press)
        /// They changed a message that they had sent. The new text is in ``Event/text``.
        case edit(of: String)
        /// They blocked the bot, or their account is gone: nothing can be sent.
        case unreachable
        /// They unblocked the bot.
        case reachable
        /// They wrote where others can read it. Politely refused, for privacy.
        case group
    }

    /// The platform's own number for the event. With the channel's name it is unique: an event that is
    /// delivered twice takes effect once.
    public let key: String
    /// The person's address on the platform: a chat's number, a telephone number.
    public let address: String
    public let kind: Kind
    /// What they wrote; empty where they wrote nothing.
    public let text: String
    public let attachments: [Attachment]
    /// The platform's number for the message, so that a later edit can be matched.
    public let message: String?
    /// The platform's number for our message that they replied to.
    public let replyTo: String?
    /// Words that came with it and are not what they wrote: what they quoted of somebody, the question of a poll that
    /// they sent, the name of a file. No answer to anything; whoever listens for harm reads them too. Nil where there
    /// are none.
    public let beside: [String]?
    /// The platform's name for what was sent as one and comes in several messages, such as an album of pictures; nil
    /// where it came alone.
    public let album: String?

    public init(
        key: String, address: String, kind: Kind = .message, text: String = "",
        attachments: [Attachment] = [], message: String? = nil, replyTo: String? = nil,
        beside: [String] = [], album: String? = nil
    ) {
        self.key = key
        self.address = address
        self.kind = kind
        // PostgreSQL takes no NUL in a text, and no person means one.
        self.text = text.utf8.contains(0) ? text.replacing("\0", with: "") : text
        self.attachments = attachments
        self.message = message
        self.replyTo = replyTo
        self.album = album
        self.beside = beside.isEmpty ? nil : beside.map { $0.replacing("\0", with: "") }
    }

    /// The same with other words.
    /// - Parameter others: what came with it instead; nil where that stays.
    public func saying(_ text: String, with others: [Attachment]? = nil) -> Event {
        Event(
            key: key, address: address, kind: kind, text: text, attachments: others ?? attachments,
            message: message, replyTo: replyTo, beside: beside ?? [], album: album)
    }
}

/// A button that was pressed.
public struct Press: Sendable, Hashable, Codable {
    /// What we put behind the button: ``ChoiceButton/data``.
    public let data: String
    /// The platform's number for the press, where it wants the press answered.
    public let callback: String?
    /// The platform's number for our message that carries the button.
    public let message: String?

    public init(data: String, callback: String? = nil, message: String? = nil) {
        self.data = data
        self.callback = callback
        self.message = message
    }
}
