import Service

/// `yousaid audit`: who did what.
struct AuditCommand: ToolCommand {
    let syntax = Syntax(
        "audit", "prints who did what: roles, looks at what is sensitive, what was sent",
        details: """
            One line an entry, the newest last: the time in UTC, who (a number, and the name that they like to be
            called), the part of the bot, what, and about whom. Nobody's words are in it, and never whom a worry is
            about. It only reads, also while the bot runs. Nothing can change or remove an entry.
            """,
        options: [.config, .init("last", value: "COUNT", "how many entries; 100 where it is left out")],
        fine: "the entries were printed", failure: "they cannot be read",
        example: "yousaid audit --config forum.json5 --last 500")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        var count = 100
        if let text = arguments.option("last") {
            guard let number = Int(text), number > 0 else {
                throw UsageError.wrongValue(
                    "last", value: text, wanted: "a whole number from 1", command: syntax.name)
            }
            count = number
        }
        let lines = try await tool.service.auditTrail(try tool.configuration(arguments), last: count)
        for line in lines { tool.terminal.say(Terminal.printable(line)) }
        return .fine
    }
}
