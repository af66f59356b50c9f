/// What ``Spotter`` found in a message.
public struct Finding: Sendable, Hashable {
    public enum Certainty: Int, Sendable, Hashable, Comparable {
        /// It may tell of harm: the person is asked whether it was meant.
        case maybe
        /// A phrase of the lists stands in it, or it reads much like what tells of harm.
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
    ///
    /// A phrase of the lists is enough to be sure. What the model finds is sure or not as its score says. A phrase that is
    /// often harmless, which begins with `?`, counts where the model does not read the message as plainly harmless.
    public func find(in text: String) -> Finding? {
        let listed = listed(in: text)
        guard let model else { return Finding(listed) }
        let reading = model.read(text)
        var finding = Finding(listed)
        if finding?.certainty == .maybe, reading.score < model.weak { finding = nil }
        guard reading.score >= model.maybe else { return finding }
        let certainty = max(finding?.certainty ?? .maybe, reading.score >= model.sure ? .sure : .maybe)
        return Finding(certainty, kinds: (finding?.kinds ?? []).union(reading.kinds))
    }
}

extension Finding {
    fileprivate init?(_ listed: Spotter.Listed) {
        guard !listed.all.isEmpty else { return nil }
        self.init(listed.strong.isEmpty ? .maybe : .sure, kinds: listed.all)
    }
}
