/// What somebody answered.
public struct Answer: Sendable {
    /// The question that was asked.
    public let question: Question
    /// Which question it was, for ``Turn/close(_:)``.
    public let id: Question.ID
    /// What was chosen: one, for ``Question/Kind/choice`` or an aside; for ``Question/Kind/several`` one where it
    /// was pressed or typed alone; for ``Question/Kind/words`` one where exactly its words came, or none. None where other
    /// words came to a question with ``Question/hearsOtherWords``.
    public let choices: [Choice]
    /// What they wrote, word for word; empty for a press.
    public let text: String
    /// Voice notes, pictures and files that came with it.
    public let attachments: [Attachment]
    /// True where they had answered before.
    public let isChange: Bool
    /// True where they answered with a voice note or a picture, and an organiser listened or looked and put the
    /// answer in for them. The bot tells the person so, before what the plugin replies.
    public let isEnteredForThem: Bool

    /// Made by the host; plugins are given answers.
    public init(
        question: Question, id: Question.ID, choices: [Choice], text: String, attachments: [Attachment],
        isChange: Bool, isEnteredForThem: Bool = false
    ) {
        self.question = question
        self.id = id
        self.choices = choices
        self.text = text
        self.attachments = attachments
        self.isChange = isChange
        self.isEnteredForThem = isEnteredForThem
    }

    /// The choice that was meant, the first of several. Always there for ``Question/Kind/choice``, but where other words
    /// came to a question with ``Question/hearsOtherWords``.
    public var choice: Choice? { choices.first }

    /// True where one of the choices of ``Turn/yesAndNo()`` was Yes, and it was meant.
    public var isYes: Bool { choice?.id == "yes" }
}
