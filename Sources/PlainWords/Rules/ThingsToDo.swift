/// A message asks for one thing to do. "Send HELP to see more" is an offer, and an "or" is a choice: neither counts.
struct ThingsToDo: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        var asked: [(word: ReadText.Word, words: String)] = []
        for range in text.sentences {
            if text.written(range).contains("?") { continue }
            for place in range where isAsked(place, range, text, vocabulary) {
                asked.append((text.words[place], text.words[place].lower))
            }
        }
        // The same thing said twice is one thing.
        var different: [String] = []
        for verb in asked.map(\.words) where !different.contains(verb) { different.append(verb) }
        guard different.count > 1, let first = asked.first else { return [] }
        let verbs = different.joined(separator: ", ")
        return [Finding(.tasks, at: first.word, words: verbs, count: different.count)]
    }

    private func isAsked(_ place: Int, _ range: Range<Int>, _ text: ReadText, _ vocabulary: Vocabulary)
        -> Bool
    {
        let word = text.words[place]
        guard word.isPlain, !Acronyms.isShort(word.text), EnglishVerbs.isBase(word.lower),
            word.after.isEmpty || word.after == "."
        else {
            return false
        }
        guard !["thank", "welcome", "be", "have", "let", "like", "love", "hope"].contains(word.lower) else {
            return false
        }
        let next = place + 1 < range.upperBound ? text.words[place + 1] : nil
        if word.lower == "do", next?.lower == "not" { return false }
        // "Help is there", "Text messages cost nothing": no verb here.
        if let next, EnglishVerbs.auxiliaries.contains(next.lower) { return false }
        if let next, vocabulary.isSaid(next.text) { return false }
        var before = place - 1
        while before >= range.lowerBound,
            ["please", "also", "then", "now", "just"].contains(text.words[before].lower)
        {
            before -= 1
        }
        if before < range.lowerBound { return true }
        // "Bring a drink and tell us": the second thing of a sentence that began with one.
        return text.words[before].lower == "and" && before > range.lowerBound
            && EnglishVerbs.isBase(firstWord(of: range, text)) && !isPurpose(range, before, text)
    }

    private func firstWord(of range: Range<Int>, _ text: ReadText) -> String {
        range.lazy.map { text.words[$0].lower }.first { $0 != "please" && $0 != "then" } ?? ""
    }

    /// "Send HELP to see polls and answer them": what follows "to" is what it is for.
    private func isPurpose(_ range: Range<Int>, _ end: Int, _ text: ReadText) -> Bool {
        text.words[range.lowerBound..<end].contains { ["to", "can", "will"].contains($0.lower) }
    }
}
