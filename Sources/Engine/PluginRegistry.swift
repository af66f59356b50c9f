import YouSaidKit

/// A plugin that is switched on, with what the configuration says for it. A class, because every turn hands it on.
public final class ActivePlugin: Sendable {
    public let plugin: any Plugin
    public let settings: Settings
    let id: String

    public init(_ plugin: any Plugin, settings: Settings) {
        self.plugin = plugin
        self.settings = settings
        id = plugin.manifest.id
    }

    /// What it says is about, where it does not say otherwise.
    var subject: Subject { plugin.manifest.subject }
}

/// The plugins that are switched on, found by id and by command word. Made once at start.
struct PluginRegistry: Sendable {
    let plugins: [ActivePlugin]
    private let byID: [String: ActivePlugin]
    /// Every command with its plugin, in the order of the configuration.
    let commands: [(command: Command, plugin: ActivePlugin)]
    /// Finds each of them, and the engine's own, in what somebody wrote.
    let reader: CommandReader

    init(_ plugins: [ActivePlugin]) {
        self.plugins = plugins
        byID = Dictionary(plugins.map { ($0.id, $0) }) { first, _ in first }
        commands = plugins.flatMap { plugin in plugin.plugin.commands.map { ($0, plugin) } }
        reader = CommandReader(
            commands.map { ($0.command.word, $0.command.aliases) }
                + OwnCommands.all.map { ($0.word, $0.aliases) })
    }

    func plugin(_ id: String) -> ActivePlugin? { byID[id] }

    func command(_ word: String) -> (command: Command, plugin: ActivePlugin)? {
        commands.first { $0.command.word == word }
    }
}

extension Command.Audience {
    /// Whether somebody may use the command. Roles are not implied by one another.
    func includes(_ member: Member?) -> Bool {
        switch self {
        case .anyone: true
        case .members: member?.roles.contains(.member) ?? false
        case .roles(let roles): !(member?.roles ?? []).isDisjoint(with: roles)
        }
    }
}
