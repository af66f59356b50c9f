import ChannelContract
import Engine
import Sealing
import Storage
import Threads
import YouSaidKit

/// One life of the bot's process: the store and the engine, opened on a disk, until it is stopped or dies.
struct Machine {
    /// What stays the same from one life to the next.
    struct Setup {
        let forum: Forum
        let plugins: [ActivePlugin]
        let wording: Wording
        let key: SealingKey
        let manners: Manners
        let clock: PretendClock
        let watch: PluginWatch
        let publicURL: String?
        let keep: [String: Duration]
    }

    let disk: PretendDisk
    let store: Store
    let engine: Engine
    let crash: CrashPlan

    /// - Parameter next: where the disk is copied to when this life ends in a crash.
    init(_ setup: Setup, disk: PretendDisk, next: PretendDisk, isRestoring: Bool = false) throws {
        self.disk = disk
        let crash = CrashPlan(disk: disk, copy: next)
        var options = Store.Options()
        options.faults = { point in
            switch point {
            case .beforeJob: if crash.isDead { throw CrashPlan.ProcessDied() }
            case .beforeCommit: try crash.pass(.beforeStoring)
            case .beforeSync: break
            case .afterCommit: try crash.pass(.afterStoring)
            }
        }
        store = try Store(path: disk.database, options: options)
        let channels = Dictionary(
            uniqueKeysWithValues: PretendPlatform.allCases.map { ($0.rawValue, $0.traits) })
        engine = try Engine(
            store: store, sealer: Sealer(current: setup.key),
            configuration: Engine.Configuration(
                forum: setup.forum, wording: setup.wording, plugins: setup.plugins, channels: channels,
                journalPath: disk.journal, vaultsPath: disk.vaults, keep: setup.keep,
                publicURL: setup.publicURL, manners: setup.manners, clock: setup.clock,
                isRestoring: isRestoring),
            note: try RunningTurnNote(path: disk.runningTurn),
            log: { [watch = setup.watch] line in watch.note(.logged(line)) })
        if let refused = engine.refused.first {
            throw PretendForum.Trouble(description: "plugin '\(refused.plugin)': \(refused.reason)")
        }
        try engine.ensureOperator(
            channel: PretendPlatform.console.rawValue, address: Stage.officerAddress)
        self.crash = crash
        setup.watch.crash.with { $0 = crash }
    }
}
