import ConsoleChannel
import Service

/// One conversation with a running bot: what is typed goes out, what comes is shown, side by side. For
/// ``ChatCommand`` and the end of the demo.
struct Chat: Sendable {
    let client: ConsoleClient
    let terminal: Terminal
    let file: String

    /// How long one question for news waits.
    private static let wait = 25
    /// How long to leave a bot alone that had nothing to say and did not wait for it.
    private static let pause = Duration.milliseconds(100)

    func run() async -> ExitCode {
        let start: ConsoleNews
        do throws(ConsoleClientError) {
            start = try await client.listen(after: 0, wait: 0)
        } catch {
            complain(error)
            return .failure
        }
        if terminal.isInteractive { terminal.say("You are the operator. HELP shows what you can say.") }
        show(start.messages)
        prompt()
        let listening = Task { await listen(after: start.next) }
        let isFine = await talk()
        listening.cancel()
        await showTheRest(after: await listening.value)
        if terminal.isInteractive { terminal.say("") }
        return isFine ? .fine : .failure
    }

    /// Says line after line until there are no more.
    private func talk() async -> Bool {
        for await line in terminal.lines() {
            if line.allSatisfy(\.isWhitespace) {
                prompt()
                continue
            }
            var isFine = false
            do throws(ConsoleClientError) {
                let answer = try await client.say(line)
                show(answer.replies)
                if let problem = answer.problem { terminal.complain("yousaid: \(problem)") }
                isFine = answer.ok
            } catch {
                complain(error)
            }
            if !isFine, !terminal.isInteractive { return false }
            prompt()
        }
        return true
    }

    /// Shows what comes by itself, until it is cancelled.
    /// - Returns: the number up to which all has been shown.
    private func listen(after first: Int64) async -> Int64 {
        var number = first
        var isAway = false
        while !Task.isCancelled {
            let begin = ContinuousClock.now
            do throws(ConsoleClientError) {
                let news = try await client.listen(after: number, wait: Self.wait)
                if isAway { terminal.complain("The bot is back.") }
                isAway = false
                number = news.next
                guard !news.messages.isEmpty else {
                    // A bot that is stopping says "nothing" at once, and must not be asked without end.
                    if .now - begin < Self.pause { try? await Task.sleep(for: Self.pause) }
                    continue
                }
                show(news.messages)
                prompt()
            } catch {
                if Task.isCancelled { break }
                if !isAway { terminal.complain("The bot does not answer. Waiting until it is back.") }
                isAway = true
                try? await Task.sleep(for: .seconds(1))
            }
        }
        return number
    }

    /// Shows what has come by now, and says that it has arrived.
    private func showTheRest(after first: Int64) async {
        var number = first
        while let news = try? await client.listen(after: number, wait: 0), !news.messages.isEmpty {
            show(news.messages)
            number = news.next
        }
    }

    private func show(_ messages: [ConsoleMessage]) {
        for message in messages {
            let text = Terminal.printable(message.text)
            // The beginning of the line may have the prompt on it.
            terminal.write(terminal.isInteractive ? "\r\(text)\n\n" : "\(text)\n\n")
        }
    }

    private func prompt() {
        if terminal.isInteractive { terminal.write("> ") }
    }

    private func complain(_ error: ConsoleClientError) {
        terminal.complain("yousaid: \(ConsoleErrorText.text(error, configurationFile: file))")
    }
}
