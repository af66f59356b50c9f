/// Says in words how the program was called wrongly, and where help is.
enum UsageErrorText {
    static func text(_ error: UsageError) -> String {
        switch error {
        case .noCommand:
            "Say what to do. 'yousaid --help' lists what there is."
        case .unknownCommand(let word, let nearest):
            "There is no command '\(word)'.\(meant(nearest)) 'yousaid --help' lists what there is."
        case .halfCommand(let word, let known):
            "'\(word)' wants one more word: \(known.joined(separator: ", "))."
        case .unknownOption(let word, let nearest, let command):
            "There is no option '\(word)' here.\(meant(nearest.map { "--\($0)" })) \(help(command))"
        case .repeatedOption(let name, let command):
            "'--\(name)' stands there twice. Keep one of them. \(help(command))"
        case .unexpectedValue(let name, let command):
            "'--\(name)' takes no value. Remove what follows the '='. \(help(command))"
        case .missingValue(let name, let value, let command):
            "'--\(name)' wants a value: --\(name) \(value). \(help(command))"
        case .wrongValue(let name, let value, let wanted, let command):
            "'--\(name)' wants \(wanted), not '\(value)'. \(help(command))"
        case .missingOption(let name, let value, let command):
            "'--\(name) \(value)' is missing. \(help(command))"
        case .missingOperand(let name, let command):
            "\(name) is missing. \(help(command))"
        case .tooMuch(let word, let command):
            "There is one word too many: '\(word)'. \(help(command))"
        }
    }

    private static func meant(_ word: String?) -> String { word.map { " Did you mean '\($0)'?" } ?? "" }

    private static func help(_ command: String) -> String { "See 'yousaid \(command) --help'." }
}
