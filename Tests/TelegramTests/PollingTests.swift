import ChannelContract
import HTTP
import TestSupport
import Testing

@testable import TelegramChannel

/// Asking for updates, for those without a public address.
@Suite struct PollingTests {
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
                    "message", "edited_message", "callback_query", "my_chat_member",
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
        var reports: [ChannelError?] = []
    }
    private let lock = Lock()
    // Only reached while the lock is held.
    nonisolated(unsafe) private var state: State

    init(failures: Int = 0) {
        state = State(failures: failures)
    }

    var events: [Event] { lock.withLock { state.events } }
    var reports: [ChannelError?] { lock.withLock { state.reports } }

    func accept(_ events: [Event], from channel: String) async throws -> [Int] {
        try lock.withLock {
            guard state.failures == 0 else {
                state.failures -= 1
                throw Full()
            }
            state.events += events
            return events.map { _ in 1 }
        }
    }

    func someoneIsThere(on channel: String) async {}

    func report(_ trouble: ChannelError?, from channel: String) {
        lock.withLock { state.reports.append(trouble) }
    }
}
