import ConsoleChannel
import Foundation

/// `yousaid say` and `yousaid chat`: the operator talks to a running bot.
extension ServiceCommands {
    /// Says one thing and shows the replies.
    public func say(configuration path: String, _ text: String) async -> Bool {
        guard let configuration = configuration(path) else { return false }
        let console = ConsoleClient(socketPath: configuration.consoleSocket)
        defer { console.close() }
        do {
            let answer = try await console.say(text)
            show(answer.replies)
            if let problem = answer.problem { terminal.complain(problem) }
            if answer.moreWaiting {
                terminal.complain("Other messages wait. Read them with: yousaid chat --config \(path)")
            }
            return answer.ok
        } catch {
            explain(error, path)
            return false
        }
    }

    /// Talks until the end of the input. What arrives by itself is shown too.
    public func chat(configuration path: String) async -> Bool {
        guard let configuration = configuration(path) else { return false }
        let console = ConsoleClient(socketPath: configuration.consoleSocket)
        defer { console.close() }
        do {
            _ = try await console.listen(after: 0, wait: 0)
        } catch {
            explain(error, path)
            return false
        }
        return await converse(with: console)
    }

    @discardableResult
    func converse(with console: ConsoleClient) async -> Bool {
        if terminal.isInteractive { terminal.say("Type, and press Enter. Ctrl-D ends.") }
        let listening = Task {
            var next: Int64 = 0
            while !Task.isCancelled {
                do {
                    let news = try await console.listen(after: next, wait: 20)
                    show(news.messages)
                    next = news.next
                } catch {
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
        defer { listening.cancel() }
        prompt()
        for await line in terminal.lines() {
            if !line.allSatisfy(\.isWhitespace) {
                do {
                    let answer = try await console.say(line)
                    show(answer.replies)
                    if let problem = answer.problem { terminal.complain(problem) }
                } catch {
                    explain(error, nil)
                    return false
                }
            }
            prompt()
        }
        if terminal.isInteractive { terminal.say("") }
        return true
    }

    private func prompt() {
        if terminal.isInteractive { terminal.prompt("> ") }
    }

    private func show(_ messages: [ConsoleMessage]) {
        for message in messages {
            terminal.say(message.text + "\n")
        }
    }

    private func explain(_ error: ConsoleClientError, _ path: String?) {
        switch error {
        case .notRunning:
            terminal.complain("The bot is not running.")
            if let path { terminal.complain("Start it with: yousaid serve --config \(path)") }
        case .notAllowed:
            terminal.complain("The bot's console belongs to somebody else.")
            terminal.complain("Use the account that the bot runs as, or one in its 'consoleGroup'.")
        case .interrupted:
            terminal.complain("The line to the bot broke. It may have taken what you said.")
            terminal.complain("Look before you say it again.")
        case .refused, .notUnderstood:
            terminal.complain("The bot could not take it now. Try again in a moment.")
        }
    }
}
