import Foundation
import HTTP
import Service
import TestLimits
import TestSupport
import Testing
import YouSaidKit

/// A voice note that comes by Telegram, for an organiser who does not use Telegram: over real HTTP from end to end.
@Suite(.serialized, .ahead, .limited) struct `What somebody sent, brought to another channel` {
    private static let file = "AwACAgQAAxkBAAIvoice"
    private static let voice = Array("OggS and then the sounds".utf8)
    private static let site = "https://bot.example.org"
    private let folder: TemporaryFolder
    private let telegram: PretendBotAPI

    init() throws {
        folder = try TemporaryFolder()
        telegram = try PretendBotAPI()
        telegram.keep(Self.voice, as: Self.file)
    }

    private func start(publicURL: String? = site) async throws -> WholeBot {
        let bot = try await WholeBot(
            in: DataFolder(path: folder.path), telegram: telegram.url, token: telegram.token,
            publicURL: publicURL)
        try bot.bot.engine.ensureOperator(channel: "pretend", address: "olu")
        return bot
    }

    /// Ada joins and sends a voice note.
    private func send(_ bot: WholeBot, size: Int = 5_000) async throws {
        try await bot.post(WholeBot.update(1, text: "JOIN"), to: "telegram", secret: WholeBot.secret)
        let body = """
            {"update_id":2,"message":{"message_id":2,"date":1785600041,
            "from":{"id":700100001,"is_bot":false,"first_name":"Ada"},
            "chat":{"id":700100001,"first_name":"Ada","type":"private"},
            "voice":{"file_id":"\(Self.file)","file_unique_id":"u","duration":3,"mime_type":"audio/ogg",
            "file_size":\(size)}}}
            """
        #expect(try await bot.post(Array(body.utf8), to: "telegram", secret: WholeBot.secret) == 200)
        #expect(try await bot.wait { bot.texts(at: "olu").contains { $0.contains("a voice note") } })
    }

    private func link(_ bot: WholeBot) throws -> String {
        let link = try #require(bot.links(at: "olu").last)
        return link.replacing(Self.site, with: "")
    }

    private func press(_ bot: WholeBot, _ path: String) async throws -> ClientResponse {
        var request = ClientRequest(method: .post, url: bot.url(path))
        request.headers = [("Content-Type", "application/x-www-form-urlencoded")]
        request.body = Array("form=reading".utf8)
        request.maximumResponseBytes = 32 << 20
        return try await bot.client.send(request)
    }

    private func text(_ response: ClientResponse) -> String { String(decoding: response.body, as: UTF8.self) }

    @Test(.serves("B3", "B6")) func `a link brings it, once, and nothing of it stays`() async throws {
        let bot = try await start()
        try await send(bot)
        #expect(
            bot.texts(at: "olu").contains { $0.contains("It came by telegram. The link brings it to you") })
        let path = try link(bot)
        for _ in 0..<2 {
            let look = try await bot.get(path)
            #expect(look.status == 200 && text(look).contains("Get it now"))
        }
        // Looking asks Telegram for nothing.
        #expect(telegram.calls("getFile").isEmpty)
        let got = try await press(bot, path)
        #expect(got.status == 200 && got.body == Self.voice)
        #expect(got.header("Content-Type") == "audio/ogg")
        #expect(got.header("Content-Disposition") == "attachment; filename=\"voice.ogg\"")
        #expect(got.header("Cache-Control") == "no-store")
        #expect(got.header("X-Content-Type-Options") == "nosniff")
        #expect(try await press(bot, path).status == 410)
        #expect(telegram.calls("getFile").count == 1)
        #expect(try bot.count("core_audit WHERE action = 'opened what somebody sent'") == 1)
        // LISTEN brings another link.
        try await bot.write("LISTEN", from: "olu")
        #expect(try await bot.wait { try link(bot) != path })
        #expect(try await press(bot, try link(bot)).body == Self.voice)
        await bot.stop()
        telegram.stop()
        #expect(!bot.log.with { $0 }.contains { $0.contains("AAmade") || $0.contains(Self.file) })
    }

    @Test func `a platform that cannot be reached, or gives no file, uses nothing up and tells no secret`()
        async throws
    {
        let bot = try await start()
        try await send(bot)
        let path = try link(bot)
        let troubles: [(PretendBotAPI.Reply, status: Int, words: String)] = [
            (.failed(401, "Unauthorized: \(telegram.token)"), 503, "Your link still works."),
            (.failed(429, "Too Many Requests"), 503, "Your link still works."),
            (.raw(status: 502, body: telegram.token), 503, "Your link still works."),
            (
                .done(#"{"file_id":"x","file_path":"../bot\#(telegram.token)/getMe"}"#), 503,
                "Your link still works."
            ),
            (.failed(400, "Bad Request: wrong file_id"), 404, "The app no longer has this."),
            (.failed(400, "Bad Request: file is too big"), 404, "This is too large."),
            (.done(#"{"file_id":"x","file_path":"things/nowhere"}"#), 404, "The app no longer has this."),
        ]
        for trouble in troubles {
            telegram.answer("getFile", with: trouble.0)
            let answer = try await press(bot, path)
            #expect(answer.status == trouble.status, "\(trouble.0)")
            #expect(text(answer).contains(trouble.words), "\(trouble.0)")
            #expect(!text(answer).contains("AAmade"))
        }
        #expect(try await press(bot, path).body == Self.voice)
        await bot.stop()
        telegram.stop()
        #expect(!bot.log.with { $0 }.contains { $0.contains("AAmade") || $0.contains(Self.file) })
    }

    @Test func `what is larger than the limit is not brought, whether the platform said so or not`()
        async throws
    {
        let bot = try await start()
        telegram.keep(Array(repeating: 7, count: (20 << 20) + 1), as: Self.file)
        try await send(bot)
        let answer = try await press(bot, try link(bot))
        #expect(answer.status == 404 && text(answer).contains("This is too large."))
        telegram.keep(Array(repeating: 7, count: 20 << 20), as: Self.file)
        #expect(try await press(bot, try link(bot)).body.count == 20 << 20)
        await bot.stop()
        telegram.stop()
    }

    @Test func `what is known to be too large gets no link, and neither does a forum without an address`()
        async throws
    {
        for publicURL in [Self.site, nil] {
            try? FileManager.default.removeItem(atPath: folder.path)
            let bot = try await start(publicURL: publicURL)
            try await send(bot, size: publicURL == nil ? 5_000 : (20 << 20) + 1)
            #expect(bot.links(at: "olu").isEmpty)
            #expect(
                bot.texts(at: "olu").contains {
                    $0.contains("To get it, send LISTEN there.")
                        && $0.contains("I cannot bring it to you here.")
                })
            await bot.stop()
        }
        telegram.stop()
    }

    @Test func `with the person who sent it, the link goes too; and for whoever is no organiser any more`()
        async throws
    {
        let bot = try await start()
        try await send(bot)
        let path = try link(bot)
        let olu = "id IN (SELECT member FROM core_contact WHERE channel = 'pretend')"
        let roles: Int64 = try await bot.bot.engine.store.write {
            let roles = try $0.first("SELECT roles FROM core_member WHERE \(olu)")
            try $0.run("UPDATE core_member SET roles = 0 WHERE \(olu)")
            return try roles?[0] ?? 0
        }
        #expect(try await press(bot, path).status == 410)
        #expect(try await bot.get(path).status == 410)
        try await bot.bot.engine.store.write {
            try $0.run("UPDATE core_member SET roles = $1 WHERE \(olu)", roles)
        }
        #expect(try await bot.get(path).status == 200)
        try await bot.bot.engine.store.write { try $0.run("DELETE FROM core_attachment") }
        #expect(try await press(bot, path).status == 410)
        #expect(try await bot.get(path).status == 410)
        #expect(telegram.calls("getFile").isEmpty)
        await bot.stop()
        telegram.stop()
    }
}
