import YouSaidKit

/// One message on its way to one person, ready but for the platform's own form. Made by the outbox.
public struct Delivery: Sendable, Hashable, Codable {
    /// The outbox's number: the same again when the same message is tried again.
    public let id: Int64
    /// The person's address on the platform.
    public let address: String
    public let kind: Message.Kind
    /// The words, paragraphs parted by an empty line.
    public let text: String
    /// The answers that a question offers.
    public let buttons: [ChoiceButton]
    /// True where the person wants numbers instead of buttons, or the answers came as a list before.
    public let prefersNumbers: Bool
    /// True where an answer is waited for, also one in the person's own words.
    public let isQuestion: Bool
    public let picture: DeliveredPicture?
    public let link: DeliveredLink?
    /// Voice notes, pictures and files that somebody sent on this same channel, to be delivered after the words by
    /// what they were fetched by.
    public let attachments: [Attachment]
    /// The press that this message answers: the platform is told, and the chosen answer is shown.
    public let answering: AnsweredPress?
    /// The key of the event that this message answers directly, for channels whose caller waits for the answer.
    public let cause: String?
    /// How many parts of a long message the platform has taken already, in an earlier try.
    public let partsDelivered: Int

    public init(
        id: Int64, address: String, kind: Message.Kind, text: String, buttons: [ChoiceButton] = [],
        prefersNumbers: Bool = false, isQuestion: Bool = false, picture: DeliveredPicture? = nil,
        link: DeliveredLink? = nil, attachments: [Attachment] = [], answering: AnsweredPress? = nil,
        cause: String? = nil,
        partsDelivered: Int = 0
    ) {
        self.id = id
        self.address = address
        self.kind = kind
        self.text = text
        self.buttons = buttons
        self.prefersNumbers = prefersNumbers
        self.isQuestion = isQuestion
        self.picture = picture
        self.link = link
        self.attachments = attachments
        self.answering = answering
        self.cause = cause
        self.partsDelivered = partsDelivered
    }
}

extension Delivery {
    /// The same with a picture.
    public func showing(_ picture: DeliveredPicture) -> Delivery {
        Delivery(
            id: id, address: address, kind: kind, text: text, buttons: buttons,
            prefersNumbers: prefersNumbers, isQuestion: isQuestion, picture: picture, link: link,
            attachments: attachments, answering: answering, cause: cause, partsDelivered: partsDelivered)
    }
}

/// One answer that can be pressed.
public struct ChoiceButton: Sendable, Hashable, Codable {
    /// What comes back in ``Press/data``; at most 64 bytes.
    public let data: String
    public let label: String
    /// True for the answer that the person has given.
    public let isChosen: Bool
    /// True for what stands beside the answers, such as SKIP.
    public let isAside: Bool

    public init(data: String, label: String, isChosen: Bool = false, isAside: Bool = false) {
        self.data = data
        self.label = label
        self.isChosen = isChosen
        self.isAside = isAside
    }
}

/// The press that a message answers. Where the question was answered with words there was none: then its `data` is
/// empty, and only the buttons of the message that it names go away.
public struct AnsweredPress: Sendable, Hashable, Codable {
    public let press: Press
    /// All answers of the question, the chosen one marked, to show in place of the old buttons. Empty: the
    /// question can no longer be answered, and its buttons go away.
    public let buttons: [ChoiceButton]

    public init(press: Press, buttons: [ChoiceButton]) {
        self.press = press
        self.buttons = buttons
    }
}

/// A picture in a delivery, with the words for those who do not see it.
public struct DeliveredPicture: Sendable, Hashable, Codable {
    /// Where a picture comes from.
    public enum Source: Sendable, Hashable, Codable {
        /// The platform fetches it there.
        case address(String)
        /// The bot has drawn it: a PNG file.
        case png([UInt8])
    }

    public let source: Source
    public let description: String

    public init(url: String, description: String) {
        source = .address(url)
        self.description = description
    }

    public init(png: [UInt8], description: String) {
        source = .png(png)
        self.description = description
    }

    /// Where it is fetched; nil for one that the bot has drawn.
    public var address: String? { if case .address(let url) = source { url } else { nil } }
}

/// A link in a delivery.
public struct DeliveredLink: Sendable, Hashable, Codable {
    public let url: String
    public let label: String

    public init(url: String, label: String) {
        self.url = url
        self.label = label
    }
}
