/// Something asked, which can be answered now, tomorrow, or in the middle of something else.
///
/// ```swift
/// turn.ask(
///     Question(
///         "day", Prompt("which-day"),
///         choices: [Choice("sat", label: "Saturday"), Choice("sun", label: "Sunday")],
///         data: ["meeting": "12"]))
/// ```
/// The answer arrives in ``Plugin/answer(_:in:)`` with the question's name and data. Without choices any words are an
/// answer. In a plugin labels are words of the forum too, so they come from a prompt, with ``Turn/words(_:_:)``, or
/// from what somebody wrote.
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
        /// Some of the choices. Pressed, each comes alone; typed, several can come at once: "1 and 3". The plugin
        /// keeps what was chosen, and shows it with ``Turn/mark(_:)``.
        case several
        /// Any words, voice note or picture. The choices, where there are some, are short cuts.
        case words
    }

    /// Which of the plugin's questions it is.
    public let name: String
    /// What people read, without the choices.
    public let text: Prompt
    /// A few words that say which question is meant when several are open. Nil: the first line of the text.
    public let title: String?
    /// What counts as an answer.
    public let kind: Kind
    /// What can be chosen, in the order in which it is shown; empty where any words will do.
    public let choices: [Choice]
    /// What the plugin wants back with the answer. Nothing personal: it is kept as long as the question.
    public let data: [String: String]
    /// A picture that goes with it.
    public let picture: Picture?
    /// True where an answer can be changed until the question is closed; otherwise the first answer closes it.
    public let canChange: Bool
    /// True where an organiser may put in the answer of somebody who sent a voice note or a picture, after they
    /// listened or looked: right for a poll, wrong for a consent or for "delete me". It comes with
    /// ``Answer/isEnteredForThem``.
    public let canBeEntered: Bool
    /// True where somebody may have something to say that is none of the choices: whatever fits none comes to the plugin
    /// too, without a choice, also after an answer. A plugin that does not take it says ``Turn/unclear()``.
    public let hearsOtherWords: Bool
    /// The plugin's vault in which the answers are kept, where they are secret. Then nothing of who has answered
    /// is left once the question is closed; nil where that is no secret.
    public let vault: String?
    /// What it is about; nil means the subject of the plugin that asks it.
    public let subject: Subject?

    /// A question that can be asked with ``Turn/ask(_:)``.
    /// - Parameters:
    ///   - name: which of the plugin's questions it is.
    ///   - text: what people read, without the choices.
    ///   - title: a few words that tell it from other open questions.
    ///   - choices: what can be chosen.
    ///   - kind: what counts as an answer. Left out, it is a choice where there are choices, and otherwise words.
    ///   - data: what comes back with the answer. Nothing personal.
    ///   - canChange: true where an answer can be changed until the question is closed.
    ///   - canBeEntered: true where an organiser may put in what somebody said in a voice note.
    ///   - hearsOtherWords: true where also what fits no choice comes to the plugin.
    ///   - picture: a picture that goes with it.
    ///   - subject: what it is about; nil means the subject of the plugin that asks it.
    ///   - vault: the plugin's vault in which the answers are kept, where nobody may know who gave which.
    public init(
        _ name: String, _ text: Prompt, title: String? = nil, choices: [Choice] = [], kind: Kind? = nil,
        data: [String: String] = [:], canChange: Bool = false, canBeEntered: Bool = false,
        hearsOtherWords: Bool = false, picture: Picture? = nil, subject: Subject? = nil, vault: String? = nil
    ) {
        self.subject = subject
        self.name = name
        self.text = text
        self.title = title
        self.kind = kind ?? (choices.isEmpty ? .words : .choice)
        self.choices = choices
        self.data = data
        self.canChange = canChange
        self.picture = picture
        self.vault = vault
        self.canBeEntered = canBeEntered
        self.hearsOtherWords = hearsOtherWords
    }

    /// Reads a question that an earlier version kept, too.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            fields.decode(String.self, forKey: .name), fields.decode(Prompt.self, forKey: .text),
            title: fields.decodeIfPresent(String.self, forKey: .title),
            choices: fields.decode([Choice].self, forKey: .choices),
            kind: fields.decode(Kind.self, forKey: .kind),
            data: fields.decode([String: String].self, forKey: .data),
            canChange: fields.decode(Bool.self, forKey: .canChange),
            canBeEntered: fields.decodeIfPresent(Bool.self, forKey: .canBeEntered) ?? false,
            hearsOtherWords: fields.decodeIfPresent(Bool.self, forKey: .hearsOtherWords) ?? false,
            picture: fields.decodeIfPresent(Picture.self, forKey: .picture),
            subject: fields.decodeIfPresent(Subject.self, forKey: .subject),
            vault: fields.decodeIfPresent(String.self, forKey: .vault))
    }

    /// The same question with its prompt's folder named. Used when a turn records it.
    @_spi(Host) public func owned(by owner: String) -> Question {
        Question(
            name, text.owned(by: owner), title: title, choices: choices, kind: kind, data: data,
            canChange: canChange, canBeEntered: canBeEntered, hearsOtherWords: hearsOtherWords,
            picture: picture.map { Picture(url: $0.url, description: $0.description.owned(by: owner)) },
            subject: subject, vault: vault)
    }
}
