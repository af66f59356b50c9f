import Service

/// `yousaid demo`: a made-up forum, on a page or in the terminal.
struct DemoCommand: ToolCommand {
    let syntax = Syntax(
        "demo", "starts a made-up forum with pretend phones on a web page",
        details: """
            It prints the page's address. There you play the officer and the young people, and move the clock on.
            Nothing leaves this machine, and nothing is kept. It runs until Ctrl-C.

            The page answers this machine alone. From another one, first run there:
            ssh -L 8123:127.0.0.1:8123 THIS-MACHINE, and here: yousaid demo --port 8123
            """,
        options: [
            Syntax.Option("port", value: "NUMBER", "where the page is; left out, a free port is taken"),
            Syntax.Option("terminal", "plays a story in the terminal instead, and hands the console over"),
        ],
        fine: "it ran to its end", failure: "it could not start", example: "yousaid demo")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let terminal = tool.terminal
        guard arguments.option("terminal") == nil else {
            try await tool.service.demo(
                say: { terminal.say($0) },
                chat: { console in
                    _ = await Chat(client: console, terminal: terminal, file: "").run()
                })
            return .fine
        }
        let port = try port(arguments)
        try await tool.service.playground(port: port, say: { terminal.say($0) })
        return .fine
    }

    private func port(_ arguments: Arguments) throws(UsageError) -> UInt16 {
        guard let text = arguments.option("port") else { return 0 }
        guard let port = UInt16(text) else {
            throw .wrongValue("port", value: text, wanted: "a number up to 65535", command: syntax.name)
        }
        return port
    }
}
