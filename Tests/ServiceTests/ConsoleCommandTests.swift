import TestLimits
import Testing

@testable import yousaid

@Suite("say and chat, through a real socket", .ahead, .limited)
struct ConsoleCommandTests {
    @Test("say prints the replies, without what would steer the terminal")
    func sayCommand() async throws {
        let bench = try await ConsoleBench { event, channel in
            _ = await channel.send(delivery(1, "You said \(event.text)\u{1B}[2J", cause: event.key))
            return 1
        }
        let folder = try TemporaryFolder()
        let file = try folder.write("{forum: {name: 'F'}, data: '\(bench.folder.path)'}", to: "f.json5")
        let terminal = PretendTerminal()
        let tool = Tool(service: PretendService(), terminal: terminal.terminal(), environment: [:])
        #expect(await tool.run(["say", "--config", file, "HELP", "NOW"]) == .fine)
        #expect(terminal.text == "You said HELP NOW[2J\n")
        await bench.close()
    }

    @Test("chat prints the replies to what is typed and whatever comes by itself, and Ctrl-D leaves")
    func chatCommand() async throws {
        let bench = try await ConsoleBench { event, channel in
            _ = await channel.send(delivery(1, "You said \(event.text)", cause: event.key))
            return 1
        }
        let folder = try TemporaryFolder()
        let file = try folder.write("{forum: {name: 'F'}, data: '\(bench.folder.path)'}", to: "f.json5")
        let terminal = PretendTerminal()
        let tool = Tool(
            service: PretendService(), terminal: terminal.terminal(isInteractive: true), environment: [:])
        async let code = tool.run(["chat", "--config", file])
        #expect(await terminal.waits(for: "You are the operator."))
        terminal.type("HELP")
        #expect(await terminal.waits(for: "You said HELP"))
        let report = await bench.channel.send(delivery(9, "Five people have voted."))
        #expect(report.outcome == .sent(receipt: "9"))
        #expect(await terminal.waits(for: "Five people have voted."))
        terminal.endInput()
        #expect(await code == .fine)
        await bench.close()
    }

    @Test("chat from a pipe answers each line and ends with the last")
    func chatFromAPipe() async throws {
        let bench = try await ConsoleBench { event, channel in
            _ = await channel.send(delivery(1, "You said \(event.text)", cause: event.key))
            return 1
        }
        let folder = try TemporaryFolder()
        let file = try folder.write("{forum: {name: 'F'}, data: '\(bench.folder.path)'}", to: "f.json5")
        let terminal = PretendTerminal()
        for line in ["one", "  ", "two"] { terminal.type(line) }
        terminal.endInput()
        let tool = Tool(service: PretendService(), terminal: terminal.terminal(), environment: [:])
        #expect(await tool.run(["chat", "--config", file]) == .fine)
        #expect(terminal.text == "You said one\n\nYou said two\n\n")
        #expect(bench.inbox.events.map(\.text) == ["one", "two"])
        await bench.close()
    }
}
