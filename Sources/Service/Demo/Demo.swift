import ChannelContract
import ConsoleChannel
import Engine
import Foundation
import Playground
import Sealing
import YouSaidKit

/// A made-up forum on this machine alone: the operator asks, three pretend young people answer over the same path
/// as on a real platform, the result comes back. Then the console is the visitor's.
public struct Demo: Sendable {
    private let plugins: [ActivePlugin]
    private let wording: Wording
    private let print: @Sendable (String) -> Void

    /// - Parameters:
    ///   - plugins: Welcome and Polls at least.
    ///   - print: shows lines to the visitor.
    public init(
        plugins: [ActivePlugin], wording: Wording, print: @escaping @Sendable (String) -> Void
    ) {
        self.plugins = plugins
        self.wording = wording
        self.print = print
    }

    /// Plays the story, then hands the console over.
    /// - Parameter chat: what the visitor does at the console, until they leave.
    public func run(chat: (ConsoleClient) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/yousaid-demo-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = try DataFolder(path: folder)
        let withButtons = PretendChannel(name: "pretend", hasButtons: true)
        let textOnly = PretendChannel(name: "pretend-text", hasButtons: false)
        let operatorsConsole = try ConsoleChannel(
            ConsoleChannel.Configuration(socketPath: data.consoleSocket))
        let phones = DemoPhones(people: Self.people(withButtons, textOnly), print: print)
        let bot = try await RunningBot.start(
            RunningBot.Parts(
                forum: Forum(name: "the pretend forum", timeZone: "Europe/London"), data: data,
                listen: .tcp(host: "127.0.0.1", port: 0),
                sealer: Sealer(current: try SealingKey.create(at: data.sealingKey)), wording: wording,
                plugins: plugins,
                channels: [withButtons, textOnly, operatorsConsole],
                log: { _ in }))
        await phones.begin(port: bot.port)
        let console = ConsoleClient(socketPath: data.consoleSocket)
        do {
            try await waitForConsole(console)
            try await story(phones, console)
            try await chat(console)
        } catch {
            await close(bot, console, phones)
            throw error
        }
        await close(bot, console, phones)
    }

    private func close(_ bot: RunningBot, _ console: ConsoleClient, _ phones: DemoPhones) async {
        console.close()
        await bot.stop()
        await phones.close()
    }

    private static func people(
        _ buttons: PretendChannel, _ text: PretendChannel
    ) -> [DemoPhones.Person] {
        [
            DemoPhones.Person(name: "Amira", channel: buttons) { _ in .press(0) },
            DemoPhones.Person(name: "Ben", channel: text) { _ in .write("1") },
            DemoPhones.Person(name: "Charlie", channel: buttons) { question in
                // The last choice, in Charlie's own spelling.
                .write(String((question.buttons.last?.label ?? "2").dropLast()))
            },
        ]
    }

    // MARK: The story

    private func story(_ phones: DemoPhones, _ console: ConsoleClient) async throws {
        print("A made-up forum. All of it is on this machine, and the people are pretend.\n")
        print("Three young people join. Ben's phone knows only text.")
        for name in ["Amira", "Ben", "Charlie"] {
            // What this is and the first question; then each answer brings one message more.
            var heard = 1
            for words in ["JOIN", "18 to 25", "yes", "yes", "yes"] {
                heard += 1
                try await phones.write(name, words)
                try await phones.wait(name, for: heard)
            }
        }
        print("\nThe operator asks something.")
        let before = await counts(phones)
        try await say("POLL Which day suits you? | Saturday | Sunday", console)
        try await say("YES", console)
        for name in ["Amira", "Ben", "Charlie"] {
            try await phones.wait(name, for: before[name, default: 0] + 1)
        }
        print("\nEach of them answers in their own way.")
        for name in ["Amira", "Ben", "Charlie"] {
            let count = await phones.count(name)
            try await phones.answer(name)
            try await phones.wait(name, for: count + 1)
        }
        print("\nThe operator sees how many have answered, and ends the poll.")
        try await say("RESULTS", console)
        let answered = await counts(phones)
        try await say("CLOSE", console)
        try await say("YES", console)
        for name in ["Amira", "Ben", "Charlie"] {
            try await phones.wait(name, for: answered[name, default: 0] + 1)
        }
        print("\nNow the console is yours. Say HELP, or ask a poll of your own:")
        print("POLL Where shall we meet? | Library | Park")
    }

    private func counts(_ phones: DemoPhones) async -> [String: Int] {
        var counts: [String: Int] = [:]
        for name in ["Amira", "Ben", "Charlie"] { counts[name] = await phones.count(name) }
        return counts
    }

    private func say(_ text: String, _ console: ConsoleClient) async throws {
        print("    Operator writes: \(text)")
        for reply in try await console.say(text).replies {
            let lines = reply.text.split(separator: "\n", omittingEmptySubsequences: false)
            print(
                lines.enumerated().map {
                    ($0.offset == 0 ? "    Operator reads: " : "                    ") + $0.element
                }.joined(separator: "\n"))
        }
    }

    /// The console is ready a moment after the bot is.
    private func waitForConsole(_ console: ConsoleClient) async throws {
        for _ in 0..<100 {
            do {
                _ = try await console.listen(after: 0, wait: 0)
                return
            } catch ConsoleClientError.notRunning {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        throw DemoError.silence("the operator")
    }
}
