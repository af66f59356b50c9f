/// Why a plugin is not running, in words for whoever runs the bot. One refused plugin never stops the others.
public struct PluginRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with it, for those that decide by it.
    public enum Reason: Sendable, Hashable {
        /// The name in the configuration is not made of letters and digits.
        case badName
        case missingFile(String)
        /// The system could not open the file, and says why.
        case cannotOpen(String)
        /// The library does not export a function that it has to.
        case missingFunction(String)
        /// It was built against another Kit, or with another compiler.
        case otherKit(plugin: String, ours: String)
        case badID(String)
        /// Another plugin has the same id.
        case sameID(String)
        case badMigrations
        /// A command word that cannot be said: empty, or with more than two words.
        case badCommand(String)
        /// A command word, or another form of it, that the bot or another plugin has.
        case takenCommand(String, by: String)
        /// The line that HELP shows for a command is missing. The file is under `prompts/`.
        case missingHelp(command: String, file: String)
    }

    /// The name in the configuration.
    public let plugin: String
    public let reason: Reason

    public init(plugin: String, reason: Reason) {
        self.plugin = plugin
        self.reason = reason
    }

    /// Whether there is no plugin of that name: most likely it is misspelt.
    public var isMissing: Bool {
        if case .missingFile = reason { true } else { false }
    }

    /// What happened.
    public var what: String {
        switch reason {
        case .badName: "its name may only have letters and digits, and begins with a letter"
        case .missingFile(let path): "there is no file \(path)"
        case .cannotOpen(let text): "its library cannot be opened: \(text)"
        case .missingFunction(let name): "its library does not export the function \(name)"
        case .otherKit(let plugin, let ours): "it was built for \"\(plugin)\", and this is \"\(ours)\""
        case .badID(let id): "its id \"\(id)\" cannot be used"
        case .sameID(let id): "another plugin has the id \"\(id)\" already"
        case .badMigrations: "its migrations are not numbered 1, 2, 3 and so on"
        case .badCommand(let word): "its command \"\(word)\" cannot be said"
        case .takenCommand(let word, let owner): "its command \(word) belongs to \(owner) already"
        case .missingHelp(let command, let file):
            "its command \(command) has no help: prompts/\(file) is missing"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch reason {
        case .badName: "Correct the name in the configuration."
        case .missingFile:
            "Put the library there, or correct the name or the folder of plugins in the configuration."
        case .cannotOpen(let text) where text.contains("undefined symbol"):
            "Build it again against this version."
        case .cannotOpen: "See that the file is a whole shared library for this machine."
        case .missingFunction:
            "Export both functions that PluginEntry describes, with the name of the file in front."
        case .otherKit: "Build it again against this version."
        case .badID:
            "Use lower-case letters and digits, beginning with a letter; core, yousaid and sqlite are taken."
        case .sameID: "Switch one of the two off."
        case .badMigrations: "Number them from 1 without gaps."
        case .badCommand: "Use one word or two, of letters and digits."
        case .takenCommand: "Give the command another word, or switch one of the two off."
        case .missingHelp: "Add the file in both forms."
        }
    }

    public var description: String { "plugin \(plugin): \(what). \(advice)" }
}
