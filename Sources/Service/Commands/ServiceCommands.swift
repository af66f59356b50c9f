import ConsoleChannel
import Engine
import Foundation
import Storage
import YouSaidKit

/// What the command line can do, each command a function. They write to the terminal and say whether it went well.
public struct ServiceCommands: Sendable {
    let terminal: Terminal
    let environment: [String: String]

    public init(
        terminal: Terminal = Terminal(), environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.terminal = terminal
        self.environment = environment
    }

    /// Reads a configuration, and shows everything that is wrong with it.
    func configuration(_ path: String) -> Configuration? {
        switch Configuration.load(path: path) {
        case .success(let configuration): return configuration
        case .failure(let faults):
            for fault in faults.faults { terminal.complain(fault.description) }
            return nil
        }
    }

    /// Reads a configuration and finds everything it needs. Shows what is wrong, and what should be looked at.
    func parts(_ path: String) -> RunningBot.Parts? {
        guard let configuration = configuration(path) else { return nil }
        let found = Assembling(configuration, environment: environment) { terminal.complain($0) }
            .assemble(makesData: true)
        for warning in found.warnings { terminal.complain("warning: \(warning)") }
        for fault in found.faults { terminal.complain(fault) }
        return found.parts
    }

    // MARK: Looking

    /// `yousaid check`: every fault at once, or what was found.
    public func check(configuration path: String) -> Bool {
        guard let configuration = configuration(path) else { return false }
        let found = Assembling(configuration, environment: environment) { terminal.complain($0) }
            .assemble(makesData: false)
        for warning in found.warnings { terminal.complain("warning: \(warning)") }
        for fault in found.faults { terminal.complain(fault) }
        guard found.faults.isEmpty, found.refused.isEmpty else { return false }
        terminal.say("All is well.")
        terminal.say("  forum:    \(configuration.forum.name), \(configuration.forum.timeZone)")
        terminal.say("  data:     \(configuration.data)")
        terminal.say("  plugins:  \(found.loaded.map { "\($0.name) \($0.version)" }.joined(separator: ", "))")
        let channels = ["console"] + (configuration.telegram == nil ? [] : ["telegram"])
        terminal.say("  channels: \(channels.joined(separator: ", "))")
        return true
    }

    /// `yousaid plugins`: what is loaded, what is refused and why.
    public func plugins(configuration path: String) -> Bool {
        guard let configuration = configuration(path) else { return false }
        let found = Assembling(configuration, environment: environment) { terminal.complain($0) }
            .assemble(makesData: false)
        for manifest in found.loaded {
            terminal.say("loaded   \(manifest.name) \(manifest.version) (\(manifest.id))")
        }
        for refusal in found.refused { terminal.say("refused  \(refusal.description)") }
        return found.refused.isEmpty
    }

    /// `yousaid prompts check`: every fault in a folder of prompts.
    public func checkPrompts(folder: String?) -> Bool {
        let folder = folder ?? Installation().prompts
        let report = Wording.check(folder: folder)
        for fault in report.faults { terminal.complain("\(folder)/\(fault)") }
        guard report.faults.isEmpty else { return false }
        terminal.say("\(report.prompts) prompts, each in both forms: all is well.")
        return true
    }

    // MARK: Running

    /// `yousaid serve`: runs until it is told to stop.
    public func serve(configuration path: String) async -> Bool {
        Signals.ignoreHangUp()
        let stop = Signals.terminations()
        guard let parts = parts(path) else { return false }
        let bot: RunningBot
        do {
            bot = try await RunningBot.start(parts)
        } catch {
            terminal.complain("the bot cannot start: \(error)")
            return false
        }
        terminal.complain("running; webhooks arrive at port \(bot.port)")
        for await _ in stop { break }
        terminal.complain("stopping")
        await bot.stop()
        terminal.complain("stopped")
        return true
    }

    /// `yousaid demo`: a made-up forum on this machine, and the operator's console.
    public func demo() async -> Bool {
        let installation = Installation()
        let (wording, faults) = Wording.load(folder: installation.prompts)
        for fault in faults { terminal.complain("\(installation.prompts)/\(fault)") }
        let set = PluginSet.assemble(
            names: ["Welcome", "Polls"], folder: installation.plugins, wording: wording,
            taken: Engine.ownCommands)
        for refusal in set.refused { terminal.complain(refusal.description) }
        guard faults.isEmpty, set.refused.isEmpty else { return false }
        let active = set.loaded.map {
            ActivePlugin($0.plugin, settings: Settings([:], declared: $0.plugin.manifest.settings))
        }
        do {
            try await Demo(plugins: active, wording: wording, print: terminal.say).run { console in
                await converse(with: console)
            }
            return true
        } catch {
            terminal.complain("the demo stopped: \(error)")
            return false
        }
    }

    // MARK: Keeping

    /// `yousaid backup`: a consistent copy of the database, while the bot runs or not.
    public func backup(configuration path: String, to file: String) -> Bool {
        guard let configuration = configuration(path) else { return false }
        let database = configuration.data + "/yousaid.db"
        guard FileManager.default.fileExists(atPath: database) else {
            terminal.complain("there is no database in \(configuration.data) yet")
            return false
        }
        do {
            try Store.backup(of: database, to: file)
            terminal.say("The backup is in \(file).")
            terminal.say("It opens only with the sealing key. Keep the key apart from the backups.")
            return true
        } catch {
            terminal.complain("no backup was made: \(error)")
            return false
        }
    }

    /// `yousaid restore`: brings a backup back and leaves everything held.
    public func restore(configuration path: String, from file: String) -> Bool {
        guard let parts = parts(path) else { return false }
        do {
            let (summary, before) = try Restoring.restore(file, parts)
            terminal.say("The backup is in place.")
            terminal.say("  people who said STOP, and stay stopped: \(summary.stops)")
            terminal.say("  people erased since, and erased again:   \(summary.erasures)")
            terminal.say("  messages that had gone out already:      \(summary.messages)")
            terminal.say("  timers that had run already:             \(summary.timers)")
            if let before { terminal.say("The database that was there is now \(before).") }
            terminal.say("Nothing is sent until an organiser says RELEASE. Start the bot, look at PROBLEMS,")
            terminal.say("then say:")
            terminal.say("  yousaid say --config \(path) RELEASE")
            return true
        } catch {
            terminal.complain("nothing was restored: \(error)")
            return false
        }
    }
}
