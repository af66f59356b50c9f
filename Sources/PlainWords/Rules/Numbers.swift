/// "2", not "two". "One" may mean "a", and is left alone.
struct NumberWords: TextRule {
    private static let small = [
        "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17,
        "eighteen": 18, "nineteen": 19,
    ]
    private static let tens = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90,
    ]
    private static let big = ["hundred": 100, "thousand": 1_000, "million": 1_000_000]

    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        var found: [Finding] = []
        var place = 0
        while place < text.words.count {
            let word = text.words[place]
            guard word.isPlain, var number = Self.value(word.lower) else {
                place += 1
                continue
            }
            var words = word.text
            var next = place + 1
            // "two hundred", "twenty five": at most a few words.
            while next < min(place + 4, text.words.count), text.words[next - 1].after.isEmpty,
                text.words[next].line == word.line
            {
                if let factor = Self.big[text.words[next].lower], number < factor {
                    number *= factor
                } else if number % 10 == 0, number < 100, let ones = Self.small[text.words[next].lower],
                    ones < 10
                {
                    number += ones
                } else {
                    break
                }
                words += " " + text.words[next].text
                next += 1
            }
            found.append(Finding(.number, at: word, words: words, instead: Self.written(number)))
            place = next
        }
        return found
    }

    private static func value(_ word: String) -> Int? {
        if let value = small[word] ?? tens[word] { return value }
        let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let ten = tens[parts[0]] else { return nil }
        return small[parts[1]].flatMap { $0 < 10 ? ten + $0 : nil }
    }

    private static func written(_ number: Int) -> String {
        var digits = String(number)
        var end = digits.count - 3
        while end > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: end))
            end -= 3
        }
        return digits
    }
}

/// "1 in 2", not "50%".
struct Percentages: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        text.words.enumerated().compactMap { place, word in
            guard word.isPlain, let number = percent(place, text) else { return nil }
            let words = word.text.hasSuffix("%") ? word.text : text.words[place].text + " per cent"
            if let part = Self.part(number) {
                return Finding(.percentage, at: word, words: words, instead: part)
            }
            let tenths = Int((number / 10).rounded())
            guard (1...9).contains(tenths) else { return nil }
            return Finding(
                .percentage, at: word, words: words, instead: "about \(tenths) in 10", severity: .warns)
        }
    }

    private func percent(_ place: Int, _ text: ReadText) -> Double? {
        let word = text.words[place]
        if word.text.hasSuffix("%") { return Double(word.text.dropLast()) }
        guard word.after.isEmpty, place + 1 < text.words.count, text.words[place + 1].line == word.line else {
            return nil
        }
        let next = text.words[place + 1].lower
        let isPercent =
            next == "percent" || next == "%"
            || next == "per" && place + 2 < text.words.count && text.words[place + 2].lower == "cent"
        return isPercent ? Double(word.text) : nil
    }

    /// The simple part of a whole that a percentage is, within 1.
    private static func part(_ percent: Double) -> String? {
        for (count, whole) in [
            (1, 2), (1, 4), (3, 4), (1, 3), (2, 3), (1, 5), (2, 5), (3, 5), (4, 5), (1, 10), (3, 10), (7, 10),
            (9, 10),
        ] {
            let exact = 100 * Double(count) / Double(whole)
            if abs(percent - exact) < 1 {
                return (abs(percent - exact) < 0.01 ? "" : "about ") + "\(count) in \(whole)"
            }
        }
        return nil
    }
}
