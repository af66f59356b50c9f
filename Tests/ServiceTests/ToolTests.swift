import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Service
@testable import yousaid

@Suite("The program's commands", .ahead, .limited)
struct ToolTests {
    private func run(
        _ words: [String], service: any ServiceCommands = PretendService(),
        environment: [String: String] = [:]
    ) async -> (code: ExitCode, out: String, complaint: String) {
        let terminal = PretendTerminal()
        let tool = Tool(service: service, terminal: terminal.terminal(), environment: environment)
        let code = await tool.run(words)
        return (code, terminal.text, terminal.complaint)
    }

    @Test("Every command has a page with what it does, its arguments, exit codes and an example")
    func helpPages() async {
        for command in Tool.commands {
            let name = command.syntax.name
            let help = await run(name.split(separator: " ").map(String.init) + ["--help"])
            #expect(help.code == .fine)
            #expect(help.out.hasPrefix("yousaid \(name): "))
            for part in ["Use: yousaid \(name)", "Exit codes:", "Example:\n    yousaid \(name)", "--help"] {
                #expect(help.out.contains(part), "\(name): \(part)")
            }
            #expect(await run(["--help"]).out.contains("    \(name) "))
        }
        #expect(await run(["help", "say"]).out == run(["say", "--help"]).out)
        #expect(await run(["help"]).out == run(["--help"]).out)
        #expect(await run(["prompts", "--help"]).code == .fine)
    }

    @Test("The page of check lists every key of the configuration")
    func keysInHelp() async {
        let page = await run(["check", "--help"]).out
        for key in ConfigurationKey.all { #expect(page.contains("    \(key.path): ")) }
    }

    @Test("Wrong use ends with 2 and says where help is")
    func wrongUse() async {
        for words in [[], ["sya"], ["check"], ["check", "--confg", "x"], ["prompts"]] {
            let result = await run(words)
            #expect(result.code == .usage)
            #expect(result.out.isEmpty)
            #expect(result.complaint.hasPrefix("yousaid: "))
        }
        #expect(await run(["sya"]).complaint.contains("Did you mean 'say'?"))
    }

    @Test("The version is told")
    func version() async {
        #expect(await run(["--version"]).out == "yousaid \(Service.version)\n")
    }

    @Test("check says that all is well and what it found")
    func checkGood() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "{forum: {name: 'Voices'}, plugins: ['Polls'], channels: {telegram: {token: {env: 'T'}}}}",
            to: "f.json5")
        let result = await run(["check", "--config", file], environment: ["T": "hunter2"])
        #expect(result.code == .fine)
        #expect(result.out.hasPrefix("All is well.\n"))
        for part in [
            "Voices, Europe/London time", "Telegram, asked for messages", "Polls", folder.path + "/var",
        ] {
            #expect(result.out.contains(part))
        }
        #expect(!result.out.contains("hunter2"))
    }

    @Test("check names every fault of the file, of the machine and of the bot's parts")
    func checkBad() async throws {
        let folder = try TemporaryFolder()
        let broken = try folder.write("{forum: {nam: 'F'}, listen: 1}", to: "broken.json5")
        let inFile = await run(["check", "--config", broken])
        #expect(inFile.code == .failure)
        #expect(inFile.out.contains("forum.nam:") && inFile.out.contains("listen:"))
        #expect(inFile.out.contains("3 faults."))
        let file = try folder.write("{forum: {name: 'F'}, sealingKey: {env: 'K'}}", to: "f.json5")
        var service = PretendService()
        service.faults = [
            ConfigurationFault(file: "libPolls.so", problem: "it does not load", advice: "Build it.")
        ]
        let onMachine = await run(["check", "--config", file], service: service)
        #expect(onMachine.code == .failure)
        #expect(onMachine.out.contains("environment variable K is not set"))
        #expect(onMachine.out.contains("libPolls.so: it does not load. Build it."))
        #expect(onMachine.out.contains("warning: plugins:"))
        #expect(onMachine.out.contains("2 faults."))
    }

    @Test("What the bot cannot do is said, and the command fails")
    func failures() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{forum: {name: 'F'}}", to: "f.json5")
        let served = await run(["serve", "--config", file])
        #expect(served.code == .failure)
        #expect(served.complaint.contains("The port is taken. Stop the other program."))
        let missing = await run(["serve", "--config", folder.path + "/none"])
        #expect(missing.code == .failure)
        #expect(missing.complaint.contains("no such file"))
        for command in ["say", "chat"] {
            let words = [command, "--config", file] + (command == "say" ? ["HELP"] : [])
            let result = await run(words)
            #expect(result.code == .failure)
            #expect(result.complaint.contains("Start it with: yousaid serve --config \(file)"))
        }
    }

    @Test("Reports of plugins, prompts, backup and restore are put into words")
    func reports() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{forum: {name: 'F'}}", to: "f.json5")
        var service = PretendService()
        service.plugins = PluginReport(
            loaded: [.init(name: "Polls", version: "1", commands: ["POLL", "RESULTS"])],
            refused: [.init(name: "Old", reason: "built for another Kit. Build it again.")])
        let plugins = await run(["plugins", "--config", file], service: service)
        #expect(plugins.code == .failure)
        #expect(
            plugins.out == "Polls 1: POLL, RESULTS\nOld refused: built for another Kit. Build it again.\n")
        #expect(
            await run(["prompts", "check", "--prompts", "p"]).out.contains("2 prompts in both forms, en-GB"))
        service.prompts = PromptReport(folder: "p", languages: [], count: 0, faults: ["p/en-GB/a.txt:1: bad"])
        let prompts = await run(["prompts", "check", "--prompts", "p"], service: service)
        #expect(prompts.code == .failure)
        #expect(prompts.out == "p/en-GB/a.txt:1: bad\n1 fault.\n")
        #expect(await run(["backup", "--config", file, "b.db"]).out == "b.db: 12 bytes\n")
        #expect(await run(["restore", "--config", file, "b.db"]).out.contains("say RELEASE"))
        #expect(await run(["demo"]).out == "a page at port 0\n")
        #expect(await run(["demo", "--port", "8123"]).out == "a page at port 8123\n")
        #expect(await run(["demo", "--terminal"]).out == "a made-up forum\n")
        let kept = await run(["backup", "--config", file, "--keep", "7", "b"])
        #expect(kept.out == "b: 12 bytes; removed 7 older\n")
        for wrong in ["0", "many"] {
            #expect(await run(["backup", "--config", file, "--keep", wrong, "b"]).code == .usage)
        }
    }

    @Test("doctor says what it found and what to do, and fails only where something is bad")
    func doctor() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("{forum: {name: 'F'}}", to: "f.json5")
        var service = PretendService()
        service.findings = [Finding(.clock, .well, .fine), Finding(.timers, .look, .aside(count: 2))]
        let look = await run(["doctor", "--config", file], service: service)
        #expect(look.code == .fine)
        #expect(
            look.out == """
                well  clock   The clock is right.
                LOOK  timers  2 timers were set aside after failing.
                              Say PROBLEMS to the bot; after mending, REPLAY.
                Bad: 0. To look at: 1.

                """)
        service.findings.append(Finding(.running, .bad, .notRunning))
        let bad = await run(["doctor", "--json", "--config", file], service: service)
        #expect(bad.code == .failure)
        #expect(bad.out.contains("\"subject\" : \"running\""))
        service.findings = [Finding(.clock, .well, .fine)]
        #expect(await run(["doctor", "--config", file], service: service).out.hasSuffix("All is well.\n"))
    }

    @Test("data-map prints what is kept, and fails where something is not declared")
    func dataMap() async throws {
        var service = PretendService()
        let kept = Kept(
            "x_row", "rows | more", isPersonal: true, why: "to be there", until: "the end", seenBy: "nobody")
        service.dataMap = DataMap(forum: "Voices", parts: [.init(name: "X 1", keeps: [kept])])
        let good = await run(["data-map"], service: service)
        #expect(good.code == .fine && good.out.hasPrefix("# What the bot of Voices keeps\n"))
        #expect(good.out.contains("| `x_row` | rows \\| more | yes | to be there | the end |  | nobody |"))
        service.dataMap = DataMap(forum: nil, parts: [.init(name: "X 1", keeps: [], undeclared: ["x_more"])])
        let bad = await run(["data-map"], service: service)
        #expect(bad.code == .failure && bad.out.contains("| `x_more` | **not declared** |"))
    }

    @Test("prompts check tells what blocks and what warns, and reports figures")
    func promptFindings() async throws {
        var service = PretendService()
        let warning = PromptReport.Finding(
            file: "p/en-GB/a.txt", line: 2, column: 5, rule: "passive", blocks: false, text: "Who does it?")
        let figures = PromptReport.Figures(
            form: "Easy Read", sentences: 2, words: 9, wordsInASentence: 4.5, longest: 5,
            longestSentence: "a",
            readingAge: 7.4)
        service.prompts = PromptReport(
            folder: "p", languages: ["en-GB"], count: 2, faults: [], findings: [warning], explained: 3,
            figures: [figures])
        let fine = await run(["prompts", "check", "--prompts", "p"], service: service)
        #expect(fine.code == .fine)
        #expect(
            fine.out == """
                p/en-GB/a.txt:2:5: warns, passive: Who does it?
                Easy Read: 2 sentences of 4.5 words, longest 5, reading age about 7 (aim: 9 to 11).
                Words that are explained: 3.
                All is well: 2 prompts in both forms, en-GB. 1 to look at again.
                Checked by rules, not yet tested by readers.

                """)
        let block = PromptReport.Finding(
            file: "p/en-GB/b.txt", line: 1, column: 1, rule: "time", blocks: true, text: "17:30",
            instead: "5:30pm")
        service.prompts = PromptReport(
            folder: "p", languages: ["en-GB"], count: 2, faults: [], findings: [block, warning])
        let blocked = await run(["prompts", "check", "--prompts", "p"], service: service)
        #expect(blocked.code == .failure)
        #expect(blocked.out.contains("p/en-GB/b.txt:1:1: blocks, time: 17:30\n"))
        #expect(blocked.out.hasSuffix("1 to change, 1 to look at again.\n"))
        let json = await run(["prompts", "check", "--prompts", "p", "--json"], service: service)
        #expect(json.code == .failure)
        #expect(try JSONDecoder().decode(PromptReport.self, from: Data(json.out.utf8)) == service.prompts)
    }

    @Test("What would steer the terminal is left out of what is shown")
    func printable() {
        #expect(Terminal.printable("a\u{1B}[2Jb\u{07}\tc\né👍🏽\u{9B}") == "a[2Jb\tc\né👍🏽")
    }
}
