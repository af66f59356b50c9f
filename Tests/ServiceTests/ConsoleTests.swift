import ChannelContract
import Service
import TestLimits
import Testing

@testable import ConsoleChannel

@Suite("The operator's console, through a real socket", .ahead, .limited)
struct ConsoleTests {
    // MARK: Saying

    @Test("What is said becomes one event, and exactly its own replies come back, in order")
    func replies() async throws {
        let bench = try await ConsoleBench { event, channel in
            // The first goes out before the turn's end is known, the second after, as in a real bot.
            _ = await channel.send(delivery(1, "One of \(event.text)", cause: event.key))
            Task { await channel.send(delivery(2, "Two of \(event.text)", cause: event.key)) }
            return 2
        }
        async let first = bench.client.say("HELP")
        async let second = bench.client.say("POLLS")
        let answers = try await [first, second]
        #expect(answers[0].replies.map(\.text) == ["One of HELP", "Two of HELP"])
        #expect(answers[1].replies.map(\.text) == ["One of POLLS", "Two of POLLS"])
        #expect(answers.allSatisfy { $0.ok && !$0.moreWaiting })
        let events = bench.inbox.events
        #expect(Set(events.map(\.key)).count == 2)
        #expect(events.allSatisfy { $0.address == "operator" && $0.kind == .message })
        await bench.close()
    }

    @Test("Where there is nothing to answer, the answer is empty at once")
    func noReplies() async throws {
        let bench = try await ConsoleBench()
        let answer = try await bench.client.say("ok")
        #expect(answer == ConsoleReplies(replies: [], ok: true))
        await bench.close()
    }

    @Test("Buttons become a numbered list, and a question says that it is one")
    func questions() async throws {
        let bench = try await ConsoleBench { event, channel in
            let buttons = [
                ChoiceButton(data: "1", label: "Saturday"),
                ChoiceButton(data: "2", label: "Sunday", isChosen: true),
            ]
            _ = await channel.send(delivery(1, "Which day?", cause: event.key, buttons: buttons))
            _ = await channel.send(delivery(2, "Any words?", cause: event.key, isQuestion: true))
            _ = await channel.send(delivery(3, "Thank you.", cause: event.key))
            return 3
        }
        let replies = try await bench.client.say("x").replies
        #expect(replies[0].text == "Which day?\n\n1. Saturday\n2. Sunday ✓")
        #expect(replies[0].buttons == ["Saturday", "Sunday"])
        #expect(replies.map(\.isQuestion) == [true, true, false])
        await bench.close()
    }

    @Test("Words that could not be stored are not said to be taken")
    func notStored() async throws {
        struct Full: Error {}
        let bench = try await ConsoleBench { _, _ in throw Full() }
        let answer = try await bench.client.say("x")
        #expect(!answer.ok)
        #expect(answer.problem?.contains("could not store") == true)
        await bench.close()
    }

    @Test("Replies that do not come in time are not waited for for ever")
    func lateReplies() async throws {
        let bench = try await ConsoleBench(replyTime: .milliseconds(50)) { event, channel in
            _ = await channel.send(delivery(1, "One", cause: event.key))
            return 2
        }
        let answer = try await bench.client.say("x")
        #expect(answer.replies.map(\.text) == ["One"])
        #expect(!answer.ok)
        let key = try #require(bench.inbox.events.first?.key)
        // The rest waits in the outbox until somebody listens.
        let late = await bench.channel.send(delivery(2, "Two", cause: key))
        #expect(late.outcome == .nobodyThere)
        await bench.close()
    }

    @Test("A bot that stops tells those who wait for replies")
    func stoppingWhileSomebodyWaits() async throws {
        let (accepted, hasAccepted) = AsyncStream<Void>.makeStream()
        let bench = try await ConsoleBench { _, _ in
            hasAccepted.yield()
            return 1
        }
        let client = bench.client
        async let answer = client.say("x")
        for await _ in accepted { break }
        await bench.channel.stop()
        #expect(try await !answer.ok)
        await bench.close()
    }

    // MARK: Listening

    @Test("Without anybody there a message waits, and whoever comes to listen sets it off again")
    func nobodyThere() async throws {
        let bench = try await ConsoleBench()
        _ = try await bench.client.listen(after: 0, wait: 0)
        let first = bench.inbox.arrivals
        // An earlier run of the bot may have left something.
        #expect(first == 1)
        await bench.close()

        let other = try await ConsoleBench()
        #expect(await other.channel.send(delivery(1, "Later")).outcome == .nobodyThere)
        #expect(try await other.client.say("x").moreWaiting)
        #expect(other.inbox.arrivals == 0)
        _ = try await other.client.listen(after: 0, wait: 0)
        #expect(other.inbox.arrivals == 1)
        await other.close()
    }

    @Test("A message counts as sent when the listener says that it has arrived")
    func receipts() async throws {
        let bench = try await ConsoleBench()
        let (client, channel) = (bench.client, bench.channel)
        _ = try await client.listen(after: 0, wait: 0)
        // Another event's reply, for which nobody waits here, comes like everything else.
        async let report = channel.send(delivery(8, "News", cause: "somebody else's"))
        var news = try await client.listen(after: 0, wait: 5)
        while news.messages.isEmpty { news = try await client.listen(after: 0, wait: 5) }
        #expect(news.messages == [ConsoleMessage(text: "News")])
        _ = try await client.listen(after: news.next, wait: 0)
        #expect(await report.outcome == .sent(receipt: "8"))
        #expect(try await client.listen(after: 0, wait: 0).messages.isEmpty)
        await bench.close()
    }

    @Test("A message that was shown to somebody who left is unknown, one that nobody fetched is not sent")
    func listenersWhoLeave() async throws {
        let bench = try await ConsoleBench(receiptTime: .milliseconds(50))
        let (client, channel) = (bench.client, bench.channel)
        _ = try await client.listen(after: 0, wait: 0)
        #expect(await channel.send(delivery(1, "Not fetched")).outcome == .nobodyThere)
        _ = try await client.listen(after: 0, wait: 0)
        async let report = channel.send(delivery(2, "Shown"))
        var shown: [String] = []
        while shown.isEmpty { shown = try await client.listen(after: 0, wait: 1).messages.map(\.text) }
        guard case .unknown = await report.outcome else {
            Issue.record("\(await report.outcome)")
            return
        }
        await bench.close()
    }

    @Test("Several who listen all see what comes")
    func severalListeners() async throws {
        let bench = try await ConsoleBench()
        let (client, channel) = (bench.client, bench.channel)
        _ = try await client.listen(after: 0, wait: 0)
        async let report = channel.send(delivery(1, "Hello"))
        var first = try await client.listen(after: 0, wait: 5)
        while first.messages.isEmpty { first = try await client.listen(after: 0, wait: 5) }
        let second = try await client.listen(after: 0, wait: 5)
        #expect(second == first)
        _ = try await client.listen(after: first.next, wait: 0)
        #expect(await report.outcome == .sent(receipt: "1"))
        await bench.close()
    }
}
