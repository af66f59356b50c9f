import ChannelContract
import Sealing
import Spotting
import Storage
import YouSaidKit

/// What every part of the engine shares. Made once, by ``Engine``; a class, so that handing it on costs nothing.
final class EngineParts: Sendable {
    let forum: Forum
    let clock: any EngineClock
    let composer: Composer
    let plugins: PluginRegistry
    let contacts: ContactBook
    let questions: QuestionBook
    let vaults: VaultBook
    let secrets = SecretQuestions()
    let manners: Manners
    let flood: FloodGate
    let outbox: Outbox
    let timers = TimerBook()
    let groups = GroupNotices()
    let lastSaid = LastSaid()
    let albums = Albums()
    let charts = ChartPictures()
    let sealer: Sealer
    let links: LinkBook
    let journal: Journal
    let watch: any TurnWatch
    /// What each channel can do, by its name.
    let channels: [String: ChannelTraits]
    let metrics: EngineMetrics
    let troubles = ChannelTroubles()
    /// How long an event that failed is kept for REPLAY.
    let keepFailed: Duration
    let safety: SafetyRules
    /// By when an organiser will have listened to what somebody sent.
    let listenWithin: Duration
    /// How long rows are kept that time takes away.
    let retention: RetentionRules
    /// How long somebody who said DELETE ME has for a change of mind.
    let deleteAfter: Duration
    /// Finds what may tell of harm; nil where there are no lists, as in some tests.
    let spotter: Spotter?
    /// Makes the next number for a row.
    let makeID: @Sendable () -> Int64

    init(
        configuration: Engine.Configuration, plugins: PluginRegistry, sealer: Sealer, highestID: Int64,
        known: Int64?, watch: any TurnWatch, metrics: EngineMetrics
    ) throws {
        let ids = IDMaker(clock: configuration.clock, highest: highestID)
        let makeID: @Sendable () -> Int64 = { ids.next() }
        forum = configuration.forum
        clock = configuration.clock
        composer = Composer(wording: configuration.wording, forum: configuration.forum)
        self.plugins = plugins
        contacts = ContactBook(sealer: sealer, makeID: makeID)
        questions = QuestionBook(cache: QuestionCache())
        manners = configuration.manners
        flood = FloodGate(most: configuration.manners.messagesAMinute)
        vaults = try VaultBook(path: configuration.vaultsPath)
        outbox = Outbox(
            sealer: sealer, vaults: vaults, contacts: contacts,
            broadcasts: BroadcastBook(
                composer: composer, questions: questions, manners: configuration.manners, makeID: makeID),
            composer: composer, questions: questions, makeID: makeID, channels: configuration.channels,
            manners: configuration.manners)
        self.sealer = sealer
        links = LinkBook(sealer: sealer, makeID: makeID, publicURL: configuration.publicURL)
        journal = try Journal(path: configuration.journalPath, known: known)
        self.watch = watch
        channels = configuration.channels
        self.metrics = metrics
        keepFailed = configuration.keepFailed
        safety = configuration.safety
        listenWithin = configuration.listenWithin
        deleteAfter = configuration.deleteAfter
        retention = RetentionRules(plugins.plugins, configured: configuration.keep)
        spotter = configuration.wording.spotter
        self.makeID = makeID
    }
}

/// Notes which turn is running, where even a death of the process leaves the note behind.
protocol TurnWatch: Sendable {
    func begin(_ key: [UInt8], plugin: String)
    func end()
    /// How often a turn ended the process.
    func deaths(of key: [UInt8]) -> Int
    /// The plugin whose turn it was.
    func plugin(of key: [UInt8]) -> String?
    /// Forgets a turn that went well, or that was set aside.
    func clear(_ key: [UInt8])
}

/// Watches nothing: for tests that end no process.
struct NoWatch: TurnWatch {
    func begin(_ key: [UInt8], plugin: String) {}
    func end() {}
    func deaths(of key: [UInt8]) -> Int { 0 }
    func plugin(of key: [UInt8]) -> String? { nil }
    func clear(_ key: [UInt8]) {}
}
