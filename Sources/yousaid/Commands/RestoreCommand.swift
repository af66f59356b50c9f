import Service

/// `yousaid restore`: brings a copy of the database back.
struct RestoreCommand: ToolCommand {
    let syntax = Syntax(
        "restore", "brings a copy of the database back, while the bot is stopped",
        details: """
            Whoever said STOP or was deleted since the copy was made does not come back, and nothing goes out a
            second time. Then the bot starts held: nothing goes out before an organiser says RELEASE.
            """,
        options: [.config], operands: [.init("FROM", "the copy")], fine: "the copy is in place",
        failure: "nothing was changed", example: "yousaid restore --config forum.json5 /backup/forum.db")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let report = try await tool.service.restore(
            try tool.configuration(arguments), from: arguments.operands[0])
        tool.terminal.say(
            """
            The copy is back. Stopped people: \(report.stops). Deleted again: \(report.erasures). \
            Messages that had gone out: \(report.messages). Timers that had run: \(report.timers).
            The bot starts held. Look at it, then say RELEASE.
            """)
        if report.isUnsure {
            tool.terminal.say(
                """
                THE JOURNAL IS DAMAGED OR MISSING. Somebody who said STOP or was deleted since the copy was made may be \
                back. Look for a newer copy of the journal before you say RELEASE: deploy/README.md, Restore.
                """)
        }
        if let before = report.before { tool.terminal.say("The database that was there is now \(before).") }
        return .fine
    }
}
