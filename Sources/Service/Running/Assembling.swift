import ChannelContract
import ConsoleChannel
import Engine
import Foundation
import HTTP
import Sealing
import TelegramChannel
import YouSaidKit

/// Puts a bot together from its configuration: finds secrets, reads prompts, loads plugins, makes channels. Finds
/// every fault at once, for `yousaid check`; what is only a warning does not stop a start.
public struct Assembling: Sendable {
    /// What was found. `parts` is nil where something is wrong that the bot cannot start with.
    public struct Found: Sendable {
        public var parts: RunningBot.Parts?
        public var faults: [String] = []
        public var warnings: [String] = []
        /// What is loaded, for `yousaid plugins`.
        public var loaded: [Manifest] = []
        public var refused: [PluginRefusal] = []
        public var prompts = 0
    }

    private let configuration: Configuration
    private let environment: [String: String]
    private let log: @Sendable (String) -> Void

    public init(
        _ configuration: Configuration, environment: [String: String],
        log: @escaping @Sendable (String) -> Void
    ) {
        self.configuration = configuration
        self.environment = environment
        self.log = log
    }

    /// - Parameter makesData: true where the data folder and the sealing key may be made.
    public func assemble(makesData: Bool) -> Found {
        var found = Found()
        found.warnings = configuration.warnings.map(\.description)
        found.faults = MachineCheck(configuration, environment: environment).faults().map(\.description)
        let folder = configuration.promptsFolder ?? Installation().prompts
        let (wording, faults) = Wording.load(folder: folder)
        found.faults += faults.map { "\(folder)/\($0)" }
        found.prompts = wording.languages.count
        let plugins = loadPlugins(wording, &found)
        guard found.faults.isEmpty, makesData else { return found }
        do {
            found.parts = try parts(wording, plugins)
        } catch {
            found.faults.append("\(error)")
        }
        return found
    }

    /// Plugins that are refused are reported, and the others run.
    private func loadPlugins(_ wording: Wording, _ found: inout Found) -> [ActivePlugin] {
        let set = PluginSet.assemble(
            names: configuration.plugins, folder: configuration.pluginsFolder ?? Installation().plugins,
            wording: wording, taken: Engine.ownCommands)
        found.refused = set.refused
        found.warnings += set.refused.map(\.description)
        var active: [ActivePlugin] = []
        for loaded in set.loaded {
            found.loaded.append(loaded.plugin.manifest)
            switch configuration.settings(of: loaded.name, declared: loaded.plugin.manifest.settings) {
            case .success(let settings): active.append(ActivePlugin(loaded.plugin, settings: settings))
            case .failure(let faults): found.faults += faults.faults.map(\.description)
            }
        }
        return active
    }

    private func parts(_ wording: Wording, _ plugins: [ActivePlugin]) throws -> RunningBot.Parts {
        let data = try DataFolder(path: configuration.data)
        var client = Client.Configuration()
        client.proxy = configuration.proxy
        var channels: [any Channel] = [
            try ConsoleChannel(
                ConsoleChannel.Configuration(
                    socketPath: data.consoleSocket, group: configuration.consoleGroup))
        ]
        if let telegram = configuration.telegram {
            channels.append(try makeTelegram(telegram, Client(client)))
        }
        return RunningBot.Parts(
            forum: configuration.forum, data: data,
            listen: .tcp(host: configuration.listen.host, port: configuration.listen.port),
            sealer: try sealer(data), wording: wording, plugins: plugins, channels: channels,
            turnLimit: configuration.turnLimit, log: log)
    }

    private func makeTelegram(
        _ telegram: Configuration.Telegram, _ client: Client
    ) throws -> TelegramChannel {
        var settings = TelegramChannel.Configuration(
            token: try telegram.token.resolve(environment: environment).reveal(),
            secret: try telegram.secret?.resolve(environment: environment).reveal(),
            webhookURL: configuration.publicURL.map { $0 + "/webhooks/telegram" })
        settings.apiURL = telegram.apiURL
        return try TelegramChannel(configuration: settings, client: client)
    }

    /// The key that the configuration names, or the one in the data folder, made at the first start.
    private func sealer(_ data: DataFolder) throws -> Sealer {
        let previous = try configuration.previousSealingKeys.map {
            try SealingKey(text: $0.resolve(environment: environment).reveal())
        }
        if let named = configuration.sealingKey {
            let text = try named.resolve(environment: environment).reveal()
            return Sealer(current: try SealingKey(text: text), previous: previous)
        }
        let hasKey = FileManager.default.fileExists(atPath: data.sealingKey)
        if !hasKey, FileManager.default.fileExists(atPath: data.database) {
            throw DataFolderError(
                path: data.path, problem: "there is a database and no \(data.sealingKey) to open it with")
        }
        return Sealer(
            current: try hasKey
                ? SealingKey(contentsOf: data.sealingKey) : SealingKey.create(at: data.sealingKey),
            previous: previous)
    }
}
