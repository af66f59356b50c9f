import ConsoleChannel
import Service

/// `yousaid chat`: a conversation as the operator with the running bot.
struct ChatCommand: ToolCommand {
    let syntax = Syntax(
        "chat", "talks with the running bot as the operator",
        details: """
            Each line is a message. Replies are printed, and whatever else the bot says meanwhile. Ctrl-D leaves.
            Lines can also come through a pipe; then the first that fails ends it.
            """,
        options: [.config], fine: "the conversation came to its end",
        failure: "the bot does not run, or a line from a pipe failed",
        example: "yousaid chat --config forum.json5")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let configuration = try tool.configuration(arguments)
        let client = ConsoleClient(socketPath: configuration.consoleSocket)
        defer { client.close() }
        return await Chat(client: client, terminal: tool.terminal, file: configuration.file).run()
    }
}
