import Engine
import Foundation
import HTTP
import Playground
import Sealing
import YouSaidKit

/// A made-up forum with its playground: a page on this machine, on which the visitor plays the officer and three
/// young people. It runs until it is told to end, and keeps nothing.
public struct DemoPage: Sendable {
    private let plugins: [ActivePlugin]
    private let wording: Wording
    private let port: UInt16
    private let print: @Sendable (String) -> Void

    /// - Parameters:
    ///   - plugins: Welcome and Polls at least.
    ///   - port: where the page is; 0 takes a free one.
    ///   - print: shows lines to the visitor.
    public init(
        plugins: [ActivePlugin], wording: Wording, port: UInt16, print: @escaping @Sendable (String) -> Void
    ) {
        self.plugins = plugins
        self.wording = wording
        self.port = port
        self.print = print
    }

    /// Runs it.
    /// - Parameter end: says when it is over.
    /// - Throws: where it cannot start.
    public func run(until end: AsyncStream<Void>) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/yousaid-demo-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = try DataFolder(path: folder)
        let forum = Forum(name: "the pretend forum", timeZone: "Europe/London")
        let playground = Playground(timeZone: forum.timeZone)
        let clock = MovableClock()
        clock.move(to: DemoStart.moment(after: clock.now, zone: forum.timeZone))
        var parts = RunningBot.Parts(
            forum: forum, data: data, listen: .tcp(host: "127.0.0.1", port: port),
            sealer: Sealer(current: try SealingKey.create(at: data.sealingKey)), wording: wording,
            plugins: plugins, channels: playground.channels, clock: clock, log: { _ in })
        parts.playground = playground
        // As in a forum that sets nothing, so that no reminder comes at night; but nobody has had too much of a story.
        parts.manners = Manners(hours: .usual, messagesAWeek: nil, messagesAMinute: nil)
        let bot = try await RunningBot.start(parts)
        do {
            try await join(playground)
        } catch {
            await bot.stop()
            throw error
        }
        print(
            """
            A made-up forum is ready. Everybody in it is pretend, and nothing leaves this machine.

                Open this page in your web browser:
                http://127.0.0.1:\(bot.port)\(Playground.path)

            You play the officer and the young people. Ctrl-C ends it, and nothing is kept.
            """)
        for await _ in end { break }
        await bot.stop()
        print("\nThe made-up forum has ended, and nothing of it was kept.")
    }

    /// The young people have joined before the visitor comes: so there is somebody to ask.
    private func join(_ playground: Playground) async throws {
        for phone in PretendPhone.first where [.buttons, .text].contains(phone.kind) {
            for words in ["JOIN", "16 to 17", "yes", "yes", "yes"] {
                try await playground.write(words, on: phone.id)
            }
        }
        // A name says it: Noor reads Easy Read.
        try await playground.write("EASY READ", on: "noor")
    }
}
