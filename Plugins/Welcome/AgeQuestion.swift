import YouSaidKit

/// How old somebody is: asked when they join, and of everybody once a year, because 13, 16 and 25 matter.
struct AgeQuestion {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    static let timer = "ages"
    /// How long an answer holds.
    private static let year = Duration.hours(365 * 24)

    func question(_ step: JoiningStore.Step) throws -> Question {
        Question(
            WelcomeQuestion.joiningAge.rawValue,
            Prompt(step == .ageAgreed ? "ask-age-agreed" : "ask-age"), choices: try choices())
    }

    private func choices() throws -> [Choice] {
        try AgeBand.allCases.map { band in
            // "12" means the band with 12 in it. Below 6 it would be the number of a choice.
            let ages = (max(band.lowest, 6)...(band.highest ?? band.lowest + 14)).map { "\($0)" }
            return Choice(band.rawValue, label: try turn.words("age-\(band.rawValue)"), words: ages)
        }
    }

    // MARK: Once a year

    /// On the first afternoon of each month those are asked whose answer is a year old.
    func planNextYear() throws {
        let today = try LocalTime(turn.now, zone: turn.forum.timeZone)
        let isLast = today.month == 12
        try turn.wake(
            Self.timer,
            at: LocalTime(
                year: isLast ? today.year + 1 : today.year, month: isLast ? 1 : today.month + 1, day: 1,
                hour: 16, minute: 0, zone: today.zone))
    }

    func askOld() throws {
        let old = Group.all([.members, .ageSaid(before: turn.now - Self.year)])
        if try turn.people.count(old) > 0 {
            turn.ask(
                Question(
                    WelcomeQuestion.ageNow.rawValue, Prompt("ask-age-now"), choices: try choices()), to: old)
        }
        if try turn.people.count(.age(AgeBand.allCases)) > 0 { try planNextYear() }
    }

    /// Asks whoever is writing, because they want to change it.
    func askNow() throws {
        turn.ask(
            Question(WelcomeQuestion.ageNow.rawValue, Prompt("ask-age-now"), choices: try choices()))
    }

    /// Their age now came.
    func keep(_ answer: Answer) throws {
        let member = try turn.requireMember()
        guard let band = answer.choice.flatMap({ AgeBand(rawValue: $0.id) }) else { return }
        let isMember = member.roles.contains(.member)
        switch try JoiningRules(turn.settings).rule(for: band) {
        case .parent where try isMember && !hasParent(member.id):
            // From here it is as when they join: nothing goes on before a parent or carer agrees.
            try turn.people.setAge(nil, of: member.id)
            try turn.people.take(.member, from: member.id)
            try JoiningSteps(turn).ask(.parent, of: member.id)
        case .network where isMember:
            // Too old for the forum: the network has news for them.
            try turn.people.setAge(band, of: member.id)
            try turn.people.take(.member, from: member.id)
            try turn.people.give(.network, to: member.id)
            turn.reply("age-network", ["forum": .text(turn.forum.name)])
        default:
            try turn.people.setAge(band, of: member.id)
            try planNextYear()
            turn.reply("age-kept")
        }
    }

    private func hasParent(_ member: Member.ID) throws -> Bool {
        try turn.people.carers(of: member).contains { $0.role == .parent && $0.ended == nil }
    }
}
