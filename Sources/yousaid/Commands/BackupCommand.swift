import Service

/// `yousaid backup`: a consistent copy of the database.
struct BackupCommand: ToolCommand {
    let syntax = Syntax(
        "backup", "writes a consistent copy of the database, also while the bot runs",
        details: """
            Into a folder each copy is written under a name with its time. The journal, which keeps those who said
            STOP or were deleted from coming back, is copied beside it. Addresses and messages in the copy are sealed;
            names and answers to open polls are not. Keep it where only you can read it, and the sealing key somewhere
            else: without the key the copy is of no use.
            """,
        options: [
            .config,
            .init("keep", value: "COUNT", "how many copies stay in the folder; older ones are removed"),
        ],
        operands: [
            .init("TO", "a folder, or the file to write; an older one of that name is replaced")
        ],
        fine: "the copy is whole and on the disk", failure: "there is no copy",
        example: "yousaid backup --config forum.json5 --keep 14 /var/backups/yousaid")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        var count: Int?
        if let text = arguments.option("keep") {
            guard let number = Int(text), number > 0 else {
                throw UsageError.wrongValue(
                    "keep", value: text, wanted: "a whole number from 1", command: syntax.name)
            }
            count = number
        }
        let report = try await tool.service.backup(
            try tool.configuration(arguments), to: arguments.operands[0], keeping: count)
        let more = report.removed > 0 ? "; removed \(report.removed) older" : ""
        tool.terminal.say("\(report.path): \(report.bytes) bytes\(more)")
        return .fine
    }
}
