import Service

/// One of the program's commands.
protocol ToolCommand: Sendable {
    var syntax: Syntax { get }
    /// Does it. What goes wrong is thrown, and said by ``Tool``.
    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode
}

/// The program itself: finds the command, runs it, says what went wrong. Started by `main.swift`.
struct Tool: Sendable {
    let service: any ServiceCommands
    let terminal: Terminal
    let environment: [String: String]

    static let commands: [any ToolCommand] = [
        ServeCommand(), CheckCommand(), DemoCommand(), SayCommand(), ChatCommand(), PluginsCommand(),
        PromptsCheckCommand(), BackupCommand(), RestoreCommand(), DoctorCommand(), DataMapCommand(),
        ImportCommand(), RotateKeysCommand(), AuditCommand(),
    ]

    /// Runs the program.
    /// - Parameter words: The arguments, without the program's name.
    func run(_ words: [String]) async -> ExitCode {
        do {
            return try await runCommand(words)
        } catch let error as UsageError {
            terminal.complain("yousaid: \(UsageErrorText.text(error))")
            return .usage
        } catch let error as ConfigurationFaults {
            for fault in error.faults { terminal.complain(fault.description) }
            return .failure
        } catch {
            terminal.complain("yousaid: \(error)")
            return .failure
        }
    }

    private func runCommand(_ words: [String]) async throws -> ExitCode {
        switch words.first {
        case "--version":
            terminal.say("yousaid \(Service.version)")
            return .fine
        case "--help", "-h":
            terminal.say(HelpText.overview(Self.commands.map(\.syntax)))
            return .fine
        case "help":
            return try await runCommand(words.dropFirst() + ["--help"])
        default: break
        }
        let (command, rest) = try Self.find(words)
        let arguments = try Arguments.parse(rest, command.syntax)
        if arguments.wantsHelp {
            terminal.say(HelpText.page(command.syntax))
            return .fine
        }
        return try await command.run(arguments, in: self)
    }

    /// Finds the command that the first word or the first two name.
    static func find(
        _ words: [String]
    ) throws(UsageError) -> (any ToolCommand, ArraySlice<String>) {
        guard let first = words.first else { throw .noCommand }
        for count in [2, 1] {
            let name = words.prefix(count).joined(separator: " ")
            if let command = commands.first(where: { $0.syntax.name == name }) {
                return (command, words.dropFirst(count))
            }
        }
        let names = commands.map(\.syntax.name)
        let second = names.filter { $0.hasPrefix(first + " ") }.map { String($0.dropFirst(first.count + 1)) }
        guard second.isEmpty else {
            // There is one second word to have, and its page tells what is to know.
            if words.dropFirst().contains("--help"),
                let command = commands.first(where: { $0.syntax.name == "\(first) \(second[0])" })
            {
                return (command, ["--help"])
            }
            throw .halfCommand(first, known: second)
        }
        throw .unknownCommand(first, nearest: NearestWord.find(first, in: names))
    }

    /// Reads the configuration that `--config` names.
    /// - Throws: ``ConfigurationFaults``.
    func configuration(_ arguments: Arguments) throws -> Configuration {
        try Configuration.load(path: arguments.option("config") ?? "").get()
    }
}
