/// What became of a list that was imported, line by line.
public struct ImportReport: Sendable, Hashable {
    /// A line that was not taken, and what to do.
    public struct Fault: Sendable, Hashable {
        public let line: Int
        /// The column; nil where the whole line is meant.
        public let column: String?
        /// What is wrong. What the line holds is not repeated.
        public let problem: String
        public let advice: String

        public init(line: Int, column: String?, problem: String, advice: String) {
            self.line = line
            self.column = column
            self.problem = problem
            self.advice = advice
        }
    }

    /// People who are new.
    public var added = 0
    /// People whom the forum knew already. Nothing about them was changed.
    public var known = 0
    public var faults: [Fault] = []
    /// How many lines were faulty; more than ``faults`` holds where there were very many.
    public var faulty = 0

    /// More faults than these nobody reads at once.
    static let mostFaults = 1_000

    public init() {}

    mutating func add(_ fault: Fault) {
        faulty += 1
        if faults.count < Self.mostFaults { faults.append(fault) }
    }
}
