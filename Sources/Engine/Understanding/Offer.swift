import YouSaidKit

/// One choice as ``AnswerMatcher`` looks at it: its label and other words, folded.
struct Offer {
    let index: Int
    /// The label and, after it, the choice's other words.
    let variants: [[Token]]
    /// The words of the label and of its variants that tell something.
    let significant: Set<Token>
    /// What it means where it is one of yes, no, not sure, none of these.
    let meaning: Meaning?

    init(_ choice: Choice, index: Int, words: AnswerWords) {
        self.index = index
        let variants = ([choice.label] + choice.words).map { FoldedText($0).words }.filter { !$0.isEmpty }
        self.variants = variants
        significant = variants.reduce(into: []) { $0.formUnion(Self.significant($1, words)) }
        meaning = variants.lazy.compactMap { Self.meaning($0, words) }.first
    }

    private static func significant(_ label: [Token], _ words: AnswerWords) -> [Token] {
        let telling = label.filter { word in
            !words.fillers.contains(word.text) && !words.negations.contains(word.text)
                && !words.conditions.contains(word.text) && !words.alternators.contains(word.text)
        }
        if !telling.isEmpty { return telling }
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
}
