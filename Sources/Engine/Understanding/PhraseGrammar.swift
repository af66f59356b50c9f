/// Reads a whole short message as one of a few ways of saying something: a phrase for each slot, one after another, and
/// nothing else. Near misses count: "can i speek to somone pls". Used by ``PersonWish`` and ``Feelings``.
struct PhraseGrammar: Sendable {
    /// What can stand in one place of a sentence; a slot with an empty phrase may be left out.
    typealias Slot = [[String]]

    /// Nothing longer is one of these sentences.
    private static let mostWords = 16
    /// Shorter words are too easily mistaken for one another.
    private static let shortestNearMiss = 5

    private static let apostrophe = UInt8(ascii: "'")

    private let sentences: [[Slot]]
    private let greetings: Slot
    private let endings: Slot
    private let known: Set<String>
    private let long: [String]

    /// - Parameters:
    ///   - sentences: each with its slots in order.
    ///   - greetings: what may stand before any of them, several times.
    ///   - endings: what may stand behind any of them, several times.
    init(_ sentences: [[Slot]], greetings: Slot, endings: Slot) {
        self.sentences = sentences
        self.greetings = greetings.sorted { $0.count > $1.count }
        self.endings = endings.sorted { $0.count > $1.count }
        known = Set((sentences.flatMap(\.self) + [greetings, endings]).flatMap(\.self).flatMap(\.self))
        long = known.filter { $0.count >= Self.shortestNearMiss }.sorted()
    }

    /// Phrases with commas between them, or each on its own line.
    static func slot(_ list: String, isOptional: Bool = false) -> Slot {
        let phrases = list.split { $0 == "," || $0.isNewline }.map { words(in: String($0)) }
            .filter { !$0.isEmpty }
        return isOptional ? phrases + [[]] : phrases
    }

    /// Whether the message is one of the sentences.
    func reads(_ text: String) -> Bool {
        // What is longer is none of these, and is not worth folding.
        guard text.utf8.count <= 200 else { return false }
        let folded = FoldedText(Self.spelledOut(text))
        return isSentence(Self.words(of: folded))
            || folded.withoutDrawnOutLetters.contains { isSentence(Self.words(of: $0)) }
    }

    private static func words(in text: String) -> [String] { words(of: FoldedText(spelledOut(text))) }

    private static func words(of text: FoldedText) -> [String] {
        text.words.filter { !$0.isEmoji }.map(\.text)
    }

    /// "I'd like" is no "I like", and "I'm" no "I".
    private static func spelledOut(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == apostrophe || $0 >= 0x80 }) else { return text }
        return text.lowercased().replacing("’", with: "'").replacing("i'd ", with: "i would ")
            .replacing("i'm ", with: "i am ").replacing("i've ", with: "i have ")
    }

    private func isSentence(_ said: [String]) -> Bool {
        // Most messages are something else, and end here: at least half of the words have to be spelt right.
        guard !said.isEmpty, said.count <= Self.mostWords,
            said.count(where: { known.contains($0) }) * 2 >= said.count
        else { return false }
        var words = said.map(knownWord)[...]
        while let greeting = greetings.first(where: { words.starts(with: $0) }), words.count > greeting.count
        {
            if sentences.contains(where: { fits(words, $0[...]) }) { return true }
            words = words.dropFirst(greeting.count)
        }
        while true {
            if sentences.contains(where: { fits(words, $0[...]) }) { return true }
            guard
                let ending = endings.first(where: {
                    words.count > $0.count && words.suffix($0.count) == $0[...]
                })
            else { return false }
            words = words.dropLast(ending.count)
        }
    }

    private func fits(_ words: ArraySlice<String>, _ slots: ArraySlice<Slot>) -> Bool {
        guard let slot = slots.first else { return words.isEmpty }
        return slot.contains { phrase in
            words.starts(with: phrase) && fits(words.dropFirst(phrase.count), slots.dropFirst())
        }
    }

    /// The word that is meant: itself, or one that is a letter away.
    private func knownWord(_ word: String) -> String {
        if known.contains(word) || word.count < Self.shortestNearMiss { return word }
        return long.first { EditDistance.between(word, $0, limit: 1) != nil } ?? word
    }
}
