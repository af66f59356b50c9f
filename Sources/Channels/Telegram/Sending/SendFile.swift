import YouSaidKit

/// `sendVoice`, `sendPhoto` and the others of that kind, by the number of a file that Telegram has.
struct SendFile: BotCall, Encodable {
    let chat: ChatNumber
    /// The name of the field that holds the file: "voice".
    let field: String
    let file: String

    /// The calls by which something of a kind can be sent. Telegram does not let a file change its kind, and a round
    /// film or a moving picture is a film to us: each has a call of its own.
    static func calls(for kind: Attachment.Kind) -> [(method: String, field: String)] {
        switch kind {
        case .voice: [("sendVoice", "voice")]
        case .audio: [("sendAudio", "audio")]
        case .picture: [("sendPhoto", "photo")]
        case .video:
            [("sendVideo", "video"), ("sendVideoNote", "video_note"), ("sendAnimation", "animation")]
        case .document: [("sendDocument", "document")]
        case .sticker: [("sendSticker", "sticker")]
        case .contact, .location: []
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Field.self)
        try container.encode(chat, forKey: Field("chat_id"))
        try container.encode(file, forKey: Field(field))
    }

    private struct Field: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
