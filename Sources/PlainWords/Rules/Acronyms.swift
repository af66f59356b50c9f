/// A short form such as EHCP is written out, or explained in the next sentence.
struct Acronyms: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        let explained = Explained(text)
        var seen: Set<String> = []
        var found: [Finding] = []
        for (place, word) in text.words.enumerated() where word.isPlain {
            guard let name = Self.name(of: word, at: place, in: text, vocabulary), seen.insert(name).inserted,
                !explained.has(name, vocabulary)
            else { continue }
            let full = vocabulary.glossary.entry(named: name)?.full
            found.append(
                Finding(.acronym, at: word, words: name, instead: full.map { "\($0) (\(name))" }))
        }
        return found
    }

    /// The short form that a word is, without the "s" of several; nil where it is none.
    static func name(
        of word: ReadText.Word, at place: Int, in text: ReadText, _ vocabulary: Vocabulary
    ) -> String? {
        var name = word.text
        for ending in ["’s", "'s", "s"] where name.hasSuffix(ending) && name.count > ending.count + 1 {
            let stem = String(name.dropLast(ending.count))
            if isShort(stem) {
                name = stem
                break
            }
        }
        if vocabulary.isKnownInCapitals(name) { return nil }
        if let entry = vocabulary.glossary.entry(written: name), entry.full != nil, entry.isShort {
            return name
        }
        guard isShort(name), name.count <= 5, !EnglishWords.areCommon(name) else { return nil }
        // Beside other words in capitals it is shouted, not short.
        for near in [place - 1, place + 1] where text.words.indices.contains(near) {
            let other = text.words[near]
            let isBeside = near < place ? other.after.isEmpty : word.after.isEmpty
            if isBeside, other.line == word.line, other.isPlain,
                isShort(other.text) || other.text == "I" || other.text == "A",
                !vocabulary.isKnownInCapitals(other.text),
                vocabulary.glossary.entry(written: other.text) == nil
            {
                return nil
            }
        }
        return name
    }

    /// True for two capitals or more, and nothing in small letters.
    static func isShort(_ word: String) -> Bool {
        word.count > 1 && word.allSatisfy { $0.isUppercase || $0 == "&" || $0 == "." }
            && word.contains(where: \.isUppercase)
    }
}

/// Words in capitals that are no short forms: they are hard to read, and feel shouted.
struct Capitals: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        text.sentences.compactMap { range in
            let shouted = range.filter { place in
                let word = text.words[place]
                return word.isPlain && word.text.count > 1 && word.text.allSatisfy(\.isLetter)
                    && Acronyms.isShort(word.text) && !vocabulary.isKnownInCapitals(word.text)
                    && vocabulary.glossary.entry(written: word.text) == nil
                    && Acronyms.name(of: word, at: place, in: text, vocabulary) == nil
            }
            guard let first = shouted.first else { return nil }
            let words = shouted.map { text.words[$0].text }.joined(separator: " ")
            return Finding(
                .capitals, at: text.words[first], words: ReadText.shortened(words),
                instead: words.lowercased())
        }
    }
}

/// Which short forms a text writes out by itself.
struct Explained {
    private let joined: String
    /// The words of which a text says what they mean, in the same sentence or in the next.
    private var meant: Set<String> = []
    /// The first letters of the words before a bracket or inside one, by the short form beside them.
    private var spelt: Set<String> = []

    init(_ text: ReadText) {
        joined = text.words.map(\.lower).joined(separator: " ")
        let words = text.words
        for (place, word) in words.enumerated() where word.before.contains("(") {
            if word.after.contains(")"), Self.fits(word.text, words[max(0, place - 12)..<place]) {
                spelt.insert(word.text)
            } else if place > 0, Self.fits(words[place - 1].text, words[place..<min(words.count, place + 12)])
            {
                spelt.insert(words[place - 1].text)
            }
        }
        readMeanings(text)
    }

    /// True where the text says what a short form means.
    func has(_ name: String, _ vocabulary: Vocabulary) -> Bool {
        if spelt.contains(name) { return true }
        if let full = vocabulary.glossary.entry(named: name)?.full {
            let words = ReadText(full).words.map(\.lower).joined(separator: " ")
            if joined.contains(words) { return true }
        }
        return meant.contains(name)
    }

    /// "An EHCP is a plan", "EHCP means a plan", or a sentence after it that begins with "This means".
    private mutating func readMeanings(_ text: ReadText) {
        for (index, range) in text.sentences.enumerated() {
            for place in range.prefix(2) where place + 1 < range.upperBound {
                let next = text.words[place + 1].lower
                let third = place + 2 < range.upperBound ? text.words[place + 2].lower : ""
                if next == "means" || next == "stands" || next == "is" && ["a", "an", "the"].contains(third) {
                    meant.insert(text.words[place].text)
                }
            }
            guard index + 1 < text.sentences.count else { continue }
            let lead = text.words[text.sentences[index + 1]].prefix(2).map(\.lower)
            if ["this", "it", "that"].contains(lead.first ?? ""), ["is", "means"].contains(lead.last ?? "") {
                meant.formUnion(text.words[range].map(\.text))
            }
        }
    }

    /// True where the words' first letters, in their order, make the short form; small words may be left out.
    private static func fits(_ name: String, _ words: ArraySlice<ReadText.Word>) -> Bool {
        let letters = name.lowercased().filter(\.isLetter)
        guard letters.count > 1 else { return false }
        let firsts = words.compactMap { $0.lower.first }
        for start in firsts.indices where firsts[start] == letters.first {
            var rest = letters[...]
            for first in firsts[start...] where first == rest.first { rest.removeFirst() }
            if rest.isEmpty { return true }
        }
        return false
    }
}
