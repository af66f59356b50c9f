import YouSaidKit

/// The conversation in which somebody joins: a few questions, one at a time, each kept at once, so that they can stop
/// and come back tomorrow. What is not needed is not asked.
struct JoiningSteps {
    let turn: Turn
    let rules: JoiningRules
    let places: JoiningStore

    init(_ turn: Turn) {
        self.turn = turn
        rules = JoiningRules(turn.settings)
        places = JoiningStore(turn.database)
    }

    /// Whether there is anything to ask. Otherwise JOIN is all it takes.
    var hasQuestions: Bool { get throws { try rules.asksAge || !rules.consents.isEmpty } }

    /// Begins with the first question, or goes on where they stopped.
    func begin(_ member: Member.ID) throws {
        if let place = try places.place(of: member) { return try ask(place.step, of: member) }
        tell([Prompt("joining-intro", ["forum": .text(turn.forum.name)])], member)
        try ask(try rules.asksAge ? .age : nextConsent(of: member, after: nil), of: member)
        try Tidying(turn).plan()
    }

    // MARK: Asking

    /// Asks what comes next; nil where nothing does, and then they have joined.
    func ask(_ step: JoiningStore.Step?, of member: Member.ID) throws {
        let before = try places.place(of: member)
        if let question = before?.question { turn.close(question) }
        guard let step else { return try finish(member) }
        var question: Question.ID?
        switch step {
        case .age, .ageAgreed, .ageAgain, .ageAfterParent:
            question = turn.ask(try AgeQuestion(turn).question(step), to: member)
        case .consent(let kind):
            question = turn.ask(
                try ConsentQuestion(turn).question(kind, of: member, name: .joiningConsent), to: member)
        case .network: question = turn.ask(try NetworkJoining(turn).question(), to: member)
        case .parent: try askParent(of: member)
        case .carer: tell([Prompt("ask-code")], member)
        }
        try places.save(step, question: question, of: member, at: turn.now)
    }

    /// Tells whoever is joining: as the answer where they are writing, on their own phone where somebody else is.
    private func tell(_ paragraphs: [Prompt], _ member: Member.ID) {
        if turn.member == nil || turn.member?.id == member { return turn.reply(paragraphs) }
        turn.say(Message(paragraphs: paragraphs, kind: .reply), to: member)
    }

    /// How long a parent or carer has to use the code.
    private static let parentSpan = Duration.hours(7 * 24)

    private func askParent(of member: Member.ID) throws {
        let code = try turn.people.makeBondCode(for: member, as: .parent, validFor: Self.parentSpan)
        tell([Prompt("ask-parent", ["forum": .text(turn.forum.name), "code": .text(code)])], member)
    }

    // MARK: Answers

    /// How old somebody is came.
    func age(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        guard let place = try places.place(of: member), place.question == answer.id else {
            return turn.reply("joining-over")
        }
        guard let band = answer.choice.flatMap({ AgeBand(rawValue: $0.id) }) else { return }
        let hasParent = try ParentsSay.agreed(for: member, in: turn)
        let correcting = CorrectingAge(turn)
        let rule = try rules.rule(for: band)
        if rule == .parent { try correcting.takeBackOwn(of: member) }
        if rule == .own {
            if hasParent { try AgeQuestion(turn).tellParents(of: member) }
            if place.step == .ageAfterParent { correcting.tellOrganisers() }
        }
        switch rule {
        case .parent where !hasParent:
            // Nothing of a child is kept before a parent or carer agrees, an age that was wrong neither.
            try turn.people.setAge(nil, of: member)
            try ask(.parent, of: member)
        case .closed:
            try end(member)
            turn.reply("joining-closed", ["forum": .text(turn.forum.name)])
        case .network:
            try turn.people.setAge(band, of: member)
            try ask(.network, of: member)
        case .own, .parent:
            try turn.people.setAge(band, of: member)
            let isAgain = place.step == .ageAgain || place.step == .ageAfterParent
            try ask(try nextConsent(of: member, after: nil, passingYes: isAgain), of: member)
        }
    }

    /// Yes, no or "not now" came.
    func consent(_ answer: Answer) throws {
        let member = try turn.requireMember().id
        guard let place = try places.place(of: member), place.question == answer.id,
            case .consent(let kind) = place.step
        else { return turn.reply("joining-over") }
        if kind == .takingPart, !answer.isYes {
            try end(member)
            return turn.reply("joining-without", ["forum": .text(turn.forum.name)])
        }
        try ConsentQuestion(turn).record(answer, kind, of: member)
        try ask(try nextConsent(of: member, after: kind), of: member)
    }

    /// The next thing to say yes or no to; nil where nothing is left. What a parent or carer decides is left to them.
    /// - Parameter passingYes: true where what they have said yes to already is not asked once more.
    private func nextConsent(
        of member: Member.ID, after last: Consent.Kind?, passingYes: Bool = false
    ) throws -> JoiningStore.Step? {
        let all = try rules.consents
        let rest = last.flatMap { all.firstIndex(of: $0) }.map { all[($0 + 1)...] } ?? all[...]
        let isOfParent = try ParentsSay.decides(for: member, in: turn)
        return try rest.first { kind in
            if isOfParent, JoiningRules.ofParents.contains(kind) { return false }
            return try !passingYes || !turn.people.hasConsent(kind, of: member)
        }.map { .consent($0) }
    }

    // MARK: The end

    private func finish(_ member: Member.ID) throws {
        try places.delete(member)
        try Tidying(turn).plan()
        try turn.people.give(.member, to: member)
        try turn.people.take(.network, from: member)
        if try turn.people.age(of: member) != nil { try AgeQuestion(turn).planNextYear() }
        tell(Joining.welcome(to: turn.forum), member)
    }

    /// They do not join. Whoever is nothing else to the forum is forgotten; said before the answer, so that it is not
    /// forgotten with them.
    func end(_ member: Member.ID) throws {
        try places.delete(member)
        try Tidying(turn).plan()
        if try turn.people.member(member)?.roles.isEmpty ?? false { turn.erase(member) }
    }

    /// A parent or carer agreed: what is left is asked on the young person's own phone.
    func goOn(_ member: Member.ID) throws {
        let bands = try rules.bandsOfParents
        guard bands.count == 1 else { return try ask(.ageAgreed, of: member) }
        try turn.people.setAge(bands[0], of: member)
        tell([Prompt("parent-agreed")], member)
        try ask(try nextConsent(of: member, after: nil), of: member)
    }
}
