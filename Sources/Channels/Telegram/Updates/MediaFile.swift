import YouSaidKit

/// A file in a message: a voice note, a picture, a sticker. Read by ``IncomingMessage``.
struct MediaFile {
    var reference: String?
    var mediaType: String?
    var size: Int64?
    var area: Int64 = 0
    /// The emoji of a sticker, the name of a document, the title of a piece of music.
    var description: String?

    init?(_ json: inout JSONReader) throws(JSONError) {
        guard try json.enterObject() else { return nil }
        var width: Int64 = 0
        var height: Int64 = 0
        var isAnimated = false
        var isVideo = false
        var isSticker = false
        while try json.nextMember() {
            if json.key(is: "file_id") {
                reference = try json.string()
            } else if json.key(is: "mime_type") {
                mediaType = try json.string()
            } else if json.key(is: "file_size") {
                size = try json.integer()
            } else if json.key(is: "width") {
                width = try json.integer() ?? 0
            } else if json.key(is: "height") {
                height = try json.integer() ?? 0
            } else if json.key(is: "emoji") || json.key(is: "file_name") || json.key(is: "title") {
                description = try json.string() ?? description
            } else if json.key(is: "is_animated") {
                isSticker = true
                isAnimated = try json.bool() ?? false
            } else if json.key(is: "is_video") {
                isVideo = try json.bool() ?? false
            } else {
                try json.skip()
            }
        }
        area = width.multipliedReportingOverflow(by: height).partialValue
        // Telegram does not say the type of a sticker, but there are only three.
        if isSticker, mediaType == nil {
            mediaType = isAnimated ? "application/x-tgsticker" : isVideo ? "video/webm" : "image/webp"
        }
    }

    /// Reads the sizes of a picture and takes the largest.
    static func largest(_ json: inout JSONReader) throws(JSONError) -> MediaFile? {
        guard try json.enterArray() else { return nil }
        var best: MediaFile?
        while try json.nextElement() {
            guard let file = try MediaFile(&json), file.reference != nil else { continue }
            if let known = best, known.area > file.area { continue }
            best = file
        }
        return best
    }

    /// The same as the engine knows it; nil for a file that cannot be fetched.
    func attachment(_ kind: Attachment.Kind) -> Attachment? {
        guard let reference else { return nil }
        return Attachment(
            kind, reference: reference, description: description, mediaType: mediaType,
            size: size.flatMap { Int(exactly: $0) })
    }
}
