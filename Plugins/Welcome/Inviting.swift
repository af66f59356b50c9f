import YouSaidKit

/// INVITE: an organiser makes a code for one person.
struct Inviting {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// How long a code can be used.
    private static let span = Duration.hours(24)

    /// "INVITE member", "INVITE organiser", "INVITE safeguarding lead" and so on: a code for any role.
    func invite(_ call: CommandCall) throws {
        let said = call.text.lowercased().split { $0.isWhitespace || $0 == "-" }.joined(separator: "-")
        guard let role = Role(rawValue: said) else {
            return turn.reply("invite-how")
        }
        let code = try turn.people.makeInvitation(for: role, validFor: Self.span)
        turn.audit("made a code for the role \(role.rawValue)")
        let then =
            switch role {
            case .organiser, .approver: "invitation-then-two"
            case .safeguardingLead: "invitation-then-lead"
            default: "invitation-then"
            }
        turn.reply(Prompt("invitation-\(role.rawValue)", ["code": .text(code)]), Prompt(then))
    }
}
