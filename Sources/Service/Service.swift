import ConsoleChannel
import Engine
import Foundation
import Playground
import Sealing
import Storage
import YouSaidKit

/// Puts a configured bot together. Made by the command line.
public struct Service: ServiceCommands {
    /// The version of the whole program.
    public static let version = "0.1.0"

    private let environment: [String: String]
    private let log: @Sendable (String) -> Void

    /// - Parameters:
    ///   - environment: where secrets are looked for.
    ///   - log: takes the log's lines; nothing personal is in them.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.environment = environment
        self.log = log
    }

    // MARK: Running

    public func serve(_ configuration: Configuration) async throws {
        Signals.ignoreHangUp()
        let terminations = Signals.terminations()
        let bot = try await RunningBot.start(try parts(configuration))
        log("running; webhooks arrive at port \(bot.port)")
        if configuration.playground {
            let address = ListenAddress(host: configuration.listen.host, port: bot.port)
            log("the playground is at http://\(address)\(Playground.path), for this machine alone")
        }
        let supervisor = Supervisor(environment: environment)
        supervisor?.ready()
        let watching = supervisor?.watch(bot.engine.store)
        for await _ in terminations { break }
        log("stopping")
        supervisor?.stopping()
        watching?.cancel()
        await bot.stop()
        log("stopped")
    }

    public func playground(port: UInt16, say: @escaping @Sendable (String) -> Void) async throws {
        let terminations = Signals.terminations(hangUp: true)
        let (plugins, wording) = try pretendForum()
        try await DemoPage(plugins: plugins, wording: wording, port: port, print: say).run(
            until: terminations)
    }

    public func demo(
        say: @escaping @Sendable (String) -> Void, chat: @Sendable (ConsoleClient) async -> Void
    ) async throws {
        let (plugins, wording) = try pretendForum()
        try await Demo(plugins: plugins, wording: wording, print: say).run(chat: chat)
    }

    /// What a made-up forum is made of: the plugins and the words that came with the program.
    private func pretendForum() throws -> (plugins: [ActivePlugin], wording: Wording) {
        guard let prompts = ShippedFolders.prompts, let folder = ShippedFolders.plugins else {
            throw ServiceFault(
                "The prompts and plugins that came with the program are not found",
                advice: "Run it from where it was built or installed.")
        }
        let wording = try Wording(folder: prompts)
        let set = PluginSet.assemble(
            names: ["Welcome", "Polls"], folder: folder, wording: wording, taken: Engine.ownCommands)
        if let refusal = set.refused.first { throw ServiceFault(refusal.what, advice: refusal.advice) }
        let plugins = set.loaded.map {
            ActivePlugin($0.plugin, settings: Settings([:], declared: $0.plugin.manifest.settings))
        }
        return (plugins, wording)
    }

    /// Everything that the bot needs to start; what is only refused is logged, and the rest runs.
    private func parts(_ configuration: Configuration) throws -> RunningBot.Parts {
        let assembling = Assembling(configuration, environment: environment, log: log)
        let found = assembling.find()
        guard found.faults.isEmpty else { throw ConfigurationFaults(found.faults) }
        for refusal in found.refused { log("warning: \(refusal.description)") }
        if let reason = KeyMemory.refusal {
            log("warning: keys cannot be locked in memory: \(reason); 'yousaid doctor' says what to do")
        }
        return try assembling.parts(found)
    }

    // MARK: Looking

    public func faults(in configuration: Configuration) async -> [ConfigurationFault] {
        let found = Assembling(configuration, environment: environment, log: log).find()
        return found.faults
            + found.refused.map { refusal in
                ConfigurationFault(
                    file: configuration.file, path: "plugins",
                    problem: "plugin \(refusal.plugin): \(refusal.what)",
                    advice: refusal.advice)
            }
    }

    public func plugins(_ configuration: Configuration) async throws -> PluginReport {
        let found = Assembling(configuration, environment: environment, log: log).find()
        return PluginReport(
            loaded: found.loaded.map { plugin in
                PluginReport.Loaded(
                    name: plugin.manifest.name, version: plugin.manifest.version,
                    commands: plugin.commands.map(\.word))
            },
            refused: found.refused.map {
                PluginReport.Refused(name: $0.plugin, reason: "\($0.what). \($0.advice)")
            })
    }

    public func checkPrompts(folder: String, own: String?) async throws -> PromptReport {
        PromptReport(Wording.check(folder: folder, own: own), folder: folder, own: own)
    }

    public func examine(_ configuration: Configuration) async -> [Finding] {
        await Doctor(configuration, environment: environment).findings()
    }

    public func dataMap(_ configuration: Configuration?) async throws -> DataMap {
        if let configuration {
            let found = Assembling(configuration, environment: environment, log: log).find()
            return DataMap(
                forum: configuration.forum.name, plugins: found.loaded, keepFailed: configuration.keepFailed,
                keep: configuration.keep)
        }
        guard let prompts = ShippedFolders.prompts, let folder = ShippedFolders.plugins else {
            throw ServiceFault(
                "The prompts and plugins that came with the program are not found",
                advice: "Name a configuration: --config FILE.")
        }
        let set = PluginSet.assemble(
            names: ShippedFolders.pluginNames, folder: folder, wording: try Wording(folder: prompts),
            taken: Engine.ownCommands)
        if let refusal = set.refused.first { throw ServiceFault(refusal.what, advice: refusal.advice) }
        return DataMap(
            forum: nil, plugins: set.loaded.map(\.plugin), keepFailed: ConfigurationDefaults.keepFailed)
    }

    // MARK: Keeping

    public func backup(
        _ configuration: Configuration, to path: String, keeping count: Int?
    ) async throws -> BackupReport {
        let database = configuration.data + "/yousaid.db"
        guard FileManager.default.fileExists(atPath: database) else {
            throw ServiceFault(
                "There is no database in \(configuration.data) yet", advice: "Start the bot once first.")
        }
        let now = Moment(Date())
        let folder = BackupFolder(path)
        if count != nil, folder == nil {
            throw ServiceFault(
                "There is no folder \(path)", advice: "Make it, so that copies can be kept and counted there."
            )
        }
        let file = folder?.file(at: now) ?? path
        try Store.backup(of: database, to: file)
        try BackupFolder.copyJournal(configuration.data + "/journal/journal.log", beside: file)
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        LastBackup(moment: now, path: URL(fileURLWithPath: file).path).note(in: configuration.data)
        let removed = try count.map { try folder?.keep($0) ?? 0 }
        return BackupReport(path: file, bytes: size ?? 0, removed: removed ?? 0)
    }

    public func changeKeys(
        _ configuration: Configuration, makingKey: Bool,
        progress: @escaping @Sendable (KeyChangeReport) -> Void
    ) async throws -> KeyChangeReport {
        let data = try DataFolder(path: configuration.data)
        guard FileManager.default.fileExists(atPath: data.database) else {
            throw ServiceFault(
                "There is no database in \(data.path) yet", advice: "Start the bot once first.")
        }
        if makingKey {
            guard configuration.sealingKey == nil else {
                throw ServiceFault(
                    "The configuration names the key, and it does not lie in the data folder",
                    advice:
                        "Make a new one, name it as 'sealingKey' and the old one in 'previousSealingKeys', and run"
                        + " this without --new-key.")
            }
            // Nobody else is at work with the key that is put aside.
            try Self.openAlone(data).close()
            try ChangingKeys.makeKey(data)
        }
        return try ChangingKeys.sealAnew(try parts(configuration), progress: progress)
    }

    public func importPeople(
        _ configuration: Configuration, from path: String, isTrial: Bool,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws -> ImportReport {
        let parts = try parts(configuration)
        let store = try Self.openAlone(parts.data)
        defer { store.close() }
        let channels = Set(parts.channels.map(\.name)).subtracting([Engine.consoleChannel])
        var list = PeopleImport(
            engine: try Self.engine(on: store, parts), channels: channels, isTrial: isTrial)
        return try list.read(path, progress: progress)
    }

    public func auditTrail(_ configuration: Configuration, last count: Int) async throws -> [String] {
        let database = configuration.data + "/yousaid.db"
        guard FileManager.default.fileExists(atPath: database) else {
            throw ServiceFault(
                "There is no database in \(configuration.data) yet", advice: "Start the bot once first.")
        }
        func person(_ person: AuditEntry.Person?) -> String {
            guard let person else { return "the bot" }
            return person.name.map { "\(person.number) (\($0))" } ?? "\(person.number)"
        }
        let entries = try Store.look(at: database) { try AuditTrail.last(count, in: $0) }
        return entries.reversed().map { entry in
            let time = Date(timeIntervalSince1970: Double(entry.moment.milliseconds) / 1000)
            let about = entry.about.map { ", about \(person($0))" } ?? ""
            return
                "\(time.formatted(.iso8601))  \(person(entry.who))  \(entry.plugin): \(entry.action)\(about)"
        }
    }

    public func restore(_ configuration: Configuration, from path: String) async throws -> RestoreReport {
        let key = configuration.data + "/sealing.key"
        guard configuration.sealingKey != nil || FileManager.default.fileExists(atPath: key) else {
            // A new key would be made, and would open nothing of what comes back.
            throw ServiceFault(
                "There is no \(key) to open the backup with",
                advice: "Put the key back from where you keep it, then restore again.")
        }
        return try Restoring.restore(path, try parts(configuration))
    }
}
