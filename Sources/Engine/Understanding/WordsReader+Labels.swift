/// Which labels words and letters are part of.
extension WordsReader {
    func offers(_ matches: (Offer) -> Bool) -> Set<Int> {
        work.steps += offers.count
        return Set(offers.lazy.filter(matches).map(\.index))
    }

    func offers(meaning: Meaning) -> Set<Int> { offers { $0.meaning == meaning } }

    /// The longest whole label, or other words of a choice, that begins at a word.
    func label(in said: ArraySlice<Token>, at index: Int) -> (found: Set<Int>, count: Int)? {
        let rest = said[index...]
        var best = 0
        var found: Set<Int> = []
        for offer in offers {
            work.steps += 1
            for variant in offer.variants where variant.count >= max(best, 1) && rest.starts(with: variant) {
                // A number alone is a place as well, and is looked at as one.
                if variant.count == 1, variant[0].isNumber { continue }
                if variant.count > best { found = [] }
                best = variant.count
                found.insert(offer.index)
            }
        }
        if best < 2, index + 1 < said.endIndex {
            // "on line" is "Online".
            let run = said[index].text + said[index + 1].text
            let joined = run.count < 5 ? [] : offers { $0.significant.contains { $0.text == run } }
            if !joined.isEmpty { return (joined, 2) }
        }
        return best > 0 ? (found, best) : nil
    }

    /// The choices with a word that this one begins, or misspells.
    func near(_ word: Token) -> Set<Int> {
        if case .time = word.kind {
            return offers { $0.significant.contains { $0.isSameTime(as: word) || $0.isHour(of: word) } }
        }
        guard case .word = word.kind, word.text.count >= 3, !word.text.contains(where: \.isNumber) else {
            return []
        }
        let begun = offers { $0.significant.contains { $0.isWord && $0.text.hasPrefix(word.text) } }
        if !begun.isEmpty, !words.everydayWords.contains(word.text) { return begun }
        let stem = offers { $0.significant.contains { $0.isWord && $0.text.hasStem(word.text) } }
        if !stem.isEmpty { return stem }
        if !begun.isEmpty { return [] }
        return misspelt(word.text)
    }

    func misspelt(_ text: String) -> Set<Int> {
        guard text.count >= 4, !words.wellKnown.contains(text), !words.everydayWords.contains(text) else {
            return []
        }
        var best = 3
        var found: Set<Int> = []
        for offer in offers {
            for word in offer.significant where word.isWord && word.text.count >= 4 {
                work.steps += 1
                let limit = word.text.count >= 7 && text.count >= 5 ? 2 : 1
                guard beginAlike(text, word.text),
                    let distance = EditDistance.between(text, word.text, limit: min(limit, best))
                else { continue }
                if distance < best { found = [] }
                best = distance
                found.insert(offer.index)
            }
        }
        return found
    }

    /// People rarely miss the first letter: "talking" is another word than "walking", and no slip.
    private func beginAlike(_ left: String, _ right: String) -> Bool {
        let left = left.prefix(2)
        let right = right.prefix(2)
        return left.first == right.first || left.first == right.last && left.last == right.first
    }

    // MARK: Letters

    static let letters = Array("abcdefgh")

    func isLetter(_ word: Token) -> Bool {
        word.text.count == 1 && word.text.first.map(Self.letters.contains) ?? false
    }

    /// A letter for a place in the list: "b", "option a", "a, c". "A" may be an article, and so stands alone or before
    /// "and", "or" and "not".
    func letter(in said: ArraySlice<Token>, at index: Int) -> (found: Set<Int>, count: Int)? {
        func word(_ offset: Int) -> Token? {
            said.indices.contains(index + offset) ? said[index + offset] : nil
        }
        let isMarked = words.placeMarkers.contains(said[index].text) || said[index].text == "letter"
        let start = isMarked ? 1 : 0
        guard let first = word(start), isLetter(first), let letter = first.text.first,
            let place = Self.letters.firstIndex(of: letter)
        else { return nil }
        let next = word(start + 1)
        if !isMarked {
            if letter == "a", let next,
                !words.alternators.contains(next.text), !words.polite.contains(next.text), next.text != "not",
                next.text != "is", !isLetter(next), !next.isEmoji
            {
                return nil
            }
            if word(-1)?.text == "i" { return nil }
            guard
                said.allSatisfy({ word in
                    words.letterCompany.contains(word.text) || isLetter(word) || word.isEmoji
                        || offers.contains { $0.significant.contains(word) }
                })
            else { return nil }
        }
        let named = offers { $0.isLettered(first) }
        if !named.isEmpty { return (named, start + 1) }
        guard offers.indices.contains(place) else { return nil }
        return ([place], start + 1)
    }
}

extension String {
    /// Whether it is a word with an ending that changes little: "skating" of "skate", "burgers" of "burger".
    fileprivate func hasStem(_ stem: String) -> Bool {
        guard stem.count >= 4 else { return false }
        let endings = ["ing", "s", "es", "er", "ers"]
        if endings.contains(where: { self == stem + $0 }) { return true }
        return stem.last == "e" && self == stem.dropLast() + "ing"
    }
}
