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
        if let member = turn.member {
            let steps = JoiningSteps(turn)
            if try steps.places.place(of: member.id) != nil { return try steps.begin(member.id) }
            if member.roles.contains(.member) || call.word == "START" && !member.roles.isEmpty {
                return turn.reply("joined-already", forumName)
            }
        }
        switch try Self.way(turn) {
        case .open: try letIn()
        case .approval: try LettingIn(turn).ask()
        case .code: turn.reply("ask-code")
        }
    }

    /// What the configuration says. A word that nobody knows lets nobody in without an organiser.
    static func way(_ turn: Turn) throws -> Way {
        Way(rawValue: try turn.settings.text("joining")) ?? .approval
    }

    /// Asks what there is to ask; where there is nothing, they have joined.
    private func letIn() throws {
        let steps = JoiningSteps(turn)
        guard try steps.hasQuestions else {
            _ = try turn.people.join(name: nil)
            return welcome()
        }
        try steps.begin(try turn.people.beginJoining().id)
    }

    private func redeem(_ code: String) throws {
        if let bond = try turn.people.bond(by: code) {
            guard bond.young != turn.member?.id else { return turn.reply("bond-own-phone") }
            if bond.role == .parent { return try ParentsSay(turn).ask(about: bond.young) }
            return try Supporters(turn).accept(bond.young)
        }
        let wasMember = turn.member?.roles.contains(.member) ?? false
        guard let redemption = try turn.people.redeemInvitation(code) else { return turn.reply("code-wrong") }
        let role = redemption.role
        turn.audit("used a code for the role \(role.rawValue)")
        guard redemption.isGiven else {
            return turn.reply(role == .safeguardingLead ? "role-waits-lead" : "role-waits", forumName)
        }
        switch role {
        case .member where try !wasMember && JoiningSteps(turn).hasQuestions:
            // The code opens the door; the questions come before they belong.
            let member = try turn.people.beginJoining().id
            try turn.people.take(.member, from: member)
            try JoiningSteps(turn).begin(member)
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
