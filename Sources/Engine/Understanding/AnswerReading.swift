/// Reads an answer word by word: each word must be part of a label, a place in the list, a phrase with a
/// meaning, or a small word that says nothing. Used by ``AnswerMatcher``.
struct AnswerReading {
    let offers: [Offer]
    let words: AnswerWords

    /// What one word or phrase points at.
    private struct Pointer {
        /// Where nothing else in the answer points anywhere.
        let alone: Set<Int>
        /// Where something else does: "saturday 9".
        let together: Set<Int>
        /// "one" in "the blue one", which is no number where anything else points somewhere.
        var isLoose = false
    }

    /// What has been found so far.
    private struct Findings {
        /// The pointers between one "or" or "and" and the next.
        var parts: [[Pointer]] = [[]]
        /// What "ok" and 👍 point at, which counts only where nothing else does.
        var weak: Set<Int> = []
        var negations: [String] = []
        /// True where a "not" came before anything that was pointed at: "not no" is no "no".
        var beginsNegated = false
        var wantsSeveral = false

        mutating func negate(_ word: String) {
            if parts.allSatisfy(\.isEmpty) { beginsNegated = true }
            negations.append(word)
        }

        mutating func point(at found: Set<Int>) {
            parts[parts.count - 1].append(Pointer(alone: found, together: found))
        }
    }

    /// - Returns: the choices that are meant, or nil where the answer is not understood.
    func read(_ said: ArraySlice<Token>) -> Set<Int>? {
        var findings = Findings()
        if let meaning = words.phrases[said.map(\.text).joined(separator: " ")] {
            guard take(meaning, said, &findings) else { return nil }
            return conclude(findings)
        }
        var index = said.startIndex
        while index < said.endIndex {
            guard let count = step(said, index, &findings) else { return nil }
            index += count
        }
        return conclude(findings)
    }

    /// The longest phrase with a meaning that begins at a word.
    func phrase(in said: ArraySlice<Token>, at index: Int) -> (Meaning, count: Int)? {
        var count = min(words.longestPhrase, said.endIndex - index)
        while count > 0 {
            let text = said[index..<(index + count)].map(\.text).joined(separator: " ")
            if let meaning = words.phrases[text] { return (meaning, count) }
            count -= 1
        }
        return nil
    }

    /// Takes in one word, or a few that belong together.
    /// - Returns: how many words it took, or nil where they are not understood.
    private func step(_ said: ArraySlice<Token>, _ index: Int, _ findings: inout Findings) -> Int? {
        let label = label(in: said, at: index)
        let place = Place.read(said, at: index, words: words, knowsNo: !offers(meaning: .no).isEmpty)
        var phrase = phrase(in: said, at: index)
        // "n" alone is no; between two answers it is "and".
        if phrase?.count == 1, words.alternators.contains(said[index].text) { phrase = nil }
        let longest = max(label?.count ?? 0, place?.count ?? 0, phrase?.count ?? 0)
        if longest > 0 {
            if let label, label.count == longest {
                findings.point(at: label.found)
            } else if let place, place.count == longest {
                guard let pointer = pointer(to: place) else { return nil }
                findings.parts[findings.parts.count - 1].append(pointer)
            } else if let (meaning, count) = phrase {
                guard take(meaning, said[index..<(index + count)], &findings) else { return nil }
            }
            return longest
        }
        return take(said[index], &findings) ? 1 : nil
    }

    private func take(_ word: Token, _ findings: inout Findings) -> Bool {
        let exact = offers { $0.significant.contains(word) }
        if !exact.isEmpty {
            findings.point(at: exact)
            return true
        }
        if word.isEmoji {
            if let meaning = words.emoji[word.text] { return take(meaning, [word], &findings) }
            return true
        }
        let text = word.text
        if words.conditions.contains(text) { return false }
        if words.negations.contains(text) {
            findings.negate(text)
            return true
        }
        if words.alternators.contains(text) {
            findings.parts.append([])
            return true
        }
        if words.fillers.contains(text) { return true }
        let found = near(word)
        guard !found.isEmpty else { return false }
        findings.point(at: found)
        return true
    }

    private func take(_ meaning: Meaning, _ said: ArraySlice<Token>, _ findings: inout Findings) -> Bool {
        let found = offers(meaning: meaning)
        switch meaning {
        case .noAnswer: return false
        case .aside: return true
        case .yes:
            let isWeak = said.allSatisfy { $0.isEmoji || words.acknowledgements.contains($0.text) }
            if isWeak { findings.weak.formUnion(found) } else if !found.isEmpty { findings.point(at: found) }
        case .no, .unsure, .noneOfThese:
            if found.isEmpty { findings.negate("") } else { findings.point(at: found) }
        case .any, .all:
            if found.isEmpty { findings.wantsSeveral = true } else { findings.point(at: found) }
        }
        return true
    }

    private func conclude(_ findings: Findings) -> Set<Int>? {
        var found: Set<Int> = []
        for part in findings.parts {
            let firm = part.filter { !$0.isLoose }
            let pointers = firm.isEmpty ? part : firm
            if pointers.count == 1 {
                found.formUnion(pointers[0].alone)
            } else if let first = pointers.first {
                let common = pointers.dropFirst().reduce(first.together) { $0.intersection($1.together) }
                found.formUnion(
                    common.isEmpty ? pointers.reduce(into: []) { $0.formUnion($1.together) } : common)
            }
        }
        if found.isEmpty { found = findings.weak }
        if !findings.negations.isEmpty {
            guard found.count == 1, let index = found.first, keeps(offers[index], findings) else {
                return nil
            }
        }
        if findings.wantsSeveral {
            if found.isEmpty { return offers.count > 1 ? Set(offers.map(\.index)) : nil }
            if found.count == 1 { return nil }
        }
        return found.isEmpty ? nil : found
    }

    /// True where a "not" belongs to the choice itself: it means no, or its label says the same.
    private func keeps(_ offer: Offer, _ findings: Findings) -> Bool {
        offer.meaning == .no && !findings.beginsNegated
            || findings.negations.allSatisfy { negation in
                offer.variants.contains { $0.contains { $0.text == negation } }
            }
    }

    // MARK: Labels

    private func offers(_ matches: (Offer) -> Bool) -> Set<Int> {
        Set(offers.lazy.filter(matches).map(\.index))
    }

    private func offers(meaning: Meaning) -> Set<Int> { offers { $0.meaning == meaning } }

    /// The longest whole label, or other words of a choice, that begins at a word.
    private func label(in said: ArraySlice<Token>, at index: Int) -> (found: Set<Int>, count: Int)? {
        let rest = said[index...]
        var best = 0
        var found: Set<Int> = []
        for offer in offers {
            for variant in offer.variants where variant.count >= max(best, 1) && rest.starts(with: variant) {
                if variant.count > best { found = [] }
                best = variant.count
                found.insert(offer.index)
            }
        }
        return best > 0 ? (found, best) : nil
    }

    /// The choices with a word that this one begins, or misspells.
    private func near(_ word: Token) -> Set<Int> {
        if case .time = word.kind {
            return offers { $0.significant.contains { $0.isSameTime(as: word) || $0.isHour(of: word) } }
        }
        guard case .word = word.kind, word.text.count >= 3, !word.text.contains(where: \.isNumber) else {
            return []
        }
        let begun = offers { $0.significant.contains { $0.isWord && $0.text.hasPrefix(word.text) } }
        return begun.isEmpty ? misspelt(word.text) : begun
    }

    private func misspelt(_ text: String) -> Set<Int> {
        guard text.count >= 4, !words.wellKnown.contains(text) else { return [] }
        var best = 3
        var found: Set<Int> = []
        for offer in offers {
            for word in offer.significant where word.isWord && word.text.count >= 4 {
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

    // MARK: Places

    private func pointer(to place: Place) -> Pointer? {
        let all = offers.indices
        switch place.kind {
        case .number(let number):
            let label = offers { offer in
                offer.variants.contains { $0.count == 1 && $0[0].isWhole(number) }
            }
            if !label.isEmpty { return Pointer(alone: label, together: label, isLoose: place.isLoose) }
            let position = position(number)
            let part = offers { $0.significant.contains { $0.holds(number) } }
            let hour = offers { $0.significant.contains { $0.isHour(number) } }
            let alone = position.isEmpty ? part.union(hour) : position.union(hour)
            let together = position.union(part).union(hour)
            return alone.isEmpty ? nil : Pointer(alone: alone, together: together, isLoose: place.isLoose)
        case .ordinal(let number):
            let found = position(number).union(offers { $0.significant.contains { $0.holds(number) } })
            return found.isEmpty ? nil : Pointer(alone: found, together: found)
        case .fromEnd(let number):
            let found = position(all.count + 1 - number)
            return found.isEmpty ? nil : Pointer(alone: found, together: found)
        case .middle:
            guard all.count % 2 == 1 else { return nil }
            return Pointer(alone: [all.count / 2], together: [all.count / 2])
        }
    }

    private func position(_ number: Int) -> Set<Int> {
        offers.indices.contains(number - 1) ? [number - 1] : []
    }
}

extension Token {
    fileprivate var isWord: Bool {
        if case .word = kind { return true }
        return false
    }

    /// True where a label that is this word alone means the number: "3", "three", "3pm".
    fileprivate func isWhole(_ number: Int) -> Bool {
        switch kind {
        case .number(let mine, _): mine == number
        default: false
        }
    }

    /// True where it is the number, or the place of that number: "9" and "9th" in "Saturday 9 May".
    fileprivate func holds(_ number: Int) -> Bool {
        switch kind {
        case .number(let mine, _), .ordinal(let mine): mine == number
        default: false
        }
    }

    /// True where it is a time of day in that hour: "4" may mean "4:30pm".
    fileprivate func isHour(_ number: Int) -> Bool {
        guard case .time(let minutes, _) = kind else { return false }
        return minutes / 60 == number || minutes / 60 % 12 == number % 12 && number <= 12
    }

    /// True where a label's bare "4" is what somebody calls "at 4".
    fileprivate func isHour(of time: Token) -> Bool {
        guard case .time(let minutes, _) = time.kind, minutes % 60 == 0 else { return false }
        return isWhole(minutes / 60) || minutes / 60 > 12 && isWhole(minutes / 60 - 12)
    }
}
