import YouSaidKit

/// What the configuration says about safeguarding.
public struct SafetyRules: Sendable, Hashable {
    /// Somebody outside the forum who is rung where a worry may be about a safeguarding lead and no other can be
    /// reached: in England the local authority designated officer.
    public struct Outside: Sendable, Hashable {
        public let name: String
        public let number: String

        public init(name: String, number: String) {
            self.name = name
            self.number = number
        }
    }

    /// How long a safeguarding lead has to read what was written before others are told.
    public let readWithin: Duration
    public let outside: Outside?

    public init(readWithin: Duration = .minutes(10), outside: Outside? = nil) {
        self.readWithin = readWithin
        self.outside = outside
    }
}
