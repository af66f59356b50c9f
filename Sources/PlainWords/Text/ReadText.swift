/// A text cut into words and sentences, with the place of each word. Made once for each text by ``WordingCheck``;
/// every rule reads it. It takes time in step with the text's length, whatever the text holds.
struct ReadText {
    /// A word, or something that stands in the place of one.
    struct Word: Hashable {
        enum Kind: Hashable {
            case word
            /// `{name}`: words that are not known yet.
            case placeholder
            case emoji
            case link
            /// Punctuation that stands alone, such as "-" or ":)".
            case marks
        }

        let kind: Kind
        let text: String
        /// In small letters, with straight apostrophes.
        let lower: String
        let line: Int
        let column: Int
        /// Punctuation that touches it.
        let before: String
        var after: String

        /// True for what counts when words are counted.
        var counts: Bool { kind == .word || kind == .placeholder || kind == .link }
        var isPlain: Bool { kind == .word }
        var startsWithCapital: Bool { text.first?.isUppercase ?? false }
        var hasDigit: Bool { text.utf8.contains { (48...57).contains($0) } }
    }

    let text: String
    private(set) var words: [Word] = []
    /// The sentences, as ranges of ``words``. A line's end ends one.
    private(set) var sentences: [Range<Int>] = []
    /// The words with which a sentence begins.
    private(set) var starts: Set<Int> = []

    init(_ text: String) {
        self.text = text
        var start = 0
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            // `{without name}` is a note to the program, and nobody reads it.
            if line.hasPrefix("{without "), line.hasSuffix("}") { continue }
            var reader = LineReader(line, number: index + 1)
            words += reader.words()
            let end = words.count
            for place in start..<end
            where Self.endsSentence(words[place], next: place + 1 < end ? words[place + 1] : nil) {
                sentences.append(start..<(place + 1))
                start = place + 1
            }
            if start < end { sentences.append(start..<end) }
            start = end
        }
        starts = Set(sentences.map(\.lowerBound))
    }

    private static let shortForms: Set<String> = [
        "e.g", "i.e", "mr", "mrs", "ms", "dr", "st", "vs", "p.m", "a.m",
    ]

    private static func endsSentence(_ word: Word, next: Word?) -> Bool {
        guard let next, word.after.contains(where: { ".!?…".contains($0) }) else { return false }
        if shortForms.contains(word.lower), word.after == "." { return false }
        if word.lower == "etc", word.after == "." { return next.startsWithCapital }
        return true
    }

    /// The words of a sentence as they were written, for showing.
    func written(_ range: Range<Int>) -> String {
        var text = ""
        for place in range {
            let word = words[place]
            if !text.isEmpty, !(words[place - 1].after.last == "/") { text.append(" ") }
            text += word.before + word.text + word.after
        }
        return text
    }

    /// A sentence, short enough for a line.
    func shown(_ range: Range<Int>) -> String { ReadText.shortened(written(range)) }

    static func shortened(_ text: String, to limit: Int = 60) -> String {
        guard text.count > limit else { return text }
        return text.prefix(limit - 1) + "…"
    }
}

extension Character {
    /// True for what people see as a picture, not as a figure or a sign.
    var isPicture: Bool {
        guard let first = unicodeScalars.first else { return false }
        if first.properties.isEmojiPresentation { return true }
        return first.properties.isEmoji && first.value > 0x238C
            && (unicodeScalars.contains { $0.value == 0xFE0F } || first.value >= 0x2600)
    }
}
