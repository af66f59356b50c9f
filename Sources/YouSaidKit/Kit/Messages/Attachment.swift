/// Something that came with a message and is no text. The bytes stay with the platform until they are needed.
public struct Attachment: Sendable, Hashable, Codable {
    /// What an attachment can be.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A voice note, spoken for this message.
        case voice
        /// Music or another recording.
        case audio
        /// A photo or a drawing.
        case picture
        /// A film, with sound or without.
        case video
        /// Any other file.
        case document
        /// A platform's own little picture, often in place of words.
        case sticker
        /// Somebody's name and number.
        case contact
        /// A place on the map.
        case location
    }

    /// True for what somebody says or shows, which is handed to an organiser. A place on the map and somebody's
    /// number are not: nobody asked for them.
    public var canBePassed: Bool { kind != .contact && kind != .location }

    /// What it is.
    public let kind: Kind
    /// What the channel fetches it by.
    public let reference: String
    /// What the sender or the platform says it shows; the emoji of a sticker.
    public let description: String?
    /// Its media type, where the platform says it: "audio/ogg".
    public let mediaType: String?
    /// Its size in bytes, where the platform says it.
    public let size: Int?

    /// Made by a channel for what came with a message.
    public init(
        _ kind: Kind, reference: String, description: String? = nil, mediaType: String? = nil,
        size: Int? = nil
    ) {
        self.kind = kind
        self.reference = reference
        self.description = description
        self.mediaType = mediaType
        self.size = size
    }
}
