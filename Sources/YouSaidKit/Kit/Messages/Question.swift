/// Something asked, which can be answered now, tomorrow, or in the middle of something else.
///
/// ```swift
/// try turn.ask(Question("sure", Prompt("preview", ["poll": title]), choices: [yes, no]))
/// ```
/// The answer arrives in ``Plugin/answer(_:in:)`` with the question's name and data.
public struct Question: Sendable, Hashable, Codable {
    /// Tells one question that was asked from every other.
    public struct ID: Sendable, Hashable, Codable, RawRepresentable, SQLConvertible {
        public let rawValue: Int64
        @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// What counts as an answer.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// One of the choices. Anything else is asked again kindly.
        case choice
        /// Any words, voice note or picture. The choices, where there are some, are short cuts.
        case words
    }

    /// Which of the plugin's questions it is.
    public let name: String
    /// What people read, without the choices.
    public let text: Prompt
    /// A few words that say which question is meant when several are open. Nil: the first line of the text.
    public let title: String?
    public let kind: Kind
    public let choices: [Choice]
    /// What the plugin wants back with the answer. Nothing personal: it is kept as long as the question.
    public let data: [String: String]
    /// True where an answer can be changed until the question is closed; otherwise the first answer closes it.
    public let canChange: Bool

    public init(
        _ name: String, _ text: Prompt, title: String? = nil, choices: [Choice] = [], kind: Kind? = nil,
        data: [String: String] = [:], canChange: Bool = false
    ) {
        self.name = name
        self.text = text
        self.title = title
        self.kind = kind ?? (choices.isEmpty ? .words : .choice)
        self.choices = choices
        self.data = data
        self.canChange = canChange
    }

    /// The same question with its prompt's folder named. Used when a turn records it.
    @_spi(Host) public func owned(by owner: String) -> Question {
        Question(
            name, text.owned(by: owner), title: title, choices: choices, kind: kind, data: data,
            canChange: canChange)
    }
}
