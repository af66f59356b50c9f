/// `yousaid demo`: a made-up forum in the terminal.
struct DemoCommand: ToolCommand {
    let syntax = Syntax(
        "demo", "plays a made-up forum in the terminal",
        details: """
            The operator asks, three pretend people answer, the result comes back, and then the console is
            yours. Nothing leaves this machine, and nothing is kept.
            """, fine: "it ran to its end", failure: "it could not start", example: "yousaid demo")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let terminal = tool.terminal
        try await tool.service.demo(
            say: { terminal.say($0) },
            chat: { console in
                _ = await Chat(client: console, terminal: terminal, file: "").run()
            })
        return .fine
    }
}
