/// One phone in the playground, and whose it is. The page shows one column for each.
public struct PretendPhone: Sendable, Hashable, Codable {
    /// What the phone can do, and who holds it.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The officer's own, with buttons.
        case officer
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

    /// The phones that are there from the beginning.
    public static let first = [
        officer,
        PretendPhone(id: "robin", name: "Pretend Robin", kind: .buttons, note: "An app with buttons"),
        PretendPhone(id: "sam", name: "Pretend Sam", kind: .text, note: "Plain text, such as SMS"),
        PretendPhone(
            id: "noor", name: "Pretend Noor", kind: .buttons, note: "An app with buttons, Easy Read"),
    ]

    /// The officer who plays.
    public static let officer = PretendPhone(
        id: "officer", name: "You, the officer", kind: .officer, note: "Asks, and sees the results")

    /// Those who can be added, in this order.
    static let more = ["Kit", "Ash", "Jules", "Mika", "Remy", "Toni"]

    /// Makes the next phone that can be added.
    /// - Parameters:
    ///   - kind: what it can do.
    ///   - phones: those that are there.
    /// - Returns: nil when all are there.
    static func next(_ kind: Kind, after phones: [PretendPhone]) -> PretendPhone? {
        let name = more.first { name in !phones.contains { $0.id == name.lowercased() } }
        return name.map {
            PretendPhone(
                id: $0.lowercased(), name: "Pretend \($0)", kind: kind,
                note: kind == .text ? "Plain text, such as SMS" : "An app with buttons")
        }
    }
}
