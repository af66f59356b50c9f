import Service
import TestLimits
import TestSupport
import Testing

/// What a platform may answer when something is said to it: nothing is lost, and service comes back.
@Suite(.serialized, .ahead, .limited) struct `A failing platform` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bot(_ telegram: String, token: String) async throws -> WholeBot {
        try await WholeBot(in: DataFolder(path: folder.path), telegram: telegram, token: token)
    }

    private func help(_ bot: WholeBot, _ number: Int) async throws {
        let body = WholeBot.update(number, text: "HELP", from: 700_100_000 + number)
        #expect(try await bot.post(body, to: "telegram", secret: WholeBot.secret) == 200)
    }

    @Test func `too many, broken and meaningless answers are tried again until one is right`() async throws {
        let api = try PretendBotAPI()
        let bot = try await bot(api.url, token: api.token)
        let bad: [PretendBotAPI.Reply] = [
            .failed(429, "Too Many Requests", parameters: #"{"retry_after":1}"#), .failed(500, "Internal"),
            .raw(status: 502, body: "<html>Bad gateway</html>"), .raw(status: 503, body: ""),
        ]
        for (number, reply) in bad.enumerated() {
            api.answer("sendMessage", with: reply)
            try await help(bot, number + 1)
            // The refusal comes to the one that was written just now.
            #expect(await api.wait(for: "sendMessage", count: number + 1).count >= number + 1)
        }
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state <> 2") == 0 })
        #expect(try bot.count("core_outgoing") == bad.count)
        await bot.stop()
        api.stop()
    }

    @Test func `an answer that breaks off leaves a reply to be sent again, and others are served`()
        async throws
    {
        let half = BreakingServer(saying: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":tr")
        let token = "123456789:AAmade-up_token-for-tests"
        let bot = try await bot("http://127.0.0.1:\(half.port)", token: token)
        try await help(bot, 1)
        #expect(try await bot.wait { try bot.count("core_outgoing WHERE state = 0 AND attempts > 0") == 1 })
        #expect(try await bot.stillServes())
        #expect(try await bot.get("/readyz").status == 503)
        await bot.stop()
        half.stop()
        // The same bot, and a platform that is well again.
        let api = try PretendBotAPI()
        let later = try await self.bot(api.url, token: token)
        #expect(await api.wait(for: "sendMessage").count == 1)
        #expect(try await later.wait { try later.count("core_outgoing WHERE state <> 2") == 0 })
        #expect(try await later.wait { try later.bot.engine.store.read { _ in true } })
        await later.stop()
        api.stop()
    }

    @Test func `a name that is not found, and nobody there, lose nothing`() async throws {
        let token = "123456789:AAmade-up_token-for-tests"
        for (number, address) in ["http://no-such-host.invalid", "http://127.0.0.1:1"].enumerated() {
            let bot = try await bot(address, token: token)
            try await help(bot, number + 1)
            #expect(
                try await bot.wait {
                    try bot.count("core_outgoing WHERE state = 0 AND attempts > 0") == number + 1
                })
            #expect(try await bot.stillServes("person \(number)"))
            await bot.stop()
        }
        let api = try PretendBotAPI()
        let later = try await bot(api.url, token: token)
        #expect(await api.wait(for: "sendMessage", count: 2).count == 2)
        #expect(try await later.wait { try later.count("core_outgoing WHERE state <> 2") == 0 })
        await later.stop()
        api.stop()
    }
}
