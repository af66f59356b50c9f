import ChannelContract
import Sealing
import Storage
import Threads
import YouSaidKit

/// The bot without its platforms: takes events in, runs turns, keeps what is to be said and when to wake.
///
/// Everything it does is a transaction of the store. It starts no threads and waits for nothing: ``Heart`` drives
/// it in a running bot, the pretend forum drives it step by step in tests.
public final class Engine: Sendable {
    /// What an engine is made of.
    public struct Configuration: Sendable {
        public let forum: Forum
        public let wording: Wording
        public let plugins: [ActivePlugin]
        /// What each channel can do, by its name.
        public let channels: [String: ChannelTraits]
        /// The journal's path. It must not lie in what backups copy.
        public let journalPath: String
        /// The folder with the keys of vaults. It must not lie in what backups copy.
        public let vaultsPath: String
        /// How long an event that failed is kept, sealed, for REPLAY.
        public let keepFailed: Duration
        public let safety: SafetyRules
        /// By when somebody who sent a voice note or a picture is told that an organiser will have listened.
        public let listenWithin: Duration
        /// How long rows of a table are kept, where the forum wants it otherwise than is declared.
        public let keep: [String: Duration]
        /// How long somebody who said DELETE ME has for a change of mind.
        public let deleteAfter: Duration
        /// The forum's address on the web, without a slash at its end; nil where it has none.
        public let publicURL: String?
        /// When the bot writes by itself, how much, and how fast it answers.
        public let manners: Manners
        public let clock: any EngineClock
        /// True where the database is a backup to which ``Engine/applyJournal(at:)`` is applied next.
        public let isRestoring: Bool

        public init(
            forum: Forum, wording: Wording, plugins: [ActivePlugin], channels: [String: ChannelTraits],
            journalPath: String, vaultsPath: String, keepFailed: Duration = .hours(30 * 24),
            safety: SafetyRules = SafetyRules(), listenWithin: Duration = .hours(72),
            keep: [String: Duration] = [:], deleteAfter: Duration = .hours(24), publicURL: String? = nil,
            manners: Manners = .none,
            clock: any EngineClock = SystemClock(), isRestoring: Bool = false
        ) {
            self.isRestoring = isRestoring
            self.keep = keep
            self.deleteAfter = deleteAfter
            self.publicURL = publicURL
            self.keepFailed = keepFailed
            self.safety = safety
            self.listenWithin = listenWithin
            self.manners = manners
            self.forum = forum
            self.wording = wording
            self.plugins = plugins
            self.channels = channels
            self.journalPath = journalPath
            self.vaultsPath = vaultsPath
            self.clock = clock
        }
    }

    /// A plugin whose tables could not be made, and why. The others run.
    public struct Refused: Sendable {
        public let plugin: String
        public let reason: String
    }

    public let store: Store
    public let refused: [Refused]
    let parts: EngineParts
    let stopList = StopList()
    let holding: Guarded<Bool>
    let lastCleaning = Guarded<Moment?>(nil)
    /// The latest time that the clock has shown since it was last set back.
    let lastTime = Guarded<Moment?>(nil)
    let unstored = UnstoredHelp()
    /// Somebody was erased, and the database's log may still hold their words.
    let logHoldsErased = Guarded(false)
    /// Vaults whose keys could not be destroyed yet, because the disk was at fault.
    let vaultsLeft = Guarded<Set<VaultName>>([])
    /// Takes lines for the log. Nothing personal is ever in them.
    let log: @Sendable (String) -> Void
    private let listeners = Guarded<[@Sendable (Work) -> Void]>([])

    /// Something that is to be done now.
    public enum Work: Sendable, Hashable {
        case send(channel: String)
        case sendAll
        case broadcast
        case timers
        case replay
    }

    /// Makes the core's and the plugins' tables, and takes up what the last run left.
    /// - Throws: where the core's own tables cannot be made, or the journal cannot be opened.
    public init(
        store: Store, sealer: Sealer, configuration: Configuration, note: RunningTurnNote? = nil,
        metrics: Metrics = Metrics(), log: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        self.store = store
        self.log = log
        try store.migrate(owner: "core", Schema.migrations)
        var active: [ActivePlugin] = []
        var refused: [Refused] = []
        for plugin in configuration.plugins {
            do {
                try store.migrate(owner: plugin.id, plugin.plugin.migrations)
                active.append(plugin)
            } catch let error as MigrationError {
                refused.append(Refused(plugin: plugin.id, reason: error.description))
            }
        }
        self.refused = refused
        let (known, isNew) = try store.read {
            (
                try Journal.known(in: $0),
                try $0.first("SELECT id FROM core_contact LIMIT 1") == nil
            )
        }
        parts = try EngineParts(
            configuration: configuration, plugins: PluginRegistry(active), sealer: sealer,
            highestID: try Self.highestID(in: store), known: known, watch: note ?? NoWatch(),
            metrics: EngineMetrics(
                metrics, plugins: active.map(\.id), channels: configuration.channels.keys.sorted()))
        let parts = parts
        try Self.agree(
            parts, store: store, isRestoring: configuration.isRestoring, isNew: isNew, known: known, log: log)
        holding = Guarded(
            try store.writeNow { connection in
                try parts.outbox.recover(in: connection)
                let now = parts.clock.now
                try parts.outbox.bringForward(
                    dueAfter: now + RetryDelay.longestOfAll, to: now, in: connection)
                return try Facts.has(.held, in: connection)
            })
        try store.read {
            try stopList.load(from: $0)
            try parts.vaults.finishDestroying(in: $0)
        }
        parts.metrics.readFrom(store, clock: parts.clock)
    }

    private static func highestID(in store: Store) throws -> Int64 {
        try store.read { connection in
            var highest: Int64 = 0
            for table in [
                "member", "contact", "question", "outgoing", "broadcast", "audit", "request",
                "concern", "concern_words", "piece", "topic", "consent", "attachment", "page_link", "erasure",
            ] {
                let row = try connection.first("SELECT COALESCE(MAX(id), 0) FROM core_\(table)")
                highest = max(highest, try row?[0] ?? 0)
            }
            return highest
        }
    }

    /// The words that the engine answers to itself, besides the reserved ones; no plugin can have them.
    public static var ownCommands: [String] {
        OwnCommands.all.flatMap { [$0.word] + $0.aliases } + [Conversation.voiceWord]
    }

    /// The tables of which ``Configuration/keep`` can say how long their rows are kept: the core's, and those of which
    /// a plugin declares it.
    public static func tablesKeptForATime(_ plugins: [any Plugin]) -> Set<String> {
        Set(RetentionRules.ofTheCore.keys).union([RetentionRules.worries]).union(
            plugins.flatMap(\.manifest.keeps).compactMap { kept in
                if case .days = kept.keeps { kept.place } else { nil }
            })
    }

    /// The plugins that run.
    public var plugins: [any Plugin] { parts.plugins.plugins.map(\.plugin) }

    /// True after a restore, until an organiser says RELEASE: nothing goes out but to the operator's console.
    public var isHeld: Bool { holding.with { $0 } }

    /// Calls `listener` whenever there is something to do. Everybody's answer waits for it: it must be quick.
    public func onWork(_ listener: @escaping @Sendable (Work) -> Void) {
        listeners.with { $0.append(listener) }
    }

    func announce(_ work: Work) {
        for listener in listeners.with({ $0 }) { listener(work) }
    }

    /// Does in memory what a committed transaction asked for.
    func finish(_ after: AfterCommit) {
        for (contact, number) in after.stops { stopList.set(contact, stopped: number) }
        for (member, bits) in after.silences { stopList.silence(member, bits) }
        for (member, part) in after.said { parts.lastSaid.set(part, of: member) }
        for key in after.cleared { parts.watch.clear(key) }
        for question in after.corrected { parts.questions.cache.forget(question) }
        for group in after.groups { parts.groups.spoke(to: group, at: parts.clock.now) }
        for opened in after.openedVaults { parts.vaults.remember(opened.name, opened.vault) }
        if !after.destroyedVaults.isEmpty { parts.lastSaid.forgetWords() }
        destroyKeys(of: after.destroyedVaults)
        if after.hasErasure { logHoldsErased.with { $0 = true } }
        if after.isReleased {
            holding.with { $0 = false }
            announce(.sendAll)
        }
        for channel in after.channels { announce(.send(channel: channel)) }
        if after.hasBroadcast { announce(.broadcast) }
        if after.hasTimer { announce(.timers) }
        if after.hasReplay { announce(.replay) }
        parts.metrics.count(after)
        if after.concerns > 0 { log("the safeguarding leads were told of a message") }
        if after.lostLastOrganiser {
            log("the last organiser has left; make another at the console: INVITE organiser")
        }
        for failure in after.failures { log("plugin '\(failure.plugin)' failed: \(failure.reason)") }
        for turn in after.turns where turn.time > EngineMetrics.turnBudget {
            log("a turn of plugin '\(turn.plugin)' took \(turn.time.inMilliseconds) ms")
        }
    }

    /// False where no safeguarding lead would be told: none is named, all are off duty, said STOP or cannot be reached.
    public func canReachLead() throws -> Bool { try store.read { try Self.canReachLead(in: $0) } }

    /// The same of a database that somebody else has open. Asked by `yousaid doctor`.
    public static func canReachLead(in database: any Database) throws -> Bool {
        try Leads.canBeReached(in: database)
    }

    /// Counts a request to a webhook that was refused.
    public func countRefused(_ reason: Reception.Refusal, on channel: String) {
        parts.metrics.refused(reason, on: channel)
    }

    // MARK: The operator

    /// Makes the operator of the console an organiser, who is no member and is asked no polls. A playground has a
    /// safeguarding lead in the same way.
    public func ensureOperator(channel: String, address: String, as role: Role = .organiser) throws {
        let parts = parts
        let now = parts.clock.now
        try store.writeNow { connection in
            let sender = try parts.contacts.sender(channel: channel, address: address, in: connection)
            guard sender.member == nil else { return }
            let people = PeopleBook(
                database: connection, contacts: parts.contacts, now: now, sender: sender,
                makeID: parts.makeID)
            try people.enrolSender(as: role)
            guard let member = people.sender?.member else { return }
            let words = role == .organiser ? "an organiser" : "a safeguarding lead"
            try TurnRunner(parts: parts, database: connection, now: now).audit(
                "made the operator \(words)", about: member.id, by: nil, plugin: "core")
        }
    }
}
