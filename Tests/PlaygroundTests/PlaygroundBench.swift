import Engine
import Foundation
import HTTP
import Polls
import Sealing
import Service
import Storage
import Threads
import Welcome
import YouSaidKit

@testable import Playground

/// A whole bot with its playground, and a browser's requests to it.
final class PlaygroundBench: Sendable {
    let bot: RunningBot
    let clock: MovableClock
    let chimes = Chimes()
    let data: DataFolder
    private let client = Client(.init())
    let playground: Playground
    let token: String

    /// - Parameters:
    ///   - path: Where it keeps everything.
    ///   - clock: The time that it begins with.
    init(in path: String, clock: MovableClock = MovableClock()) async throws {
        self.clock = clock
        data = try DataFolder(path: path)
        let plugins: [any Plugin] = [Welcome(), Polls(), chimes]
        playground = Playground(timeZone: "Europe/London")
        var parts = RunningBot.Parts(
            forum: Forum(name: "Voices", timeZone: "Europe/London"), data: data,
            listen: .tcp(host: "127.0.0.1", port: 0),
            sealer: Sealer(current: try SealingKey(bytes: Array(repeating: 7, count: 32))),
            wording: try Wording(folder: "prompts"),
            plugins: plugins.map { plugin in
                // Joining is no subject here: JOIN is all it takes.
                let isWelcome = plugin.manifest.id == "welcome"
                return ActivePlugin(
                    plugin,
                    settings: Settings(
                        isWelcome ? ["askAge": .flag(false), "consents": .text("")] : [:],
                        declared: plugin.manifest.settings))
            },
            channels: playground.channels, clock: clock, log: { _ in })
        parts.playground = playground
        bot = try await RunningBot.start(parts)
        let page = try await client.send(
            ClientRequest(method: .get, url: "http://127.0.0.1:\(bot.port)/playground"))
        let text = String(decoding: page.body, as: UTF8.self)
        token = text.firstMatch(of: #/token" content="([a-z0-9]+)"/#).map { String($0.1) } ?? ""
    }

    /// Runs a test on a bench of its own.
    static func use(_ test: (PlaygroundBench) async throws -> Void) async throws {
        let path = "/tmp/yousaid-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bench = try await PlaygroundBench(in: path)
        do {
            try await test(bench)
        } catch {
            await bench.stop()
            throw error
        }
        await bench.stop()
    }

    func stop() async {
        await bot.stop()
        client.close()
    }

    // MARK: Requests

    func get(_ path: String, _ headers: [(String, String)] = []) async throws -> ClientResponse {
        try await client.send(
            ClientRequest(method: .get, url: "http://127.0.0.1:\(bot.port)\(path)", headers: headers))
    }

    /// Posts as our page does, but for what `headers` say otherwise; an empty value leaves one out.
    @discardableResult func post(
        _ what: String, _ body: String, _ headers: [String: String] = [:]
    ) async throws -> ClientResponse {
        let usual = ["X-Playground-Token": token, "Content-Type": "application/json"]
        let all = usual.merging(headers) { $1 }.filter { !$0.value.isEmpty }.map { ($0.key, $0.value) }
        return try await client.send(
            ClientRequest(
                method: .post, url: "http://127.0.0.1:\(bot.port)/playground/talk/\(what)", headers: all,
                body: Array(body.utf8)))
    }

    func say(_ text: String, on phone: String) async throws {
        let body = try JSONSerialization.data(withJSONObject: ["phone": phone, "text": text])
        try await post("say", String(decoding: body, as: UTF8.self))
    }

    /// Sends a pretend voice note or picture.
    func send(_ kind: String, on phone: String) async throws {
        let body = try JSONSerialization.data(withJSONObject: ["phone": phone, "file": kind])
        try await post("send", String(decoding: body, as: UTF8.self))
    }

    func press(_ label: String, of message: PhoneMessage, on phone: String) async throws {
        guard let button = message.buttons.first(where: { $0.label == label }) else { return }
        let body: [String: Any] = [
            "phone": phone, "message": message.id, "data": button.data, "label": label,
        ]
        let json = try JSONSerialization.data(withJSONObject: body)
        try await post("press", String(decoding: json, as: UTF8.self))
    }

    // MARK: News

    struct News: Decodable {
        let phones: [PretendPhone]
        let messages: [PhoneMessage]
        let next: Int
        let clock: Face?

        struct Face: Decodable {
            let date: String
            let time: String
            let planned: Planned?

            struct Planned: Decodable {
                let what: String
                let when: String
                let wait: String
                let isFar: Bool
            }
        }
    }

    func news(after: Int = 0, wait: Int = 0) async throws -> News {
        let answer = try await get(
            "/playground/talk/news?after=\(after)&wait=\(wait)", [("X-Playground-Token", token)])
        return try JSONDecoder().decode(News.self, from: Data(answer.body))
    }

    /// Waits for a message from the bot that holds some words.
    func hear(_ words: String, on phone: String) async throws -> PhoneMessage? {
        var next = 0
        var known: [Int: PhoneMessage] = [:]
        for _ in 0..<50 {
            let news = try await news(after: next, wait: 2)
            next = news.next
            for message in news.messages { known[message.id] = message }
            let found = known.values.first {
                $0.phone == phone && $0.side == .bot && $0.text.contains(words)
            }
            if let found { return found }
        }
        return nil
    }
}

/// A plugin that only notes when it is woken.
final class Chimes: Plugin {
    struct Woken: Equatable {
        let key: String
        let at: Moment
    }

    let woken = Guarded<[Woken]>([])
    let manifest = Manifest(
        id: "chimes", name: "Chimes", version: "1",
        plans: [
            Planned("bell:", "a bell rings"), Planned("bell:silent:", "nothing is heard", isNoticed: false),
            Planned("news:", "the officer hears the time"),
        ])

    func wake(_ wakeUp: WakeUp, in turn: Turn) throws {
        let note = Woken(key: wakeUp.key, at: turn.now)
        woken.with { $0.append(note) }
        guard wakeUp.key.hasPrefix("news:") else { return }
        turn.broadcast(Message(Prompt("forgot-that", plugin: "core")), to: .role(.organiser))
    }

    func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
    func forget(_ member: Member.ID, in turn: Turn) throws {}

    /// Sets a timer of its own.
    func plan(_ key: String, at due: Moment, in engine: Engine) async throws {
        try await engine.store.write { database in
            _ = try database.run(
                """
                INSERT INTO core_timer (plugin, key, kind, due, local, data, attempts, aside)
                VALUES ('chimes', $1, 0, $2, NULL, '{}', 0, 0)
                """, key, due)
        }
    }
}
