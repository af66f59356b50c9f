import ChannelContract
import Storage
import YouSaidKit

/// Looks after whoever may need help: answers them kindly with real numbers to call, and sees to it that a
/// safeguarding lead knows. Part of every event's transaction, before any plugin, and not undone by one that fails.
struct SafetyDesk {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// Whose questions these are, where a plugin's id stands.
    static let owner = "core"

    enum CoreQuestion: String, CaseIterable {
        /// To the person: are you OK, or do you need somebody?
        case worry
        /// To the leads: who has it?
        case concern
    }

    enum Choices {
        static let isOK = "ok"
        static let needsPerson = "person"
        static let have = "have"
    }

    var runner: TurnRunner { TurnRunner(parts: parts, database: database, now: now) }
    var book: ConcernBook { ConcernBook(parts: parts, database: database, now: now) }
    private var people: PeopleBook {
        PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
    }

    // MARK: Noticing

    /// Whether a lead has to see what somebody wrote.
    ///
    /// Not what the forum's own staff write, who make polls about hard things; and not an answer in the very words
    /// of a choice, which were an organiser's.
    func mustBeSeen(_ arrival: Arrival, from sender: Sender) throws -> Bool {
        guard !arrival.kinds.isEmpty else { return false }
        // What is said to the bot itself, such as "help me now", is answered as that.
        if let word = ReservedWord.read(arrival.event.text), word != .maybeStop { return false }
        guard let member = sender.member else { return true }
        let staff: Set<Role> = [.organiser, .approver, .safeguardingLead, .boardReader]
        guard member.roles.isDisjoint(with: staff) else { return false }
        let said = arrival.event.text.trimmed.lowercased()
        return try !parts.questions.answerable(by: member.id, in: database).contains { asked in
            asked.question.choices.contains { $0.label.lowercased() == said }
        }
    }

    /// Keeps what somebody wrote for a lead, tells the leads, and answers the person. Nothing else is done with it:
    /// no plugin sees it.
    func raise(_ arrival: Arrival, from sender: Sender, _ after: inout AfterCommit) throws {
        let canBeReached = try Leads.canBeReached(in: database)
        if let member = sender.member { after.said.append((member.id, .nothing)) }
        let concern = try raise(
            about: sender, kinds: arrival.kinds, words: arrival.event.text, &after)
        var cause = TurnCause(key: arrival.watchKey, sender: sender, event: arrival.event.key)
        let name = canBeReached ? "worry" : "worry-nobody-there"
        let helplines = try helplines(for: sender.member)
        try answer(Prompt(name, ["helplines": helplines], plugin: Self.owner), about: concern, &cause, &after)
    }

    /// Opens or continues a concern, and tells the leads where they do not know.
    private func raise(
        about sender: Sender, kinds: Set<String>, words: String, _ after: inout AfterCommit
    ) throws -> Concern {
        let (concern, isNew) = try book.open(about: sender, kinds: kinds)
        try book.keep(words, in: concern)
        after.concerns += 1
        if isNew {
            try alert(concern, "concern-alert", &after)
        } else if let lead = concern.lead, try !tell(lead, "concern-more", about: concern, &after) {
            try alert(try book.reopen(concern), "concern-alert", &after)
        }
        return concern
    }

    /// Somebody whom a concern is about sent a voice note or a picture: the lead who has it hears so, or all do.
    func moreSent(
        by sender: Sender, concern id: Int64?, _ after: inout AfterCommit
    ) throws -> Concern {
        let known = try id.flatMap { try book.concern($0) }
        if let known, known.state != .done, let lead = known.lead,
            try tell(lead, "concern-more", about: known, &after)
        {
            return known
        }
        let concern = try book.open(about: sender, kinds: ["sent-something"]).concern
        after.concerns += 1
        try alert(concern.lead == nil ? concern : book.reopen(concern), "concern-alert", &after)
        return concern
    }

    /// Answers the person, and asks whether they are all right. Somebody who has not joined cannot be asked: they are
    /// told what to write.
    func answer(
        _ words: Prompt, about concern: Concern, _ cause: inout TurnCause, _ after: inout AfterCommit
    ) throws {
        let reader = Reader(cause.sender?.member)
        guard let member = cause.sender?.member else {
            return try runner.reply(
                OutgoingBody(text: try parts.composer.words(words, for: reader)), &cause, &after)
        }
        let choices = try [Choices.isOK, Choices.needsPerson].map { name in
            Choice(name, label: try parts.composer.core("worry-" + name, for: reader))
        }
        let question = Question(
            CoreQuestion.worry.rawValue, words,
            title: try parts.composer.core("worry-title", for: reader), choices: choices,
            data: ["concern": "\(concern.id)"], canChange: true)
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: Self.owner, in: database)
        try parts.questions.ask(id, member.id, in: database)
        try runner.reply(
            try parts.composer.compose(question, id: id, for: reader), question: id, &cause, &after)
    }

    func helplines(for member: Member?) throws -> PromptValue {
        try Helplines(parts: parts, database: database, now: now).shown(to: member)
    }

    // MARK: Telling

    /// How often those on duty are told before the others are, and how often the others before the organisers.
    private static let remindersOnDuty = 2
    private static let remindersToAll = 4

    /// Tells the leads that somebody may need help, on every way that they are reached by, quiet hours or not.
    func alert(_ concern: Concern, _ name: String, _ after: inout AfterCommit) throws {
        let everybody = try Leads(database: database).all(people)
        let all = everybody.filter { !$0.hasStopped }
        let onDuty = all.filter(\.isOnDuty)
        let leads = concern.told < Self.remindersOnDuty && !onDuty.isEmpty ? onDuty : all
        // Who said STOP may still look at their phone.
        let others = everybody.filter { $0.hasStopped && $0.isOnDuty }
        let id = concern.question ?? Question.ID(rawValue: parts.makeID())
        let question = try Question(
            CoreQuestion.concern.rawValue,
            Prompt(
                name, ["number": .number(concern.number), "time": .time(concern.raised)],
                plugin: Self.owner),
            title: parts.composer.core(
                "concern-title", ["number": .number(concern.number)], for: Reader(nil)),
            choices: [Choice(Choices.have, label: parts.composer.core("concern-have", for: Reader(nil)))],
            data: ["concern": "\(concern.id)"], canChange: true)
        if concern.question == nil {
            try parts.questions.keep(question, id: id, plugin: Self.owner, in: database)
        }
        for lead in leads + others {
            try parts.questions.ask(id, lead.member.id, in: database)
            let body = try parts.composer.compose(question, id: id, for: Reader(lead.member))
            for contact in lead.contacts { try send(body, question: id, to: contact, &after) }
        }
        if leads.isEmpty || concern.told >= Self.remindersToAll {
            try tellOrganisers(leads.isEmpty ? "concern-no-lead" : "concern-late", &after)
        }
        try book.told(concern, asking: id, next: now + parts.acknowledgeWithin)
    }

    /// The clock of a concern that no lead has: tells them again, then the others, then the organisers.
    /// - Returns: false where none has run out.
    func remindNext(_ after: inout AfterCommit) throws -> Bool {
        guard let concern = try book.overdue() else { return false }
        try alert(concern, "concern-remind", &after)
        return true
    }

    private func send(
        _ body: OutgoingBody, question: Question.ID?, to contact: Contact, _ after: inout AfterCommit
    ) throws {
        try parts.outbox.add(
            body, kind: .safeguarding, to: contact, question: question, now: now, in: database)
        after.channels.insert(contact.channel)
    }

    /// Tells one lead something about a concern, on every way that they are reached by.
    /// - Returns: false where that lead cannot be reached any more: then others have to know.
    @discardableResult
    func tell(
        _ lead: Member.ID, _ name: String, about concern: Concern, _ after: inout AfterCommit
    ) throws -> Bool {
        var isTold = false
        for found in try Leads(database: database).reachable(people) where found.member.id == lead {
            let text = try parts.composer.core(
                name, ["number": .number(concern.number)], for: Reader(found.member))
            for contact in found.contacts {
                try send(OutgoingBody(text: text), question: nil, to: contact, &after)
                isTold = true
            }
        }
        return isTold
    }

    /// Tells the organisers what they can do, and nothing of who or what it is about.
    func tellOrganisers(_ name: String, _ after: inout AfterCommit) throws {
        try parts.outbox.broadcasts.keep(
            Message(Prompt(name, plugin: Self.owner), kind: .safeguarding), to: .role(.organiser),
            id: parts.makeID(), plugin: Self.owner, now: now, in: database)
        after.hasBroadcast = true
    }
}
