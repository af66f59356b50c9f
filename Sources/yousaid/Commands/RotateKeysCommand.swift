import Service

/// `yousaid rotate-keys`: seals everything anew with another key.
struct RotateKeysCommand: ToolCommand {
    let syntax = Syntax(
        "rotate-keys", "seals everything anew with a new key, while the bot is stopped",
        details: """
            A key in the data folder: --new-key makes another one and keeps the old one beside it, as sealing.key.old.
            A key that the configuration names: make the new one yourself, name it as 'sealingKey' and the old one in
            'previousSealingKeys', and run this without --new-key.

            It can be ended at any moment, and goes on when it is run again. The bot may run in between, as long as
            it has both keys. At the end it says whether the old key can be put away. Backups from before need it for
            as long as you keep them.
            """,
        options: [.config, .init("new-key", "first makes a new key in the data folder")],
        fine: "nothing is sealed with an older key any more", failure: "something still is",
        example: "yousaid rotate-keys --config forum.json5 --new-key")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let terminal = tool.terminal
        let report = try await tool.service.changeKeys(
            try tool.configuration(arguments), makingKey: arguments.option("new-key") != nil
        ) { terminal.say("Sealed anew: \($0.done). Still to do: \($0.left).") }
        terminal.say("Done. Sealed anew: \(report.done).")
        if report.unreadable > 0 {
            terminal.complain(
                "\(report.unreadable) pieces cannot be opened with any key that is named. Name the key they were sealed "
                    + "with in 'previousSealingKeys', and run this again.")
        }
        if report.looseStops > 0 {
            terminal.say(
                "\(report.looseStops) STOPs of people who have not written since a backup was brought back are found "
                    + "with the old key alone. Keep it: without it they may get messages.")
        }
        guard report.left == 0 else { return .failure }
        if report.isFinished {
            terminal.say(
                "The database needs the old key no longer. Take it off this machine, and keep it with the backups that "
                    + "were made before now: they open with it alone.")
        }
        return .fine
    }
}
