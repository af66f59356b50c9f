import Foundation
import HTTP
import TestLimits
import Testing

@testable import Playground

/// Who gets to the playground, and who does not.
@Suite("The playground's door", .serialized, .limited)
struct DoorTests {
    @Test("This machine's browser gets the page, and may load nothing from elsewhere")
    func page() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let page = try await bench.get("/playground")
            #expect(page.status == 200)
            let policy = page.headers["Content-Security-Policy"] ?? ""
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            #expect(bench.token.count > 20)
            let html = String(decoding: page.body, as: UTF8.self)
            #expect(!html.contains("@TOKEN@"))
            for file in html.matches(of: #/(?:src|href)="([^"#]+)"/#).map({ String($0.1) }) {
                #expect(file.hasPrefix("/playground/"), "\(file) comes from elsewhere")
                #expect(try await bench.get(file).status == 200, "\(file)")
            }
            for name in ["page.css", "page.js", "phone.js", "line.js", "story.js"] {
                let file = try await bench.get("/playground/\(name)")
                let text = String(decoding: file.body, as: UTF8.self)
                #expect(file.status == 200 && text.count > 500, "\(name)")
                for word in [
                    "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "http://",
                    "@import",
                ] {
                    #expect(!text.contains(word), "\(name) has \(word)")
                }
            }
        }
    }

    @Test("A page that only calls itself this machine gets nothing")
    func foreignHost() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let port = bench.bot.port
            for host in [
                "evil.example", "127.0.0.1.evil.example", "localhost.evil:80", "127.0.0.1:", "localhost:80x",
                "192.168.1.4:\(port)", "0.0.0.0:\(port)",
            ] {
                for path in ["/playground", "/playground/page.js", "/playground/talk/news?after=0&wait=0"] {
                    let answer = try await bench.get(
                        path, [("Host", host), ("X-Playground-Token", bench.token)])
                    #expect(answer.status == 404, "\(host) \(path)")
                }
                #expect(try await bench.post("say", Self.words, ["Host": host]).status == 404, "\(host)")
            }
            for host in ["localhost", "LOCALHOST:\(port)", "[::1]:\(port)", "127.0.0.1:9"] {
                #expect(try await bench.get("/playground", [("Host", host)]).status == 200, "\(host)")
            }
            #expect(try await bench.news().messages.isEmpty)
        }
    }

    @Test("Nobody gets through a proxy")
    func forwarded() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            for field in PlaygroundDoor.forwarding {
                #expect(try await bench.get("/playground", [(field, "127.0.0.1")]).status == 404, "\(field)")
                #expect(
                    try await bench.post("say", Self.words, [field: "127.0.0.1"]).status == 404, "\(field)")
            }
            #expect(try await bench.news().messages.isEmpty)
        }
    }

    @Test("Other machines' addresses are not this one's")
    func addresses() {
        for address in ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"] {
            #expect(PlaygroundDoor.isLoopback(address), "\(address)")
        }
        for address in ["192.168.1.4", "10.0.0.127", "1.127.0.0", "fe80::1", "::ffff:10.0.0.1", "::", nil] {
            #expect(!PlaygroundDoor.isLoopback(address), "\(address ?? "none")")
        }
    }

    private static let words = #"{"phone":"robin","text":"JOIN"}"#

    @Test("A page from elsewhere cannot act, and cannot read along")
    func foreignPage() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let own = "http://127.0.0.1:\(bench.bot.port)"
            let wrong: [([String: String], Int)] = [
                (["X-Playground-Token": ""], 403), (["X-Playground-Token": "guessed"], 403),
                (["X-Playground-Token": String(bench.token.dropLast()) + "!"], 403),
                (["Origin": "https://evil.example"], 403), (["Origin": "null"], 403),
                (["Origin": "http://localhost:\(bench.bot.port)"], 403),
                (["Sec-Fetch-Site": "cross-site"], 403), (["Sec-Fetch-Site": "same-site"], 403),
                (["Content-Type": "text/plain"], 415),
                (["Content-Type": "application/x-www-form-urlencoded"], 415),
            ]
            for (headers, status) in wrong {
                for what in ["say", "press", "send", "phones", "clock"] {
                    #expect(try await bench.post(what, Self.words, headers).status == status, "\(headers)")
                }
            }
            #expect(try await bench.get("/playground/talk/news?after=0&wait=0").status == 403)
            #expect(try await bench.news().messages.isEmpty)
            #expect(try await bench.news().phones.count == PretendPhone.first.count)
            let right = ["Origin": own, "Sec-Fetch-Site": "same-origin"]
            #expect(try await bench.post("say", Self.words, right).status == 204)
        }
    }

    @Test("What is not understood changes nothing")
    func malformed() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let long = String(repeating: "a", count: 5_000)
            for (what, body, status) in [
                ("say", "", 400), ("say", "[]", 400), ("say", #"{"phone":"robin","text":" \n"}"#, 400),
                ("say", #"{"phone":"robin","text":"\#(long)"}"#, 400),
                ("say", #"{"phone":"nobody","text":"JOIN"}"#, 404),
                ("press", #"{"phone":"robin","message":"x","data":"","label":""}"#, 400),
                ("phones", #"{"kind":"officer"}"#, 400), ("clock", #"{"by":"week"}"#, 400),
                ("nothing", "{}", 404),
            ] {
                #expect(try await bench.post(what, body).status == status, "\(what) \(body.prefix(60))")
            }
            #expect(try await bench.get("/playground/nothing").status == 404)
            #expect(try await bench.get("/playgrounds").status == 404)
            let token = [("X-Playground-Token", bench.token)]
            #expect(try await bench.get("/playground/talk/say", token).status == 405)
            #expect(try await bench.get("/playground/talk/news?after=-1&wait=0", token).status == 400)
            #expect(try await bench.get("/playground/talk/news?after=x&wait=nan", token).status == 400)
            #expect(try await bench.news().messages.isEmpty)
        }
    }

    @Test("Its channels take no webhooks, which others could post to")
    func webhooks() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            for channel in ["playground", "playground-text"] {
                let answer = try await bench.get("/webhooks/\(channel)")
                #expect(answer.status == 404)
            }
            let act = PretendChannel.Act(id: "1", person: "officer", text: "MEMBERS")
            let request = Request(
                method: .post, path: "/webhooks/playground", body: Array(try JSONEncoder().encode(act)))
            let channel = PretendChannel(name: "playground", hasButtons: true, takesWebhooks: false)
            guard case .refused(_, .forged) = channel.receive(request) else {
                Issue.record("it was taken")
                return
            }
        }
    }
}
