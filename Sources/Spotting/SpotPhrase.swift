/// One line of a list: words in their order, as they may stand in what somebody writes. Read by ``SpotLists``.
///
/// ```
/// want to die            these words, one after another
/// (hits|beats up) me     one of several
/// cut* myself            any ending: cut, cuts, cutting
/// touch* me ... secret   up to four words between
/// =raped                 exactly this: misspelt it would be another word
/// ? scared ... home      often harmless: the person is asked, and only where the rest does not read harmless
/// ```
struct SpotPhrase: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        /// One of these, each a word or several.
        case oneOf([[Word]])
        /// Up to ``SpotPhrase/longestGap`` words that may be any.
        case gap
    }

    /// One way of a word.
    struct Word: Sendable, Hashable {
        let text: String
        let hasAnyEnding: Bool
        let isExact: Bool
    }

    /// What is wrong with a line.
    struct Fault: Error, Hashable {
        let what: String
        let advice: String
    }

    static let longestGap = 4
    let parts: [Part]
    /// Whether what it finds is often harmless.
    let isWeak: Bool

    /// Every word that stands in it.
    var words: [Word] {
        parts.flatMap { part -> [Word] in
            guard case .oneOf(let ways) = part else { return [] }
            return ways.flatMap { $0 }
        }
    }

    init(_ line: String) throws(Fault) {
        var parts: [Part] = []
        isWeak = line.first == "?"
        for piece in try Self.pieces(of: isWeak ? String(line.dropFirst()) : line) {
            if piece == "..." {
                guard let last = parts.last, last != .gap else {
                    throw Fault(
                        what: "'...' stands at the beginning, or twice", advice: "Put a word before it.")
                }
                parts.append(.gap)
            } else {
                parts.append(.oneOf(try Self.ways(piece)))
            }
        }
        guard case .oneOf? = parts.last else {
            throw Fault(what: "the line ends with '...', or has no word", advice: "Put a word behind it.")
        }
        self.parts = parts
    }

    /// The line at its blanks, but for those in brackets.
    private static func pieces(of line: String) throws(Fault) -> [Substring] {
        var pieces: [Substring] = []
        var rest = line[...]
        while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
            rest = rest[start...]
            let end: Substring.Index
            if rest.first == "(" {
                guard let close = rest.firstIndex(of: ")") else {
                    throw Fault(what: "a bracket is not closed", advice: "Write (one|two).")
                }
                end = rest.index(after: close)
            } else {
                end = rest.firstIndex(where: { $0.isWhitespace || $0 == "(" }) ?? rest.endIndex
            }
            pieces.append(rest[..<end])
            rest = rest[end...]
        }
        return pieces
    }

    private static func ways(_ piece: Substring) throws(Fault) -> [[Word]] {
        guard piece.first == "(" else { return [[try word(piece)]] }
        var ways: [[Word]] = []
        for way in piece.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false) {
            var words: [Word] = []
            for part in way.split(whereSeparator: \.isWhitespace) { words.append(try word(part)) }
            guard !words.isEmpty else {
                throw Fault(what: "there is nothing between two '|'", advice: "Write (one|two).")
            }
            ways.append(words)
        }
        return ways
    }

    private static func word(_ piece: Substring) throws(Fault) -> Word {
        var text = piece
        let isExact = text.first == "="
        if isExact { text.removeFirst() }
        let hasAnyEnding = text.last == "*"
        if hasAnyEnding { text.removeLast() }
        guard !text.isEmpty, text.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber) }) else {
            throw Fault(
                what: "'\(piece)' is not a word of small letters",
                advice: "Leave out apostrophes and capitals: write dont for don't.")
        }
        return Word(text: String(text), hasAnyEnding: hasAnyEnding, isExact: isExact)
    }
}
