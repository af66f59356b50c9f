import YouSaidKit

/// The plugins that run, and those that were refused. Made once at start.
public struct PluginSet: Sendable {
    /// A plugin that runs, with its name in the configuration.
    public struct Loaded: Sendable {
        public let name: String
        public let plugin: any Plugin

        public init(name: String, plugin: any Plugin) {
            self.name = name
            self.plugin = plugin
        }
    }

    /// In the order of the configuration.
    public private(set) var loaded: [Loaded] = []
    public private(set) var refused: [PluginRefusal] = []

    private let wording: Wording
    private var ids: Set<String> = []
    /// Who has which command word, folded.
    private var owners: [String: String]

    private init(wording: Wording, taken: [String]) {
        self.wording = wording
        owners = Dictionary(
            taken.map { (Self.folded($0), "the bot") }, uniquingKeysWith: { first, _ in first })
    }

    /// Loads the plugins that the configuration names.
    /// - Parameters:
    ///   - names: "Polls" for `libPolls.so`. Where two plugins want one command word, the first has it.
    ///   - folder: where the libraries are.
    ///   - wording: where the help of each command is looked for, in every language.
    ///   - taken: the command words of the bot itself, besides the reserved ones.
    public static func assemble(
        names: [String], folder: String, wording: Wording, taken: [String] = []
    ) -> PluginSet {
        var set = PluginSet(wording: wording, taken: taken)
        for name in names {
            do throws(PluginRefusal) {
                try set.admit(Loaded(name: name, plugin: PluginLoader.load(name: name, folder: folder)))
            } catch {
                set.refused.append(error)
            }
        }
        return set
    }

    /// Takes plugins that are there already, under the same rules: the pretend forum's, whose plugins are
    /// linked into the test.
    public static func assemble(_ plugins: [Loaded], wording: Wording, taken: [String] = []) -> PluginSet {
        var set = PluginSet(wording: wording, taken: taken)
        for plugin in plugins {
            do throws(PluginRefusal) { try set.admit(plugin) } catch { set.refused.append(error) }
        }
        return set
    }

    private static let reservedIDs: Set<String> = ["core", "yousaid", "sqlite", WordLists.folder, "safety"]

    private mutating func admit(_ candidate: Loaded) throws(PluginRefusal) {
        func refusal(_ reason: PluginRefusal.Reason) -> PluginRefusal {
            PluginRefusal(plugin: candidate.name, reason: reason)
        }
        let plugin = candidate.plugin
        let id = plugin.manifest.id
        guard Self.isID(id), !Self.reservedIDs.contains(id) else { throw refusal(.badID(id)) }
        guard !ids.contains(id) else { throw refusal(.sameID(id)) }
        guard plugin.migrations.enumerated().allSatisfy({ $1.number == $0 + 1 }) else {
            throw refusal(.badMigrations)
        }
        // Only kept once the whole plugin is admitted: a refused one holds no words.
        var owners = owners
        for command in plugin.commands {
            for word in [command.word] + command.aliases {
                guard Self.canBeSaid(word) else { throw refusal(.badCommand(word)) }
                // START is the one reserved word that a plugin may have: the engine hands it on, as the
                // wish to join.
                if let reserved = ReservedWord.read(word), reserved != .start("") || word != "START" {
                    throw refusal(.takenCommand(word, by: "the bot"))
                }
                if let owner = owners.updateValue(candidate.name, forKey: Self.folded(word)) {
                    throw refusal(.takenCommand(word, by: owner == candidate.name ? "itself" : owner))
                }
            }
            for language in wording.languages
            where !wording.has(command.help, plugin: id, language: language) {
                let file = "\(language)/\(id)/\(command.help).txt"
                throw refusal(.missingHelp(command: command.word, file: file))
            }
        }
        self.owners = owners
        ids.insert(id)
        loaded.append(candidate)
    }

    private static func isID(_ id: String) -> Bool {
        guard let first = id.utf8.first, (97...122).contains(first) else { return false }
        return id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }

    private static func canBeSaid(_ word: String) -> Bool {
        let words = word.split(separator: " ", omittingEmptySubsequences: false)
        return (1...2).contains(words.count)
            && words.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber } }
    }

    private static func folded(_ word: String) -> String {
        String(String.UnicodeScalarView(FoldedText.folded(word)))
    }
}
