/// What a word or phrase in an answer says about the whole of it.
enum Meaning: Sendable, Hashable {
    case yes
    case no
    case unsure
    /// None of what is offered: "neither", "none of them".
    case noneOfThese
    /// Whichever of them: "either", "don't mind".
    case any
    /// All of them: "both".
    case all
    /// Words that say nothing about the answer: "can't wait".
    case aside
    /// Not an answer, though its words look like one: "just a second", "no problem".
    case noAnswer
}

/// The words of one language by which ``AnswerMatcher`` understands people. Another language is another value.
struct AnswerWords: Sendable {
    /// Phrases with a meaning, as folded words with one space between.
    let phrases: [String: Meaning]
    /// The most words that a phrase has.
    let longestPhrase: Int
    /// Words that add nothing: "please", "i think".
    let fillers: Set<String>
    /// Words that turn an answer round: "not", "except".
    let negations: Set<String>
    /// Words between two answers: "or", "and".
    let alternators: Set<String>
    /// Words after which reasons follow: "because".
    let reasons: Set<String>
    /// Words that make a longer answer unclear: "if", "but", "when".
    let conditions: Set<String>
    /// Words that may only say that a message has been read: "ok".
    let acknowledgements: Set<String>
    /// Words that are spelt right, and so are no misspelling of another: "tuesday" is not "thursday".
    let wellKnown: Set<String>
    /// Yes and no as a longer answer begins with them: "yeah I'd love to see the ducks".
    let leads: Set<String>
    /// Words before a number that means a place in the list: "option", "number".
    let placeMarkers: Set<String>
    /// Words after a place in the list: "the second one".
    let placeNouns: Set<String>
    /// Words before "one" with which it is no number: "this one".
    let pointers: Set<String>
    /// Places counted from the ends.
    let last: Set<String>
    let top: Set<String>
    let middle: Set<String>
    /// Emoji with a meaning.
    let emoji: [String: Meaning]
    /// Beginnings of a label that give a choice its meaning: "Yes, I will come".
    let labelBeginnings: [(words: [String], meaning: Meaning)]

    /// Groups a language's lists. Each list is words parted by spaces, or phrases parted by commas.
    init(
        phrases: [(Meaning, String)], fillers: String, negations: String, alternators: String,
        reasons: String, conditions: String, acknowledgements: String, wellKnown: String,
        leads: String, placeMarkers: String, placeNouns: String, pointers: String, last: String, top: String,
        middle: String, emoji: [(Meaning, String)], labelBeginnings: [(Meaning, String)]
    ) {
        var known: [String: Meaning] = [:]
        var longest = 1
        for (meaning, list) in phrases {
            for words in Self.phrases(in: list) {
                known[words.joined(separator: " ")] = meaning
                longest = max(longest, words.count)
            }
        }
        self.phrases = known
        longestPhrase = longest
        self.fillers = Self.words(in: fillers)
        self.negations = Self.words(in: negations)
        self.alternators = Self.words(in: alternators)
        self.reasons = Self.words(in: reasons)
        self.conditions = Self.words(in: conditions)
        self.acknowledgements = Self.words(in: acknowledgements)
        self.wellKnown = Self.words(in: wellKnown).union(self.fillers).union(self.negations)
            .union(self.conditions).union(known.keys)
        self.leads = Self.words(in: leads)
        self.placeMarkers = Self.words(in: placeMarkers)
        self.placeNouns = Self.words(in: placeNouns)
        self.pointers = Self.words(in: pointers)
        self.last = Self.words(in: last)
        self.top = Self.words(in: top)
        self.middle = Self.words(in: middle)
        self.emoji = Dictionary(
            emoji.flatMap { meaning, list in
                FoldedText(list).words.map { ($0.text, meaning) }
            }, uniquingKeysWith: { first, _ in first })
        self.labelBeginnings = labelBeginnings.flatMap { meaning, list in
            Self.phrases(in: list).map { ($0, meaning) }
        }.sorted { $0.words.count > $1.words.count }
    }

    private static func words(in list: String) -> Set<String> {
        Set(FoldedText(list).words.map(\.text))
    }

    private static func phrases(in list: String) -> [[String]] {
        list.split(whereSeparator: { $0 == "," || $0.isNewline })
            .map { FoldedText(String($0)).words.map(\.text) }.filter { !$0.isEmpty }
    }
}
