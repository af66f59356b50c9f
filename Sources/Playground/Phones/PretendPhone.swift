/// One phone in the playground, and whose it is. The page shows one column for each.
public struct PretendPhone: Sendable, Hashable, Codable {
    /// What the phone can do, and who holds it.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The officer's own, with buttons.
        case officer
        /// The safeguarding lead's, with buttons.
        case lead
        /// A parent's or supporter's, with buttons.
        case adult
        /// A young person's app with buttons.
        case buttons
        /// A young person's plain text messages, such as SMS.
        case text
    }

    /// The address on its channel.
    public let id: String
    /// Whose it is. Whoever reads it sees that the person is pretend.
    public let name: String
    public let kind: Kind
    /// What is special about it, in a few words.
    public let note: String

    public init(id: String, name: String, kind: Kind, note: String) {
        self.id = id
        self.name = name
        self.kind = kind
        self.note = note
    }

    /// The name without "Pretend".
    var shortName: String { kind == .officer ? "You" : name.replacing("Pretend ", with: "") }
}
