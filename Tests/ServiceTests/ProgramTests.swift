import Foundation
import Testing

/// The program as it is built, started as a process of its own.
@Suite("The program itself")
struct ProgramTests {
    private func run(_ words: [String], input: String = "") throws -> (code: Int32, out: String, err: String)
    {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let process = Process()
        process.executableURL = folder.appendingPathComponent("yousaid")
        process.arguments = words
        let (out, err, given) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        process.standardInput = given
        try process.run()
        given.fileHandleForWriting.write(Data(input.utf8))
        given.fileHandleForWriting.closeFile()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, complaint)
    }

    @Test("Help goes to standard output and ends with 0, wrong use to standard error and ends with 2")
    func helpAndUse() throws {
        let help = try run(["--help"])
        #expect(help.code == 0)
        #expect(help.out.contains("prompts check"))
        #expect(help.err.isEmpty)
        let wrong = try run(["serv"])
        #expect(wrong.code == 2)
        #expect(wrong.out.isEmpty)
        #expect(wrong.err.contains("Did you mean 'serve'?"))
    }

    @Test("A broken configuration ends with 1 and line and column, a bot that is not running with 1")
    func failures() throws {
        let folder = try TemporaryFolder()
        let broken = try folder.write("{forum: {name: 'F'}\nlisten: 1}", to: "broken.json5")
        let check = try run(["check", "--config", broken])
        #expect(check.code == 1)
        #expect(check.out.hasPrefix("\(broken):2:1: "))
        let file = try folder.write("{forum: {name: 'F'}}", to: "f.json5")
        let chat = try run(["chat", "--config", file], input: "HELP\n")
        #expect(chat.code == 1)
        #expect(chat.err.contains("The bot is not running"))
    }
}
