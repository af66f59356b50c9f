import ChannelContract
import HTTP
import TestLimits
import TestSupport
import Testing
import YouSaidKit

@testable import TelegramChannel

/// Asking for updates, for those without a public address.
@Suite(.limited) struct PollingTests {
    @Test("A webhook that is left over is taken away, and nothing that waits is dropped")
    func begins() async throws {
        try await Workbench.use(webhook: false) { bench in
            try await bench.channel.start(PretendInbox())
            let calls = await bench.telegram.wait(for: "getUpdates")
            let removal = try #require(bench.telegram.calls("deleteWebhook").first)
            #expect(removal["drop_pending_updates"] as? Bool == false)
            let question = try #require(calls.first)
            #expect(question["timeout"] as? Int == 30)
            #expect(question["offset"] == nil)
            #expect(
                question["allowed_updates"] as? [String] == [
                    "message", "edited_message", "callback_query", "my_chat_member", "business_message",
                    "edited_business_message",
                ])
        }
    }

    @Test("Updates reach the inbox once each, in their order")
    func delivers() async throws {
        try await Workbench.use(webhook: false) { bench in
            let inbox = PretendInbox()
            for name in ["text", "voice", "pinned"] { bench.telegram.deliver(try Fixture.text(name)) }
            try await bench.channel.start(inbox)
            _ = await bench.telegram.wait(for: "getUpdates", count: 2)
            bench.telegram.deliver(try Fixture.text("blocked"))
            _ = await bench.telegram.wait(for: "getUpdates", count: 3)
            #expect(inbox.events.map(\.kind) == [.message, .message, .unreachable])
            #expect(bench.telegram.unconfirmed == 0)
        }
    }

    @Test("What the inbox could not store is asked for again")
    func inboxFails() async throws {
        try await Workbench.use(webhook: false) { bench in
            let inbox = PretendInbox(failures: 2)
            bench.telegram.deliver(try Fixture.text("text"))
            try await bench.channel.start(inbox)
            let calls = await bench.telegram.wait(for: "getUpdates", count: 4)
            #expect(calls.prefix(3).allSatisfy { $0["offset"] == nil })
            #expect(calls[3]["offset"] as? Int64 == 552_300_102)
            #expect(inbox.events.count == 1)
        }
    }

    @Test("A press is answered by a call of its own, after it is stored")
    func presses() async throws {
        try await Workbench.use(webhook: false) { bench in
            let inbox = PretendInbox(failures: 1)
            bench.telegram.deliver(try Fixture.text("press"))
            bench.telegram.deliver(try Fixture.text("press-of-a-game"))
            try await bench.channel.start(inbox)
            let answers = await bench.telegram.wait(for: "answerCallbackQuery", count: 2)
            #expect(
                Set(answers.compactMap { $0["callback_query_id"] as? String }) == [
                    "3006914201234567890", "3006914201234567893",
                ])
            #expect(inbox.events.count == 1)
        }
    }

    private static func update(_ number: Int64, _ text: String, from chat: Int64 = 700_100_001) -> String {
        #"{"update_id":\#(number),"message":{"message_id":41,"from":{"id":\#(chat),"is_bot":false},"#
            + #""chat":{"id":\#(chat),"type":"private"},"date":1785600041,"text":"\#(text)"}}"#
    }

    /// Damage to an update: what is broken, the words that are read all the same, and whether it is told.
    struct Damage: CustomTestStringConvertible {
        let testDescription: String
        let json: String
        let words: String?
        /// False where all of it but a letter can be read.
        var isTold = true
    }

    static let damage = [
        Damage(
            testDescription: "half of a letter", json: update(102, #"STOP \ud83d"#), words: "STOP \u{FFFD}"),
        Damage(testDescription: "an escape that is none", json: update(102, #"ST\OP"#), words: "STOP"),
        Damage(testDescription: "a bare line break", json: update(102, "STOP\n"), words: "STOP\n"),
        Damage(
            testDescription: "a brace that is missing",
            json: String(update(102, "STOP").dropLast(2)), words: "STOP"),
        Damage(
            testDescription: "a bracket in place of a brace",
            json: update(102, "STOP").replacing("}}", with: "]}"),
            words: "STOP"),
        Damage(
            testDescription: "no words any more",
            json: update(102, "STOP").replacing(#""text":"STOP"}}"#, with: #""te"#), words: ""),
        Damage(testDescription: "nobody knows who wrote", json: #"{"update_id":102,"message":{"#, words: nil),
        Damage(
            testDescription: "a group",
            json: String(update(102, "STOP", from: -5).dropLast(2)), words: nil),
        Damage(
            testDescription: "another person's words in it",
            json: String(update(102, "STOP").dropLast(2)) + #","reply_to_message":{"text":"START""#, words: ""
        ),
        Damage(
            testDescription: "not even a number",
            json: update(102, "STOP").replacing("102", with: "x02"), words: nil),
    ]

    @Test(
        "One update that cannot be read holds up nobody, and what can be known of it is used",
        arguments: damage)
    func damaged(_ damage: Damage) async throws {
        try await Workbench.use(webhook: false) { bench in
            let inbox = PretendInbox()
            bench.telegram.deliver(Self.update(101, "before"))
            bench.telegram.deliver(damage.json, number: 102)
            bench.telegram.deliver(Self.update(103, "behind", from: 700_100_002))
            try await bench.channel.start(inbox)
            _ = await bench.telegram.wait(for: "getUpdates", count: 4)
            #expect(bench.telegram.unconfirmed == 0)
            #expect(inbox.passedOver == ["102"])
            // Each takes effect once, however often it came.
            var heard: [String: Event] = [:]
            for event in inbox.events where heard[event.key] == nil { heard[event.key] = event }
            #expect(heard["101"]?.text == "before")
            #expect(heard["103"]?.text == "behind")
            #expect(heard["102"]?.text == damage.words)
            #expect(heard["102"].map { $0.address == "700100001" } ?? true)
            // Those behind it did not wait for it.
            #expect(inbox.events.prefix(2).map(\.key) == ["101", "103"])
        }
    }

    @Test("An answer that broke on the way is asked for again, and nothing in it is passed over")
    func brokenOnTheWay() async throws {
        try await Workbench.use(webhook: false) { bench in
            let inbox = PretendInbox()
            let whole = Self.update(101, "one") + "," + Self.update(102, "two")
            bench.telegram.answer(
                "getUpdates", with: .raw(status: 200, body: #"{"ok":true,"result":["# + whole.dropLast(20)))
            for (number, words) in [(101, "one"), (102, "two")] {
                bench.telegram.deliver(Self.update(Int64(number), words))
            }
            try await bench.channel.start(inbox)
            _ = await bench.telegram.wait(for: "getUpdates", count: 3)
            #expect(inbox.passedOver.isEmpty)
            #expect(inbox.events.map(\.text) == ["one", "two"])
            #expect(bench.telegram.unconfirmed == 0)
        }
    }

    @Test("What can never be stored is passed over after some tries, and those beside it are not lost")
    func poison() async throws {
        try await Workbench.use(webhook: false) { bench in
            let inbox = PretendInbox(neverTakes: "102")
            for number in 101...104 { bench.telegram.deliver(Self.update(Int64(number), "\(number)")) }
            try await bench.channel.start(inbox)
            _ = await bench.telegram.wait(for: "getUpdates", count: 4)
            #expect(inbox.events.map(\.text) == ["101", "103", "104"])
            #expect(inbox.passedOver == ["102"])
            #expect(bench.telegram.unconfirmed == 0)
        }
    }

    @Test("While the disk is full nothing is passed over")
    func fullDisk() async throws {
        try await Workbench.use(webhook: false) { bench in
            let inbox = PretendInbox(failures: 6, isDisk: true)
            for number in 101...102 { bench.telegram.deliver(Self.update(Int64(number), "\(number)")) }
            try await bench.channel.start(inbox)
            _ = await bench.telegram.wait(for: "getUpdates", count: 8)
            #expect(inbox.events.map(\.text) == ["101", "102"])
            #expect(inbox.passedOver.isEmpty)
        }
    }

    @Test("Trouble is reported in the operator's words, and so is its end")
    func trouble() async throws {
        try await Workbench.use(webhook: false) { bench in
            let inbox = PretendInbox()
            bench.telegram.answer(
                "getUpdates",
                with: .failed(409, "Conflict: terminated by other getUpdates request"), times: 2)
            bench.telegram.answer("getUpdates", with: .raw(status: 502, body: "<html>"))
            bench.telegram.answer("getUpdates", with: .raw(status: 200, body: #"{"ok":true,"result":[{]}"#))
            bench.telegram.deliver(try Fixture.text("text"))
            try await bench.channel.start(inbox)
            _ = await bench.telegram.wait(for: "getUpdates", count: 6)
            #expect(inbox.events.count == 1)
            let reports = inbox.reports
            try #require(reports.count == 4)
            #expect(reports[0]?.message.contains("Another copy") == true)
            #expect(reports[1]?.message.contains("502") == true)
            #expect(reports[3] == nil)
        }
    }

    @Test("Stopping ends a question that is under way")
    func stops() async throws {
        try await Workbench.use(webhook: false) { bench in
            try await bench.channel.start(PretendInbox())
            _ = await bench.telegram.wait(for: "getUpdates")
            let begin = ContinuousClock.now
            await bench.channel.stop()
            #expect(.now - begin < .seconds(5))
            await bench.channel.stop()
            // It can begin again.
            try await bench.channel.start(PretendInbox())
            #expect(await bench.telegram.wait(for: "getUpdates", count: 2).count == 2)
        }
    }

    @Test("Pauses grow, end somewhere, and are never all the same")
    func pauses() {
        let pauses = Pauses(first: .seconds(1), longest: .seconds(60))
        for failures in 0..<100 {
            let full = min(Duration.seconds(1) * (1 << min(failures, 10)), .seconds(60))
            let pause = pauses.after(failures)
            #expect(pause <= full)
            #expect(pause >= full / 2)
        }
        #expect(Set((0..<20).map { _ in pauses.after(3) }).count > 1)
    }
}

/// An inbox that keeps what it is given, after failing as often as it is told to.
final class PretendInbox: Inbox {
    struct Full: Error {}
    private struct State {
        var failures: Int
        var events: [Event] = []
        var passedOver: [String?] = []
        var reports: [ChannelError?] = []
    }
    private let lock = Lock()
    // Only reached while the lock is held.
    nonisolated(unsafe) private var state: State

    private let never: String?
    private let isDisk: Bool

    /// - Parameters:
    ///   - failures: How often it fails before it takes anything.
    ///   - isDisk: Whether the disk is at fault.
    ///   - never: The key of an event that it never takes.
    init(failures: Int = 0, isDisk: Bool = false, neverTakes never: String? = nil) {
        state = State(failures: failures)
        self.never = never
        self.isDisk = isDisk
    }

    var passedOver: [String?] { lock.withLock { state.passedOver } }

    func passedOver(_ number: String?, from channel: String) async throws {
        lock.withLock { state.passedOver.append(number) }
    }

    var events: [Event] { lock.withLock { state.events } }
    var reports: [ChannelError?] { lock.withLock { state.reports } }

    func accept(_ events: [Event], from channel: String) async throws -> [Int] {
        try lock.withLock {
            guard state.failures == 0 else {
                state.failures -= 1
                if isDisk { throw DatabaseError(.full, "no room") }
                throw Full()
            }
            guard !events.contains(where: { $0.key == never }) else { throw Full() }
            state.events += events
            return events.map { _ in 1 }
        }
    }

    func someoneIsThere(on channel: String) async {}

    func report(_ trouble: ChannelError?, from channel: String) {
        lock.withLock { state.reports.append(trouble) }
    }
}
