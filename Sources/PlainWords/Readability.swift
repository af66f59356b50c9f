/// Figures about texts. They are a report and never a gate: the same good message scores well or badly by its full
/// stops alone. Names, words in capitals and placeholders are left out.
public struct Readability: Sendable, Hashable {
    public private(set) var sentences = 0
    public private(set) var words = 0
    public private(set) var syllables = 0
    /// The words of the longest sentence, and the sentence.
    public private(set) var longest = 0
    public private(set) var longestSentence = ""

    public init() {}

    /// Counts a text in.
    public mutating func add(_ text: String) {
        let read = ReadText(text)
        for range in read.sentences {
            let length = SentenceLength.count(read.words[range])
            guard length > 0 else { continue }
            if length > longest { (longest, longestSentence) = (length, read.shown(range)) }
            var hasWords = false
            for place in range {
                let word = read.words[place]
                let isName = place > range.lowerBound && word.startsWithCapital && word.text != "I"
                guard word.isPlain, !isName, !word.hasDigit, !Acronyms.isShort(word.text) else { continue }
                hasWords = true
                words += 1
                syllables += Self.syllables(of: word.lower)
            }
            if hasWords { sentences += 1 }
        }
    }

    public var wordsInASentence: Double { sentences == 0 ? 0 : Double(words) / Double(sentences) }

    /// The age at which most people can read it, by Flesch and Kincaid; aim at 9 to 11. Nil without words.
    public var readingAge: Double? {
        guard words > 0, sentences > 0 else { return nil }
        let grade = 0.39 * wordsInASentence + 11.8 * Double(syllables) / Double(words) - 15.59
        return max(5, grade + 5)
    }

    /// Groups of vowels, without a silent "e" at the end.
    static func syllables(of word: String) -> Int {
        var count = 0
        var wasVowel = false
        for character in word {
            let isVowel = "aeiouy".contains(character)
            if isVowel, !wasVowel { count += 1 }
            wasVowel = isVowel
        }
        if word.hasSuffix("e"), !word.hasSuffix("le"), count > 1 { count -= 1 }
        return max(1, count)
    }
}
