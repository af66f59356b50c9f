import ChannelContract
import Foundation
import TestLimits
import TestSupport
import Testing
import YouSaidKit

@testable import Engine
@testable import Service

/// A platform that does not let the bot itself in: a token that was revoked. It is said at once, wherever somebody looks,
/// and goes away by itself.
@Suite(.serialized, .ahead, .limited) struct `A refused token` {
    private let folder: TemporaryFolder
    private let clock = JumpingClock()

    init() throws { folder = try TemporaryFolder() }

    private func help(_ bot: WholeBot, _ number: Int) async throws {
        let body = WholeBot.update(number, text: "HELP", from: 700_100_000 + number)
        #expect(try await bot.post(body, to: "telegram", secret: WholeBot.secret) == 200)
    }

    private func ready(_ bot: WholeBot) async throws -> (status: Int, text: String) {
        let answer = try await bot.get("/readyz")
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    private func oldest(_ bot: WholeBot) async throws -> Double? {
        let text = String(decoding: try await bot.get("/metrics").body, as: UTF8.self)
        return text.split(separator: "\n").first { $0.hasPrefix("yousaid_outbox_oldest_seconds ") }
            .flatMap { Double($0.split(separator: " ")[1]) }
    }

    @Test func `is said at once, counts as late from the first moment, and goes away by itself`() async throws
    {
        let api = try PretendBotAPI()
        let bot = try await WholeBot(
            in: DataFolder(path: folder.path), telegram: api.url, token: api.token, clock: clock)
        #expect(try await bot.wait { try await ready(bot).status == 200 })
        try bot.bot.engine.ensureOperator(channel: "pretend", address: "officer")
        api.answer("sendMessage", with: .failed(401, "Unauthorized"), times: 1_000)
        try await help(bot, 1)
        #expect(await api.wait(for: "sendMessage").count == 1)
        let reason = "channel telegram: Telegram refuses the token (error 401)"
        #expect(try await bot.wait { try await ready(bot).text.contains(reason) })
        #expect(try await ready(bot).status == 503)
        #expect(bot.log.with { $0.contains { $0.contains("Telegram refuses the token") } })
        // Organisers hear of it where it does not hold, and see it in PROBLEMS.
        #expect(
            try await bot.wait {
                bot.texts(at: "officer").contains { $0.contains("Nothing goes out on telegram now.") }
            })
        try await bot.write("PROBLEMS", from: "officer")
        #expect(
            try await bot.wait {
                bot.texts(at: "officer").contains { $0.contains("telegram: Telegram refuses the token") }
            })

        // Each try moves the time of the next one. The message is late all the same.
        for number in 2...8 {
            clock.jump(.seconds(61))
            try await help(bot, number)
            #expect(await api.wait(for: "sendMessage", count: number).count >= number)
        }
        #expect(try await bot.wait { (try await oldest(bot) ?? 0) > 400 })
        #expect(
            bot.log.with { $0.count { $0.contains("Telegram refuses the token") } } == 1, "said once")

        // Nothing was thrown away.
        api.answerWell("sendMessage")
        clock.jump(.seconds(61))
        try await help(bot, 9)
        #expect(
            try await bot.wait {
                try bot.count("core_outgoing WHERE channel = 'telegram' AND state <> 2") == 0
            })
        #expect(try await bot.wait { try await ready(bot).status == 200 })
        #expect(bot.log.with { $0.contains("channel 'telegram' takes messages again") })
        await bot.stop()
        api.stop()
    }

    @Test func `is tried again where the bot starts with it`() async throws {
        let api = try PretendBotAPI()
        api.answer("setWebhook", with: .failed(401, "Unauthorized"))
        let bot = try await WholeBot(
            in: DataFolder(path: folder.path), telegram: api.url, token: api.token, clock: clock)
        #expect(await api.wait(for: "setWebhook", count: 2).count == 2)
        #expect(try await bot.wait { try await ready(bot).status == 200 })
        await bot.stop()
        api.stop()
    }

    @Test func `is told from a platform that cannot be reached for a moment`() {
        let troubles = ChannelTroubles()
        let start = Moment(milliseconds: 0)
        func set(_ reason: String?, needsPerson: Bool = false, at seconds: Int64) -> ChannelTroubles.Change {
            troubles.set("sms", .sending, reason, needsPerson: needsPerson, now: start + .seconds(seconds))
        }
        func shown(at seconds: Int64) -> Int { troubles.shown(now: start + .seconds(seconds)).count }
        #expect(set("no network", at: 0) == .nothing)
        #expect(set("no network", at: 60) == .nothing)
        #expect(shown(at: 60) == 0)
        // It lasts.
        #expect(set("no network", at: 130) == .begun)
        #expect(set("no network", at: 190) == .nothing)
        #expect(shown(at: 190) == 1)
        #expect(set(nil, at: 200) == .ended)
        #expect(shown(at: 200) == 0)
        // A moment is not said, and neither is its end.
        #expect(set("no network", at: 300) == .nothing)
        #expect(set(nil, at: 310) == .nothing)
        // What a person has to mend is said at once.
        #expect(set("the token", needsPerson: true, at: 400) == .begun)
        #expect(shown(at: 400) == 1 && shown(at: 90_000) == 1)
        #expect(set("the token", needsPerson: true, at: 460) == .nothing)
        #expect(set(nil, at: 500) == .ended)
        // A channel that asks for its events says once that it gets none, and once that it does.
        _ = troubles.set("sms", .receiving, "no network", needsPerson: false, now: start + .seconds(510))
        #expect(shown(at: 520) == 0 && shown(at: 90_000) == 1)
        _ = troubles.set("sms", .receiving, nil, needsPerson: false, now: start + .seconds(550))
        // One message that failed long ago says nothing about now.
        #expect(set("no answer", at: 600) == .nothing)
        #expect(set("no answer", at: 900) == .begun)
        #expect(shown(at: 4_000) == 0)
    }
}
