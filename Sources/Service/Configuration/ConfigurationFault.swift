/// One thing that is wrong in the configuration, or on the machine it is meant for, in words for the person who
/// edits it. Found by ``Configuration/load(path:)`` and by `yousaid check`.
///
/// No value from the file is ever part of it, so that a secret that was written there does not show.
public struct ConfigurationFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whether the bot starts nevertheless.
    public enum Weight: Sendable, Hashable {
        /// It does not start.
        case fault
        /// It starts; somebody should look at it.
        case warning
    }

    /// The configuration file, as it was given.
    public let file: String
    /// Which key is meant: "channels.telegram.token"; nil where it is the file as a whole.
    public let path: String?
    /// The line, from 1, where it is known.
    public let line: Int?
    /// The column in that line, from 1, where it is known.
    public let column: Int?
    /// What is wrong.
    public let problem: String
    /// What to do about it.
    public let advice: String
    public let weight: Weight

    public init(
        file: String, path: String? = nil, line: Int? = nil, column: Int? = nil, problem: String,
        advice: String, weight: Weight = .fault
    ) {
        self.file = file
        self.path = path
        self.line = line
        self.column = column
        self.problem = problem
        self.advice = advice
        self.weight = weight
    }

    /// `forum.json5:4: channels.telegram.token: what is wrong. What to do.`
    public var description: String {
        let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self)
        let key = path.map { "\($0): " } ?? ""
        let word = weight == .warning ? "warning: " : ""
        return "\(place.joined(separator: ":")): \(word)\(key)\(problem). \(advice)"
    }
}

/// Everything that is wrong, in the order of the file. Given by ``Configuration/load(path:)``.
public struct ConfigurationFaults: Error, Sendable, CustomStringConvertible {
    public let faults: [ConfigurationFault]

    public init(_ faults: [ConfigurationFault]) { self.faults = faults }

    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
