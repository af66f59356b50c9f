/// Something in a text that a rule found. Made by ``WordingCheck``; put into words by whoever shows it.
public struct Finding: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// A prompt that ships must not have it.
        case blocks
        /// Worth a second look.
        case warns
    }

    public let rule: Rule
    public let severity: Severity
    /// Where it is, both from 1; the column counts characters as people see them.
    public let line: Int
    public let column: Int
    /// The words at fault, as they were written.
    public let words: String
    /// What to write in their place, where that can be said.
    public let instead: String?
    /// How many there are, for rules that count: words of a sentence, characters of a text message.
    public let count: Int?

    public init(
        _ rule: Rule, severity: Severity? = nil, line: Int, column: Int, words: String,
        instead: String? = nil, count: Int? = nil
    ) {
        self.rule = rule
        self.severity = severity ?? rule.severity
        self.line = line
        self.column = column
        self.words = words
        self.instead = instead
        self.count = count
    }
}

extension Finding {
    init(
        _ rule: Rule, at word: ReadText.Word, words: String? = nil, instead: String? = nil,
        severity: Severity? = nil, count: Int? = nil
    ) {
        self.init(
            rule, severity: severity, line: word.line, column: word.column, words: words ?? word.text,
            instead: instead, count: count)
    }
}
