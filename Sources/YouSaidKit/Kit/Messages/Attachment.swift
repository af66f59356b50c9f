/// Something that came with a message and is no text. The bytes stay with the platform until they are needed.
public struct Attachment: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case voice, audio, picture, video, document, sticker, contact, location
    }

    public let kind: Kind
    /// What the channel fetches it by.
    public let reference: String
    /// What the sender or the platform says it shows; the emoji of a sticker.
    public let description: String?
    /// Its media type, where the platform says it: "audio/ogg".
    public let mediaType: String?
    /// Its size in bytes, where the platform says it.
    public let size: Int?

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
