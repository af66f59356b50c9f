import Foundation

/// What somebody wrote, as the words that ``Spotter`` looks at: small letters without accents and apostrophes,
/// letters that were drawn out or stand apart brought together, figures in place of letters read as letters, and
/// the short forms of text messages written out.
struct SpottedText {
    private(set) var words: [String] = []

    init(_ text: String) {
        var words: [String] = []
        var letters: [Unicode.Scalar] = []
        for scalar in Self.plain(text) {
            if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || Self.signs[scalar] != nil {
                letters.append(scalar)
            } else if !Self.isInvisible(scalar) {
                Self.add(letters, to: &words)
                letters = []
            }
        }
        Self.add(letters, to: &words)
        self.words = Self.joiningSingleLetters(words).flatMap { Self.shortForms[$0] ?? [$0] }
    }

    /// Small letters without accents, and what looks like a letter as that letter.
    private static func plain(_ text: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if !scalar.isASCII, let reading = LookAlikes.reading(scalar) {
                for letter in reading { result.append(Unicode.Scalar(letter)) }
            } else {
                result.append(scalar)
            }
        }
        return result
    }

    /// Whether a scalar stands inside a word without ending it: an apostrophe, an accent of its own.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if "'\u{2018}\u{2019}\u{02BC}`\u{00B4}".unicodeScalars.contains(scalar) { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return true
        default: return false
        }
    }

    /// Signs that stand for letters inside a word, and figures that do.
    private static let signs: [Unicode.Scalar: Unicode.Scalar] = ["@": "a", "$": "s", "!": "i"]
    private static let figures: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t",
    ]

    private static func add(_ letters: [Unicode.Scalar], to words: inout [String]) {
        var letters = letters[...]
        while let last = letters.last, signs[last] != nil { letters.removeLast() }
        while let first = letters.first, first == "!" { letters.removeFirst() }
        guard !letters.isEmpty else { return }
        let written = string(letters)
        if shortForms[written] == nil, letters.contains(where: \.properties.isAlphabetic) {
            words.append(string(withoutDrawnOut(letters.map { signs[$0] ?? figures[$0] ?? $0 })[...]))
        } else {
            words.append(written)
        }
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// Three and more of the same letter are one: "diiie" is "die". Two may be meant.
    private static func withoutDrawnOut(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var start = 0
        while start < letters.count {
            var end = start
            while end < letters.count, letters[end] == letters[start] { end += 1 }
            result += Array(repeating: letters[start], count: end - start >= 3 ? 1 : end - start)
            start = end
        }
        return result
    }

    /// "k i l l" is one word: three or more letters that stand alone.
    private static func joiningSingleLetters(_ words: [String]) -> [String] {
        var result: [String] = []
        var start = 0
        while start < words.count {
            var end = start
            while end < words.count, words[end].unicodeScalars.count == 1 { end += 1 }
            if end - start >= 3 {
                result.append(words[start..<end].joined())
            } else {
                end = max(end, start + 1)
                result += words[start..<end]
            }
            start = end
        }
        return result
    }

    /// What people write for whole words. Longer ways of saying things stand in the lists.
    private static let shortForms: [String: [String]] = [
        "u": ["you"], "ur": ["your"], "r": ["are"], "2": ["to"], "4": ["for"], "wanna": ["want", "to"],
        "wana": ["want", "to"], "gonna": ["going", "to"], "gona": ["going", "to"], "bc": ["because"],
        "cuz": ["because"], "coz": ["because"], "n": ["and"], "mi": ["my"], "meself": ["myself"],
        "myslef": ["myself"], "mysef": ["myself"], "b4": ["before"], "sum1": ["someone"],
        "some1": ["someone"],
        "any1": ["anyone"], "plz": ["please"], "pls": ["please"], "ppl": ["people"], "im": ["i", "am"],
        "ive": ["i", "have"], "hes": ["he", "is"], "shes": ["she", "is"], "theyre": ["they", "are"],
        "thats": ["that", "is"], "theres": ["there", "is"], "dont": ["do", "not"], "dnt": ["do", "not"],
        "doesnt": ["does", "not"], "didnt": ["did", "not"], "cant": ["can", "not"], "cannot": ["can", "not"],
        "wont": ["will", "not"], "isnt": ["is", "not"], "wasnt": ["was", "not"], "wish": ["wish"],
        "mums": ["mum"], "dads": ["dad"], "stepdads": ["stepdad"], "hav": ["have"], "av": ["have"],
    ]
}
