// What goes over the operator's socket, as JSON. Shared by the channel and by whoever calls it.

/// `POST /say`: something that the operator says.
public struct ConsoleWords: Codable, Sendable, Hashable {
    public let text: String

    public init(text: String) { self.text = text }
}

/// Something that the bot says to the operator.
public struct ConsoleMessage: Codable, Sendable, Hashable {
    /// The words, with the answers to choose from as a numbered list below them.
    public let text: String
    /// The answers to choose from, where the text came without its list. The number of one is an answer.
    public let buttons: [String]
    /// True where an answer is waited for.
    public let isQuestion: Bool

    public init(text: String, buttons: [String] = [], isQuestion: Bool = false) {
        self.text = text
        self.buttons = buttons
        self.isQuestion = isQuestion
    }
}

/// The answer to `POST /say`.
public struct ConsoleReplies: Codable, Sendable, Hashable {
    public let replies: [ConsoleMessage]
    /// False where not all replies came in time, or the words could not be taken.
    public let ok: Bool
    /// What went wrong and what to do, where something did.
    public let problem: String?
    /// True where other messages wait for somebody who listens.
    public let moreWaiting: Bool

    public init(
        replies: [ConsoleMessage], ok: Bool, problem: String? = nil, moreWaiting: Bool = false
    ) {
        self.replies = replies
        self.ok = ok
        self.problem = problem
        self.moreWaiting = moreWaiting
    }
}

/// The answer to `GET /listen`: what came since, and the number to ask with the next time, which also says that
/// all of it has arrived.
public struct ConsoleNews: Codable, Sendable, Hashable {
    public let messages: [ConsoleMessage]
    public let next: Int64

    public init(messages: [ConsoleMessage], next: Int64) {
        self.messages = messages
        self.next = next
    }
}
