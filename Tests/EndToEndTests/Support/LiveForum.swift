import Foundation
import Glibc
import HTTP
import Service
import TestSupport
import Testing
import Threads
import YouSaidKit

@testable import Storage

/// A forum that runs in the real program: its folder, its configuration, the pretend Telegram, and what the test
/// posts to it and hears from it.
final class LiveForum: Sendable {
    static let secret = "made-up_Secret-for-the-webhook"
    static let standardPlugins = ["Welcome", "Polls"]

    let folder: String
    let telegram: PretendBotAPI
    let heard: Heard
    let client: Client
    private let plugins: [String]
    private let more: String
    private let listenPort: UInt16
    private let mounts: (@Sendable (String) -> String)?
    let environment: [String: String]
    private let state = Guarded(State())

    private struct State {
        var lives: [RunningProgram] = []
        var port: UInt16 = 0
        var nextUpdate: Int64 = 552_400_000
        var nextChat: Int64 = 700_300_000
        /// Every update that was posted, and the words in it.
        var posted: [String] = []
        var words: Set<String> = []
    }

    /// - Parameters:
    ///   - plugins: Which are switched on.
    ///   - more: Further lines of the configuration.
    ///   - port: Where it listens; 0 takes another at each start.
    ///   - variables: Further variables of its environment.
    ///   - mounts: Given the data folder, a line for the shell that mounts what the program alone shall see.
    init(
        plugins: [String] = standardPlugins, more: String = "", port: UInt16 = 0,
        variables: [String: String] = [:],
        mounts: (@Sendable (String) -> String)? = nil
    ) throws {
        // Short: a socket's path may not be long.
        folder = "/tmp/yousaid-e2e-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        telegram = try PretendBotAPI()
        heard = Heard(telegram)
        client = Client(Client.Configuration())
        self.plugins = plugins
        self.more = more
        listenPort = port
        self.mounts = mounts
        let isSanitized = ProcessInfo.processInfo.environment["YOUSAID_SANITIZED"] != nil
        environment = [
            "TELEGRAM_TOKEN": telegram.token, "TELEGRAM_SECRET": Self.secret,
            // As deploy/yousaid.service has it. Under a sanitizer Swift's own report of a crash would hang.
            "SWIFT_BACKTRACE": isSanitized ? "enable=no" : "registers=none",
        ].merging(variables) { $1 }
    }

    /// Runs a test on a forum that is up, and clears up after it, whatever happens.
    static func use(
        plugins: [String] = standardPlugins, more: String = "", port: UInt16 = 0, starts: Bool = true,
        variables: [String: String] = [:], mounts: (@Sendable (String) -> String)? = nil,
        _ test: (LiveForum) async throws -> Void
    ) async throws {
        let forum = try LiveForum(
            plugins: plugins, more: more, port: port, variables: variables, mounts: mounts)
        do {
            if starts { try await forum.start() }
            try await test(forum)
        } catch {
            await forum.clearUp(isFailed: true)
            throw error
        }
        await forum.clearUp(isFailed: false)
    }

    private func clearUp(isFailed: Bool) async {
        if let program, program.end == nil {
            program.signal(SIGKILL)
            _ = try? await program.waitForEnd()
        }
        let found = personalInLogs()
        #expect(found.isEmpty, "something personal is in the log: \(found)")
        if isFailed, let program { print("the last life wrote:\n\(program.log)") }
        client.close()
        telegram.stop()
        if ProcessInfo.processInfo.environment["YOUSAID_KEEP_FOLDERS"] == nil {
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    // MARK: The program

    var configurationPath: String { folder + "/forum.json5" }
    var data: String { folder + "/data" }
    /// The data folder as the program sees it, which may be on a disk of its own.
    var dataOfProgram: String { mounts == nil ? data : "/proc/\(program?.pid ?? 0)/root\(data)" }
    var lives: [RunningProgram] { state.with { $0.lives } }
    var program: RunningProgram? { lives.last }
    var port: UInt16 { state.with { $0.port } }

    /// Starts the program and waits until it is ready for everything.
    func start() async throws {
        let program = try launch()
        try await waitUntilUp(program)
        try await eventually("/readyz; the log is:\n\(program.log)") {
            try await get("/readyz").status == 200
        }
    }

    /// Starts the program and does not wait. Each life has its own name at the pretend Bot API.
    @discardableResult
    func launch() throws -> RunningProgram {
        let life = lives.count + 1
        try writeConfiguration(life: "life\(life)")
        let program = try RunningProgram(
            ["serve", "--config", configurationPath], environment: environment,
            log: "\(folder)/life\(life).log", mounts: mounts?(data))
        state.with {
            $0.lives.append(program)
            $0.port = listenPort
        }
        return program
    }

    /// Waits until the program takes webhooks.
    /// - Returns: false where it ended before that.
    @discardableResult
    func waitUntilUp(_ program: RunningProgram) async throws -> Bool {
        let words = "webhooks arrive at port "
        var port: UInt16?
        try await eventually("the start; the log is:\n\(program.log)") {
            if let line = program.log.split(separator: "\n").first(where: { $0.contains(words) }) {
                port = line.components(separatedBy: words).last.flatMap { UInt16($0) }
            }
            return port != nil || program.end != nil
        }
        guard let port else { return false }
        state.with { $0.port = port }
        return true
    }

    /// Runs another command of the program, on this forum's configuration.
    /// - Returns: its exit status and what it printed.
    func run(_ command: String, _ operands: String...) async throws -> (status: Int32, output: String) {
        let child = try RunningProgram(
            [command, "--config", configurationPath] + operands, environment: environment,
            log: "\(folder)/\(command)-\(UUID().uuidString.prefix(8)).log")
        let end = try await child.waitForEnd()
        return (end.bySignal ? -end.status : end.status, child.log)
    }

    /// Ends the program as a supervisor does.
    @discardableResult
    func stop() async throws -> RunningProgram.End {
        guard let program else { return .init(status: -1, bySignal: false) }
        program.signal(SIGTERM)
        return try await program.waitForEnd()
    }

    /// Ends the program as a power cut does.
    func killProgram() async throws {
        program?.signal(SIGKILL)
        try await program?.waitForEnd()
    }

    /// JOIN is all it takes: what is asked of those who join has tests of its own.
    private var joining: String { #"Welcome: { askAge: false, consents: "" },"# }

    func writeConfiguration(life: String) throws {
        let text = """
            {
                // Written by a test.
                forum: { name: "Made-up Forum" },
                listen: "127.0.0.1:\(listenPort)",
                publicURL: "https://bot.example.org",
                data: "data",
                deleteAfter: "1s",
                manners: {weekdays: "always", weekends: "always", messagesAWeek: 0, messagesAMinute: 0},
                plugins: [\(plugins.map { "\"\($0)\"" }.joined(separator: ", "))],
                channels: { telegram: {
                    token: {env: "TELEGRAM_TOKEN"}, secret: {env: "TELEGRAM_SECRET"},
                    apiURL: "\(telegram.url)/\(life)",
                } },
                \(plugins.contains("Welcome") ? joining : "")
                \(more)
            }
            """
        try text.write(toFile: configurationPath, atomically: true, encoding: .utf8)
    }

    // MARK: HTTP

    /// Gets a page of the program's.
    func get(_ path: String, headers: [(String, String)] = []) async throws -> ClientResponse {
        try await client.send(
            ClientRequest(method: .get, url: "http://127.0.0.1:\(port)\(path)", headers: headers))
    }

    /// Posts a body to Telegram's webhook.
    @discardableResult
    func post(_ body: String, secret: String? = secret) async throws(ClientError) -> ClientResponse {
        var headers = [("Content-Type", "application/json")]
        if let secret { headers.append(("X-Telegram-Bot-Api-Secret-Token", secret)) }
        return try await client.send(
            ClientRequest(
                method: .post, url: "http://127.0.0.1:\(port)/webhooks/telegram", headers: headers,
                body: Array(body.utf8), timeout: .seconds(30)))
    }

    /// Makes an update with the next number, and remembers it for the checks at the end.
    func update(_ update: TelegramUpdate) throws -> String {
        let number = state.with {
            $0.nextUpdate += 1
            return $0.nextUpdate
        }
        let json = try update.json(number: number)
        state.with {
            $0.posted.append(json)
            if let text = update.text { $0.words.insert(text) }
        }
        return json
    }

    /// Every update that was made.
    var posted: [String] { state.with { $0.posted } }

    // MARK: People

    /// Somebody with a phone of their own.
    func person(_ name: String) -> Phone {
        let chat = state.with {
            $0.nextChat += 1
            return $0.nextChat
        }
        return Phone(forum: self, chat: chat, name: name)
    }

    /// Says something as the operator, over the socket.
    /// - Returns: The replies, with empty lines in between.
    @discardableResult
    func operatorSays(_ text: String) async throws -> String {
        let console = ConsoleClient(socketPath: dataOfProgram + "/console.sock")
        defer { console.close() }
        let answer = try await console.say(text)
        state.with { _ = $0.words.insert(text) }
        #expect(answer.ok, "\(answer.problem ?? "")")
        return answer.replies.map(\.text).joined(separator: "\n\n")
    }

    /// Sends a poll to all members, preview and all.
    func ask(_ poll: String) async throws {
        let preview = try await operatorSays("POLL " + poll)
        #expect(preview.contains("Send this now?"))
        #expect(try await operatorSays("YES").contains("on its way"))
    }

    // MARK: Looking

    /// Reads the database, while the program runs or not.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Result
    ) async throws -> Result {
        let path = data + "/yousaid.db"
        return try await onAnotherThread {
            let connection = try Connection.reader(path: path, options: Store.Options())
            defer { connection.close() }
            return try body(connection)
        }
    }

    /// A number out of the database.
    func count(_ sql: String) async throws -> Int {
        try await read { try $0.first(sql).map { try $0[0] } ?? 0 }
    }

    /// Waits until nothing is left to be sent to anybody on Telegram.
    func waitUntilQuiet(within limit: Duration = .seconds(90)) async throws {
        try await eventually("an empty outbox", within: limit) {
            let open = try await count(
                "SELECT COUNT(*) FROM core_outgoing WHERE state IN (0, 1) AND channel = 'telegram'")
            let unwritten = try await count("SELECT COUNT(*) FROM core_broadcast WHERE done IS NULL")
            return open + unwritten == 0
        }
    }

    /// What of a person, of the forum's secrets and of what was written is in the logs.
    func personalInLogs() -> [String] {
        // After many lives most lines are the same.
        let lines = lives.flatMap { $0.log.split(separator: "\n").map(String.init) }
        let log = Set(lines).joined(separator: "\n")
        let (chats, words) = state.with { (700_300_000...$0.nextChat, $0.words) }
        var secrets = chats.map(String.init) + [telegram.token, Self.secret, "_made_up", "Ada", "Brook"]
        // A command word alone says nothing about anybody, and the log may name it.
        secrets += words.filter { $0.count > 4 && ($0 != $0.uppercased() || $0.contains(" ")) }
        secrets += ["You chose", "Childline"]
        return secrets.filter { log.contains($0) }
    }
}
