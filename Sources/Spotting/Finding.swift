/// What ``Spotter`` found in a message.
public struct Finding: Sendable, Hashable {
    public enum Certainty: Int, Sendable, Hashable, Comparable {
        /// It may tell of harm: the person is asked whether it was meant.
        case maybe
        /// Phrases of the lists stand in it, or it reads much like what tells of harm.
        case sure

        public static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }
    }

    public let certainty: Certainty
    /// The kinds of harm that it may tell of: names of lists.
    public let kinds: Set<String>

    public init(_ certainty: Certainty, kinds: Set<String>) {
        self.certainty = certainty
        self.kinds = kinds
    }
}

extension Spotter {
    /// What may tell of harm in a message; nil where nothing does.
    public func find(in text: String) -> Finding? {
        let kinds = kinds(in: text)
        return kinds.isEmpty ? nil : Finding(.sure, kinds: kinds)
    }
}
