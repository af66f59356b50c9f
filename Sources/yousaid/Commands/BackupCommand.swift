import Service

/// `yousaid backup`: a consistent copy of the database.
struct BackupCommand: ToolCommand {
    let syntax = Syntax(
        "backup", "writes a consistent copy of the database, also while the bot runs",
        details: """
            Keep the copy where only you can read it, and the sealing key somewhere else: the copy is of no use
            without the key.
            """,
        options: [.config],
        operands: [.init("TO", "the file to write; an older one of that name is replaced")],
        fine: "the copy is whole and on the disk", failure: "there is no copy",
        example: "yousaid backup --config forum.json5 /backup/forum.db")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let report = try await tool.service.backup(
            try tool.configuration(arguments), to: arguments.operands[0])
        tool.terminal.say("\(report.path): \(report.bytes) bytes")
        return .fine
    }
}
