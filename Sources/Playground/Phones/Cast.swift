/// Who is there in the playground, and who can come.
extension PretendPhone {
    /// The phones that are there from the beginning.
    public static let first = [
        officer,
        PretendPhone(id: "robin", name: "Pretend Robin", kind: .buttons, note: "An app with buttons"),
        PretendPhone(id: "sam", name: "Pretend Sam", kind: .text, note: "Plain text, such as SMS"),
        PretendPhone(id: "noor", name: "Pretend Noor", kind: .buttons, note: "An app, in Easy Read"),
        lead,
    ]

    /// The officer who plays.
    public static let officer = PretendPhone(
        id: "officer", name: "You, the officer", kind: .officer, note: "Asks, and sees results")

    /// Who is told when somebody may need help.
    public static let lead = PretendPhone(
        id: "lee", name: "Pretend Lee", kind: .lead, note: "The safeguarding lead")

    /// Those whom "Show me" brings in where it needs them.
    static let guests = [
        PretendPhone(id: "alex", name: "Pretend Alex", kind: .buttons, note: "12 years old, wants to join"),
        PretendPhone(id: "pat", name: "Pretend Pat", kind: .adult, note: "The parent of Alex"),
        PretendPhone(id: "jo", name: "Pretend Jo", kind: .adult, note: "Speaks for Robin"),
    ]

    /// Those who can be added, in this order.
    private static let more = ["Kit", "Ash", "Jules", "Mika", "Remy", "Toni"]

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
