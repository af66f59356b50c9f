import YouSaidKit

/// JOIN, CODE, and START from somebody who has not joined.
struct Joining {
    /// How a forum takes new people in.
    enum Way: String {
        case open, approval, code
    }

    /// No code that the forum gives has more letters; what is longer is a word of somebody else's.
    private static let longestCode = 8

    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// "JOIN", "START" or "CODE", with a code behind it or without.
    func begin(_ call: CommandCall) throws {
        guard Self.isNoCode(call.text) else { return try redeem(call.text, joins: call.word != "CODE") }
        if call.word == "CODE" { return turn.reply("ask-code") }
        try enter(saying: call.word)
    }

    private func enter(saying word: String) throws {
        if let member = turn.member {
            let steps = JoiningSteps(turn)
            if try steps.places.place(of: member.id) != nil { return try steps.begin(member.id) }
            if member.roles.contains(.member) || word == "START" && !member.roles.isEmpty {
                return turn.reply("joined-already", forumName)
            }
        }
        switch try Self.way(turn) {
        case .open: try letIn()
        case .approval: try LettingIn(turn).ask()
        case .code: turn.reply("ask-code")
        }
    }

    /// "JOIN please" has no code.
    private static func isNoCode(_ text: String) -> Bool {
        let polite: Set<String> = [
            "please", "pls", "plz", "plss", "thanks", "thank", "you", "thx", "ta", "now", "me", "up", "us",
            "the", "forum", "x",
        ]
        return text.lowercased().split { !$0.isLetter && !$0.isNumber }.allSatisfy {
            polite.contains(String($0))
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

    /// - Parameter joins: where anybody may join, what is no code of ours is no reason to stay outside: a poster's link has
    ///   the poster's name.
    private func redeem(_ code: String, joins: Bool) throws {
        if let bond = try turn.people.bond(by: code) {
            guard bond.young != turn.member?.id else { return turn.reply("bond-own-phone") }
            if bond.role == .parent { return try ParentsSay(turn).ask(about: bond.young) }
            return try Supporters(turn).accept(bond.young)
        }
        let wasMember = turn.member?.roles.contains(.member) ?? false
        guard let redemption = try turn.people.redeemInvitation(code) else {
            let isStranger = turn.member?.roles.isEmpty ?? true
            guard joins, isStranger, try Self.way(turn) == .open, code.count > Self.longestCode else {
                return turn.reply("code-wrong")
            }
            return try enter(saying: "JOIN")
        }
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
