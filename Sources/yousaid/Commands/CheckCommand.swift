import Service

/// `yousaid check`: finds everything that is wrong before the bot is started.
struct CheckCommand: ToolCommand {
    let syntax = Syntax(
        "check", "finds everything that is wrong with a configuration",
        details: """
            Nothing is started or changed. Each fault is named with file, line and key, and with what to do.

            The file is JSON5: comments are allowed, and commas at the end. Paths begin in the file's folder.
            A secret is only named: {env: "NAME"} or {credential: "name"}, a file in $CREDENTIALS_DIRECTORY.
            A plugin has a section of its own under its name. The keys:

            \(HelpText.keys)
            """,
        options: [.config], fine: "all is well; warnings may be there", failure: "something is wrong",
        example: "yousaid check --config forum.json5")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let configuration: Configuration
        switch Configuration.load(path: arguments.option("config") ?? "") {
        case .failure(let found):
            report(found.faults, tool)
            return .failure
        case .success(let read): configuration = read
        }
        let found =
            MachineCheck(configuration, environment: tool.environment).faults()
            + (await tool.service.faults(in: configuration))
        report(configuration.warnings + found, tool)
        guard found.allSatisfy({ $0.weight == .warning }) else { return .failure }
        tool.terminal.say("All is well.\n" + summary(configuration))
        return .fine
    }

    private func report(_ faults: [ConfigurationFault], _ tool: Tool) {
        for fault in faults { tool.terminal.say(fault.description) }
        let count = faults.count { $0.weight == .fault }
        if count > 0 { tool.terminal.say(count == 1 ? "1 fault." : "\(count) faults.") }
    }

    private func summary(_ configuration: Configuration) -> String {
        let telegram =
            switch (configuration.telegram, configuration.publicURL) {
            case (nil, _): "none but the operator's console"
            case (_?, nil): "Telegram, asked for messages"
            case (_?, let url?): "Telegram, which calls \(url)/webhooks/telegram"
            }
        let plugins = configuration.plugins.isEmpty ? "none" : configuration.plugins.joined(separator: ", ")
        return """
            Forum:    \(configuration.forum.name), \(configuration.forum.timeZone) time
            Joining:  \(configuration.joining.rawValue)
            Channels: \(telegram)
            Plugins:  \(plugins)
            Listens:  \(configuration.listen)
            Data:     \(configuration.data)
            """
    }
}
