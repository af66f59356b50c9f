import YouSaidKit

/// AGE: somebody pressed a wrong age, or has grown older. While they join the question comes again, and the rules for
/// the age that they say then hold; afterwards it is what MY CHOICES changes too.
struct CorrectingAge {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func begin() throws {
        guard let member = turn.member?.id else { return }
        let steps = JoiningSteps(turn)
        guard let place = try steps.places.place(of: member) else {
            // Somebody without a role, who joins nothing, is asked nothing.
            guard try turn.requireMember().roles.isEmpty else { return try AgeQuestion(turn).askNow() }
            return try Joining(turn).begin(CommandCall(word: "JOIN", text: ""))
        }
        switch place.step {
        case .age, .ageAgreed, .ageAgain, .ageAfterParent: try steps.ask(place.step, of: member)
        case .parent: try steps.ask(.ageAfterParent, of: member)
        case .consent where try !steps.rules.asksAge: try steps.begin(member)
        case .consent, .network: try steps.ask(.ageAgain, of: member)
        // A parent or carer is not asked how old they are.
        case .carer: turn.reply("ask-code")
        }
    }

    /// Takes back what somebody said yes to themself and only a parent or carer says for their age. Each is a record of
    /// its own; what was said before stays in the record.
    /// - Parameter kept: what stays, because a parent or carer has said yes to it before.
    func takeBackOwn(of member: Member.ID, but kept: Set<Consent.Kind> = []) throws {
        let said = try turn.people.consents(of: member)
        for kind in Consent.Kind.allCases where JoiningRules.ofParents.subtracting(kept).contains(kind) {
            guard let last = said.last(where: { $0.kind == kind }), last.isGiven, last.giver != .parent else {
                continue
            }
            try turn.people.recordConsent(
                false, to: kind, of: member, by: .person, speaker: turn.speaker?.id,
                wording: try ConsentWording.version(of: "age-corrected", turn.words("age-corrected")))
        }
    }

    /// A person looks where somebody says that they need no parent after all, because the bot cannot know.
    func tellOrganisers() {
        turn.audit("corrected their age while joining")
        turn.broadcast(
            Message(Prompt("age-went-up", ["forum": .text(turn.forum.name)])), to: .role(.organiser))
    }
}
