import YouSaidKit

/// JOIN, CODE, and START from somebody who has not joined.
struct Joining {
    /// How a forum takes new people in.
    enum Way: String {
        case open, approval, code
    }

    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// "JOIN", "START" or "CODE", with a code behind it or without.
    func begin(_ call: CommandCall) throws {
        guard call.text.isEmpty else { return try redeem(call.text) }
        if call.word == "CODE" { return turn.reply("ask-code") }
        if let member = turn.member, call.word == "START" || member.roles.contains(.member) {
            return turn.reply("joined-already", forumName)
        }
        switch try way {
        case .open:
            _ = try turn.people.join(name: nil)
            welcome()
        case .approval: try LettingIn(turn).ask()
        case .code: turn.reply("ask-code")
        }
    }

    /// What the configuration says. A word that nobody knows lets nobody in without an organiser.
    private var way: Way {
        get throws { Way(rawValue: try turn.settings.text("joining")) ?? .approval }
    }

    private func redeem(_ code: String) throws {
        guard let redemption = try turn.people.redeemInvitation(code) else { return turn.reply("code-wrong") }
        let role = redemption.role
        turn.audit("used a code for the role \(role.rawValue)")
        guard redemption.isGiven else { return turn.reply("role-waits", forumName) }
        switch role {
        case .member: welcome()
        default: turn.reply("welcome-\(role.rawValue)", forumName)
        }
    }

    private func welcome() { turn.reply(Self.welcome(to: turn.forum)) }

    private var forumName: [String: PromptValue] { ["forum": .text(turn.forum.name)] }

    /// What a new member is told: what this is, who sees what, how to stop.
    static func welcome(to forum: Forum) -> [Prompt] {
        [
            Prompt("welcome", ["forum": .text(forum.name)]), Prompt("welcome-privacy"),
            Prompt("welcome-words"),
        ]
    }
}
