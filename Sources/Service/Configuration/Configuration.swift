import Engine
import YouSaidKit

/// What the one configuration file says, checked as far as a file can be. Everything the bot is put together from
/// comes from here: read by the commands with ``load(path:)``, used by the service.
public struct Configuration: Sendable {
    /// Who may become a member.
    public enum Joining: String, Sendable, Hashable, CaseIterable {
        case open
        /// An organiser agrees to each.
        case approval
        /// Only with a code.
        case code
    }

    /// How Telegram is reached.
    public struct Telegram: Sendable, Hashable {
        public let token: Secret
        /// There where ``Configuration/publicURL`` is.
        public let secret: Secret?
        /// Without a slash at its end.
        public let apiURL: String
        /// How many messages go out in a second at most.
        public let messagesPerSecond: Int
    }

    /// How what may tell of harm is found.
    public struct Safety: Sendable, Hashable {
        /// Whether the model reads messages beside the lists.
        public var usesModel = true
        /// How long leads have, and who is rung where it may be about one of them.
        public var rules = SafetyRules()
    }

    /// The file, as it was given.
    public let file: String
    public let forum: Forum
    public let listen: ListenAddress
    /// Without a slash at its end; nil where platforms are asked for messages.
    public let publicURL: String?
    /// The data folder's whole path.
    public let data: String
    public let joining: Joining
    /// The names of the plugins that are switched on, in their order.
    public let plugins: [String]
    /// The whole path; nil means the one that came with the program.
    public let pluginsFolder: String?
    /// The whole path of the forum's own words; nil where it has none.
    public let promptsFolder: String?
    public let telegram: Telegram?
    /// Whether pretend phones are shown on this machine. Never together with a real platform.
    public let playground: Bool
    public let proxy: String?
    /// Nil means the one in the data folder, which is made where there is none.
    public let sealingKey: Secret?
    public let previousSealingKeys: [Secret]
    public let consoleGroup: String?
    /// How long a message that could not be handled is kept, sealed, for REPLAY. What was handled is not kept.
    public let keepFailed: Duration
    /// By when an organiser will have listened to a voice note, as its sender is told.
    public let listenWithin: Duration
    /// When the bot writes by itself, how much, and how fast it answers.
    public let manners: Manners
    /// How what may tell of harm is found.
    public let safety: Safety
    /// How long rows are kept, by table, where the forum wants it otherwise than is declared.
    public let keep: [String: Duration]
    /// How long somebody who said DELETE ME has for a change of mind.
    public let deleteAfter: Duration
    /// How long one turn of a plugin may run before it is taken for hanging.
    public let turnLimit: Duration
    /// What somebody should look at although the bot starts.
    public let warnings: [ConfigurationFault]

    /// What stands in the plugins' sections. Read with ``settings(of:declared:)``.
    let sections: [String: [String: ConfigurationValue]]
    let outline: ConfigurationOutline

    /// The operator's socket.
    public var consoleSocket: String { data + "/console.sock" }

    /// All secrets that the file names.
    public var secrets: [Secret] {
        [telegram?.token, telegram?.secret].compactMap(\.self) + sealingKeys
    }

    /// Those of them that are sealing keys.
    var sealingKeys: [Secret] { [sealingKey].compactMap(\.self) + previousSealingKeys }
}
