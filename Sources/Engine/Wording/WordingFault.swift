import PlainWords
import YouSaidKit

/// Something wrong in the folder of prompts, in words for the person who edits them. Found when the bot
/// starts and by `yousaid prompts check`.
public struct WordingFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file under the folder of prompts: "en-GB/polls/closed.txt".
    public let file: String
    /// The folder of prompts that the file is in, or should be; nil where there is no folder.
    public internal(set) var folder: String?
    /// The line, from 1.
    public let line: Int
    /// What is wrong.
    public let what: String
    /// What to do about it.
    public let advice: String

    public init(file: String, folder: String? = nil, line: Int, what: String, advice: String) {
        self.file = file
        self.folder = folder
        self.line = line
        self.what = what
        self.advice = advice
    }

    public var description: String { "\(file):\(line): \(what). \(advice)" }
}

/// Everything that is wrong in the folder of prompts. Thrown by ``Wording/init(folder:)``.
public struct WordingFaults: Error, Sendable, CustomStringConvertible {
    public let faults: [WordingFault]

    public init(faults: [WordingFault]) { self.faults = faults }

    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Why a prompt could not be put into words. Names files and placeholders only, never a value.
public struct WordingError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        /// There is no such file.
        case missingFile
        /// The file has a placeholder for which the prompt has no value.
        case noValue(placeholder: String)
        /// The prompt does not say whose folder it is in.
        case noFolder
        /// A date or a time names a time zone that the system does not know.
        case unknownZone(placeholder: String)
    }

    /// The file under the folder of prompts.
    public let file: String
    public let reason: Reason

    public init(file: String, reason: Reason) {
        self.file = file
        self.reason = reason
    }

    /// The placeholder that is meant, where one is.
    public var placeholder: String? {
        switch reason {
        case .noValue(let name), .unknownZone(let name): name
        case .missingFile, .noFolder: nil
        }
    }

    public var description: String {
        switch reason {
        case .missingFile:
            "prompts/\(file) is missing. Add the file, or see that the plugin uses the right name."
        case .noValue(let name):
            "prompts/\(file) has {\(name)}, for which the bot has no words. Remove it or correct its name."
        case .noFolder:
            "the prompt '\(file)' does not say whose it is. It has to be owned by a plugin or by the core."
        case .unknownZone(let name):
            "prompts/\(file): {\(name)} needs a time zone that this machine does not know. Install tzdata."
        }
    }
}

/// Something that a rule found in the words of a prompt or of the glossary. Nothing that stops the bot.
public struct WordingFinding: Sendable, Hashable {
    /// The file under the folder of prompts.
    public let file: String
    /// The folder of prompts, where there are several.
    public let folder: String?
    /// The line in the file.
    public let line: Int
    public let finding: Finding
}

/// What `yousaid prompts check` found.
public struct WordingReport: Sendable {
    /// The languages that have a folder.
    public let languages: [String]
    /// How many prompts there are, each in two forms, over all languages.
    public let prompts: Int
    public let faults: [WordingFault]
    /// What the rules found in words that can be read.
    public let findings: [WordingFinding]
    /// How many words the glossaries explain.
    public let words: Int
    /// Figures for each form.
    public let readability: [WordingForm: Readability]

    public init(
        languages: [String], prompts: Int, faults: [WordingFault], findings: [WordingFinding] = [],
        words: Int = 0, readability: [WordingForm: Readability] = [:]
    ) {
        self.languages = languages
        self.prompts = prompts
        self.faults = faults
        self.findings = findings
        self.words = words
        self.readability = readability
    }

    public var isGood: Bool { faults.isEmpty && !findings.contains { $0.finding.severity == .blocks } }
}
