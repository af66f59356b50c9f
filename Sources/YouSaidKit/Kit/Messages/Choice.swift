/// One of the answers that a question offers.
///
/// A channel gives it its form: a button, or "Reply 1 for Saturday". Whatever comes back (a press, "1", "one",
/// "the first one", "sat", a misspelling, 👍) becomes the same choice.
public struct Choice: Sendable, Hashable, Codable, Identifiable {
    /// What the plugin knows it by. Unique in its question.
    public let id: String
    /// What people read.
    public let label: String
    /// Other words that mean the same, such as "yep" for "Yes". Matched as well as the label.
    public let words: [String]

    /// A choice of a question.
    /// - Parameters:
    ///   - id: what the plugin knows it by, unique in its question.
    ///   - label: what people read, 1 or 2 words.
    ///   - words: other words that mean the same.
    public init(_ id: String, label: String, words: [String] = []) {
        self.id = id
        self.label = label
        self.words = words
    }
}
