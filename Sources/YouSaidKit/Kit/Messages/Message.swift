/// Something that is said, as meaning. The channel gives it its form.
public struct Message: Sendable, Hashable, Codable {
    /// Why it is said, which decides when it may go out and what happens when nobody knows whether it arrived.
    public enum Kind: String, Sendable, Hashable, Codable, SQLConvertible {
        /// The direct answer to what somebody wrote. Goes first, at any hour, and again when in doubt.
        case reply
        /// Something that the forum wants to say. Goes again when in doubt.
        case notice
        /// Something worth money. Never goes twice: when in doubt a person decides.
        case voucher
        /// Somebody may need help. Goes first, at any hour, whatever was stopped.
        case safeguarding
    }

    /// The paragraphs, one after another.
    public let paragraphs: [Prompt]
    public let kind: Kind
    /// A picture to show with it.
    public let picture: Picture?
    /// A page to open.
    public let link: Link?

    public init(_ paragraphs: Prompt..., kind: Kind = .notice, picture: Picture? = nil, link: Link? = nil) {
        self.init(paragraphs: paragraphs, kind: kind, picture: picture, link: link)
    }

    public init(paragraphs: [Prompt], kind: Kind = .notice, picture: Picture? = nil, link: Link? = nil) {
        self.paragraphs = paragraphs
        self.kind = kind
        self.picture = picture
        self.link = link
    }

    /// The same message with its prompts' folders named. Used when a turn records it.
    @_spi(Host) public func owned(by owner: String) -> Message {
        Message(
            paragraphs: paragraphs.map { $0.owned(by: owner) }, kind: kind,
            picture: picture.map { Picture(url: $0.url, description: $0.description.owned(by: owner)) },
            link: link.map { Link(label: $0.label.owned(by: owner), url: $0.url) })
    }
}

/// A picture in a message. It always has a description, for those who do not see it.
public struct Picture: Sendable, Hashable, Codable {
    /// Where the platform fetches it.
    public let url: String
    public let description: Prompt

    public init(url: String, description: Prompt) {
        self.url = url
        self.description = description
    }
}

/// A link in a message.
public struct Link: Sendable, Hashable, Codable {
    public let label: Prompt
    public let url: String

    public init(label: Prompt, url: String) {
        self.label = label
        self.url = url
    }
}
