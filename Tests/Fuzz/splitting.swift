@testable import TelegramChannel

/// A text that is cut into parts. The first byte says how long a part may be.
func fuzzSplitting(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let splitter = TextSplitter(limit: 8 + Int(first))
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let parts = splitter.parts(of: text)
    for part in parts {
        must(!part.isEmpty && part.utf16.count <= splitter.limit, "a part is neither empty nor too long")
        must(part.first?.isWhitespace == false && part.last?.isWhitespace == false, "its edges are words")
    }
    // Letters and digits alone: a mark that stands on a space goes with it.
    func words(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter {
            [.uppercaseLetter, .lowercaseLetter, .decimalNumber].contains($0.properties.generalCategory)
        }
    }
    must(parts.flatMap(words) == words(text), "no word is lost, doubled or changed")
    must(splitter.shortened(text).utf16.count <= max(splitter.limit, 1), "what is shortened fits")
}
