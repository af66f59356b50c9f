/// A loadable module: polls, sign-ups, thanks, and what a forum adds of its own.
///
/// A plugin is plain synchronous code inside a transaction. It never sends, waits or calls the network, and
/// keeps no memory between turns: it reads and writes its tables and says what should happen, and all of it
/// happens, or none. An error that it throws undoes its turn; the event is kept for replay and the person gets
/// an apology. A turn may be run again from the start, so it changes nothing but through its ``Turn``.
///
/// ```swift
/// struct Tea: Plugin {
///     let manifest = Manifest(id: "tea", name: "Tea", version: "1")
///     let commands = [Command("TEA", .members, help: "help-tea")]
///
///     func handle(_ call: CommandCall, in turn: Turn) throws {
///         turn.ask(Question("milk", Prompt("with-milk"), choices: try turn.yesAndNo()))
///     }
///
///     func answer(_ answer: Answer, in turn: Turn) throws {
///         turn.reply(answer.isYes ? "tea-with-milk" : "tea-without")
///     }
///
///     func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
///     func forget(_ member: Member.ID, in turn: Turn) throws {}
/// }
/// ```
/// `Plugins/README.md` tells how to write one from its first line to the running bot.
public protocol Plugin: Sendable {
    /// Who the plugin is.
    var manifest: Manifest { get }
    /// The steps that make its tables.
    var migrations: [Migration] { get }
    /// The words that it answers to.
    var commands: [Command] { get }

    /// Somebody said one of the commands, and may use it.
    func handle(_ call: CommandCall, in turn: Turn) throws

    /// Somebody answered a question that this plugin asked.
    func answer(_ answer: Answer, in turn: Turn) throws

    /// A timer that this plugin set has come due.
    func wake(_ wakeUp: WakeUp, in turn: Turn) throws

    /// Another plugin published something.
    func hear(_ news: News, in turn: Turn) throws

    /// Somebody asked for a private page that this plugin gave them. It only reads: there is no turn.
    func write(_ page: PageRequest, to writer: PageWriter, from database: any Database) throws

    /// Everything that the plugin keeps about one person, for them to read. It only reads: there is no turn.
    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem]

    /// Somebody said FORGET THAT: removes what the plugin kept of what they said last, as if they had never said it.
    /// - Returns: true where nothing of it is kept any more; false where nothing was, or it cannot be told apart.
    func takeBack(_ said: Said, in turn: Turn) throws -> Bool

    /// Removes everything that the plugin keeps about one person, but for what the law or the ledger needs.
    func forget(_ member: Member.ID, in turn: Turn) throws
}

extension Plugin {
    public var migrations: [Migration] { [] }
    public var commands: [Command] { [] }
    public func handle(_ call: CommandCall, in turn: Turn) throws {}
    public func answer(_ answer: Answer, in turn: Turn) throws {}
    public func wake(_ wakeUp: WakeUp, in turn: Turn) throws {}
    public func hear(_ news: News, in turn: Turn) throws {}
    public func takeBack(_ said: Said, in turn: Turn) throws -> Bool { false }
    public func write(_ page: PageRequest, to writer: PageWriter, from database: any Database) throws {}
}

/// Who a plugin is.
public struct Manifest: Sendable, Hashable {
    /// Lower case letters: the prefix of its tables and the name of its folder of prompts.
    public let id: String
    /// What organisers know it by.
    public let name: String
    /// The plugin's own version, for those who look after the bot.
    public let version: String
    /// What its section of the configuration may hold.
    public let settings: [Setting]
    /// What it keeps: each of its tables.
    public let keeps: [Kept]
    /// What its messages and questions are about, where they do not say otherwise.
    public let subject: Subject
    /// What its timers are for.
    public let plans: [Planned]

    /// Who a plugin is.
    /// - Parameters:
    ///   - id: lower case letters, the same for ever: tables and prompts are found by it.
    ///   - name: what organisers know it by.
    ///   - version: its own version.
    ///   - settings: what its section of the configuration may hold.
    ///   - keeps: what it keeps: each of its tables.
    ///   - subject: what its messages and questions are about, where they do not say otherwise.
    ///   - plans: what its timers are for.
    public init(
        id: String, name: String, version: String, settings: [Setting] = [], keeps: [Kept] = [],
        subject: Subject = .general, plans: [Planned] = []
    ) {
        self.subject = subject
        self.plans = plans
        self.id = id
        self.name = name
        self.version = version
        self.settings = settings
        self.keeps = keeps
    }
}

/// One thing that a plugin keeps about a person, in words that the person can read.
public struct ExportedItem: Sendable, Hashable, Codable {
    /// What it is, from a prompt: "Your answer to a poll".
    public let title: Prompt
    /// What is kept, as it is kept.
    public let text: String
    /// When it came about.
    public let moment: Moment?

    /// Something that is kept about a person.
    /// - Parameters:
    ///   - title: what it is. Its prompt names the plugin, because no turn is there to do it.
    ///   - text: what is kept, as it is kept.
    ///   - moment: when it came about.
    public init(title: Prompt, text: String, moment: Moment? = nil) {
        self.title = title
        self.text = text
        self.moment = moment
    }
}

/// What somebody said last, for ``Plugin/takeBack(_:in:)``.
public enum Said: Sendable, Hashable {
    /// An answer to a question of the plugin's.
    case answer(Question, id: Question.ID)
    /// One of the plugin's commands, by its word.
    case command(String)
}

/// Something that one plugin tells the others, such as "a poll has closed".
public struct News: Sendable, Hashable, Codable {
    /// The plugin that published it.
    public let source: String
    /// What happened, such as "closed".
    public let name: String
    /// What the others need to know about it. Nothing personal.
    public let data: [String: String]

    /// Made by ``Turn/publish(_:_:)``.
    public init(source: String, name: String, data: [String: String]) {
        self.source = source
        self.name = name
        self.data = data
    }
}

/// A timer that has come due.
public struct WakeUp: Sendable {
    /// The key under which it was set.
    public let key: String
    /// What was given along when it was set.
    public let data: [String: String]
    /// When it should have come.
    public let due: Moment
    /// How late it is, because the bot was down or busy. Zero when it is on time.
    public let lateness: Duration

    /// Made by the host; plugins are woken.
    public init(key: String, data: [String: String], due: Moment, lateness: Duration) {
        self.key = key
        self.data = data
        self.due = due
        self.lateness = lateness
    }
}
