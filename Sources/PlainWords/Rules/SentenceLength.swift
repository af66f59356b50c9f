/// A sentence has one idea, in 10 to 15 words.
struct SentenceLength: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        text.sentences.compactMap { range in
            let count = Self.count(text.words[range])
            guard count > WordingCheck.mostWords else { return nil }
            return Finding(
                .length, at: text.words[range.lowerBound], words: text.shown(range), count: count)
        }
    }

    /// How many words there are. Figures in a row, such as a telephone number, are one.
    static func count(_ words: ArraySlice<ReadText.Word>) -> Int {
        var count = 0
        var wasNumber = false
        for word in words where word.counts {
            let isNumber = word.isPlain && word.text.allSatisfy(\.isNumber)
            if !(isNumber && wasNumber) { count += 1 }
            wasNumber = isNumber && word.after.isEmpty
        }
        return count
    }
}
