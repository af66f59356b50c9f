import Foundation
import TestLimits
import Testing

/// The program as it is built, started as a process of its own.
@Suite("The program itself", .ahead, .limited)
struct ProgramTests {
    private struct Result {
        let code: Int32
        let out: String
        let complaint: String
    }

    /// Runs it to its end.
    private func run(
        _ words: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> Result {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let process = Process()
        process.executableURL = folder.appendingPathComponent("yousaid")
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (out, complaint, given) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = complaint
        process.standardInput = given
        try process.run()
        given.fileHandleForWriting.write(Data(input.utf8))
        given.fileHandleForWriting.closeFile()
        // Reading blocks, and the console that it talks to runs on Swift's own threads here.
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let text = out.fileHandleForReading.readDataToEndOfFile()
                let more = complaint.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(
                    returning: Result(
                        code: process.terminationStatus, out: String(decoding: text, as: UTF8.self),
                        complaint: String(decoding: more, as: UTF8.self)))
            }
        }
    }

    @Test("Help goes to standard output and ends with 0, wrong use to standard error and ends with 2")
    func helpAndUse() async throws {
        let help = try await run(["--help"])
        #expect(help.code == 0)
        #expect(help.out.contains("prompts check"))
        #expect(help.complaint.isEmpty)
        let wrong = try await run(["serv"])
        #expect(wrong.code == 2)
        #expect(wrong.out.isEmpty)
        #expect(wrong.complaint.contains("Did you mean 'serve'?"))
    }

    @Test("check says that all is well and makes nothing, or names every fault and ends with 1")
    func check() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "{forum: {name: 'Voices'}, channels: {telegram: {token: {env: 'TEST_TOKEN'}}}}", to: "f.json5")
        let good = try await run(
            ["check", "--config", file], environment: ["TEST_TOKEN": "123:hunter2hunter2"])
        #expect(good.code == 0, "\(good)")
        #expect(good.out.contains("All is well.") && good.out.contains("Voices, Europe/London"))
        #expect(!(good.out + good.complaint).contains("hunter2"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/var"))

        let missing = try await run(["check", "--config", file])
        #expect(missing.code == 1)
        #expect(missing.out.contains("channels.telegram.token: the environment variable TEST_TOKEN"))

        let broken = try folder.write("{forum: {name: 'F'}\nlisten: 1}", to: "broken.json5")
        let syntax = try await run(["check", "--config", broken])
        #expect(syntax.code == 1)
        #expect(syntax.out.hasPrefix("\(broken):2:1: "))
    }

    @Test("say and chat reach a running console: replies in order, and the code tells success")
    func sayAndChat() async throws {
        let bench = try await ConsoleBench(replyTime: .milliseconds(200)) { event, channel in
            _ = await channel.send(delivery(1, "You said \(event.text)", cause: event.key))
            return event.text == "late" ? 2 : 1
        }
        let file = try bench.folder.write("{forum: {name: 'F'}, data: '.'}", to: "f.json5")
        let said = try await run(["say", "--config", file, "HELP", "NOW"])
        #expect(said.code == 0)
        #expect(said.out == "You said HELP NOW\n")
        let late = try await run(["say", "--config", file, "late"])
        #expect(late.code == 1)
        #expect(late.out == "You said late\n")
        #expect(late.complaint.contains("not all replies came in time"))
        let chatted = try await run(["chat", "--config", file], input: "one\n  \ntwo\n")
        #expect(chatted.code == 0)
        #expect(chatted.out == "You said one\n\nYou said two\n\n")
        #expect(bench.inbox.events.map(\.text) == ["HELP NOW", "late", "one", "two"])
        await bench.close()
    }

    @Test("Where no bot runs, say and chat end with 1 and say how to start it")
    func notRunning() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{forum: {name: 'F'}, data: '.'}", to: "f.json5")
        for words in [["say", "--config", file, "x"], ["chat", "--config", file]] {
            let result = try await run(words, input: "HELP\n")
            #expect(result.code == 1)
            #expect(result.complaint.contains("Start it with: yousaid serve --config \(file)"))
        }
    }
}
