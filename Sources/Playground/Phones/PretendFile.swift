import YouSaidKit

/// What a phone can send besides words. There is nothing in it: it is there to see what the bot does with it.
enum PretendFile: String, Sendable, Codable {
    case voice
    case picture

    var attachment: Attachment.Kind {
        switch self {
        case .voice: .voice
        case .picture: .picture
        }
    }

    /// What the phone shows that it has sent.
    var words: String {
        switch self {
        case .voice: "Voice note (pretend)"
        case .picture: "Picture (pretend)"
        }
    }
}
