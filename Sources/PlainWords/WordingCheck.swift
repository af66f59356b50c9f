/// Checks texts by the rules for words that people can read. Used for the bot's own prompts, where some findings
/// block, and for what organisers write, where all are advice.
///
/// ```swift
/// WordingCheck(vocabulary).findings(in: "We meet at 17:30.")   // a time: write "5:30pm"
/// ```
/// It is checked by rules alone: whether people can really read a text, only people can tell.
public struct WordingCheck: Sendable {
    /// A sentence may have so many words.
    public static let mostWords = 15
    /// More options than this are hard to read.
    public static let mostOptions = 5

    private let vocabulary: Vocabulary
    private let isEnglish: Bool

    /// - Parameters:
    ///   - vocabulary: the lists of words of the text's language.
    ///   - isEnglish: false leaves out what only holds for English.
    public init(_ vocabulary: Vocabulary, isEnglish: Bool = true) {
        self.vocabulary = vocabulary
        self.isEnglish = isEnglish
    }

    private static let rules: [any TextRule] = [
        SentenceLength(), TwoIdeas(), Acronyms(), Capitals(), Dates(), Times(), NumberWords(), Percentages(),
        Emoticons(), Emoji(), Codes(), Pictures(), ListedWords(), TwoNames(), Passive(), ThingsToDo(),
        TextMessages(),
    ]

    /// Everything that the rules find in a text, in the text's order.
    /// - Parameters:
    ///   - choices: labels that people choose from, which are read as well.
    public func findings(in text: String, choices: [String] = []) -> [Finding] {
        let read = ReadText(text)
        var found = Self.rules.flatMap { $0.findings(in: read, vocabulary) }
        let explained = Explained(read)
        for choice in choices {
            let label = ReadText(choice)
            for rule in Self.rules where !(rule is ThingsToDo || rule is TextMessages) {
                // A label that a text explains is explained.
                found += rule.findings(in: label, vocabulary).filter {
                    $0.rule != .acronym || !explained.has($0.words, vocabulary)
                }
            }
        }
        if choices.count > Self.mostOptions {
            found.append(
                Finding(
                    .options, line: 1, column: 1, words: choices.joined(separator: ", "), count: choices.count
                ))
        }
        if !isEnglish { found.removeAll { $0.rule.isEnglish } }
        return found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}
