import YouSaidKit

/// INVITE: an organiser makes a code for one person.
struct Inviting {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// How long a code can be used.
    private static let span = Duration.hours(24)

    /// "INVITE organiser", "INVITE member" or "INVITE safeguarding lead".
    func invite(_ call: CommandCall) throws {
        let roles: [Role] = [.organiser, .member, .safeguardingLead]
        let said = call.text.lowercased().split { $0.isWhitespace || $0 == "-" }.joined(separator: "-")
        guard let role = roles.first(where: { $0.rawValue == said }) else {
            return turn.reply("invite-how")
        }
        let code = try turn.people.makeInvitation(for: role, validFor: Self.span)
        turn.audit("made a code for the role \(role.rawValue)")
        turn.reply("invitation-\(role.rawValue)", ["code": .text(code)])
    }
}
