/// The text of the configuration file, cut into its pieces: brackets, commas, colons, texts, words. It knows
/// nothing of what is allowed where, which is the decoder's business; it is there to name lines and columns.
struct ConfigurationText {
    struct Piece {
        enum Kind: Equatable {
            /// `{` or `[`.
            case open(UInt8)
            /// `}` or `]`.
            case close(UInt8)
            case comma
            case colon
            /// Something in quotation marks.
            case text
            /// A number, a name, or anything else that stands alone.
            case word
            /// A text or a comment that never ends.
            case unfinished(String)
        }

        let kind: Kind
        /// Where it stands in the bytes.
        let range: Range<Int>
        /// From 1.
        let line: Int
    }

    let bytes: [UInt8]
    let pieces: [Piece]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var cutter = Cutter(bytes: bytes)
        pieces = cutter.cut()
    }

    /// The first bracket inside so many others that no configuration means it. The decoder would take very long over it.
    var bracketTooDeep: Piece? {
        var depth = 0
        for piece in pieces {
            switch piece.kind {
            case .open: depth += 1
            case .close: depth -= 1
            case .comma, .colon, .text, .word, .unfinished: break
            }
            if depth > Self.deepest { return piece }
        }
        return nil
    }

    private static let deepest = 16

    /// The first word that begins as a number and is none, such as "1e+". Foundation's decoder reads on behind such a
    /// word, and may end the program.
    var brokenNumber: Piece? {
        pieces.first { piece in
            let word = bytes[piece.range]
            guard piece.kind == .word, let first = word.first else { return false }
            return (Self.isDigit(first) || "+-.".utf8.contains(first)) && !Self.isNumber(word)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// Whether JSON5 takes the bytes for a number.
    private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        var rest = word
        if let sign = rest.first, "+-".utf8.contains(sign) { rest.removeFirst() }
        if rest.elementsEqual("Infinity".utf8) || rest.elementsEqual("NaN".utf8) { return true }
        if rest.starts(with: "0x".utf8) || rest.starts(with: "0X".utf8) {
            let digits = rest.dropFirst(2)
            return !digits.isEmpty && digits.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
        }
        let whole = rest.prefix(while: isDigit)
        rest = rest[whole.endIndex...]
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest[fraction.endIndex...]
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return false }
        guard let mark = rest.popFirst() else { return true }
        guard "eE".utf8.contains(mark) else { return false }
        if let sign = rest.first, "+-".utf8.contains(sign) { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    /// The column of a place, from 1, in characters.
    func column(of offset: Int) -> Int {
        let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return String(decoding: bytes[start..<offset], as: UTF8.self).count + 1
    }

    /// The characters of a key, without its quotation marks.
    func name(of piece: Piece) -> String {
        let range = piece.kind == .text ? piece.range.dropFirst().dropLast() : piece.range[...]
        return String(decoding: bytes[range.startIndex..<range.endIndex], as: UTF8.self)
    }
}

/// Cuts a file into pieces, one after another.
private struct Cutter {
    let bytes: [UInt8]
    var place = 0
    var line = 1
    var pieces: [ConfigurationText.Piece] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func cut() -> [ConfigurationText.Piece] {
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\n"):
                line += 1
                place += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): place += 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): single(.open(bytes[place]))
            case UInt8(ascii: "}"), UInt8(ascii: "]"): single(.close(bytes[place]))
            case UInt8(ascii: ","): single(.comma)
            case UInt8(ascii: ":"): single(.colon)
            case UInt8(ascii: "\""), UInt8(ascii: "'"): text(quote: bytes[place])
            case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
                while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
            case UInt8(ascii: "/") where next == UInt8(ascii: "*"): comment()
            default: word()
            }
        }
        return pieces
    }

    private var next: UInt8? { place + 1 < bytes.count ? bytes[place + 1] : nil }

    private mutating func single(_ kind: ConfigurationText.Piece.Kind) {
        pieces.append(.init(kind: kind, range: place..<place + 1, line: line))
        place += 1
    }

    private mutating func text(quote: UInt8) {
        let start = place
        place += 1
        while place < bytes.count, bytes[place] != quote, bytes[place] != UInt8(ascii: "\n") {
            // A backslash takes the next character with it, also a line break.
            if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count {
                place += 1
                if bytes[place] == UInt8(ascii: "\n") { line += 1 }
            }
            place += 1
        }
        let isFinished = place < bytes.count && bytes[place] == quote
        if isFinished { place += 1 }
        let end = min(place, bytes.count)
        let lines = bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
        pieces.append(
            .init(
                kind: isFinished ? .text : .unfinished("text"), range: start..<end, line: line - lines))
    }

    private mutating func comment() {
        let start = place
        let firstLine = line
        place += 2
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
                place += 2
                return
            }
            if bytes[place] == UInt8(ascii: "\n") { line += 1 }
            place += 1
        }
        pieces.append(.init(kind: .unfinished("comment"), range: start..<bytes.count, line: firstLine))
    }

    private mutating func word() {
        let start = place
        let ends = Set("{}[],:\"' \t\r\n".utf8)
        repeat { place += 1 } while place < bytes.count && !ends.contains(bytes[place]) && !isComment
        pieces.append(.init(kind: .word, range: start..<place, line: line))
    }

    private var isComment: Bool {
        bytes[place] == UInt8(ascii: "/") && (next == UInt8(ascii: "/") || next == UInt8(ascii: "*"))
    }
}
