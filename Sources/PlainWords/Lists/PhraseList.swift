/// A list of words and phrases, each with what to write in its place. Read from a file with a line for each:
///
///     utilis* = use
///     suffers from = has
///     leverage
///
/// A star stands for any ending. A line that begins with # is a note.
struct PhraseList: Sendable {
    struct Phrase: Sendable, Hashable {
        /// In small letters; with a star where any ending will do.
        let words: [String]
        /// Empty where the file names nothing.
        let instead: String
    }

    /// A phrase, and the words of a text that are it.
    struct Match {
        let phrase: Phrase
        let words: Range<Int>
    }

    private(set) var phrases: [Phrase] = []
    /// By the first word, or by its stem.
    private var exact: [String: [Int]] = [:]
    private var stems: [String: [Int]] = [:]

    /// The longest stem that is looked for: words are never longer than this before their ending.
    private static let longestStem = 24

    mutating func add(_ text: String, instead: String) {
        // Cut as texts are cut, so that "hard-to-reach" in a list is "hard-to-reach" in a text.
        let words = text.split(whereSeparator: \.isWhitespace).map { word in
            word.hasSuffix("*") ? Self.lower(word.dropLast()) + "*" : Self.lower(word)
        }
        guard let first = words.first else { return }
        phrases.append(Phrase(words: words, instead: instead))
        if first.hasSuffix("*") {
            stems[String(first.dropLast()), default: []].append(phrases.count - 1)
        } else {
            exact[first, default: []].append(phrases.count - 1)
        }
    }

    private static func lower(_ word: Substring) -> String {
        let text = ReadText(String(word))
        return text.words.count == 1 ? text.words[0].lower : word.lowercased()
    }

    func matches(in text: ReadText) -> [Match] {
        guard !phrases.isEmpty else { return [] }
        var found: [Match] = []
        for sentence in text.sentences {
            var place = sentence.lowerBound
            while place < sentence.upperBound {
                let best = candidates(text.words[place]).filter { fits(phrases[$0], place, sentence, text) }
                    .max { phrases[$0].words.count < phrases[$1].words.count }
                guard let best else {
                    place += 1
                    continue
                }
                let end = place + phrases[best].words.count
                found.append(Match(phrase: phrases[best], words: place..<end))
                place = end
            }
        }
        return found
    }

    private func candidates(_ word: ReadText.Word) -> [Int] {
        guard word.isPlain else { return [] }
        var found = exact[word.lower] ?? []
        guard !stems.isEmpty else { return found }
        var stem = ""
        for character in word.lower.prefix(Self.longestStem) {
            stem.append(character)
            found += stems[stem] ?? []
        }
        return found
    }

    private func fits(_ phrase: Phrase, _ start: Int, _ sentence: Range<Int>, _ text: ReadText) -> Bool {
        guard start + phrase.words.count <= sentence.upperBound else { return false }
        return phrase.words.enumerated().allSatisfy { offset, wanted in
            let word = text.words[start + offset]
            guard word.isPlain, offset == 0 || text.words[start + offset - 1].after.isEmpty else {
                return false
            }
            return wanted.hasSuffix("*") ? word.lower.hasPrefix(wanted.dropLast()) : word.lower == wanted
        }
    }
}
