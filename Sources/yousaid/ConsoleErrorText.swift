import Service

/// Says in words why the operator's console could not be used.
enum ConsoleErrorText {
    static func text(_ error: ConsoleClientError, configurationFile file: String) -> String {
        switch error {
        case .notRunning(let socket):
            "The bot is not running: nobody answers at \(socket). Start it with: yousaid serve --config \(file)"
        case .notAllowed(let socket):
            "You may not open \(socket). Use the bot's own user, or join the group that 'consoleGroup' names."
        case .interrupted:
            "The bot stopped answering. The message may have been taken; look with PROBLEMS before saying it again."
        case .refused(503):
            "The bot is stopping or starting, and takes nothing now. Try again in a moment."
        case .refused(let status):
            "The bot refused the request (\(status)). Use the same version of yousaid for both."
        case .notUnderstood:
            "The answer was not understood. Use the same version of yousaid for both."
        }
    }
}
