import Service

/// `yousaid data-map`: what the bot keeps, for those who answer for the data.
struct DataMapCommand: ToolCommand {
    let syntax = Syntax(
        "data-map", "prints what is kept, why, how long and who sees it",
        details: """
            A page in Markdown, for a data protection impact assessment (see deploy/dpia.md). It is made from what the
            core and the plugins declare. Without a configuration it is about the program and plugins as they come.
            """,
        options: [.init("config", value: "FILE", "the configuration whose plugins and times are meant")],
        fine: "all tables are declared", failure: "a plugin keeps something that it does not declare",
        example: "yousaid data-map --config forum.json5 > data-map.md")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let configuration = arguments.option("config") == nil ? nil : try tool.configuration(arguments)
        let map = try await tool.service.dataMap(configuration)
        tool.terminal.say(map.markdown)
        return map.isComplete ? .fine : .failure
    }
}
