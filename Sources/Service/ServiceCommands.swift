/// What the command line asks of the bot. What a command finds out is returned; how it is said is up to whoever
/// asks, so that a page can show it too. ``Service`` does it; tests put something simpler in its place.
public protocol ServiceCommands: Sendable {
    /// Runs the bot until it is told to stop. Returns when it has stopped in good order.
    /// - Throws: ``ServiceFault`` or ``ConfigurationFaults`` where it cannot start.
    func serve(_ configuration: Configuration) async throws

    /// Runs a made-up forum with its playground, until it is told to stop.
    /// - Parameters:
    ///   - port: where the page is on this machine; 0 takes a free port.
    ///   - say: shows lines.
    func playground(port: UInt16, say: @escaping @Sendable (String) -> Void) async throws

    /// Plays a made-up forum in the terminal, and then hands its console over.
    /// - Parameters:
    ///   - say: shows lines.
    ///   - chat: what the visitor does at the console, until they leave.
    func demo(
        say: @escaping @Sendable (String) -> Void, chat: @Sendable (ConsoleClient) async -> Void
    ) async throws

    /// Everything that is wrong with the plugins and the prompts of a configuration; nothing is started.
    func faults(in configuration: Configuration) async -> [ConfigurationFault]

    /// Which plugins would run, and which are refused and why.
    func plugins(_ configuration: Configuration) async throws -> PluginReport

    /// Checks a folder of prompts.
    /// - Parameter own: a forum's own words, which lie over it.
    func checkPrompts(folder: String, own: String?) async throws -> PromptReport

    /// Looks at an installation that runs, or should: what is well, what is not.
    func examine(_ configuration: Configuration) async -> [Finding]

    /// What the bot keeps, why, how long and who sees it.
    /// - Parameter configuration: whose bot; nil for the program as it comes.
    func dataMap(_ configuration: Configuration?) async throws -> DataMap

    /// Writes a consistent copy of the database, also while the bot runs, and the journal beside it.
    /// - Parameters:
    ///   - path: a file, or a folder in which each copy gets a name with its time.
    ///   - count: how many copies stay in the folder; nil for all.
    func backup(
        _ configuration: Configuration, to path: String, keeping count: Int?
    ) async throws -> BackupReport

    /// Seals everything anew with the key of today, while the bot is stopped.
    /// - Parameters:
    ///   - makingKey: whether a new key is made first, in the data folder.
    ///   - progress: hears after each page how far it is.
    func changeKeys(
        _ configuration: Configuration, makingKey: Bool,
        progress: @escaping @Sendable (KeyChangeReport) -> Void
    ) async throws -> KeyChangeReport

    /// The last entries of the audit trail, a line each, the newest last.
    func auditTrail(_ configuration: Configuration, last count: Int) async throws -> [String]

    /// Puts a list of people from another place on the forum's list, while the bot is stopped.
    /// - Parameters:
    ///   - path: a CSV file.
    ///   - isTrial: whether it only looks, and changes nothing.
    ///   - progress: hears how many lines were read.
    func importPeople(
        _ configuration: Configuration, from path: String, isTrial: Bool,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws -> ImportReport

    /// Brings a copy back. The bot starts held after that.
    func restore(_ configuration: Configuration, from path: String) async throws -> RestoreReport
}

/// Why something could not be done, for the person who asked for it. Nothing personal is in it.
public struct ServiceFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, and where.
    public let problem: String
    /// What to do.
    public let advice: String

    public init(_ problem: String, advice: String) {
        self.problem = problem
        self.advice = advice
    }

    public var description: String { "\(problem). \(advice)" }
}

/// Which plugins run. Found out by ``ServiceCommands/plugins(_:)``.
public struct PluginReport: Sendable, Hashable {
    public struct Loaded: Sendable, Hashable {
        public let name: String
        public let version: String
        /// The command words.
        public let commands: [String]

        public init(name: String, version: String, commands: [String]) {
            self.name = name
            self.version = version
            self.commands = commands
        }
    }

    public struct Refused: Sendable, Hashable {
        public let name: String
        /// What is wrong and what to do.
        public let reason: String

        public init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    public let loaded: [Loaded]
    public let refused: [Refused]

    public init(loaded: [Loaded], refused: [Refused]) {
        self.loaded = loaded
        self.refused = refused
    }
}

/// A copy that was made.
public struct BackupReport: Sendable, Hashable {
    public let path: String
    public let bytes: Int
    /// How many older ones were taken away.
    public let removed: Int

    public init(path: String, bytes: Int, removed: Int = 0) {
        self.path = path
        self.bytes = bytes
        self.removed = removed
    }
}

/// What bringing a copy back put right.
public struct RestoreReport: Sendable, Hashable {
    /// People who said STOP and stay stopped.
    public let stops: Int
    /// People who were erased and stay erased.
    public let erasures: Int
    /// Messages that had gone out after the copy was made, and do not go again.
    public let messages: Int
    /// Timers that had their turn after the copy was made.
    public let timers: Int
    /// Whether the journal was damaged or lost, so that more may come back than should.
    public let isUnsure: Bool
    /// Where the database that was there is now; nil where there was none.
    public let before: String?

    public init(
        stops: Int, erasures: Int, messages: Int, timers: Int, isUnsure: Bool = false, before: String? = nil
    ) {
        self.isUnsure = isUnsure
        self.before = before
        self.stops = stops
        self.erasures = erasures
        self.messages = messages
        self.timers = timers
    }
}
