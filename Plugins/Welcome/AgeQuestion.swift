import YouSaidKit

/// How old somebody is: asked when they join, and of everybody once a year, because 13, 16 and 25 matter.
struct AgeQuestion {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// What the keys of the timers begin with; behind it stands the month.
    static let timer = "ages:"
    static let plan = Planned(timer, "whoever said their age a year ago is asked again")
    /// What the timer has with it: the question that was asked the month before.
    private static let open = "open"
    /// How long an answer holds.
    private static let year = Duration.hours(365 * 24)

    func question(_ step: JoiningStore.Step) throws -> Question {
        let words =
            switch step {
            case .ageAgreed: "ask-age-agreed"
            case .ageAgain, .ageAfterParent: "ask-age-again"
            default: "ask-age"
            }
        return Question(WelcomeQuestion.joiningAge.rawValue, Prompt(words), choices: try choices())
    }

    private func choices() throws -> [Choice] {
        try AgeBand.allCases.map { band in
            // "12" means the band with 12 in it. Below 6 it would be the number of a choice.
            let ages = (max(band.lowest, 6)...(band.highest ?? band.lowest + 14)).map { "\($0)" }
            return Choice(band.rawValue, label: try turn.words("age-\(band.rawValue)"), words: ages)
        }
    }

    // MARK: Once a year

    /// Whoever says their age now is asked again in a year, together with all who said theirs in the same month.
    func planNextYear() throws { try plan(after: turn.now + Self.year) }

    /// Sets the timer of the month after a moment: the afternoon of its first day.
    /// - Parameter open: the question of this year, for those who have not answered it by then.
    private func plan(after moment: Moment, open: Question.ID? = nil) throws {
        let day = try LocalTime(moment, zone: turn.forum.timeZone)
        let isLast = day.month == 12
        let next = LocalTime(
            year: isLast ? day.year + 1 : day.year, month: isLast ? 1 : day.month + 1, day: 1, hour: 16,
            minute: 0, zone: day.zone)
        let data = open.map { [Self.open: "\($0.rawValue)"] } ?? [:]
        try turn.wake("\(Self.timer)\(next.year)-\(next.month)", at: next, data: data)
    }

    /// Asks everybody whose answer is a year old. The question of the month before is closed: one is enough.
    func askOld(_ wakeUp: WakeUp) throws {
        if let before = wakeUp.data[Self.open].flatMap({ Int64($0) }) {
            turn.close(Question.ID(rawValue: before))
        }
        let old = Group.all([.members, .ageSaid(before: turn.now - Self.year)])
        guard try turn.people.count(old) > 0 else { return }
        let question = turn.ask(
            Question(WelcomeQuestion.ageNow.rawValue, Prompt("ask-age-now"), choices: try choices()),
            to: old)
        // Whoever does not answer is asked once more a month later.
        try plan(after: turn.now, open: question)
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
        let wasOfParent = try ParentsSay.decides(for: member.id, in: turn)
        let rule = try JoiningRules(turn.settings).rule(for: band)
        if rule == .parent {
            // Whose parent agreed once, and still looks out for them, takes part as before.
            try CorrectingAge(turn).takeBackOwn(
                of: member.id, but: hasParent(member.id) ? [.takingPart] : [])
        }
        switch rule {
        case .parent where try isMember && !hasParent(member.id):
            // From here it is as when they join: nothing goes on before a parent or carer agrees.
            try turn.people.setAge(nil, of: member.id)
            try turn.people.take(.member, from: member.id)
            try JoiningSteps(turn).ask(.parent, of: member.id)
            try Tidying(turn).plan()
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
            if try wasOfParent && !ParentsSay.decides(for: member.id, in: turn) {
                try tellParents(of: member.id)
            }
        }
    }

    /// From now on the young person decides for themself, as they say. Whoever agreed for them hears of it.
    func tellParents(of member: Member.ID) throws {
        for bond in try turn.people.carers(of: member) where bond.role == .parent && bond.ended == nil {
            turn.say(
                Message(Prompt("parent-older", ["forum": .text(turn.forum.name)]), kind: .reply),
                to: bond.carer)
        }
    }

    private func hasParent(_ member: Member.ID) throws -> Bool {
        try turn.people.carers(of: member).contains { $0.role == .parent && $0.ended == nil }
    }
}
