/// How the program can be called wrongly. Its words are made in ``UsageErrorText``.
enum UsageError: Error, Equatable {
    case noCommand
    case unknownCommand(String, nearest: String?)
    /// The first word of a command that has two.
    case halfCommand(String, known: [String])
    case unknownOption(String, nearest: String?, command: String)
    case repeatedOption(String, command: String)
    case unexpectedValue(String, command: String)
    case missingValue(String, value: String, command: String)
    case wrongValue(String, value: String, wanted: String, command: String)
    case missingOption(String, value: String, command: String)
    case missingOperand(String, command: String)
    case tooMuch(String, command: String)
}
