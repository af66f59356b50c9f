import TestLimits
import Testing

@testable import yousaid

@Suite("Reading the command line", .limited)
struct ArgumentsTests {
    private static let say = SayCommand().syntax
    private static let backup = BackupCommand().syntax

    @Test(
        "Options and words come in any order",
        arguments: [
            ["--config", "f", "hello"], ["hello", "--config", "f"], ["--config=f", "hello"],
            ["--config=f", "--", "hello"],
        ])
    func anyOrder(_ words: [String]) throws {
        let found = try Arguments.parse(words, Self.say)
        #expect(found.option("config") == "f")
        #expect(found.operands == ["hello"])
    }

    @Test("Text takes all that is left, also what begins with a dash after '--'")
    func rest() throws {
        #expect(try Arguments.parse(["--config", "f", "HELP", "NOW"], Self.say).operands == ["HELP NOW"])
        let dashes = try Arguments.parse(["--config", "f", "--", "--help", "-x"], Self.say)
        #expect(dashes.operands == ["--help -x"])
        #expect(!dashes.wantsHelp)
        #expect(try Arguments.parse(["--config", "f", "-1", "-"], Self.say).operands == ["-1 -"])
    }

    @Test("Help wins over everything that is wrong")
    func help() throws {
        #expect(try Arguments.parse(["--nonsense", "--help"], Self.say).wantsHelp)
        #expect(try Arguments.parse(["-h"], Self.say).wantsHelp)
    }

    @Test(
        "What is wrong is told apart",
        arguments: [
            (["x"], .missingOption("config", value: "FILE", command: "backup")),
            (["--config", "f"], .missingOperand("TO", command: "backup")),
            (["--config", "f", "a", "b"], .tooMuch("b", command: "backup")),
            (["--confg", "f"], .unknownOption("--confg", nearest: "config", command: "backup")),
            (["-c", "f"], .unknownOption("-c", nearest: nil, command: "backup")),
            (["--config"], .missingValue("config", value: "FILE", command: "backup")),
            (["--config="], .missingValue("config", value: "FILE", command: "backup")),
            (["--config", "--", "x"], .missingValue("config", value: "FILE", command: "backup")),
            (["--config", "a", "--config", "b"], .repeatedOption("config", command: "backup")),
        ] as [([String], UsageError)])
    func errors(_ words: [String], _ error: UsageError) {
        #expect(throws: error) { try Arguments.parse(words, Self.backup) }
    }

    @Test("Commands are found by one word or two, and a near miss is suggested")
    func commands() throws {
        #expect(try Tool.find(["prompts", "check", "--x"]).0.syntax.name == "prompts check")
        #expect(try Tool.find(["say", "check"]).1 == ["check"])
        #expect(throws: UsageError.unknownCommand("sevre", nearest: "serve")) { try Tool.find(["sevre"]) }
        #expect(throws: UsageError.halfCommand("prompts", known: ["check"])) { try Tool.find(["prompts"]) }
        #expect(throws: UsageError.noCommand) { try Tool.find([]) }
    }
}
