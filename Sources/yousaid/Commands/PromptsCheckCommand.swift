import Service

/// `yousaid prompts check`: checks the files with the bot's words.
struct PromptsCheckCommand: ToolCommand {
    let syntax = Syntax(
        "prompts check", "checks the files with the bot's words",
        details: "Without a folder or a configuration, the prompts that came with the program are checked.",
        options: [
            .init("prompts", value: "FOLDER", "the folder of prompts"),
            .init(
                "config", value: "FILE",
                "the configuration whose own words are checked, over those that came with the program"),
        ], fine: "all is well", failure: "a file is missing, or something in one is wrong",
        example: "yousaid prompts check --prompts prompts")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let (folder, own) = try folders(arguments, tool)
        let report = try await tool.service.checkPrompts(folder: folder, own: own)
        for fault in report.faults { tool.terminal.say(fault) }
        guard report.faults.isEmpty else {
            tool.terminal.say(report.faults.count == 1 ? "1 fault." : "\(report.faults.count) faults.")
            return .failure
        }
        tool.terminal.say(
            "All is well: \(report.count) prompts in both forms, \(report.languages.joined(separator: ", "))."
        )
        return .fine
    }

    private func folders(_ arguments: Arguments, _ tool: Tool) throws -> (String, own: String?) {
        if let folder = arguments.option("prompts") { return (folder, nil) }
        let own = arguments.option("config") == nil ? nil : try tool.configuration(arguments).promptsFolder
        guard let folder = ShippedFolders.prompts ?? own else {
            throw ServiceFault(
                "The prompts that came with the program are not found", advice: "Name them: --prompts FOLDER."
            )
        }
        return (folder, own)
    }
}
