/// Words for people, by the name of the file that holds them. No word that the bot says stands in code.
///
/// ```swift
/// turn.reply("closed", ["poll": .text("Which day?"), "answers": 12])
/// ```
/// says what stands in `prompts/<language>/<plugin>/closed.txt`, or in `closed.easy-read.txt` to somebody who reads
/// Easy Read, with `{poll}` and `{answers}` filled in.
public struct Prompt: Sendable, Hashable, Codable {
    /// The folder under the language; nil means the plugin that says it. The core's own is "core".
    public private(set) var plugin: String?
    /// The file's name without its ending.
    public let name: String
    /// What stands for each `{placeholder}`.
    public private(set) var values: [String: PromptValue]

    /// Words from a file.
    /// - Parameters:
    ///   - name: the file's name without its ending.
    ///   - values: what stands for each `{placeholder}` in it.
    ///   - plugin: whose folder it is in; nil means the plugin that says it. An ``ExportedItem`` has to name it.
    public init(_ name: String, _ values: [String: PromptValue] = [:], plugin: String? = nil) {
        self.name = name
        self.values = values
        self.plugin = plugin
    }

    /// The same prompt with its folder named, all the way down. Used when a turn records it.
    @_spi(Host) public func owned(by owner: String) -> Prompt {
        var copy = self
        copy.plugin = plugin ?? owner
        for (key, value) in values { copy.values[key] = value.owned(by: owner) }
        return copy
    }
}

/// What a placeholder in a prompt stands for.
public indirect enum PromptValue: Sendable, Hashable, Codable {
    /// Words as they are, such as what somebody wrote.
    case text(String)
    /// A whole number, in figures.
    case number(Int)
    /// Words from another file, in the reader's own form.
    case prompt(Prompt)
    /// Several values, each on a line of its own.
    case lines([PromptValue])
    /// A day, written "Wednesday 6 August 2026".
    case date(Moment)
    /// A time of day, written "5:30pm".
    case time(Moment)

    func owned(by owner: String) -> PromptValue {
        switch self {
        case .prompt(let prompt): .prompt(prompt.owned(by: owner))
        case .lines(let values): .lines(values.map { $0.owned(by: owner) })
        case .text, .number, .date, .time: self
        }
    }
}

extension PromptValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { self = .text(value) }
}

extension PromptValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .number(value) }
}
