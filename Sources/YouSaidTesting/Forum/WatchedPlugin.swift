import Engine
import Threads
@_spi(Host) import YouSaidKit

/// A plugin as the pretend forum runs it: it does what the author's plugin does, and what goes wrong in it is kept
/// for the test to tell.
struct WatchedPlugin: Plugin {
    let plugin: any Plugin
    let watch: PluginWatch

    var manifest: Manifest { plugin.manifest }
    var migrations: [Migration] { plugin.migrations }
    var commands: [Command] { plugin.commands }

    func handle(_ call: CommandCall, in turn: Turn) throws {
        try watch.turn(turn) { try plugin.handle(call, in: turn) }
    }

    func answer(_ answer: Answer, in turn: Turn) throws {
        try watch.turn(turn) { try plugin.answer(answer, in: turn) }
    }

    func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        try watch.turn(turn) { try plugin.wake(wakeUp, in: turn) }
    }

    func hear(_ news: News, in turn: Turn) throws {
        try watch.turn(turn) { try plugin.hear(news, in: turn) }
    }

    func takeBack(_ said: Said, in turn: Turn) throws -> Bool {
        var isGone = false
        try watch.turn(turn) { isGone = try plugin.takeBack(said, in: turn) }
        return isGone
    }

    func write(_ page: PageRequest, to writer: PageWriter, from database: any Database) throws {
        try plugin.write(page, to: writer, from: database)
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] {
        try plugin.export(member, from: database)
    }

    func forget(_ member: Member.ID, in turn: Turn) throws {
        try watch.turn(turn) { try plugin.forget(member, in: turn) }
    }
}

/// Looks at each turn of each plugin: is this where the process dies, does it throw, does it say words that have no
/// place for a value?
final class PluginWatch: Sendable {
    /// What went wrong in a turn.
    enum Fault: Sendable, Hashable {
        case threw(plugin: String, error: String)
        /// What the engine wrote into its log.
        case logged(String)
        case unusedValue(plugin: String, prompt: String, value: String)
    }

    private let wording: Wording
    private let found = Guarded<[Fault]>([])
    /// Changes with each process.
    let crash: Guarded<CrashPlan>

    init(wording: Wording, crash: CrashPlan) {
        self.wording = wording
        self.crash = Guarded(crash)
    }

    func turn(_ turn: Turn, _ body: () throws -> Void) throws {
        try crash.with { $0 }.pass(.duringTurn)
        do {
            try body()
        } catch {
            note(.threw(plugin: turn.plugin, error: "\(type(of: error)): \(error)"))
            throw error
        }
        for effect in turn.effects { check(effect, plugin: turn.plugin) }
    }

    /// What was found since this was asked last.
    func takeFaults() -> [Fault] {
        found.with { found in
            defer { found = [] }
            return found
        }
    }

    /// A turn may be run again before it counts, so the same fault is kept once.
    func note(_ fault: Fault) {
        found.with { if !$0.contains(fault) { $0.append(fault) } }
    }

    private func check(_ effect: Effect, plugin: String) {
        switch effect {
        case .say(let message, _), .sayToRequest(let message, _), .tell(let message, _, _),
            .pass(_, to: _, let message):
            for paragraph in message.paragraphs { check(paragraph, plugin: plugin) }
            guard let chart = message.chart else { break }
            for words in [chart.description] + chart.parts.compactMap(\.note) {
                check(words, plugin: plugin)
            }
        case .ask(let question, _, _), .askGroup(let question, _, _), .prepare(let question, _),
            .correct(_, let question):
            check(question.text, plugin: plugin)
        case .askAgain(_, let words, _), .askGroupAgain(_, _, let words):
            if let words { check(words, plugin: plugin) }
        case .sayAsIfAsking(_, let words): check(words, plugin: plugin)
        case .leave, .reopen, .mark, .unclear, .closeQuestion, .setTimer, .cancelTimer, .publish, .audit,
            .erase,
            .destroyVault:
            break
        case .keepLink(let page, _, _, _), .sayPage(let page): check(page.title, plugin: plugin)
        }
    }

    private func check(_ prompt: Prompt, plugin: String) {
        for value in wording.unusedValues(of: prompt, language: Stage.language) {
            note(.unusedValue(plugin: plugin, prompt: prompt.name, value: value))
        }
        for value in prompt.values.values { check(value, plugin: plugin) }
    }

    private func check(_ value: PromptValue, plugin: String) {
        switch value {
        case .prompt(let prompt): check(prompt, plugin: plugin)
        case .lines(let values): for value in values { check(value, plugin: plugin) }
        case .text, .number, .date, .time: break
        }
    }
}
