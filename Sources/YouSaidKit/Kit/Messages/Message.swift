/// Something that is said, as meaning. The channel gives it its form.
///
/// ```swift
/// let note = Message(
///     Prompt("meeting-moved", ["date": .date(turn.now + .hours(48))]), Prompt("see-you"),
///     link: Link(label: Prompt("the-way"), url: "https://forum.example.org/way"))
/// turn.broadcast(note, to: .members)
/// turn.say(Message(Prompt("moved-told"), kind: .reply), to: member.id)
/// ```
/// The direct answer in a turn is shorter: ``Turn/reply(_:_:)``.
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
    /// Why it is said.
    public let kind: Kind
    /// A picture to show with it.
    public let picture: Picture?
    /// Numbers to be seen as bars, where the platform shows pictures and there is no other picture.
    public let chart: Chart?
    /// A page to open.
    public let link: Link?
    /// The plugin's vault in which it is sealed until it is delivered; nil where its words are no secret.
    public private(set) var vault: String?
    /// What it is about; nil means the subject of the plugin that says it.
    public let subject: Subject?
    /// Only there where it is true, so that a message kept by an older version can be read.
    private let urgent: Bool?

    /// True for a change that people must hear of before it is too late, such as a meeting that is cancelled. It goes
    /// at any hour and whatever subject somebody stopped. Whoever cannot be told, because they said STOP or cannot
    /// be reached, is named to the organisers with the words of the message, so that a person can ring them: nothing
    /// that only one member may know belongs in it.
    public var isUrgent: Bool { urgent ?? false }

    /// A message out of one prompt or several.
    /// - Parameters:
    ///   - paragraphs: its words; between two of them is an empty line.
    ///   - kind: why it is said.
    ///   - picture: a picture to show with it.
    ///   - chart: numbers to be seen as bars, where the platform shows pictures.
    ///   - link: a page to open.
    ///   - subject: what it is about; nil means the subject of the plugin that says it.
    ///   - isUrgent: true where people must hear of it before it is too late. See ``isUrgent``.
    public init(
        _ paragraphs: Prompt..., kind: Kind = .notice, picture: Picture? = nil, chart: Chart? = nil,
        link: Link? = nil, subject: Subject? = nil, isUrgent: Bool = false
    ) {
        self.init(
            paragraphs: paragraphs, kind: kind, picture: picture, chart: chart, link: link, subject: subject,
            isUrgent: isUrgent)
    }

    /// The same for as many paragraphs as a list has.
    public init(
        paragraphs: [Prompt], kind: Kind = .notice, picture: Picture? = nil, chart: Chart? = nil,
        link: Link? = nil, subject: Subject? = nil, isUrgent: Bool = false
    ) {
        self.subject = subject
        urgent = isUrgent ? true : nil
        self.paragraphs = paragraphs
        self.kind = kind
        self.picture = picture
        self.chart = chart
        self.link = link
    }

    /// The same message, sealed in one of the plugin's vaults until it is delivered; afterwards nothing tells who got
    /// it. Only for what is said to one person: a broadcast has the same words for all.
    /// - Parameter vault: the vault's name.
    public func sealed(in vault: String) -> Message {
        var copy = self
        copy.vault = vault
        return copy
    }

    /// The same message with its prompts' folders named. Used when a turn records it.
    @_spi(Host) public func owned(by owner: String) -> Message {
        var copy = Message(
            paragraphs: paragraphs.map { $0.owned(by: owner) }, kind: kind,
            picture: picture.map { Picture(url: $0.url, description: $0.description.owned(by: owner)) },
            chart: chart?.owned(by: owner),
            link: link.map { Link(label: $0.label.owned(by: owner), url: $0.url) },
            subject: subject, isUrgent: isUrgent)
        copy.vault = vault
        return copy
    }
}

/// A picture in a message. It always has a description, for those who do not see it.
public struct Picture: Sendable, Hashable, Codable {
    /// Where the platform fetches it.
    public let url: String
    /// What it shows, in words.
    public let description: Prompt

    /// A picture from a place that the platform can reach, with its description.
    public init(url: String, description: Prompt) {
        self.url = url
        self.description = description
    }
}

/// A link in a message.
public struct Link: Sendable, Hashable, Codable {
    /// What people read: where it leads.
    public let label: Prompt
    /// The whole address, with https:// in front.
    public let url: String

    /// A link with the words that stand for it.
    public init(label: Prompt, url: String) {
        self.label = label
        self.url = url
    }
}
