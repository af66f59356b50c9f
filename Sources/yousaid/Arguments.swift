import Service

/// What stood after a command's name, read by the command's syntax.
struct Arguments: Equatable {
    private(set) var options: [String: String] = [:]
    private(set) var operands: [String] = []
    /// Help was asked for; nothing else counts then.
    private(set) var wantsHelp = false

    /// The value of an option; "" for one that stands alone.
    func option(_ name: String) -> String? { options[name] }

    /// Reads the words after a command's name.
    /// - Throws: ``UsageError`` for the first that is wrong.
    static func parse(_ words: some Collection<String>, _ syntax: Syntax) throws(UsageError) -> Arguments {
        var reader = ArgumentReader(words: Array(words), syntax: syntax)
        return try reader.read()
    }

    fileprivate mutating func ask() { wantsHelp = true }
    fileprivate mutating func set(_ name: String, _ value: String) { options[name] = value }
    fileprivate mutating func add(_ operand: String) { operands.append(operand) }
    fileprivate mutating func join(from index: Int) {
        guard operands.count > index + 1 else { return }
        operands = operands[..<index] + [operands[index...].joined(separator: " ")]
    }
}

/// Goes through the words one by one.
private struct ArgumentReader {
    let words: [String]
    let syntax: Syntax
    var place = 0
    var found = Arguments()

    init(words: [String], syntax: Syntax) {
        self.words = words
        self.syntax = syntax
    }

    mutating func read() throws(UsageError) -> Arguments {
        if words.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            found.ask()
            return found
        }
        while place < words.count {
            let word = words[place]
            place += 1
            if word == "--" {
                for operand in words[place...] { found.add(operand) }
                break
            }
            if Self.isOption(word) { try readOption(word) } else { found.add(word) }
        }
        try checkOperands()
        if let missing = syntax.options.first(where: { $0.isRequired && found.options[$0.name] == nil }) {
            throw .missingOption(missing.name, value: missing.value ?? "", command: syntax.name)
        }
        return found
    }

    /// A dash alone, or before a figure, is a word like any other.
    private static func isOption(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let second = word.dropFirst().first else { return false }
        return !second.isNumber && !second.isWhitespace
    }

    private mutating func readOption(_ word: String) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0].drop { $0 == "-" })
        guard word.hasPrefix("--"), let option = syntax.options.first(where: { $0.name == name }) else {
            throw .unknownOption(
                String(parts[0]), nearest: NearestWord.find(name, in: syntax.options.map(\.name) + ["help"]),
                command: syntax.name)
        }
        if found.options[name] != nil { throw .repeatedOption(name, command: syntax.name) }
        guard let placeholder = option.value else {
            if parts.count > 1 { throw .unexpectedValue(name, command: syntax.name) }
            return found.set(name, "")
        }
        if parts.count > 1 {
            guard !parts[1].isEmpty else {
                throw .missingValue(name, value: placeholder, command: syntax.name)
            }
            return found.set(name, String(parts[1]))
        }
        guard place < words.count, !words[place].isEmpty, !Self.isOption(words[place]) else {
            throw .missingValue(name, value: placeholder, command: syntax.name)
        }
        found.set(name, words[place])
        place += 1
    }

    private mutating func checkOperands() throws(UsageError) {
        if syntax.operands.last?.takesRest == true { found.join(from: syntax.operands.count - 1) }
        if found.operands.count < syntax.operands.count {
            throw .missingOperand(syntax.operands[found.operands.count].name, command: syntax.name)
        }
        if found.operands.count > syntax.operands.count {
            throw .tooMuch(found.operands[syntax.operands.count], command: syntax.name)
        }
    }
}
