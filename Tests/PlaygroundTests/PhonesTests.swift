import ChannelContract
import Foundation
import Service
import TestLimits
import Testing

@testable import Playground

/// What one sees on the phones, and when.
@Suite("Pretend phones", .serialized, .limited)
struct PhonesTests {
    @Test("A message shows as soon as it comes, to whoever waits for it")
    func live() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let start = try await bench.news()
            #expect(
                start.messages.isEmpty
                    && start.phones.map(\.id) == ["officer", "robin", "sam", "noor", "lee"])
            async let waiting = bench.news(after: start.next, wait: 25)
            try await bench.say("JOIN", on: "robin")
            let first = try await waiting
            #expect(first.messages.first?.text == "JOIN")
            #expect(first.messages.first?.side == .person)
            let reply = try #require(try await bench.hear("You have joined", on: "robin"))
            #expect(!reply.at.time.isEmpty && reply.at.date.contains("20"))
            // Whoever comes later sees the same, once.
            let all = try await bench.news().messages
            #expect(all.map(\.id) == Array(Set(all.map(\.id))).sorted())
            #expect(all.contains(reply) && all.allSatisfy { $0.phone == "robin" })
            #expect(try await bench.news(after: bench.news().next).messages.isEmpty)
        }
    }

    @Test(
        "A pretend voice note is an answer, and shows on the officer's phone with the question what it says")
    func voiceNote() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            try await bench.say("JOIN", on: "robin")
            _ = try #require(try await bench.hear("joined", on: "robin"))
            try await bench.say("POLL Which day? | Saturday | Sunday", on: "officer")
            let sure = try #require(try await bench.hear("Send this now?", on: "officer"))
            try await bench.press("Yes", of: sure, on: "officer")
            _ = try #require(try await bench.hear("Which day?", on: "robin"))
            try await bench.send("voice", on: "robin")
            _ = try #require(
                try await bench.hear("You sent a voice note for this question: Which day?", on: "robin"))
            let heard = try #require(
                try await bench.hear("A member answered with a voice note", on: "officer"))
            #expect(heard.attachments == ["voice"])
            #expect(heard.buttons.map(\.label) == ["Saturday", "Sunday", "I cannot tell"])
            try await bench.press("Sunday", of: heard, on: "officer")
            #expect(try await bench.hear("You chose Sunday", on: "robin") != nil)
        }
    }

    @Test("A poll is answered with a button, a number and a near miss, and the result comes to all")
    func poll() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            for phone in ["robin", "sam", "noor"] {
                try await bench.say("JOIN", on: phone)
                _ = try #require(try await bench.hear("joined", on: phone))
            }
            try await bench.say("POLL Which day? | Saturday | Sunday", on: "officer")
            let sure = try #require(try await bench.hear("Send this now?", on: "officer"))
            try await bench.press("Yes", of: sure, on: "officer")
            let asked = try #require(try await bench.hear("Which day?", on: "robin"))
            #expect(asked.buttons.map(\.label) == ["Saturday", "Sunday"])
            #expect(asked.buttons.allSatisfy { !$0.isChosen })
            let plain = try #require(try await bench.hear("Which day?", on: "sam"))
            #expect(plain.buttons.isEmpty && plain.text.contains("2 Sunday"))
            try await bench.press("Saturday", of: asked, on: "robin")
            try await bench.say("2", on: "sam")
            try await bench.say("saterday", on: "noor")
            for (phone, choice) in [("robin", "Saturday"), ("sam", "Sunday"), ("noor", "Saturday")] {
                #expect(try await bench.hear("You chose \(choice)", on: phone) != nil, "\(phone)")
            }
            let after = try #require(try await bench.news().messages.first { $0.id == asked.id })
            #expect(after.buttons.filter(\.isChosen).map(\.label) == ["Saturday"])
            try await bench.say("CLOSE", on: "officer")
            let close = try #require(try await bench.hear("Close this poll now?", on: "officer"))
            try await bench.press("Yes", of: close, on: "officer")
            for phone in ["robin", "sam", "noor"] {
                #expect(try await bench.hear("2 of 3 people chose Saturday", on: phone) != nil, "\(phone)")
            }
        }
    }

    @Test("A phone with buttons can send a voice note or a picture, and the bot says what comes of it")
    func files() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            for (phone, file) in [("robin", "voice"), ("noor", "picture")] {
                let answer = try await bench.post("send", #"{"phone":"\#(phone)","file":"\#(file)"}"#)
                #expect(answer.status == 204)
                let reply = try #require(try await bench.hear(" ", on: phone))
                #expect(!reply.text.isEmpty)
                let sent = try await bench.news().messages.filter { $0.phone == phone && $0.side == .person }
                #expect(sent.map { $0.text.hasSuffix("(pretend)") } == [true])
            }
            for body in [
                #"{"phone":"sam","file":"voice"}"#, #"{"phone":"robin","file":"film"}"#,
                #"{"phone":"robin"}"#,
            ] {
                #expect(try await bench.post("send", body).status == 400, "\(body)")
            }
            #expect(try await bench.post("send", #"{"phone":"nobody","file":"voice"}"#).status == 404)
            #expect(try await !bench.news().messages.contains { $0.phone == "sam" })
        }
    }

    @Test("Phones can be added until there are enough, and everybody sees them")
    func adding() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            for number in 1...6 {
                let kind = number.isMultiple(of: 2) ? "text" : "buttons"
                #expect(try await bench.post("phones", #"{"kind":"\#(kind)"}"#).status == 200)
            }
            #expect(try await bench.post("phones", #"{"kind":"text"}"#).status == 409)
            let phones = try await bench.news().phones
            #expect(phones.count == 11 && Set(phones.map(\.id)).count == 11)
            #expect(phones.dropFirst().allSatisfy { $0.name.hasPrefix("Pretend ") })
            try await bench.say("JOIN", on: phones[6].id)
            #expect(try await bench.hear("joined", on: phones[6].id) != nil)
        }
    }

    @Test("Whoever a story needs is brought in by name, once; nobody else is")
    func bringingIn() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            for _ in 1...2 { #expect(try await bench.post("phones", #"{"id":"pat"}"#).status == 200) }
            #expect(try await bench.news().phones.filter { $0.id == "pat" }.map(\.kind) == [.adult])
            for body in [#"{"id":"somebody"}"#, #"{"id":"Pat"}"#] {
                #expect(try await bench.post("phones", body).status == 404, "\(body)")
            }
            for body in [#"{"kind":"officer"}"#, #"{"kind":"lead"}"#, #"{"kind":"adult"}"#, "{}"] {
                #expect(try await bench.post("phones", body).status == 400, "\(body)")
            }
            #expect(try await bench.news().phones.count == PretendPhone.first.count + 1)
        }
    }

    @Test("The safeguarding lead hears when somebody asks for a person, and the officer does not")
    func lead() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            try await bench.say("JOIN", on: "robin")
            _ = try #require(try await bench.hear("joined", on: "robin"))
            try await bench.say("PERSON NOW", on: "robin")
            let alert = try #require(try await bench.hear("Somebody asks for a person", on: "lee"))
            #expect(alert.buttons.map(\.label) == ["I have it"])
            #expect(try await !bench.news().messages.contains { $0.phone == "officer" })
            // Nobody takes it up, and that is what comes next.
            let planned = try #require(try await bench.news().clock?.planned)
            #expect(planned.what.contains("worry") && planned.wait == "in 10 minutes")
            let moved = try await bench.post("clock", #"{"by":"reminder"}"#)
            #expect(String(decoding: moved.body, as: UTF8.self).contains("Lee got a message."))
        }
    }

    @Test("A link to what is kept leads to this machine alone, and opens there once")
    func link() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            try await bench.say("JOIN", on: "robin")
            _ = try #require(try await bench.hear("joined", on: "robin"))
            try await bench.say("MY DATA", on: "robin")
            let message = try #require(try await bench.hear("Here is a link", on: "robin"))
            let url = try #require(message.link?.url)
            let own = "http://127.0.0.1:\(bench.bot.port)"
            #expect(url.hasPrefix(own + "/link/"))
            let path = String(url.dropFirst(own.count))
            for _ in 1...2 {
                let page = try await bench.get(path)
                #expect(page.status == 200 && String(decoding: page.body, as: UTF8.self).contains("<form"))
            }
        }
    }

    @Test("It is not opened where the data folder knows real people")
    func realPeople() async throws {
        let path = "/tmp/yousaid-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        for isMixed in [false, true] {
            let bench = try await PlaygroundBench(in: path)
            if isMixed {
                try await bench.bot.engine.accept(
                    [Event(key: "1", address: "7", text: "JOIN")], from: "telegram")
            }
            await bench.stop()
        }
        await #expect(throws: ServiceFault.self) { _ = try await PlaygroundBench(in: path) }
    }

    @Test("A bot that stops sends home whoever waits")
    func stopping() async throws {
        let path = "/tmp/yousaid-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bench = try await PlaygroundBench(in: path)
        async let last = bench.news(after: bench.news().next, wait: 25)
        while bench.playground.board.listeners == 0 { await Task.yield() }
        await bench.bot.stop()
        // It is answered as always, and not turned away with 503.
        #expect(try await last.messages.isEmpty)
        await bench.stop()
    }
}
