/// What is in a folder of prompts. Found out by ``ServiceCommands/checkPrompts(folder:)``.
public struct PromptReport: Sendable, Hashable, Codable {
    /// Something that a rule found in the words.
    public struct Finding: Sendable, Hashable, Codable {
        /// The file, with the folder of prompts.
        public let file: String
        public let line: Int
        public let column: Int
        /// The rule's name: "time".
        public let rule: String
        /// True where the prompt must be changed before it ships.
        public let blocks: Bool
        /// What is wrong and what to do.
        public let text: String
        /// What to write in its place, where that can be said.
        public let instead: String?

        public init(
            file: String, line: Int, column: Int, rule: String, blocks: Bool, text: String,
            instead: String? = nil
        ) {
            self.file = file
            self.line = line
            self.column = column
            self.rule = rule
            self.blocks = blocks
            self.text = text
            self.instead = instead
        }
    }

    /// Figures about one form of the words. They are a report and never a gate.
    public struct Figures: Sendable, Hashable, Codable {
        /// "standard" or "Easy Read".
        public let form: String
        public let sentences: Int
        public let words: Int
        public let wordsInASentence: Double
        /// The words of the longest sentence, and the sentence.
        public let longest: Int
        public let longestSentence: String
        public let readingAge: Double?

        public init(
            form: String, sentences: Int, words: Int, wordsInASentence: Double, longest: Int,
            longestSentence: String, readingAge: Double?
        ) {
            self.form = form
            self.sentences = sentences
            self.words = words
            self.wordsInASentence = wordsInASentence
            self.longest = longest
            self.longestSentence = longestSentence
            self.readingAge = readingAge
        }
    }

    public let folder: String
    public let languages: [String]
    /// How many prompts there are, over all languages.
    public let count: Int
    /// What is wrong with the files, with file, line and what to do.
    public let faults: [String]
    /// What the rules found in the words.
    public let findings: [Finding]
    /// How many words the glossaries explain.
    public let explained: Int
    public let figures: [Figures]

    public init(
        folder: String, languages: [String], count: Int, faults: [String], findings: [Finding] = [],
        explained: Int = 0, figures: [Figures] = []
    ) {
        self.folder = folder
        self.languages = languages
        self.count = count
        self.faults = faults
        self.findings = findings
        self.explained = explained
        self.figures = figures
    }

    /// True where nothing has to be changed.
    public var isGood: Bool { faults.isEmpty && !findings.contains { $0.blocks } }
}
