/// A word that somebody can say to make a plugin do something, such as POLL.
public struct Command: Sendable, Hashable {
    /// Who may use a command.
    public enum Audience: Sendable, Hashable {
        /// Anybody who writes, member or not.
        case anyone
        /// Anybody who has joined.
        case members
        /// Those with one of these roles. A role is not implied by another: name each.
        case roles(Set<Role>)
    }

    /// The word, in capitals. "POLL" and "poll" are the same; it may have two words, "MY DATA".
    public let word: String
    /// Other words for the same, such as "RESULT" for "RESULTS".
    public let aliases: [String]
    /// Who may use it. Others are told kindly that they cannot.
    public let audience: Audience
    /// The prompt, in the plugin's folder, that HELP shows for it in one line.
    public let help: String
    /// True where a supporter or parent may say it for the person they speak for.
    public let isForOthers: Bool
    /// True where somebody may say it who has begun to join and does not belong yet.
    public let isForJoining: Bool

    /// A word that the plugin answers to.
    /// - Parameters:
    ///   - word: in capitals, 1 or 2 words.
    ///   - audience: who may use it.
    ///   - help: the prompt with its line in HELP.
    ///   - aliases: other words for the same.
    ///   - isForOthers: true where a supporter or parent may say it for the person they speak for. What is about the
    ///     person themself, such as deleting everything, is theirs alone.
    ///   - isForJoining: true where somebody may say it who has begun to join and does not belong yet.
    public init(
        _ word: String, _ audience: Audience, help: String, aliases: [String] = [], isForOthers: Bool = false,
        isForJoining: Bool = false
    ) {
        self.word = word
        self.audience = audience
        self.help = help
        self.isForOthers = isForOthers
        self.isForJoining = isForJoining
        self.aliases = aliases
    }
}

/// A command that somebody said.
public struct CommandCall: Sendable {
    /// The command's word as it was declared, also where an alias was said.
    public let word: String
    /// What followed the word, without space around it.
    public let text: String
    /// Voice notes, pictures and files that came with it.
    public let attachments: [Attachment]

    /// Made by the host; plugins are given calls.
    public init(word: String, text: String, attachments: [Attachment] = []) {
        self.word = word
        self.text = text
        self.attachments = attachments
    }
}
