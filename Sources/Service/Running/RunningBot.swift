import ChannelContract
import ConsoleChannel
import Engine
import Foundation
import HTTP
import Playground
import Sealing
import Storage
import YouSaidKit

/// A whole bot that is up: its store, engine, channels and door. Started by `yousaid serve`, by the demo, and by
/// tests that want the real thing.
public final class RunningBot: Sendable {
    /// What a bot is put together from, once the configuration is read and its secrets are found.
    public struct Parts: Sendable {
        public var forum: Forum
        /// The folder with the database, the journal and the operator's socket.
        public var data: DataFolder
        public var listen: Server.Address?
        public var sealer: Sealer
        public var wording: Wording
        public var plugins: [ActivePlugin]
        public var channels: [any Channel]
        /// How long an event that failed is kept for REPLAY.
        public var keepFailed: Duration
        /// By when an organiser will have listened to a voice note.
        public var listenWithin = ConfigurationDefaults.listenWithin
        /// When the bot writes by itself, how much, and how fast it answers.
        public var manners = Manners.none
        public var safety = SafetyRules()
        public var clock: any EngineClock
        /// How long one turn may run before the watchdog ends the process.
        public var turnLimit: Duration
        /// How long rows are kept, by table, where the forum wants it otherwise than is declared.
        public var keep: [String: Duration] = [:]
        /// How long somebody who said DELETE ME has for a change of mind.
        public var deleteAfter = Duration.hours(24)
        /// The forum's address on the web, for one-time links; nil where it has none.
        public var publicURL: String?
        /// The page with pretend phones, whose channels are among ``channels``; nil where there is none.
        public var playground: Playground?
        /// How the database works; tests make it fail.
        public var storage = Store.Options()
        /// Called with lines for the log; nothing personal is ever in them.
        public var log: @Sendable (String) -> Void

        public init(
            forum: Forum, data: DataFolder, listen: Server.Address?, sealer: Sealer,
            wording: Wording, plugins: [ActivePlugin], channels: [any Channel],
            keepFailed: Duration = .hours(30 * 24), clock: any EngineClock = SystemClock(),
            turnLimit: Duration = .seconds(10),
            log: @escaping @Sendable (String) -> Void
        ) {
            self.forum = forum
            self.data = data
            self.listen = listen
            self.sealer = sealer
            self.wording = wording
            self.plugins = plugins
            self.channels = channels
            self.keepFailed = keepFailed
            self.clock = clock
            self.turnLimit = turnLimit
            self.log = log
        }
    }

    public let engine: Engine
    private let parts: Parts
    private let heart: Heart
    private let server: Server?
    private let watchdog: Watchdog
    private let connecting: [Task<Void, Never>]

    /// The port for webhooks; 0 where there is none.
    public var port: UInt16 { server?.port ?? 0 }

    /// Starts everything: tables, timers and sending first, then the channels.
    /// - Throws: where the data cannot be opened or the address is taken. A platform that cannot be reached does
    ///   not throw: it is tried again, and `/readyz` says so.
    public static func start(_ parts: Parts) async throws -> RunningBot {
        OpenFiles.raiseLimit()
        FreedMemory.keepALittle()
        var storage = parts.storage
        // What was damaged while nobody looked is found before anything is built on it.
        storage.checksFile = true
        storage.whenDamaged = { parts.log($0.description) }
        let store = try Store(path: parts.data.database, options: storage)
        do {
            return try await RunningBot(parts, store: store)
        } catch {
            store.close()
            if let error = error as? DatabaseError, error.kind == .full {
                throw DatabaseError(
                    .full, code: error.code,
                    "no room is left on the disk for '\(parts.data.database)'; make room and start again")
            }
            throw error
        }
    }

    private init(_ parts: Parts, store: Store) async throws {
        self.parts = parts
        // Before anything else: the address is known, or it is taken and nothing was touched.
        let place = try parts.listen.map { try Server.Place($0) }
        let metrics = Metrics()
        let note = try RunningTurnNote(path: parts.data.runningTurn)
        watchdog = Watchdog(note: note, limit: parts.turnLimit)
        engine = try Engine(
            store: store, sealer: parts.sealer,
            configuration: Engine.Configuration(
                forum: parts.forum, wording: parts.wording, plugins: parts.plugins,
                channels: Dictionary(
                    parts.channels.map { ($0.name, $0.traits) }, uniquingKeysWith: { first, _ in first }),
                journalPath: parts.data.journal, vaultsPath: parts.data.vaults, keepFailed: parts.keepFailed,
                safety: parts.safety, listenWithin: parts.listenWithin, keep: parts.keep,
                deleteAfter: parts.deleteAfter,
                publicURL: parts.publicURL ?? Self.loopbackURL(parts, place), manners: parts.manners,
                clock: parts.clock),
            note: note, metrics: metrics, log: parts.log)
        for refused in engine.refused {
            parts.log("plugin '\(refused.plugin)' is not running: \(refused.reason)")
        }
        try engine.ensureOperator(channel: Engine.consoleChannel, address: ConsoleChannel.address)
        if let playground = parts.playground {
            try PretendPeople.check(store, playground)
            let officer = playground.officer
            try engine.ensureOperator(channel: officer.channel, address: officer.address)
            let lead = playground.lead
            try engine.ensureOperator(channel: lead.channel, address: lead.address, as: .safeguardingLead)
        }
        heart = Heart(engine: engine, channels: parts.channels)
        let readiness = Readiness(store: store) { [engine] in engine.troublesNow() }
        ServiceMetrics.register(
            in: metrics, data: parts.data, readiness: readiness, engine: engine, clock: parts.clock)
        let byName = Dictionary(
            parts.channels.filter { $0.name != Engine.consoleChannel }.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        if let place {
            let entrance = Entrance(
                engine: engine, channels: byName, readiness: readiness, metrics: metrics,
                playground: parts.playground,
                pages: PrivatePages(engine: engine, channels: byName, log: parts.log))
            server = try Server(Server.Configuration(address: .held(place))) { entrance.handle($0, $1) }
        } else {
            server = nil
        }
        await heart.start()
        let engine = engine
        connecting = parts.channels.map { channel in
            readiness.set(channel.name, problem: "starting")
            let inbox = ReportingInbox(engine: engine, readiness: readiness, log: parts.log)
            return Task { await Self.connect(channel, inbox) }
        }
        parts.playground?.begin(
            ReportingInbox(engine: engine, readiness: readiness, log: parts.log),
            clock: PretendTime(engine: engine, clock: parts.clock, file: parts.data.pretendTime))
        if try !engine.canReachLead() {
            parts.log(
                "NO SAFEGUARDING LEAD CAN BE REACHED: nobody is told when somebody may need help; "
                    + "an organiser names one with INVITE safeguarding lead")
        }
        if engine.isHeld {
            parts.log("held after a restore: nothing is sent until an organiser says RELEASE")
        }
    }

    /// Where a playground's one-time links lead: the address that the page itself is at, on this machine alone.
    private static func loopbackURL(_ parts: Parts, _ place: Server.Place?) -> String? {
        guard parts.playground != nil, let place, case .tcp(let host, _) = parts.listen else { return nil }
        return "http://\(ListenAddress(host: host, port: place.port))"
    }

    /// Makes one channel ready, and tries again for as long as it takes.
    private static func connect(_ channel: any Channel, _ inbox: ReportingInbox) async {
        let readiness = inbox.readiness
        let log = inbox.log
        var wait = Duration.seconds(1)
        var said = ""
        while !Task.isCancelled {
            do {
                try await channel.start(inbox)
                readiness.set(channel.name, problem: nil)
                inbox.engine.noteReceiving(nil, on: channel.name)
                log("channel '\(channel.name)' is ready")
                return
            } catch let error as ChannelError {
                // What a person has to mend, such as a refused token, may be mended elsewhere.
                readiness.set(channel.name, problem: error.message)
                if error.message != said { log(error.description) }
                said = error.message
                inbox.engine.noteReceiving(error, on: channel.name)
            } catch {
                readiness.set(channel.name, problem: "\(type(of: error))")
                log("channel '\(channel.name)': \(type(of: error))")
            }
            try? await Task.sleep(for: wait)
            wait = min(wait * 2, .seconds(60))
        }
    }

    /// Stops: takes nothing new in, waits for what is under way, and leaves everything on disk.
    public func stop() async {
        for task in connecting { task.cancel() }
        for channel in parts.channels { await channel.stop() }
        parts.playground?.stop()
        await stopServer()
        await heart.stop()
        watchdog.stop()
        engine.store.close()
    }

    /// It blocks until the last answers are out. They come from Swift's pool, so its threads must not wait for them.
    private func stopServer() async {
        guard let server else { return }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                server.stop(drain: .seconds(4))
                continuation.resume()
            }
        }
    }
}
