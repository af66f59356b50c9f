import Foundation
import Service
import TestLimits
import TestSupport
import Testing

/// What strangers and broken platforms send, and that the bot goes on serving everybody else.
@Suite(.serialized, .ahead, .limited) struct `Bad bodies and bad clients` {
    private let folder: TemporaryFolder
    private let bot: WholeBot

    init() async throws {
        folder = try TemporaryFolder()
        bot = try await WholeBot(in: DataFolder(path: folder.path), telegram: "http://127.0.0.1:1")
    }

    @Test func `an event that comes twenty times at once takes effect once`() async throws {
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await bot.write("HELP", id: "one") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 20))
        #expect(try bot.count("core_event") == 1)
        #expect(try await bot.wait { bot.texts().count == 1 })
        #expect(try bot.count("core_outgoing") == 1)
        await bot.stop()
    }

    @Test func `a body that is no update is refused and nothing is stored`() async throws {
        let nested = String(repeating: "[", count: 100_000)
        let bodies: [String] = [
            "", "{", "null", "[]", "\"JOIN\"", nested, String(repeating: "{\"a\":", count: 100_000),
            "{\"message\":" + nested, "{\"update_id\":1e999}", "{\"update_id\":\"1\",\"message\":{}}",
            "\u{0}\u{0}",
        ]
        for body in bodies {
            #expect(try await bot.post(Array(body.utf8)) == 400)
            let status = try await bot.post(Array(body.utf8), to: "telegram", secret: WholeBot.secret)
            #expect(status == 400, "\(body.prefix(40))")
        }
        #expect(try await bot.post([0xFF, 0xFE, 0x80], to: "telegram", secret: WholeBot.secret) == 400)
        #expect(try bot.count("core_event") == 0)
        #expect(try await bot.stillServes())
        await bot.stop()
    }

    @Test func `a body of a mebibyte is read, and one byte more is too large`() async throws {
        let limit = 1 << 20
        #expect(try await bot.post(Array(repeating: 32, count: limit)) == 400)
        // Said in the head; whoever sends it all the same may find the line closed before the end.
        let tooLarge = RawClient(port: bot.bot.port)
        tooLarge.write(
            "POST /webhooks/pretend HTTP/1.1\r\nHost: x\r\nContent-Length: \(limit + 1)\r\n\r\n")
        #expect(tooLarge.status() == 413)
        #expect(try await bot.stillServes())
        await bot.stop()
    }

    @Test func `bodies that never end hold nobody up and are not stored`() async throws {
        let head = "POST /webhooks/pretend HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
        let half = (0..<100).map { _ in RawClient(port: bot.bot.port) }
        for client in half { client.write(head + "{\"id\":\"half\",\"person\":\"eve\",") }
        for _ in 0..<5 {
            for client in half { client.write(" ") }
            #expect(try await bot.stillServes())
        }
        // A head that never ends.
        let heads = (0..<100).map { _ in RawClient(port: bot.bot.port) }
        for client in heads { client.write("POST /webhooks/pretend HTTP/1.1\r\nX-A: ") }
        #expect(try await bot.stillServes())
        #expect(try bot.count("core_event WHERE key = 'half'") == 0)
        withExtendedLifetime((half, heads)) {}
        await bot.stop()
    }

    @Test func `only POST with the secret gets as far as a channel`() async throws {
        let head = "\(WholeBot.secret)\r\n\r\n"
        for method in ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW"] {
            let request =
                "\(method) /webhooks/telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: \(head)"
            #expect(RawClient.status(of: request, port: bot.bot.port) == 405, "\(method)")
        }
        #expect(try await bot.post(WholeBot.update(1, text: "HELP"), to: "telegram") == 401)
        #expect(try await bot.post(WholeBot.update(1, text: "HELP"), to: "telegram", secret: "") == 401)
        for channel in ["console", "unknown", "", "telegram/", "Telegram", "telegram%00"] {
            #expect(try await bot.post([], to: channel, secret: WholeBot.secret) == 404, "\(channel)")
        }
        await bot.stop()
    }

    @Test func `paths and heads that mean mischief are refused`() async throws {
        let paths = [
            "/webhooks/%2e%2e/healthz", "/webhooks/../healthz", "//healthz", "/healthz/",
            "/webhooks//pretend",
            "/webhooks/%00", "/%", "/%zz", "/webhooks/" + String(repeating: "a", count: 8_000), "*",
            "http://elsewhere.example/metrics/x", "/webhooks/pretend%2f..", "/public/..%2f..%2fetc/passwd",
        ]
        for path in paths {
            let status = RawClient.status(of: "POST \(path) HTTP/1.1\r\nHost: x\r\n\r\n", port: bot.bot.port)
            #expect([0, 400, 404, 405, 414].contains(status), "\(path.prefix(40)) \(status)")
        }
        let post = "POST /webhooks/pretend HTTP/1.1\r\n"
        let heads = [
            post + "\r\n", post + "Host: x\r\nX: \(String(repeating: "x", count: 100_000))\r\n\r\n",
            post + "Host: x\r\n" + String(repeating: "A: b\r\n", count: 5_000) + "\r\n",
            post + "Host: x\r\nContent-Length: -1\r\n\r\n", post + "Host: x\r\nContent-Length: 9e9\r\n\r\n",
            post + "Host: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
            post + "Host: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
            post + "Host: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
            post + "Host: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
            post + "Host: x\r\nContent-Length: 0\r\n folded: y\r\n\r\n", "\u{0}\u{0}\u{0}\r\n\r\n",
            "POST /webhooks/pretend HTTP/9.9\r\nHost: x\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n",
        ]
        for head in heads {
            let status = RawClient.status(of: head, port: bot.bot.port)
            #expect(status == 0 || (400...505).contains(status), "\(head.prefix(80)) \(status)")
        }
        #expect(try bot.count("core_event") == 0)
        #expect(try await bot.stillServes())
        await bot.stop()
    }

    @Test func `what is for this machine alone is not told through a proxy`() async throws {
        for path in ["/healthz", "/readyz", "/metrics"] {
            let request = "GET \(path) HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n"
            #expect(RawClient.status(of: request, port: bot.bot.port) == 404)
        }
        #expect(try await bot.get("/healthz").status == 200)
        await bot.stop()
    }

    @Test func `a wrong secret at full speed is counted, and others are served`() async throws {
        let body = WholeBot.update(1, text: "HELP")
        let refused = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var count = 0
                    for _ in 0..<250 where try await bot.post(body, to: "telegram", secret: "guess") == 401 {
                        count += 1
                    }
                    return count
                }
            }
            #expect(try await bot.stillServes())
            return try await group.reduce(0, +)
        }
        #expect(refused == 2_000)
        let metrics = String(decoding: try await bot.get("/metrics").body, as: UTF8.self)
        let counted = metrics.split(separator: "\n").filter {
            $0.hasPrefix("yousaid_requests_refused_total{") && $0.contains("telegram")
                && $0.contains("forged")
        }
        #expect(counted.first?.hasSuffix(" 2000") == true, "\(counted)")
        await bot.stop()
    }

    @Test func `1,200 connections whose head drips leave room for somebody real`() async throws {
        let dripping = (0..<1_200).map { _ in RawClient(port: bot.bot.port) }
        for client in dripping { client.write("POST /webhooks/telegram HTTP/1.1\r\nHost: a\r\nX: ") }
        #expect(try await bot.stillServes())
        for client in dripping { client.write("x") }
        #expect(try await bot.stillServes())
        await bot.stop()
    }

    @Test func `a thousand idle connections leave room for somebody real`() async throws {
        let idle = (0..<1_000).map { _ in RawClient(port: bot.bot.port) }
        #expect(try await bot.stillServes())
        #expect(try await bot.stillServes())
        withExtendedLifetime(idle) {}
        await bot.stop()
    }
}
