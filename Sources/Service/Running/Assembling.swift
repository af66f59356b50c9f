import ChannelContract
import ConsoleChannel
import Engine
import Foundation
import HTTP
import Playground
import Sealing
import TelegramChannel
import YouSaidKit

/// Puts a bot together from its configuration: finds secrets, reads prompts, loads plugins, makes channels.
struct Assembling: Sendable {
    /// What was found, and everything that is wrong at once. Nothing was made or changed. What the machine must
    /// have is found by ``MachineCheck`` before.
    struct Found: Sendable {
        var faults: [ConfigurationFault] = []
        /// Plugins that run, with their settings.
        var active: [ActivePlugin] = []
        var loaded: [any Plugin] = []
        /// Plugins that do not, and why. They stop nobody else.
        var refused: [PluginRefusal] = []
        var wording: Wording?
    }

    private let configuration: Configuration
    private let environment: [String: String]
    private let log: @Sendable (String) -> Void

    init(
        _ configuration: Configuration, environment: [String: String],
        log: @escaping @Sendable (String) -> Void
    ) {
        self.configuration = configuration
        self.environment = environment
        self.log = log
    }

    func find() -> Found {
        var found = Found()
        guard let folder = configuration.promptsFolder ?? ShippedFolders.prompts else {
            found.faults.append(
                ConfigurationFault(
                    file: configuration.file, path: "promptsFolder",
                    problem: "the prompts that came with the program are not found",
                    advice: "Name their folder."))
            return found
        }
        // A forum's own words stand in for those that came with the program, file by file, so that a new version
        // brings new words and leaves edited ones alone.
        let (wording, faults) = Wording.load(
            folder: ShippedFolders.prompts ?? folder, own: configuration.promptsFolder,
            usingModel: configuration.safety.usesModel)
        found.faults += faults.map { fault in
            ConfigurationFault(
                file: (fault.folder ?? folder) + "/" + fault.file, line: fault.line, problem: fault.what,
                advice: fault.advice)
        }
        found.wording = wording
        loadPlugins(wording, &found)
        checkTelegram(&found)
        return found
    }

    private func loadPlugins(_ wording: Wording, _ found: inout Found) {
        let folder = configuration.pluginsFolder ?? ShippedFolders.plugins ?? "plugins"
        let set = PluginSet.assemble(
            names: configuration.plugins, folder: folder, wording: wording, taken: Engine.ownCommands)
        // What is there and is no good is left out, and the rest runs. What is not there is a slip of the configuration.
        found.refused = set.refused.filter { !$0.isMissing }
        found.faults += set.refused.filter(\.isMissing).map { missing($0, in: folder) }
        checkKeep(set.loaded.map(\.plugin), &found)
        for loaded in set.loaded {
            found.loaded.append(loaded.plugin)
            switch configuration.settings(of: loaded.name, declared: loaded.plugin.manifest.settings) {
            case .success(let settings):
                found.active.append(ActivePlugin(loaded.plugin, settings: settings))
            case .failure(let faults): found.faults += faults.faults
            }
        }
    }

    /// What Telegram would never take, such as a token that was cut off. A secret that is not there is told elsewhere.
    private func checkTelegram(_ found: inout Found) {
        guard let telegram = configuration.telegram, let settings = try? settings(telegram) else { return }
        for problem in settings.problems() {
            let key = problem.split(separator: "'").first.map(String.init) ?? ""
            let path = "channels.telegram." + key
            let line = configuration.outline.lines[path] ?? configuration.outline.lines["channels.telegram"]
            let end = problem.firstRange(of: ". ")
            found.faults.append(
                ConfigurationFault(
                    file: configuration.file, path: line == nil ? "channels.telegram" : path, line: line,
                    problem: String(problem[..<(end?.lowerBound ?? problem.endIndex)]),
                    advice: String(problem[(end?.upperBound ?? problem.endIndex)...])))
        }
    }

    private func missing(_ refusal: PluginRefusal, in folder: String) -> ConfigurationFault {
        let place = configuration.plugins.firstIndex(of: refusal.plugin).map { "plugins[\($0)]" } ?? "plugins"
        let there = PluginLoader.names(in: folder)
        return ConfigurationFault(
            file: configuration.file, path: place,
            line: configuration.outline.lines[place] ?? configuration.outline.lines["plugins"],
            problem: "plugin \(refusal.plugin): \(refusal.what)",
            advice: NearestWord.find(refusal.plugin, in: there).map { "Did you mean '\($0)'?" }
                ?? refusal.advice)
    }

    /// A table that nobody knows, or that no time takes anything from, is a mistake in the configuration.
    private func checkKeep(_ plugins: [any Plugin], _ found: inout Found) {
        let known = Engine.tablesKeptForATime(plugins)
        for table in configuration.keep.keys.sorted() where !known.contains(table) {
            found.faults.append(
                ConfigurationFault(
                    file: configuration.file, path: "keep." + table,
                    problem: "there is no such table whose rows time takes away",
                    advice: NearestWord.find(table, in: known.sorted()).map { "Did you mean '\($0)'?" }
                        ?? "Known: \(known.sorted().joined(separator: ", "))."))
        }
    }

    // MARK: Making

    /// Makes what the bot runs on: the data folder and the key where they are missing, the channels.
    /// - Throws: what is wrong with them, for people.
    func parts(_ found: Found) throws -> RunningBot.Parts {
        guard let wording = found.wording else { throw ConfigurationFaults(found.faults) }
        let data = try DataFolder(path: configuration.data)
        if let group = configuration.consoleGroup { try data.letThrough(group: group) }
        var channels: [any Channel] = [
            try ConsoleChannel(
                ConsoleChannel.Configuration(
                    socketPath: data.consoleSocket, group: configuration.consoleGroup))
        ]
        if let telegram = configuration.telegram { channels.append(try makeTelegram(telegram)) }
        var parts = RunningBot.Parts(
            forum: configuration.forum, data: data,
            listen: .tcp(host: configuration.listen.host, port: configuration.listen.port),
            sealer: try sealer(data), wording: wording, plugins: found.active, channels: channels,
            keepFailed: configuration.keepFailed, turnLimit: configuration.turnLimit, log: log)
        parts.listenWithin = configuration.listenWithin
        parts.manners = configuration.manners
        parts.safety = configuration.safety.rules
        parts.keep = configuration.keep
        parts.deleteAfter = configuration.deleteAfter
        parts.publicURL = configuration.publicURL
        if configuration.playground { addPlayground(&parts) }
        return parts
    }

    private func addPlayground(_ parts: inout RunningBot.Parts) {
        let playground = Playground(timeZone: configuration.forum.timeZone)
        parts.channels += playground.channels
        parts.playground = playground
        parts.clock = MovableClock(ahead: PretendTime.lead(in: parts.data.pretendTime))
    }

    /// How many sends may be under way at once to a Bot API server of one's own.
    private static let sendsToOwnServer = 64

    private func settings(_ telegram: Configuration.Telegram) throws -> TelegramChannel.Configuration {
        var settings = TelegramChannel.Configuration(
            token: try telegram.token.resolve(environment: environment).reveal(),
            secret: try telegram.secret?.resolve(environment: environment).reveal(),
            webhookURL: configuration.publicURL.map { $0 + "/webhooks/telegram" })
        settings.apiURL = telegram.apiURL
        return settings
    }

    func makeTelegram(_ telegram: Configuration.Telegram) throws -> TelegramChannel {
        var client = Client.Configuration()
        client.proxy = configuration.proxy
        var settings = try settings(telegram)
        settings.messagesPerSecond = Double(telegram.messagesPerSecond)
        if telegram.messagesPerSecond > ConfigurationDefaults.telegramMessagesPerSecond {
            // A Bot API server of one's own, without Telegram's limits: only the line to it is one.
            settings.intervalPerPerson = .zero
            settings.concurrentSends = Self.sendsToOwnServer
            client.maximumPerHost = Self.sendsToOwnServer
        }
        return try TelegramChannel(configuration: settings, client: Client(client))
    }

    /// The key that the configuration names, or the one in the data folder, made at the first start.
    private func sealer(_ data: DataFolder) throws -> Sealer {
        let previous = try configuration.previousSealingKeys.map { try $0.key(environment: environment) }
        if let named = configuration.sealingKey {
            return Sealer(current: try named.key(environment: environment), previous: previous)
        }
        let hasKey = FileManager.default.fileExists(atPath: data.sealingKey)
        if !hasKey, FileManager.default.fileExists(atPath: data.database) {
            throw ServiceFault(
                "There is a database in \(data.path), and no \(data.sealingKey) to open it with",
                advice: "Put the key back from where you keep it.")
        }
        let old = data.previousSealingKey
        let kept = FileManager.default.fileExists(atPath: old) ? [try SealingKey(contentsOf: old)] : []
        return Sealer(
            current: try hasKey
                ? SealingKey(contentsOf: data.sealingKey) : SealingKey.create(at: data.sealingKey),
            previous: kept + previous)
    }
}
