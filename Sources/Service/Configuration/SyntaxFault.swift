/// Where a file stops being JSON5, which the decoder does not say.
///
/// The decoder stays the judge: the file's beginning, up to some piece, is completed with what would close it and
/// decoded. The first piece with which that fails is where the trouble is. Used by ``Configuration/load(path:)``.
struct SyntaxFault: Equatable {
    let line: Int
    let column: Int
    let problem: String
    let advice: String

    /// Finds the place in a text that the decoder has refused.
    static func find(in text: ConfigurationText) -> SyntaxFault {
        // How far the beginning is right: all beginnings before the faulty piece are, all from there on are not.
        var right = 0
        var wrong = text.pieces.count + 1
        while wrong - right > 1 {
            let middle = (right + wrong) / 2
            if middle <= text.pieces.count, canBeCompleted(text, pieces: middle) {
                right = middle
            } else {
                wrong = middle
            }
        }
        guard right < text.pieces.count else { return endsTooEarly(text) }
        return describe(right, in: text)
    }

    /// The brackets that are open after some pieces, and the colons that belong to nothing are not its business.
    private static func open(_ text: ConfigurationText, pieces: Int) -> [ConfigurationText.Piece]? {
        var open: [ConfigurationText.Piece] = []
        for piece in text.pieces[..<pieces] {
            switch piece.kind {
            case .open: open.append(piece)
            case .close(let bracket):
                guard let last = open.popLast(), closing(last) == bracket else { return nil }
            case .unfinished: return nil
            case .comma, .colon, .text, .word: break
            }
        }
        return open
    }

    private static func closing(_ piece: ConfigurationText.Piece) -> UInt8 {
        piece.kind == .open(UInt8(ascii: "{")) ? UInt8(ascii: "}") : UInt8(ascii: "]")
    }

    private static func canBeCompleted(_ text: ConfigurationText, pieces: Int) -> Bool {
        guard pieces > 0 else { return true }
        guard let open = open(text, pieces: pieces) else { return false }
        let beginning = text.bytes[..<text.pieces[pieces - 1].range.upperBound]
        let end = open.reversed().map(closing)
        // As it is, after a colon, after a key.
        return ["", " null", " : null"].contains {
            ConfigurationValue.decode(beginning + Array($0.utf8) + end) != nil
        }
    }

    private static func endsTooEarly(_ text: ConfigurationText) -> SyntaxFault {
        let end = text.bytes.count
        let line = text.bytes.count { $0 == UInt8(ascii: "\n") } + 1
        if let bracket = open(text, pieces: text.pieces.count)?.last {
            return SyntaxFault(
                line: line, column: text.column(of: end),
                problem: "the file ends while the '\(character(of: bracket, in: text))' of line"
                    + " \(bracket.line) is still open",
                advice: "Close it with '\(Character(UnicodeScalar(closing(bracket))))'.")
        }
        return SyntaxFault(
            line: line, column: text.column(of: end), problem: "there is nothing in the file",
            advice: "Write the configuration between { and }.")
    }

    private static func describe(_ index: Int, in text: ConfigurationText) -> SyntaxFault {
        let piece = text.pieces[index]
        let before = index > 0 ? text.pieces[index - 1] : nil
        let open = open(text, pieces: index) ?? []
        let problem: String
        let advice: String
        switch piece.kind {
        case .unfinished(let what):
            problem = "a \(what) begins here and never ends"
            advice =
                what == "text" ? "End it on the same line, with the same quotation mark." : "End it with */."
        case .close(let bracket) where open.last.map(closing) != bracket:
            if let last = open.last {
                problem =
                    "this bracket does not close the '\(character(of: last, in: text))' of line \(last.line)"
                advice = "Write '\(Character(UnicodeScalar(closing(last))))' first."
            } else {
                problem = "this bracket closes nothing"
                advice = "Remove it."
            }
        case .text, .word, .open:
            if before?.isEndOfValue == true, open.isEmpty {
                problem = "the configuration ended before this"
                advice = "Move it inside the brackets, or remove it."
            } else if before?.isEndOfValue == true {
                problem = "something is missing before this"
                advice =
                    "Put a comma between one thing and the next, and a colon between a key and its value."
            } else {
                // The word itself is not repeated: it may be a secret.
                problem = "this is not understood"
                advice = "A text stands in quotation marks, and so does a key that is not plain letters."
            }
        case .comma, .colon, .close:
            problem = "'\(character(of: piece, in: text))' is not expected here"
            advice = "Look for something that is missing before it, such as quotation marks around a text."
        }
        return SyntaxFault(
            line: piece.line, column: text.column(of: piece.range.lowerBound), problem: problem,
            advice: advice)
    }

    private static func character(of piece: ConfigurationText.Piece, in text: ConfigurationText) -> Character
    {
        Character(UnicodeScalar(text.bytes[piece.range.lowerBound]))
    }
}

extension ConfigurationText.Piece {
    /// A value, or a key, may end with it.
    fileprivate var isEndOfValue: Bool {
        switch kind {
        case .text, .word, .close: true
        case .open, .comma, .colon, .unfinished: false
        }
    }
}
