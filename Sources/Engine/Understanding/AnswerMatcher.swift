import YouSaidKit

/// Understands which of a question's choices somebody meant: "2", "two", "the second one", "sat", "saterday
/// please", 👍. Used for every typed answer.
///
/// It would rather not understand than guess: what could mean two choices is ``Match/several(_:)``, and what is
/// turned round ("not Saturday"), tied to a condition or not wholly understood is ``Match/none``.
public struct AnswerMatcher: Sendable {
    /// What an answer was understood as.
    public enum Match: Sendable, Hashable {
        case choice(Choice)
        /// Unclear between these, which are at least two, in the question's order.
        case several([Choice])
        case none
    }

    /// A text with more characters than this is only compared with the labels.
    static let longest = 200

    private let words: AnswerWords

    /// A matcher for answers in English.
    public init() { words = EnglishWords.answers }

    /// Finds the choice that a text means.
    /// - Parameters:
    ///   - text: what somebody wrote.
    ///   - choices: what they were offered, in the order in which they saw it.
    public func match(_ text: String, choices: [Choice]) -> Match {
        let said = FoldedText(text)
        guard !choices.isEmpty, !said.words.isEmpty else { return .none }
        let offers = choices.enumerated().map { Offer($1, index: $0, words: words) }
        let found =
            exact(said.words, offers)
            ?? (text.count > Self.longest ? nil : meant(said, offers))
        guard let found else { return .none }
        let meant = found.sorted().map { choices[$0] }
        return meant.count == 1 ? .choice(meant[0]) : .several(meant)
    }

    private func meant(_ said: FoldedText, _ offers: [Offer]) -> Set<Int>? {
        let reading = AnswerReading(offers: offers, words: words)
        if let found = understood(said, reading) { return found }
        guard let short = said.withoutDrawnOutLetters else { return nil }
        return exact(short.words, offers) ?? understood(short, reading)
    }

    private func understood(_ said: FoldedText, _ reading: AnswerReading) -> Set<Int>? {
        if let found = joined(said.words, reading.offers) { return found }
        if let found = reading.read(withoutReasons(said.words)) { return found }
        if said.asks { return nil }
        return oneSentence(said, reading) ?? lead(said, reading)
    }

    /// The text is a label or one of a choice's words and nothing else, but for small words around it.
    private func exact(_ said: [Token], _ offers: [Offer]) -> Set<Int>? {
        let plain = plain(said)
        let core = plain.filter { !words.fillers.contains($0.text) }
        let rules: [(Offer) -> Bool] = [
            { $0.variants.first == said },
            { $0.variants.contains(said) },
            { !plain.isEmpty && $0.variants.contains { self.plain($0) == plain } },
            { offer in
                !core.isEmpty
                    && offer.variants.contains { $0.filter { !words.fillers.contains($0.text) } == core }
            },
        ]
        for rule in rules {
            let found = offers.filter(rule).map(\.index)
            if !found.isEmpty { return Set(found) }
        }
        return nil
    }

    /// Without the pictures around an answer; 👎 and 🤷 stay, for they say something.
    private func plain(_ said: [Token]) -> [Token] {
        said.filter { word in
            let meaning = words.emoji[word.text]
            return !word.isEmoji || meaning == .no || meaning == .unsure
        }
    }

    /// "townpark" is "Town park", and "on line" is "Online".
    private func joined(_ said: [Token], _ offers: [Offer]) -> Set<Int>? {
        func run(_ words: [Token]) -> String { words.map(\.text).joined() }
        let text = run(said)
        guard text.count >= 5 else { return nil }
        let found = offers.filter { offer in
            offer.variants.contains { run($0) == text } || offer.significant.contains { $0.text == text }
        }
        return found.isEmpty ? nil : Set(found.map(\.index))
    }

    /// "sunday because i can't do saturday" is "sunday".
    private func withoutReasons(_ said: [Token]) -> ArraySlice<Token> {
        guard let index = said.firstIndex(where: { words.reasons.contains($0.text) }), index > 0 else {
            return said[...]
        }
        return said[..<index]
    }

    /// One sentence of several is an answer, and the others say nothing that puts it in doubt.
    private func oneSentence(_ said: FoldedText, _ reading: AnswerReading) -> Set<Int>? {
        guard !said.sentenceStarts.isEmpty else { return nil }
        let starts = [0] + said.sentenceStarts + [said.words.count]
        var answer: Set<Int>?
        var others: [Token] = []
        for (start, end) in zip(starts, starts.dropFirst()) where start < end {
            let sentence = said.words[start..<end]
            let isAcknowledgement = sentence.allSatisfy { words.acknowledgements.contains($0.text) }
            if !isAcknowledgement, let found = reading.read(withoutReasons(Array(sentence))) {
                answer = answer.map { $0.union(found) } ?? found
            } else {
                others += sentence
            }
        }
        guard let answer, answer.count == 1, let index = answer.first,
            !isDoubtful(others, answer: reading.offers[index], reading)
        else { return nil }
        return answer
    }

    /// "yeah i'd love to see the ducks", where yes or no is asked.
    private func lead(_ said: FoldedText, _ reading: AnswerReading) -> Set<Int>? {
        guard said.words.count <= 12, let first = said.words.first, words.leads.contains(first.text),
            let (meaning, count) = reading.phrase(in: said.words[...], at: 0),
            meaning == .yes || meaning == .no
        else { return nil }
        let offers = reading.offers.filter { $0.meaning == meaning }
        guard offers.count == 1, let offer = offers.first,
            !isDoubtful(Array(said.words.dropFirst(count)), answer: offer, reading)
        else { return nil }
        return [offer.index]
    }

    private func isDoubtful(_ rest: [Token], answer: Offer, _ reading: AnswerReading) -> Bool {
        rest.contains { word in
            words.conditions.contains(word.text)
                || words.negations.contains(word.text) && answer.meaning != .no
                || reading.offers.contains { $0.index != answer.index && $0.significant.contains(word) }
        }
    }
}

extension Token {
    var isEmoji: Bool {
        if case .emoji = kind { return true }
        return false
    }
}
