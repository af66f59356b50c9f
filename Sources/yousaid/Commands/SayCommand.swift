import ConsoleChannel
import Service

/// `yousaid say`: one message as the operator to the running bot.
struct SayCommand: ToolCommand {
    let syntax = Syntax(
        "say", "says something as the operator to the running bot, and prints the replies",
        details: """
            Several words need no quotation marks, but a '|' does, since shells know it. After '--' everything
            is text, also what begins with a dash.
            """,
        options: [.config], operands: [.init("TEXT", takesRest: true, "what to say")],
        fine: "the bot took it, and all its replies are printed",
        failure: "the bot does not run, did not take it, or not all replies came in time",
        example: "yousaid say --config forum.json5 \"POLL Which day suits you? | Saturday | Sunday\"")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let configuration = try tool.configuration(arguments)
        let client = ConsoleClient(socketPath: configuration.consoleSocket)
        defer { client.close() }
        do throws(ConsoleClientError) {
            let answer = try await client.say(arguments.operands[0])
            let texts = answer.replies.map { Terminal.printable($0.text) }
            if !texts.isEmpty { tool.terminal.say(texts.joined(separator: "\n\n")) }
            if let problem = answer.problem { tool.terminal.complain("yousaid: \(problem)") }
            if answer.moreWaiting {
                tool.terminal.complain(
                    "More messages wait for you. See them with: yousaid chat --config \(configuration.file)")
            }
            return answer.ok ? .fine : .failure
        } catch {
            tool.terminal.complain(
                "yousaid: \(ConsoleErrorText.text(error, configurationFile: configuration.file))")
            return .failure
        }
    }
}
