import YouSaidKit

/// What a file is that somebody sent, told by its first bytes: what a sender says of it is not believed, because a browser
/// would act on it.
struct FileType: Equatable {
    let ending: String
    let mediaType: String

    init(_ bytes: [UInt8], _ attachment: Attachment) {
        if let known = Self.known(bytes) {
            self = known
        } else {
            self.init(ending: Self.ending(of: attachment) ?? "bin", mediaType: "application/octet-stream")
        }
    }

    private init(ending: String, mediaType: String) {
        self.ending = ending
        self.mediaType = mediaType
    }

    private static func known(_ bytes: [UInt8]) -> FileType? {
        func has(_ text: String, at place: Int = 0) -> Bool {
            bytes.dropFirst(place).starts(with: text.utf8)
        }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return FileType(ending: "jpg", mediaType: "image/jpeg") }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            return FileType(ending: "png", mediaType: "image/png")
        }
        if has("GIF8") { return FileType(ending: "gif", mediaType: "image/gif") }
        if has("RIFF"), has("WEBP", at: 8) { return FileType(ending: "webp", mediaType: "image/webp") }
        if has("OggS") { return FileType(ending: "ogg", mediaType: "audio/ogg") }
        if has("ID3") || bytes.starts(with: [0xFF, 0xFB]) {
            return FileType(ending: "mp3", mediaType: "audio/mpeg")
        }
        if has("ftyp", at: 4) {
            return has("M4A", at: 8)
                ? FileType(ending: "m4a", mediaType: "audio/mp4")
                : FileType(ending: "mp4", mediaType: "video/mp4")
        }
        if has("%PDF-") { return FileType(ending: "pdf", mediaType: "application/pdf") }
        return nil
    }

    /// Endings of other files that people send each other, and that run nothing.
    private static let harmless: Set<String> = [
        "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "heic", "opus",
        "wav", "aac", "mov", "3gp", "webm",
    ]

    private static func ending(of attachment: Attachment) -> String? {
        attachment.description?.split(separator: ".").last.map { $0.lowercased() }.flatMap {
            harmless.contains($0) ? $0 : nil
        }
    }
}
