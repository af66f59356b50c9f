/// Finds the command word that a message begins with. Used by the engine for each message, after
/// ``ReservedWord``.
///
/// ```swift
/// let commands = [(word: "MY DATA", aliases: ["DATA"]), (word: "POLL", aliases: [])]
/// CommandReader(commands).read("poll Where next?")   // ("POLL", "Where next?", false)
/// ```
public struct CommandReader: Sendable {
    /// Each command by its folded forms.
    private let words: [String: String]

    /// - Parameter commands: each has one word, or two ("MY DATA"). Where two have the same form, the first has it.
    public init(_ commands: [(word: String, aliases: [String])]) {
        let forms = commands.flatMap { command in
            ([command.word] + command.aliases).map { (Self.folded($0), command.word) }
        }
        words = Dictionary(forms) { first, _ in first }
    }

    /// Reads a message.
    /// - Parameter text: what somebody wrote. A "/" before the command is allowed, and so is the "@name" that some apps
    ///   put after it. The longest command that fits wins.
    /// - Returns: the command's word as it was declared, what follows it without white space around it, and
    ///   whether it stands alone; or nil where the message begins with no command.
    public func read(_ text: String) -> (word: String, rest: String, standsAlone: Bool)? {
        guard let first = CommandWord(text[...]) else { return nil }
        let second = CommandWord(first.rest).flatMap { first.endsLine ? nil : $0 }
        if let second, !first.hasPunctuation {
            if let word = words["\(first.name) \(second.name)"] { return (word, second.text, second.text.isEmpty) }
        }
        guard let word = words[first.name] else { return nil }
        return (word, first.text, first.text.isEmpty)
    }

    private static func folded(_ word: String) -> String {
        String(String.UnicodeScalarView(FoldedText.folded(word)))
    }
}

/// The first word of a text, for ``CommandReader``.
private struct CommandWord {
    /// The word, folded, without "/" and punctuation.
    let name: String
    let rest: Substring
    let hasPunctuation: Bool
    /// True where nothing else stands on its line.
    let endsLine: Bool

    init?(_ text: Substring) {
        let start = text.drop { $0.isWhitespace }
        let end = start.firstIndex { $0.isWhitespace } ?? start.endIndex
        var word = start[..<end]
        rest = start[end...]
        endsLine = rest.prefix { $0.isWhitespace }.contains { $0.isNewline }
        if word.first == "/" {
            word.removeFirst()
            // "/poll@ForumBot": some apps name the bot that is meant.
            if let at = word.firstIndex(of: "@") { word = word[..<at] }
        }
        // No command is so long, and a long word is not worth folding.
        guard word.utf8.count <= 200 else { return nil }
        let whole = word.count
        while let last = word.last, !last.isLetter, !last.isNumber { word.removeLast() }
        while let first = word.first, "\"'“”‘’*_(".contains(first) { word.removeFirst() }
        hasPunctuation = word.count != whole
        guard !word.isEmpty else { return nil }
        name = String(String.UnicodeScalarView(FoldedText.folded(String(word))))
    }

    /// What follows, without white space around it.
    var text: String {
        var text = rest.drop { $0.isWhitespace }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
