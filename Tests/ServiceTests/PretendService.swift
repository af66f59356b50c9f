import Service

@testable import yousaid

/// Stands in for the bot: does nothing, and says what it is told to say.
struct PretendService: ServiceCommands {
    var faults: [ConfigurationFault] = []
    var plugins = PluginReport(loaded: [], refused: [])
    var findings: [Finding] = []
    var dataMap = DataMap(forum: nil, parts: [])
    var prompts = PromptReport(folder: "p", languages: ["en-GB"], count: 2, faults: [])

    func serve(_ configuration: Configuration) async throws {
        throw ServiceFault("The port is taken", advice: "Stop the other program.")
    }
    func playground(port: UInt16, say: @escaping @Sendable (String) -> Void) async throws {
        say("a page at port \(port)")
    }
    func demo(
        say: @escaping @Sendable (String) -> Void, chat: @Sendable (ConsoleClient) async -> Void
    ) async throws {
        say("a made-up forum")
    }
    func faults(in configuration: Configuration) async -> [ConfigurationFault] { faults }
    func plugins(_ configuration: Configuration) async throws -> PluginReport { plugins }
    func checkPrompts(folder: String, own: String?) async throws -> PromptReport { prompts }
    func examine(_ configuration: Configuration) async -> [Finding] { findings }
    func dataMap(_ configuration: Configuration?) async throws -> DataMap { dataMap }
    func backup(
        _ configuration: Configuration, to path: String, keeping count: Int?
    ) async throws -> BackupReport {
        BackupReport(path: path, bytes: 12, removed: count ?? 0)
    }
    func changeKeys(
        _ configuration: Configuration, makingKey: Bool,
        progress: @escaping @Sendable (KeyChangeReport) -> Void
    ) async throws -> KeyChangeReport {
        KeyChangeReport(done: 7, left: 0, unreadable: 0, looseStops: 0)
    }
    func auditTrail(_ configuration: Configuration, last count: Int) async throws -> [String] { ["an entry"] }
    func importPeople(
        _ configuration: Configuration, from path: String, isTrial: Bool,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws -> ImportReport { ImportReport() }
    func restore(_ configuration: Configuration, from path: String) async throws -> RestoreReport {
        RestoreReport(stops: 1, erasures: 2, messages: 3, timers: 4)
    }
}
