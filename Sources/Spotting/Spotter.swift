/// Finds words and phrases in a message that may tell of harm, misspelt ones too, so that a person looks at it.
///
/// It flags too much rather than too little, and knows nothing of who wrote or what about: it never decides what is
/// true. The engine asks it about every message before any plugin sees it.
///
/// ```swift
/// let spotter = Spotter([try SpotLists(files)], model: try WorryModel(bytes))
/// let finding = spotter.find(in: "i want 2 dieee")   // .sure, ["self-harm"]
/// ```
public struct Spotter: Sendable {
    private let phrases: [(kind: String, phrase: CompiledPhrase)]
    private let phraseIndex: PhraseIndex
    private let harmless: [CompiledPhrase]
    private let harmlessIndex: PhraseIndex
    private let realWords: Set<String>
    /// Every word of the lists with its number, by its first letter, which nobody gets wrong: so a message's word is
    /// compared with few of them.
    private let vocabulary: [Character: [(number: Int, word: SpotPhrase.Word)]]

    /// Phrases without their blanks, for words that run together, with their kinds.
    private let together: RunTogether
    /// Finds what stands in no list; nil where the lists are alone.
    let model: WorryModel?

    public init(_ lists: SpotLists) { self.init([lists]) }

    /// - Parameters:
    ///   - lists: those of each language; all count for everybody.
    ///   - model: what finds what stands in no list.
    public init(_ lists: [SpotLists], model: WorryModel? = nil) {
        self.model = model
        var numbers: [SpotPhrase.Word: Int] = [:]
        var vocabulary: [Character: [(number: Int, word: SpotPhrase.Word)]] = [:]
        for phrase in lists.flatMap({ $0.phrases.map(\.phrase) + $0.harmless }) {
            for word in phrase.words where numbers[word] == nil {
                guard let first = word.text.first else { continue }
                vocabulary[first, default: []].append((numbers.count, word))
                numbers[word] = numbers.count
            }
        }
        self.vocabulary = vocabulary
        phrases = lists.flatMap(\.phrases).map { ($0.kind, CompiledPhrase($0.phrase) { numbers[$0] }) }
        phraseIndex = PhraseIndex(phrases.map(\.phrase))
        harmless = lists.flatMap(\.harmless).map { CompiledPhrase($0) { numbers[$0] } }
        harmlessIndex = PhraseIndex(harmless)
        together = RunTogether(lists.flatMap(\.phrases))
        realWords = lists.reduce(into: []) { $0.formUnion($1.real) }
    }

    /// The kinds of harm that a message may tell of by the lists alone: the names of those in which something was found.
    public func kinds(in text: String) -> Set<String> { listed(in: text).all }

    /// What was found of the lists.
    struct Listed {
        /// The lists of which a phrase was found that is enough by itself.
        var strong: Set<String> = []
        /// Those, and the lists of which a phrase was found that is often harmless.
        var all: Set<String> = []
    }

    func listed(in text: String) -> Listed {
        var known: [String: [Int]] = [:]
        let words = SpottedText(text).words
        var message: [[Int]] = words.map { word in
            if let found = known[word] { return found }
            let found = meaning(of: word)
            known[word] = found
            return found
        }
        let present = Set(message.joined())
        for phrase in harmlessIndex.mayStand(among: present).map({ harmless[$0] }) {
            for start in message.indices {
                guard let end = phrase.end(at: start, in: message) else { continue }
                for place in start..<end { message[place] = [] }
            }
        }
        var listed = Listed()
        for (kind, phrase) in phraseIndex.mayStand(among: present).map({ phrases[$0] })
        where !(phrase.isWeak ? listed.all : listed.strong).contains(kind) {
            if message.indices.contains(where: { phrase.end(at: $0, in: message) != nil }) {
                listed.all.insert(kind)
                if !phrase.isWeak { listed.strong.insert(kind) }
            }
        }
        for (word, meaning) in zip(words, message) where meaning.isEmpty {
            let kinds = together.kinds(in: word)
            listed.all.formUnion(kinds)
            listed.strong.formUnion(kinds)
        }
        return listed
    }

    /// Which words of the lists a written word may be.
    private func meaning(of written: String) -> [Int] {
        guard let first = written.first, let words = vocabulary[first] else { return [] }
        let isReal = realWords.contains(written)
        return words.filter { Self.matches(written, $0.word, allowingMistakes: !isReal) }.map(\.number)
    }

    private static func matches(
        _ written: String, _ word: SpotPhrase.Word, allowingMistakes: Bool
    ) -> Bool {
        if written == word.text { return true }
        if word.hasAnyEnding, written.hasPrefix(word.text) { return true }
        guard allowingMistakes, !word.isExact, written.first == word.text.first else { return false }
        let limit = mistakes(in: word.text)
        guard limit > 0 else { return false }
        let written = Array(written.unicodeScalars)
        let meant = Array(word.text.unicodeScalars)
        guard written.count >= meant.count - limit else { return false }
        // With any ending, as much of the word is compared as the listed word is long.
        let compared = word.hasAnyEnding ? written.prefix(meant.count) : written[...]
        return isWithin(limit, compared, meant[...])
    }

    /// How many mistakes a word of this length may have. Short words with a mistake are other words.
    private static func mistakes(in word: String) -> Int {
        switch word.utf8.count {
        case ..<5: 0
        case 5...7: 1
        default: 2
        }
    }

    /// Whether two words are at most so many letters apart: changed, left out, put in, or two swapped.
    private static func isWithin(
        _ limit: Int, _ left: ArraySlice<Unicode.Scalar>, _ right: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        guard abs(left.count - right.count) <= limit else { return false }
        var left = left
        var right = right
        while let first = left.first, first == right.first {
            left.removeFirst()
            right.removeFirst()
        }
        while let last = left.last, last == right.last {
            left.removeLast()
            right.removeLast()
        }
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) <= limit }
        guard limit > 0 else { return false }
        let (oneLeft, oneRight) = (left.dropFirst(), right.dropFirst())
        if isWithin(limit - 1, oneLeft, oneRight) || isWithin(limit - 1, oneLeft, right)
            || isWithin(limit - 1, left, oneRight)
        {
            return true
        }
        guard let first = oneLeft.first, let second = oneRight.first, first == right.first,
            second == left.first
        else { return false }
        return isWithin(limit - 1, oneLeft.dropFirst(), oneRight.dropFirst())
    }
}
