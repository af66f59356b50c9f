/// A place in the list of choices, as people say it: "2", "option two", "the second one", "last but one".
/// Used by ``AnswerReading``.
struct Place {
    enum Kind {
        case number(Int, isSpelt: Bool)
        case ordinal(Int)
        /// 1 is the last.
        case fromEnd(Int)
        case middle
    }

    let kind: Kind
    /// How many words it took.
    let count: Int
    /// True for a spelt-out "one", which may only point at something said before: "the blue one".
    var isLoose = false
    /// True for "option 2", which can be nothing but a place.
    var isMarked = false

    /// Reads a place that begins at a word.
    /// - Parameter knowsNo: true where a choice means no, so that "no" is no short "number".
    static func read(_ said: ArraySlice<Token>, at index: Int, words: AnswerWords, knowsNo: Bool) -> Place? {
        let rest = said[index...].prefix(4)
        func word(_ offset: Int) -> Token? {
            rest.indices.contains(index + offset) ? rest[index + offset] : nil
        }
        func isNoun(_ offset: Int) -> Bool {
            guard let word = word(offset) else { return false }
            return words.placeNouns.contains(word.text) || word.isSpelt(1)
        }
        func isLast(_ offset: Int) -> Bool { word(offset).map { words.last.contains($0.text) } ?? false }

        let first = said[index]
        if words.placeMarkers.contains(first.text), case .number(let number, let isSpelt)? = word(1)?.kind,
            // "No 3 hours" is no number 3.
            first.text != "no"
                || !knowsNo && !isSpelt && (word(2).map({ words.polite.contains($0.text) }) ?? true)
        {
            return Place(kind: .number(number, isSpelt: isSpelt), count: 2, isMarked: true)
        }
        switch first.kind {
        case .number(let number, let isSpelt):
            let isPointedAt = index > said.startIndex && words.pointers.contains(said[index - 1].text)
            if isSpelt, number == 1, isPointedAt { return nil }
            // "5 stars".
            if let stars = word(1), words.marks.contains(stars.text) {
                return Place(kind: .number(number, isSpelt: isSpelt), count: 2)
            }
            return Place(
                kind: .number(number, isSpelt: isSpelt), count: 1, isLoose: isSpelt && number == 1)
        case .ordinal(let number):
            if isLast(1) { return Place(kind: .fromEnd(number), count: isNoun(2) ? 3 : 2) }
            if word(1)?.text == "to", isLast(2) {
                return Place(kind: .fromEnd(number), count: isNoun(3) ? 4 : 3)
            }
            // "The 2nd of these".
            if word(1)?.text == "of", let these = word(2), words.these.contains(these.text) {
                return Place(kind: .ordinal(number), count: 3)
            }
            return Place(kind: .ordinal(number), count: isNoun(1) ? 2 : 1)
        default: break
        }
        let isAlone = said.allSatisfy { $0 == first || words.fillers.contains($0.text) }
        if words.last.contains(first.text) {
            if word(1)?.text == "but", isNoun(2) { return Place(kind: .fromEnd(2), count: 3) }
            if isNoun(1) || isAlone { return Place(kind: .fromEnd(1), count: isNoun(1) ? 2 : 1) }
        }
        guard isNoun(1) || isAlone else { return nil }
        if words.top.contains(first.text) { return Place(kind: .ordinal(1), count: isNoun(1) ? 2 : 1) }
        if words.middle.contains(first.text) { return Place(kind: .middle, count: isNoun(1) ? 2 : 1) }
        return nil
    }
}

extension Token {
    fileprivate func isSpelt(_ number: Int) -> Bool {
        if case .number(number, spelt: true) = kind { return true }
        return false
    }
}
