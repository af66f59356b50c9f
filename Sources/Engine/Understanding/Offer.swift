import YouSaidKit

/// One choice as ``AnswerReader`` looks at it: its label and other words, folded.
struct Offer {
    let index: Int
    /// The label and, after it, the choice's other words; each with emoji, and without where words are left.
    let variants: [[Token]]
    /// The words of the label and of its variants that tell something.
    let significant: Set<Token>
    /// What it means where it is one of yes, no, not sure, none of these.
    let meaning: Meaning?
    /// The days of a month that stand in the label: 9 in "Saturday 9 May".
    let dates: Set<Int>
    /// The numbers that a label means besides those that stand in it: 14 in "13 to 15", 5 in "3 or more".
    let ranges: [ClosedRange<Int>]
    /// A day, a month or a time of day stands in it.
    let isTime: Bool
    /// The choice's own words, besides its label.
    private let ownWords: [[Token]]

    init(_ choice: Choice, index: Int, words: AnswerWords) {
        self.index = index
        let label = FoldedText(AnswerReader.cut(choice.label)).words
        ownWords = choice.words.map { FoldedText(AnswerReader.cut($0)).words }.filter { !$0.isEmpty }
        var variants: [[Token]] = []
        for variant in [label] + ownWords + Self.others(for: label, words) {
            let plain = variant.filter { !$0.isEmoji }
            for one in [variant, plain] where !one.isEmpty && !variants.contains(one) { variants.append(one) }
        }
        self.variants = variants
        significant = variants.reduce(into: []) { $0.formUnion(Self.significant($1, words)) }
        meaning = variants.lazy.compactMap { Self.meaning($0, words) }.first
        dates = variants.reduce(into: []) { $0.formUnion(Self.dates($1, words)) }
        ranges = variants.flatMap { Self.ranges($0, words) }
        isTime = label.contains {
            $0.isTime || words.days.contains($0.text) || words.months.contains($0.text)
        }
    }

    /// Whether it is nothing but a number: "3", "three".
    func isNumber(_ number: Int) -> Bool {
        isNumber(number, isSpelt: true) || isNumber(number, isSpelt: false)
    }

    func isNumber(_ number: Int, isSpelt: Bool) -> Bool {
        variants.contains { variant in
            guard variant.count == 1, case .number(number, spelt: isSpelt) = variant[0].kind else {
                return false
            }
            return true
        }
    }

    /// Whether the number is one of the words that the question gives the choice besides its label.
    func hasOwnWord(_ number: Int) -> Bool {
        ownWords.contains { words in
            guard words.count == 1, case .number(number, _) = words[0].kind else { return false }
            return true
        }
    }

    /// Whether its label is this letter, or ends with it: "B", "Group B".
    func isLettered(_ letter: Token) -> Bool { variants.contains { $0.last == letter } }

    /// Whether a word stands in it in any way.
    func mayMean(_ word: Token) -> Bool {
        significant.contains(word) || variants.contains { $0.contains(word) }
            || significant.contains { $0.isSame(word) }
    }

    // MARK: What a label holds

    private static func significant(_ label: [Token], _ words: AnswerWords) -> [Token] {
        let telling = label.filter { word in
            !words.fillers.contains(word.text) && !words.negations.contains(word.text)
                && !words.conditions.contains(word.text) && !words.alternators.contains(word.text)
                && word.text != "only"
        }
        if !telling.isEmpty { return telling }
        // "No, not this time" goes by its "no".
        if let first = label.first, label.count > 1, words.leads.contains(first.text) { return [first] }
        // "Good", "Me", "I can": a label of nothing but small words goes by those.
        return label.filter { $0.text.count > 1 && !words.alternators.contains($0.text) }
    }

    private static func meaning(_ label: [Token], _ words: AnswerWords) -> Meaning? {
        let texts = label.map(\.text)
        for beginning in words.labelBeginnings where texts.starts(with: beginning.words) {
            return beginning.meaning == .noAnswer ? nil : beginning.meaning
        }
        return nil
    }

    /// "Other" is what people say for "Something else", and "no one" for "Nobody".
    private static func others(for label: [Token], _ words: AnswerWords) -> [[Token]] {
        let texts = label.map(\.text)
        return words.sameLabels.filter { $0.contains { texts.starts(with: $0) || texts == $0 } }
            .flatMap(\.self).filter { $0 != texts }.map { FoldedText($0.joined(separator: " ")).words }
    }

    private static func dates(_ label: [Token], _ words: AnswerWords) -> [Int] {
        label.indices.compactMap { index in
            if case .ordinal(let number) = label[index].kind { return number }
            guard case .number(let number, spelt: false) = label[index].kind, (1...31).contains(number) else {
                return nil
            }
            let beside = [index - 1, index + 1].filter(label.indices.contains).map { label[$0].text }
            let isDate = beside.contains { words.months.contains($0) || words.days.contains($0) }
            return isDate ? number : nil
        }
    }

    /// Nobody means a larger number.
    private static let most = 9_999

    private static func ranges(_ label: [Token], _ words: AnswerWords) -> [ClosedRange<Int>] {
        let all = label.filter { !$0.isEmoji }
        let numbers = all.indices.compactMap { index -> (index: Int, number: Int)? in
            guard case .number(let number, _) = all[index].kind, number <= most else { return nil }
            return (index, number)
        }
        guard let first = numbers.first else { return [] }
        let before = all[..<first.index].map(\.text)
        let after = all[(first.index + 1)...].first?.text
        if numbers.count == 2, numbers[0].number < numbers[1].number,
            numbers[1].index - numbers[0].index <= 2
        {
            return [numbers[0].number...numbers[1].number]
        }
        guard numbers.count == 1 else { return [] }
        let number = first.number
        if after == "ormore" { return [number...most] }
        if after == "orless" { return [0...number] }
        if before.contains(where: { words.above.contains($0) }) { return [min(number + 1, most)...most] }
        if before.contains(where: { words.below.contains($0) }) { return [0...max(number - 1, 0)] }
        return []
    }
}
