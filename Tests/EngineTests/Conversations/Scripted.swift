import Threads
import YouSaidKit

/// A plugin that does what a test tells it to. Its words are in ``words``: the prompt "line" says any text.
struct Scripted: Plugin {
    typealias Part = @Sendable (CommandCall, Turn) throws -> Void

    let manifest: Manifest
    let migrations: [Migration]
    let commands: [Command]
    private let parts: [String: Part]
    private let onAnswer: @Sendable (Answer, Turn) throws -> Void
    private let onWake: @Sendable (WakeUp, Turn) throws -> Void
    private let onNews: @Sendable (News, Turn) throws -> Void
    private let onForget: @Sendable (Member.ID, Turn) throws -> Void
    private let onPage: @Sendable (PageRequest, PageWriter, any Database) throws -> Void

    init(
        _ id: String = "trial", subject: Subject = .general, _ parts: [String: Part] = [:],
        answer: @escaping @Sendable (Answer, Turn) throws -> Void = { _, _ in },
        wake: @escaping @Sendable (WakeUp, Turn) throws -> Void = { _, _ in },
        news: @escaping @Sendable (News, Turn) throws -> Void = { _, _ in },
        forget: @escaping @Sendable (Member.ID, Turn) throws -> Void = { _, _ in },
        page: @escaping @Sendable (PageRequest, PageWriter, any Database) throws -> Void = { _, _, _ in }
    ) {
        onForget = forget
        onPage = page
        manifest = Manifest(id: id, name: id, version: "1", subject: subject)
        migrations = [
            Migration(1, "CREATE TABLE \(id)_note (id BIGINT PRIMARY KEY, member BIGINT, text TEXT NOT NULL)")
        ]
        commands = parts.keys.sorted().map { Command($0, .roles(Set(Role.allCases)), help: "help") }
        self.parts = parts
        onAnswer = answer
        onWake = wake
        onNews = news
    }

    /// Words for every scripted plugin of these tests.
    static let words: [String: [String: String]] = Dictionary(
        uniqueKeysWithValues: ["trial", "other"].map { ($0, ["line": "{text}", "help": "Try something."]) })

    func handle(_ call: CommandCall, in turn: Turn) throws { try parts[call.word]?(call, turn) }
    func answer(_ answer: Answer, in turn: Turn) throws { try onAnswer(answer, turn) }
    func wake(_ wakeUp: WakeUp, in turn: Turn) throws { try onWake(wakeUp, turn) }
    func hear(_ news: News, in turn: Turn) throws { try onNews(news, turn) }

    func write(_ page: PageRequest, to writer: PageWriter, from database: any Database) throws {
        try onPage(page, writer, database)
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }

    func forget(_ member: Member.ID, in turn: Turn) throws {
        try onForget(member, turn)
        try turn.database.run("DELETE FROM \(manifest.id)_note WHERE member = $1", member)
    }
}

/// What a scripted plugin throws.
struct Broken: Error {}

/// Something that a test changes while plugins run.
typealias Switch = Guarded<Bool>

extension Switch {
    var isOn: Bool {
        with { $0 }
    }

    func set(_ value: Bool) { with { $0 = value } }
}

extension Prompt {
    /// Any text, said by a scripted plugin.
    static func line(_ text: String) -> Prompt { Prompt("line", ["text": .text(text)]) }
}

extension Turn {
    /// Keeps a note in a scripted plugin's table.
    func keep(_ text: String) throws {
        try database.run(
            "INSERT INTO \(plugin)_note (id, member, text) VALUES ($1, $2, $3)", newID(), member?.id, text)
    }

    /// The same question to whoever began the turn, or to a group.
    func ask(_ name: String, _ choices: [String], of group: Group? = nil, canChange: Bool = false) {
        let question = Question(
            name, .line("About \(name)?"), choices: choices.map { Choice($0.lowercased(), label: $0) },
            canChange: canChange)
        if let group { ask(question, to: group) } else { ask(question) }
    }
}
