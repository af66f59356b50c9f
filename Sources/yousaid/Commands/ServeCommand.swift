import Service

/// `yousaid serve`: runs the bot.
struct ServeCommand: ToolCommand {
    let syntax = Syntax(
        "serve", "runs the bot",
        details: """
            It runs until it gets SIGTERM or SIGINT (Ctrl-C), then finishes what is under way and stops within
            10 seconds.
            """,
        options: [.config], fine: "it was told to stop, and did",
        failure: "it could not start, or had to stop",
        example: "yousaid serve --config forum.json5")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let configuration = try tool.configuration(arguments)
        let faults = MachineCheck(configuration, environment: tool.environment).faults()
        guard faults.allSatisfy({ $0.weight == .warning }) else { throw ConfigurationFaults(faults) }
        for warning in configuration.warnings + faults { tool.terminal.complain(warning.description) }
        try await tool.service.serve(configuration)
        return .fine
    }
}
