/// Two whole clauses in one sentence: "This poll has closed, so I cannot count your answer."
///
/// It finds what surely has two: a joining word with a verb before it, and after it somebody or something who does
/// something. It lets pass what only might have, such as "if", "when" and "so that you can".
struct TwoIdeas: TextRule {
    private static let joiners: Set<String> = ["and", "but", "or", "so", "because", "although", "whereas"]
    private static let subjects: Set<String> = [
        "i", "you", "we", "they", "he", "she", "it", "there", "this", "that", "everybody", "everyone",
        "nobody",
        "somebody", "someone",
    ]
    private static let contractions = ["'m", "'re", "'ll", "'ve", "'d", "'s"]
    private static let articles: Set<String> = [
        "the", "a", "an", "my", "your", "our", "their", "his", "her", "its", "some", "all", "many", "most",
        "people",
    ]
    private static let relatives: Set<String> = [
        "that", "who", "which", "whom", "what", "where", "when", "how",
    ]
    private static let conditions: Set<String> = [
        "if", "when", "while", "until", "after", "before", "because", "unless", "although", "once",
    ]

    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        text.sentences.compactMap { finding(in: $0, text) }
    }

    private func finding(in range: Range<Int>, _ text: ReadText) -> Finding? {
        var hasVerb = false
        // The first part of "If you need help and you are alone, call us" is one condition.
        var isCondition = Self.conditions.contains(text.words[range.lowerBound].lower)
        for place in range {
            let word = text.words[place]
            if place > range.lowerBound, Self.joiners.contains(word.lower), hasVerb, !isCondition,
                beginsClause(place, range, text)
            {
                return Finding(
                    .ideas, at: word, words: text.shown(range), instead: parted(range, at: place, text))
            }
            if word.after.contains(","), hasVerb { isCondition = false }
            hasVerb = hasVerb || EnglishVerbs.isVerb(word.lower)
            if word.after.contains(";"), hasVerb, range.upperBound - place > 2 {
                return Finding(.ideas, at: word, words: text.shown(range))
            }
        }
        return nil
    }

    /// Whether somebody does something after a joining word.
    private func beginsClause(_ joiner: Int, _ range: Range<Int>, _ text: ReadText) -> Bool {
        func lower(_ place: Int) -> String? { place < range.upperBound ? text.words[place].lower : nil }
        var place = joiner + 1
        while let word = lower(place), EnglishVerbs.adverbs.contains(word) { place += 1 }
        guard let subject = lower(place) else { return false }
        if Self.contractions.contains(where: { subject.hasSuffix($0) }),
            let stem = subject.split(separator: "'").first, Self.subjects.contains(String(stem))
        {
            return true
        }
        if Self.subjects.contains(subject) {
            var next = place + 1
            while let word = lower(next), EnglishVerbs.adverbs.contains(word) { next += 1 }
            guard let verb = lower(next), EnglishVerbs.isVerb(verb) else { return false }
            // "so you can see it" and "so that you can" say what something is for.
            let isPurpose = text.words[joiner].lower == "so" && ["can", "could"].contains(verb)
            return !isPurpose && !(subject == "that" && text.words[joiner].lower == "so")
        }
        guard Self.articles.contains(subject) || text.words[place].kind == .placeholder else { return false }
        for next in (place + 1)..<min(place + 5, range.upperBound) {
            let word = text.words[next]
            if Self.relatives.contains(word.lower) || Self.subjects.contains(word.lower) { return false }
            if EnglishVerbs.auxiliaries.contains(word.lower) { return true }
            if !word.after.isEmpty { return false }
        }
        return false
    }

    /// The sentence as two: "This poll has closed. I cannot count your answer."
    private func parted(_ range: Range<Int>, at joiner: Int, _ text: ReadText) -> String? {
        guard range.count <= 40, !text.written(range).contains("?") else { return nil }
        var first = text.written(range.lowerBound..<joiner)
        while let last = first.last, last == "," || last == ";" || last == " " { first.removeLast() }
        let second = text.written((joiner + 1)..<range.upperBound)
        let lead: String
        switch text.words[joiner].lower {
        case "because": lead = "This is because "
        case "but", "although", "whereas": lead = "But "
        case "so": lead = "So "
        case "and": lead = ""
        default: return nil
        }
        return first + ". "
            + (lead.isEmpty ? second.prefix(1).uppercased() + second.dropFirst() : lead + second)
    }
}
