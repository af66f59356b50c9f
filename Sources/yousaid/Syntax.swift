/// How a command is written. The parser reads arguments by it, and help is made from it.
struct Syntax {
    /// Something like `--config FILE`, or `--name` alone.
    struct Option {
        /// Without the dashes.
        let name: String
        /// What follows it, in capitals; nil for one that stands alone.
        let value: String?
        let meaning: String
        let isRequired: Bool

        init(_ name: String, value: String? = nil, isRequired: Bool = false, _ meaning: String) {
            self.name = name
            self.value = value
            self.meaning = meaning
            self.isRequired = isRequired
        }

        static let config = Option(
            "config", value: "FILE", isRequired: true, "the configuration file, in JSON5")
    }

    /// Something that stands at its place, like `TEXT`. All are required.
    struct Operand {
        let name: String
        let meaning: String
        /// Takes all that is left, joined by spaces.
        let takesRest: Bool

        init(_ name: String, takesRest: Bool = false, _ meaning: String) {
            self.name = name
            self.meaning = meaning
            self.takesRest = takesRest
        }
    }

    /// One word or two: "serve", "prompts check".
    let name: String
    /// What it does, in one line.
    let summary: String
    /// What else is good to know.
    let details: String
    let options: [Option]
    let operands: [Operand]
    /// What exit code 0 means here, and what 1 does.
    let fine: String
    let failure: String
    let example: String

    init(
        _ name: String, _ summary: String, details: String = "", options: [Option] = [],
        operands: [Operand] = [], fine: String, failure: String, example: String
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.options = options
        self.operands = operands
        self.fine = fine
        self.failure = failure
        self.example = example
    }
}
