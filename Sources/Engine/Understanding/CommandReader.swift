/// Finds the command word that a message begins with. Used by the engine for each message, after
/// ``ReservedWord``.
///
/// ```swift
/// let commands = [(word: "MY DATA", aliases: ["DATA"]), (word: "POLL", aliases: [])]
/// CommandReader().read("poll Where next?", commands: commands)   // ("POLL", "Where next?", false)
/// ```
public struct CommandReader: Sendable {
    public init() {}

    /// Reads a message.
    /// - Parameters:
    ///   - text: what somebody wrote. A "/" before the command is allowed, and so is the "@name" that some
    ///     apps put after it.
    ///   - commands: the commands that the person may use; each has one word, or two ("MY DATA"). The longest
    ///     that fits wins.
    /// - Returns: the command's word as it was declared, what follows it without white space around it, and
    ///   whether it stands alone; or nil where the message begins with no command.
    public func read(
        _ text: String, commands: [(word: String, aliases: [String])]
    ) -> (word: String, rest: String, standsAlone: Bool)? {
        guard let first = CommandWord(text[...]) else { return nil }
        let second = CommandWord(first.rest).flatMap { first.endsLine ? nil : $0 }
        if let second, !first.hasPunctuation {
            let name = "\(first.name) \(second.name)"
            if let word = Self.find(name, in: commands) { return (word, second.text, second.text.isEmpty) }
        }
        guard let word = Self.find(first.name, in: commands) else { return nil }
        return (word, first.text, first.text.isEmpty)
    }

    private static func find(_ name: String, in commands: [(word: String, aliases: [String])]) -> String? {
        commands.first { folded($0.word) == name || $0.aliases.contains { folded($0) == name } }?.word
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
