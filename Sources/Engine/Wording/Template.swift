/// One wording file, cut into pieces when it is loaded so that rendering only puts them together.
/// Made by ``Wording``.
struct Template: Sendable {
    enum Piece: Sendable, Equatable {
        case words(String)
        case placeholder(String)
        /// `{count|person|people}`: the first where the number is 1, and else the second.
        case byNumber(String, one: String, many: String)
    }

    /// The file, as an error names it: "en-GB/polls/closed.txt".
    let file: String
    let pieces: [Piece]
    /// The placeholders that the words use.
    let placeholders: Set<String>
    /// The placeholders that a line `{without name}` leaves out on purpose.
    let leftOut: Set<String>
    /// How many bytes the words have, so that a rendering grows once.
    let size: Int

    /// Reads a file's text.
    /// - Parameters:
    ///   - text: the file, already known to be UTF-8.
    ///   - file: its name for errors.
    /// - Throws: ``WordingFault`` for the first thing that is wrong with it.
    init(_ text: String, file: String) throws(WordingFault) {
        var reader = TemplateReader(file: file)
        for line in Template.lines(of: text) { try reader.read(line) }
        reader.finish()
        guard !reader.pieces.isEmpty else {
            throw WordingFault(
                file: file, line: 1, what: "the file has no words in it",
                advice: "Write the message, or remove both forms of it.")
        }
        if let both = reader.placeholders.intersection(reader.leftOut).min() {
            throw WordingFault(
                file: file, line: 1, what: "{\(both)} is used and also left out",
                advice: "Remove it from the line {without \(both)}.")
        }
        self.file = file
        pieces = reader.pieces
        placeholders = reader.placeholders
        leftOut = reader.leftOut
        size = reader.size
    }

    /// The lines without the white space at their ends, whatever system wrote them.
    private static func lines(of text: String) -> [Substring] {
        // "\r\n" is one Character in Swift, and is a new line as well.
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            var line = line
            while let last = line.last, last.isWhitespace { line.removeLast() }
            return line
        }
    }
}

/// Goes through a wording file line by line. Used by ``Template`` alone.
private struct TemplateReader {
    let file: String
    private(set) var pieces: [Template.Piece] = []
    private(set) var placeholders: Set<String> = []
    private(set) var leftOut: Set<String> = []
    private(set) var size = 0
    private var words = ""
    private var line = 0
    /// Line ends that wait for words to follow, so that none stand at the end and at most one line is empty.
    private var lineEnds = 0

    init(file: String) { self.file = file }

    mutating func read(_ text: Substring) throws(WordingFault) {
        line += 1
        defer { if hasBegun { lineEnds += 1 } }
        if text.isEmpty { return }
        if try readLeftOut(text) {
            lineEnds -= hasBegun ? 1 : 0
            return
        }
        words += String(repeating: "\n", count: min(lineEnds, 2))
        lineEnds = 0
        try readWords(text)
    }

    mutating func finish() { keepWords() }

    private var hasBegun: Bool { !pieces.isEmpty || !words.isEmpty }

    /// Reads `{without name}` or `{without name, poll}`, which stands on a line of its own.
    private mutating func readLeftOut(_ text: Substring) throws(WordingFault) -> Bool {
        guard text.hasPrefix("{without "), text.hasSuffix("}") else { return false }
        let names = text.dropFirst("{without ".count).dropLast()
        for part in names.split(separator: ",", omittingEmptySubsequences: false) {
            let name = part.filter { !$0.isWhitespace }
            guard Template.isName(name[...]) else {
                throw fault(
                    "\"\(part)\" is not the name of a placeholder", "Write it like this: {without name}")
            }
            leftOut.insert(name)
        }
        return true
    }

    private mutating func readWords(_ text: Substring) throws(WordingFault) {
        var rest = text
        while let index = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            words += rest[..<index]
            let brace = rest[index]
            rest = rest[rest.index(after: index)...]
            if rest.first == brace {
                words.append(brace)
                rest.removeFirst()
                continue
            }
            guard brace == "{" else {
                throw fault("a } without its {", "Remove it, or write }} where people should read a brace.")
            }
            guard let end = rest.firstIndex(of: "}") else {
                throw fault("a { without its }", "Close the placeholder, or write {{ for a brace.")
            }
            try readPlaceholder(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
        words += rest
    }

    /// Reads what stands between the braces: "name", or "count|person|people".
    private mutating func readPlaceholder(_ inside: Substring) throws(WordingFault) {
        let parts = inside.split(separator: "|", omittingEmptySubsequences: false)
        guard let name = parts.first, Template.isName(name),
            parts.count == 1 || parts.count == 3 && parts.dropFirst().allSatisfy(Template.isWord)
        else {
            throw fault(
                "{\(inside)} is not a placeholder",
                "A placeholder is one word in letters, such as {name}, or {count|person|people}. "
                    + "Write {{ for a brace.")
        }
        keepWords()
        placeholders.insert(String(name))
        guard parts.count == 3 else { return pieces.append(.placeholder(String(name))) }
        pieces.append(.byNumber(String(name), one: String(parts[1]), many: String(parts[2])))
    }

    private mutating func keepWords() {
        guard !words.isEmpty else { return }
        pieces.append(.words(words))
        size += words.utf8.count
        words = ""
    }

    private func fault(_ what: String, _ advice: String) -> WordingFault {
        WordingFault(file: file, line: line, what: what, advice: advice)
    }
}

extension Template {
    /// True for a letter followed by letters, digits, hyphens and underscores.
    static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    }

    /// True for letters, in any language.
    static func isWord(_ text: Substring) -> Bool { !text.isEmpty && text.allSatisfy(\.isLetter) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }
}
