import Service

/// `yousaid plugins`: which plugins run, which are refused and why.
struct PluginsCommand: ToolCommand {
    let syntax = Syntax(
        "plugins", "shows which plugins are loaded, and which are refused and why", options: [.config],
        fine: "all plugins of the configuration can be loaded", failure: "at least one is refused",
        example: "yousaid plugins --config forum.json5")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let report = try await tool.service.plugins(try tool.configuration(arguments))
        for plugin in report.loaded {
            let commands = plugin.commands.isEmpty ? "no commands" : plugin.commands.joined(separator: ", ")
            tool.terminal.say("\(plugin.name) \(plugin.version): \(commands)")
        }
        for plugin in report.refused { tool.terminal.say("\(plugin.name) refused: \(plugin.reason)") }
        if report.loaded.isEmpty, report.refused.isEmpty { tool.terminal.say("No plugin is switched on.") }
        return report.refused.isEmpty ? .fine : .failure
    }
}
