import YouSaidKit

/// The chat that a message stands in.
struct IncomingChat {
    var id: Int64 = 0
    var type: String?

    /// True where nobody but the person and the bot can read along. A chat whose type is not known is only
    /// taken for private where its number says so: those of groups and channels are negative.
    var isPrivate: Bool { type.map { $0 == "private" } ?? (id > 0) }

    init?(_ json: inout JSONReader) throws(JSONError) {
        guard try json.enterObject() else { return nil }
        while try json.nextMember() {
            if json.key(is: "id") {
                id = try json.integer() ?? 0
            } else if json.key(is: "type") {
                type = try json.string()
            } else {
                try json.skip()
            }
        }
        guard id != 0 else { return nil }
    }
}

/// Where a message stands: all that is read of one that was pressed on or replied to.
struct MessageOrigin {
    var message: Int64?
    var chat: IncomingChat?
    /// A bot's, such as our own.
    var isFromBot = false

    init?(_ json: inout JSONReader) throws(JSONError) {
        guard try json.enterObject() else { return nil }
        while try json.nextMember() {
            if json.key(is: "message_id") {
                message = try json.integer()
            } else if json.key(is: "chat") {
                chat = try IncomingChat(&json)
            } else if json.key(is: "from") {
                isFromBot = try MessageSenderInfo(&json).isBot
            } else {
                try json.skip()
            }
        }
    }
}

/// A message as Telegram tells it, as far as the bot wants to know. Read by ``IncomingUpdate``.
struct IncomingMessage {
    var id: Int64?
    var chat: IncomingChat?
    var from = MessageSenderInfo()
    var text: String?
    var caption: String?
    var replyTo: Int64?
    /// The number of the album that it belongs to.
    var album: String?
    /// Words that came with it and are not what they wrote: what they quoted, a poll, a name.
    var beside: [String] = []
    var attachments: [Attachment] = []
    /// True where the person sent something; false for notes of Telegram's own, such as "pinned a message".
    var hasContent = false

    init?(_ json: inout JSONReader) throws(JSONError) {
        guard try json.enterObject() else { return nil }
        var venue: (location: Attachment, label: String?)?
        var hasAnimation = false
        var quote: String?
        var quotesBot = false
        while try json.nextMember() {
            if json.key(is: "message_id") {
                id = try json.integer()
            } else if json.key(is: "from") {
                from = try MessageSenderInfo(&json)
            } else if json.key(is: "chat") {
                chat = try IncomingChat(&json)
            } else if json.key(is: "text") {
                text = try json.string()
            } else if json.key(is: "media_group_id") {
                album = try json.string()
            } else if json.key(is: "caption") {
                caption = try json.string()
            } else if json.key(is: "reply_to_message") {
                let origin = try MessageOrigin(&json)
                replyTo = origin?.message
                quotesBot = origin?.isFromBot ?? false
            } else if json.key(is: "quote") {
                quote = try BesideWords.text(&json)
            } else if json.key(is: "poll") || json.key(is: "checklist") {
                hasContent = true
                beside += try BesideWords.asked(&json)
            } else if json.key(is: "animation") {
                hasAnimation = true
                try attach(MediaFile(&json)?.attachment(.video))
            } else if json.key(is: "venue") {
                venue = try Self.venue(&json)
            } else if let kind = Self.file(json) {
                try attach(MediaFile(&json)?.attachment(kind))
            } else if json.key(is: "photo") {
                try attach(MediaFile.largest(&json)?.attachment(.picture))
            } else if json.key(is: "contact") {
                try attach(Self.contact(&json))
            } else if json.key(is: "location") {
                try attach(Self.location(&json))
            } else {
                if Self.isOtherContent(json) { hasContent = true }
                try json.skip()
            }
        }
        // Telegram repeats these for programs that do not know the newer field.
        if hasAnimation { attachments.removeAll { $0.kind == .document } }
        if let venue {
            attachments.removeAll { $0.kind == .location }
            attachments.append(
                Attachment(.location, reference: venue.location.reference, description: venue.label))
        }
        // What we said ourselves tells nothing of whoever quotes it.
        if let quote, !quotesBot { beside.append(quote) }
        beside += attachments.filter { $0.kind != .sticker }.compactMap(\.description)
        if text != nil || caption != nil || !attachments.isEmpty { hasContent = true }
    }

    private mutating func attach(_ attachment: Attachment?) {
        if let attachment { attachments.append(attachment) }
    }

    private static func file(_ json: JSONReader) -> Attachment.Kind? {
        if json.key(is: "voice") { return .voice }
        if json.key(is: "audio") { return .audio }
        if json.key(is: "document") { return .document }
        if json.key(is: "video") || json.key(is: "video_note") || json.key(is: "live_photo") { return .video }
        if json.key(is: "sticker") { return .sticker }
        return nil
    }

    /// What a person can send and the bot cannot take. It is told as a message without words, so that the
    /// person hears so.
    private static func isOtherContent(_ json: JSONReader) -> Bool {
        json.key(is: "dice") || json.key(is: "game") || json.key(is: "story") || json.key(is: "paid_media")
            || json.key(is: "rich_message")
            || json.key(is: "invoice") || json.key(is: "giveaway")
    }

    private static func contact(_ json: inout JSONReader) throws(JSONError) -> Attachment? {
        guard try json.enterObject() else { return nil }
        var number: String?
        var first: String?
        var last: String?
        while try json.nextMember() {
            if json.key(is: "phone_number") {
                number = try json.string()
            } else if json.key(is: "first_name") {
                first = try json.string()
            } else if json.key(is: "last_name") {
                last = try json.string()
            } else {
                try json.skip()
            }
        }
        let name = [first, last].compactMap(\.self).joined(separator: " ")
        return Attachment(.contact, reference: number ?? "", description: name.isEmpty ? nil : name)
    }

    private static func location(_ json: inout JSONReader) throws(JSONError) -> Attachment? {
        guard try json.enterObject() else { return nil }
        var latitude: String?
        var longitude: String?
        while try json.nextMember() {
            if json.key(is: "latitude") {
                latitude = try json.number()
            } else if json.key(is: "longitude") {
                longitude = try json.number()
            } else {
                try json.skip()
            }
        }
        guard let latitude, let longitude else { return nil }
        return Attachment(.location, reference: "\(latitude),\(longitude)")
    }

    private static func venue(_ json: inout JSONReader) throws(JSONError) -> (Attachment, String?)? {
        guard try json.enterObject() else { return nil }
        var place: Attachment?
        var title: String?
        while try json.nextMember() {
            if json.key(is: "location") {
                place = try location(&json)
            } else if json.key(is: "title") {
                title = try json.string()
            } else {
                try json.skip()
            }
        }
        return place.map { ($0, title) }
    }
}
