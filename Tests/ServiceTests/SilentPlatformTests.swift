import Service
import TestLimits
import TestSupport
import Testing
import YouSaidKit

/// A platform that says yes too late, or nothing at all: what may go again does, what may not waits for a person, and
/// nobody else waits.
@Suite(.serialized, .ahead, .limited) struct `A silent platform` {
    private let folder: TemporaryFolder
    private let clock = JumpingClock()
    private let api: PretendBotAPI

    init() throws {
        folder = try TemporaryFolder()
        api = try PretendBotAPI()
    }

    private func bot(answerTime: Duration) async throws -> WholeBot {
        try await WholeBot(
            in: DataFolder(path: folder.path), telegram: api.url, token: api.token, answerTime: answerTime,
            gifts: true, clock: clock)
    }

    private func write(_ text: String, _ number: Int, from person: Int, to bot: WholeBot) async throws {
        let body = WholeBot.update(number, text: text, from: 700_100_000 + person)
        #expect(try await bot.post(body, to: "telegram", secret: WholeBot.secret) == 200)
    }

    /// How often a text was taken by the platform.
    private func taken(_ text: String) -> Int {
        api.calls("sendMessage").count { $0.message != nil && $0["text"] as? String == text }
    }

    private func waitUntilAllIsSent(_ bot: WholeBot) async throws -> Bool {
        try await bot.wait { try bot.count("core_outgoing WHERE state <> 2") == 0 }
    }

    @Test func `a yes that comes too late: a notice goes again, a voucher waits for a person`() async throws {
        let bot = try await bot(answerTime: .milliseconds(200))
        try await write("JOIN", 1, from: 1, to: bot)
        #expect(try await waitUntilAllIsSent(bot))

        clock.jump(.minutes(1))
        api.answer("sendMessage", with: .late)
        try await write("VOUCHER Ten pounds", 2, from: 1, to: bot)
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state = 4") == 1 })
        // It did arrive, and that is said when nobody listens any more.
        #expect(taken("Ten pounds") == 1)
        api.answerLate()

        api.answer("sendMessage", with: .late)
        clock.jump(.minutes(1))
        try await write("NOTE Bring a drink", 3, from: 1, to: bot)
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state = 0 AND attempts = 1") == 1 })
        #expect(taken("Bring a drink") == 1)
        api.answerLate()
        clock.jump(.hours(100))
        #expect(try await bot.wait { taken("Bring a drink") == 2 })
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state IN (0, 1)") == 0 })

        // What goes again takes the same way as the voucher would have: it has had its chance.
        #expect(taken("Ten pounds") == 1)
        #expect(try bot.count("core_outgoing WHERE state = 4 AND kind = 'voucher'") == 1)
        await bot.stop()

        // Not after a start either.
        let later = try await self.bot(answerTime: .seconds(30))
        try await write("HELP", 4, from: 1, to: later)
        #expect(try await later.wait { try later.count("core_outgoing WHERE state IN (0, 1)") == 0 })
        #expect(taken("Ten pounds") == 1)
        #expect(taken("Bring a drink") == 2)
        await later.stop()
        api.stop()
    }

    @Test func `a platform that never answers holds up nobody else, and everything goes when it is back`()
        async throws
    {
        let bot = try await bot(answerTime: .milliseconds(300))
        // More than may be under way at once.
        api.answer("sendMessage", with: .silence, times: 10_000)
        for person in 1...40 { try await write("HELP", person, from: person, to: bot) }
        #expect(await api.wait(for: "sendMessage", count: 30).count >= 30)
        #expect(try await bot.stillServes())
        #expect(try await bot.get("/healthz").status == 200)
        // Everybody was tried, and is kept.
        #expect(
            try await bot.wait {
                clock.jump(.seconds(2))
                return try bot.count("core_outgoing WHERE channel = 'telegram' AND attempts = 0") == 0
            })
        #expect(try await bot.stillServes())
        #expect(try bot.count("core_outgoing WHERE channel = 'telegram' AND state = 2") == 0)

        api.answerWell("sendMessage")
        #expect(
            try await bot.wait {
                clock.jump(.minutes(10))
                return try bot.count("core_outgoing WHERE state <> 2") == 0
            })
        let chats = Set(
            api.calls("sendMessage").filter { $0.message != nil }.compactMap { "\($0["chat_id"] ?? 0)" })
        #expect(chats.count == 40)
        #expect(
            api.calls("sendMessage").count { $0.message != nil } == 40, "a reply that was taken goes once")
        await bot.stop()
        api.stop()
    }
}
