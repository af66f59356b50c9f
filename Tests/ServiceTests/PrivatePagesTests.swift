import Foundation
import HTTP
import Service
import TestLimits
import Testing

/// One-time links as a browser, a preview and a stranger meet them.
@Suite(.serialized, .ahead, .limited) struct `Private pages on the web` {
    private let folder: TemporaryFolder
    private let bot: WholeBot

    init() async throws {
        folder = try TemporaryFolder()
        bot = try await WholeBot(
            in: DataFolder(path: folder.path), publicURL: "https://bot.example.org")
    }

    /// The path of a new link to what is kept about somebody.
    private func newLink(_ person: String = "ada") async throws -> String {
        try await bot.write("JOIN", from: person)
        try await bot.write("NAME Ada <b> & Co", from: person)
        try await bot.write("MY DATA", from: person)
        let start = "https://bot.example.org/link/"
        #expect(try await bot.wait { bot.links(at: person).contains { $0.hasPrefix(start) } })
        let row = try bot.bot.engine.store.read { try $0.first("SELECT COUNT(*) FROM core_page_link") }
        #expect(try row?[0] == 1)
        return try #require(bot.links(at: person).last).replacing("https://bot.example.org", with: "")
    }

    private func post(_ path: String, _ body: String) async throws -> ClientResponse {
        var request = ClientRequest(method: .post, url: bot.url(path))
        request.headers = [("Content-Type", "application/x-www-form-urlencoded")]
        request.body = Array(body.utf8)
        return try await bot.client.send(request)
    }

    private func text(_ response: ClientResponse) -> String { String(decoding: response.body, as: UTF8.self) }

    private func isSecret(_ response: ClientResponse) -> Bool {
        let policy = response.headers["Content-Security-Policy"] ?? ""
        return response.headers["Cache-Control"] == "no-store"
            && response.headers["Referrer-Policy"] == "no-referrer"
            && response.headers["X-Content-Type-Options"] == "nosniff"
            && policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'")
            && !policy.contains("unsafe")
    }

    @Test(.serves("B1")) func `looking shows a button, and pressing it the page, once`() async throws {
        let path = try await newLink()
        for _ in 0..<3 {
            let look = try await bot.get(path)
            #expect(look.status == 200 && isSecret(look))
            let page = text(look)
            #expect(
                page.contains("<html lang=\"en-GB\">") && page.contains("<h1>What is kept about you</h1>"))
            #expect(page.contains("<button name=\"form\" value=\"reading\">Read it now</button>"))
            #expect(!page.contains("<script") && !page.contains("Ada"))
        }
        let page = try await post(path, "form=reading")
        #expect(page.status == 200 && isSecret(page))
        #expect(text(page).contains("Ada &lt;b&gt; &amp; Co"))
        #expect(try await post(path, "form=reading").status == 410)
        let file = try await post(path, "form=json")
        #expect(file.status == 200 && isSecret(file))
        #expect(file.headers["Content-Disposition"] == "attachment; filename=\"my-data.json\"")
        #expect(file.headers["Content-Type"] == "application/json")
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(file.body)) }
        let gone = try await bot.get(path)
        #expect(gone.status == 410 && isSecret(gone) && text(gone).contains("does not work any more"))
        await bot.stop()
    }

    @Test func `what only looks uses nothing up, HEAD as little as GET`() async throws {
        let path = try await newLink()
        for method in [Method.head, .get, .head, .options, .put, .delete] {
            let look = try await bot.client.send(ClientRequest(method: method, url: bot.url(path)))
            #expect(look.status == (method == .head || method == .get ? 200 : 405), "\(method)")
            if method == .head { #expect(look.body.isEmpty) }
        }
        for form in ["reading", "json"] {
            #expect(try await post(path, "form=\(form)").status == 200)
            var head = ClientRequest(method: .head, url: bot.url(path))
            head.headers = [("Content-Type", "application/x-www-form-urlencoded")]
            #expect(try await bot.client.send(head).status == (form == "json" ? 410 : 200))
        }
        await bot.stop()
    }

    @Test func `twenty presses at once hand it out once`() async throws {
        let path = try await newLink()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await post(path, "form=reading").status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 200 }.count == 1)
        #expect(statuses.filter { $0 == 410 }.count == 19)
        await bot.stop()
    }

    @Test func `what is no link tells nothing, and what is no form uses nothing up`() async throws {
        let path = try await newLink()
        for other in [
            "/link/", "/link/x", "/link/ABCDEFGHJKMNPQRSTUVWXYZ234", path + "x", "/link/%2e%2e/healthz",
        ] {
            #expect(try await bot.get(other).status == 410, "\(other)")
        }
        for body in ["", "form=", "form=all", String(repeating: "x", count: 10_000)] {
            #expect(try await post(path, body).status == 200)
        }
        #expect(try await post(path, "form=csv").status == 410)
        #expect(try await post(path, "form=reading").status == 200)
        let style = try await bot.get("/link/style.css")
        #expect(style.status == 200 && style.headers["Content-Type"] == "text/css; charset=utf-8")
        await bot.stop()
    }

    @Test func `no token is in the log`() async throws {
        let path = try await newLink()
        let token = String(path.dropFirst("/link/".count))
        _ = try await bot.get(path)
        _ = try await post(path, "form=reading")
        await bot.stop()
        #expect(!bot.log.with { $0 }.contains { $0.contains(token) })
    }
}
