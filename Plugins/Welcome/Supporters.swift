import YouSaidKit

/// SUPPORT: a young person names somebody who may speak for them, sees who may, and ends it at any time.
struct Supporters {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    private enum Choices {
        static let add = "add"
        static let done = "done"
    }

    /// How long the code can be used.
    private static let span = Duration.hours(24)

    func show() throws {
        let member = try turn.requireMember().id
        let carers = try turn.people.carers(of: member).filter { $0.ended == nil }
        var choices = try carers.map { bond in
            Choice(
                "\(bond.carer.rawValue)",
                label: try turn.words("support-end", ["name": .text(try name(bond))]))
        }
        choices.insert(Choice(Choices.add, label: try turn.words("support-add")), at: 0)
        choices.append(Choice(Choices.done, label: try turn.words("interests-done")))
        let text =
            carers.isEmpty
            ? Prompt("support-nobody")
            : Prompt("support", ["names": .lines(try carers.map { .text(try name($0)) })])
        turn.ask(
            Question(
                WelcomeQuestion.support.rawValue, text, title: try turn.words("support-title"),
                choices: choices))
    }

    /// What somebody calls themself, or what they are.
    private func name(_ bond: Bond) throws -> String {
        if let name = try turn.people.member(bond.carer)?.name { return name }
        return try turn.words("a-\(bond.role.rawValue)")
    }

    func choose(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        switch answer.choice?.id {
        case Choices.add:
            let code = try turn.people.makeBondCode(for: member, as: .supporter, validFor: Self.span)
            turn.reply("support-code", ["code": .text(code)])
        case let id?:
            guard let number = Int64(id) else { return turn.reply("support-kept") }
            try end(Member.ID(rawValue: number), for: member)
        case nil: break
        }
    }

    private func end(_ carer: Member.ID, for member: Member.ID) throws {
        let bond = try turn.people.carers(of: member).first { $0.carer == carer && $0.ended == nil }
        guard let bond else { return turn.reply("support-kept") }
        try turn.people.unbind(carer, from: member)
        turn.audit("ended that somebody speaks for them", about: carer)
        turn.reply("support-ended", ["name": .text(try name(bond))])
        turn.say(Message(Prompt("support-ended-carer"), kind: .reply), to: carer)
    }

    // MARK: The supporter's phone

    /// Somebody sent the code that a young person gave them.
    func accept(_ young: Member.ID) throws {
        let carer = try turn.people.beginJoining()
        try turn.people.give(.supporter, to: carer.id)
        try turn.people.bind(carer.id, to: young, as: .supporter)
        turn.audit("became a supporter", about: young)
        let name = try turn.people.member(young)?.name
        turn.reply(
            "support-welcome",
            [
                "name": .text(try name ?? turn.words("a-young-person")),
                "word": .text("FOR " + (name ?? "THEM").uppercased()), "forum": .text(turn.forum.name),
            ])
        turn.say(Message(Prompt("support-begun"), kind: .reply), to: young)
        // Whoever runs the forum knows that an adult speaks for a young person; not who.
        turn.broadcast(Message(Prompt("support-organisers")), to: .role(.organiser))
    }
}
