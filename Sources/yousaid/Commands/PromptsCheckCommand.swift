import Service

/// `yousaid prompts check`: checks the files with the bot's words.
struct PromptsCheckCommand: ToolCommand {
    let syntax = Syntax(
        "prompts check", "checks the files with the bot's words",
        details: "Without a folder or a configuration, the prompts that came with the program are checked.",
        options: [
            .init("prompts", value: "FOLDER", "the folder of prompts"),
            .init("config", value: "FILE", "the configuration whose folder of prompts is checked"),
        ], fine: "all is well", failure: "a file is missing, or something in one is wrong",
        example: "yousaid prompts check --prompts prompts")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let report = try await tool.service.checkPrompts(folder: try folder(arguments, tool))
        for fault in report.faults { tool.terminal.say("\(report.folder)/\(fault)") }
        guard report.faults.isEmpty else {
            tool.terminal.say(report.faults.count == 1 ? "1 fault." : "\(report.faults.count) faults.")
            return .failure
        }
        tool.terminal.say(
            "All is well: \(report.count) prompts in both forms, \(report.languages.joined(separator: ", "))."
        )
        return .fine
    }

    private func folder(_ arguments: Arguments, _ tool: Tool) throws -> String {
        if let folder = arguments.option("prompts") { return folder }
        let named =
            arguments.option("config") == nil ? nil : try tool.configuration(arguments).promptsFolder
        guard let folder = named ?? ShippedFolders.prompts else {
            throw ServiceFault(
                "The prompts that came with the program are not found", advice: "Name them: --prompts FOLDER."
            )
        }
        return folder
    }
}
