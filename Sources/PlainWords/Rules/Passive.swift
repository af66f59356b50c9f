/// "The form was sent": nobody is named who did it.
struct Passive: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        text.sentences.compactMap { range in
            for place in range where EnglishVerbs.beings.contains(text.words[place].lower) {
                var next = place + 1
                while next < range.upperBound, text.words[next - 1].after.isEmpty,
                    EnglishVerbs.adverbs.contains(text.words[next].lower)
                        || text.words[next].lower.hasSuffix("ly")
                {
                    next += 1
                }
                guard next < range.upperBound, text.words[next - 1].after.isEmpty,
                    EnglishVerbs.isParticiple(text.words[next].lower)
                else { continue }
                return Finding(
                    .passive, at: text.words[place],
                    words: text.words[place...next].map(\.text).joined(separator: " "))
            }
            return nil
        }
    }
}
