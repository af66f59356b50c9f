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
    /// True for what stands beside the answers and is none: SKIP, BACK, DONE. It has no number: it is a button, or
    /// where there are none a word that can be sent, and is understood only as that word. A question is not answered
    /// by it.
    public let isAside: Bool

    /// A choice of a question.
    /// - Parameters:
    ///   - id: what the plugin knows it by, unique in its question.
    ///   - label: what people read, 1 or 2 words.
    ///   - words: other words that mean the same.
    ///   - isAside: true for what stands beside the answers and is none. Asides come after all answers.
    public init(_ id: String, label: String, words: [String] = [], isAside: Bool = false) {
        self.id = id
        self.label = label
        self.words = words
        self.isAside = isAside
    }

    /// Reads a choice that was kept, also by an older version.
    public init(from decoder: any Decoder) throws {
        let kept = try decoder.container(keyedBy: CodingKeys.self)
        id = try kept.decode(String.self, forKey: .id)
        label = try kept.decode(String.self, forKey: .label)
        words = try kept.decode([String].self, forKey: .words)
        isAside = try kept.decodeIfPresent(Bool.self, forKey: .isAside) ?? false
    }
}
