/// A language that the bot has words in: one folder of prompts.
public struct Language: Sendable, Hashable, Identifiable {
    /// The folder's name: "en-GB".
    public let id: String
    /// What its speakers call it, from its own prompt "language-name" of the core; the id where it has none.
    public let name: String

    /// Made by the host; plugins are given languages.
    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}
