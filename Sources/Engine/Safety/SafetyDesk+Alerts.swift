import ChannelContract
import Storage
import YouSaidKit

/// What safeguarding leads and organisers are told, to whom it goes, and what became of it. It goes to whoever has the
/// worry; where they are not there or do not read it, to all on duty, then to all, then to the organisers: when, says the
/// clock, ``SafetyDesk/remindNext(_:)``.
extension SafetyDesk {
    /// Why leads are told.
    enum Alert {
        /// Something was said that may tell of harm.
        case first
        /// What was said before was not sure to tell of harm, or a lead had dealt with it; what was said now is.
        case sure
        /// More was said.
        case more
        /// A voice note or a picture, which goes with it.
        case sent(AttachmentDesk.Handed)
        /// Somebody asks for a person.
        case person
        /// Nobody has read it yet.
        case again
        /// Whoever had it cannot look after it any more.
        case lost
        /// A lead has come who does not know of it yet.
        case waits

        /// Whether it can wait for what else comes within the minute.
        var isGathered: Bool {
            switch self {
            case .first, .more, .again, .lost, .waits: true
            case .sure, .sent, .person: false
            }
        }
    }

    /// How often those on duty are told before the others are, and how often the others before the organisers.
    private static let remindersOnDuty = 2
    private static let remindersToAll = 4
    /// What comes faster is told together.
    private static let gathered = Duration.minutes(1)

    // MARK: What is new

    /// Something new waits to be read: leads hear of it now, or together with what else comes within the minute.
    /// - Parameter startsAnew: all before it had been read, so that its clock begins.
    func tellOfNew(
        in concern: Concern, _ what: Alert, startsAnew: Bool, _ after: inout AfterCommit
    ) throws {
        var concern = concern
        if startsAnew || concern.alerted == nil {
            try database.run(
                "UPDATE core_concern SET told = 0, reached = NULL, next = $1 WHERE id = $2",
                now + parts.safety.readWithin, concern.id)
            concern = try book.concern(concern.id) ?? concern
        }
        if what.isGathered, let last = concern.alerted, now - last < Self.gathered {
            return try setClock(concern)
        }
        try alert(concern, what, &after)
    }

    /// The clock rings at the sooner of the two things that it has to do.
    func setClock(_ concern: Concern) throws {
        guard let concern = try book.concern(concern.id) else { return }
        let gathered = concern.fresh > 0 ? concern.alerted.map { $0 + Self.gathered } : nil
        let due = [concern.next, gathered].compactMap(\.self).min() ?? now
        try database.run("UPDATE core_concern SET due = $1 WHERE id = $2", due, concern.id)
    }

    /// Tells leads, on every way that they are reached by, quiet hours or not.
    func alert(_ concern: Concern, _ what: Alert, _ after: inout AfterCommit) throws {
        let told = try recipients(of: concern)
        for lead in told.leads { try ask(concern, what, lead, &after) }
        if told.organisersToo { try tellOrganisers(of: concern, isReached: told.isAnybodyThere, &after) }
        try database.run("UPDATE core_concern SET alerted = $1, fresh = 0 WHERE id = $2", now, concern.id)
        try setClock(concern)
    }

    /// Whom it goes to now.
    private func recipients(
        of concern: Concern
    ) throws -> (leads: [Leads.Lead], isAnybodyThere: Bool, organisersToo: Bool) {
        let everybody = try leads.all(people, but: try book.keptOut(of: concern))
        let all = everybody.filter { !$0.hasStopped }
        let onDuty = all.filter(\.isOnDuty)
        // Who said STOP may still look at their phone.
        let stopped = everybody.filter { $0.hasStopped && $0.isOnDuty }
        let holder = concern.state == .held ? onDuty.first { $0.member.id == concern.lead } : nil
        if let holder, concern.told == 0 { return ([holder], true, false) }
        let step = holder == nil ? concern.told : concern.told - 1
        let leads = step < Self.remindersOnDuty && !onDuty.isEmpty ? onDuty : all
        let isUnheard = concern.told > 0 && concern.reached == nil
        return (
            leads + stopped, !leads.isEmpty, leads.isEmpty || isUnheard || step >= Self.remindersToAll
        )
    }

    func ask(
        _ concern: Concern, _ what: Alert, _ lead: Leads.Lead, _ after: inout AfterCommit
    ) throws {
        let (id, question) = try asking(of: concern, what)
        try parts.questions.ask(id, lead.member.id, in: database)
        let body = try parts.composer.compose(question, id: id, for: Reader(lead.member))
        guard case .sent(let handed) = what else {
            for contact in lead.contacts { try send(body, question: id, to: contact, &after) }
            return
        }
        // Each has it once, on the channel that it came by where they use that.
        let contact = lead.contacts.last { $0.channel == handed.channel } ?? lead.contacts.last
        guard let contact else { return }
        let handing = try AttachmentDesk(parts: parts, database: database, now: now).handing(
            handed, in: body, on: contact.channel, to: lead.member)
        try send(handing, question: id, to: contact, &after)
    }

    /// The question that goes with what leads are told: who has it, or where somebody has it, to read it.
    func asking(of known: Concern, _ what: Alert) throws -> (id: Question.ID, question: Question) {
        let concern = try book.concern(known.id) ?? known
        let isHeld = concern.state == .held
        let question = try Question(
            (isHeld ? CoreQuestion.reading : .concern).rawValue, try words(what, of: concern),
            title: parts.composer.core(
                "concern-title", ["number": .number(concern.number)], for: Reader(nil)),
            choices: [
                isHeld
                    ? Choice(Choices.read, label: parts.composer.core("concern-read", for: Reader(nil)))
                    : Choice(Choices.have, label: parts.composer.core("concern-have", for: Reader(nil)))
            ],
            data: ["concern": "\(concern.id)"], canChange: true)
        if let id = isHeld ? concern.reading : concern.question { return (id, question) }
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: Self.owner, in: database)
        try database.run(
            isHeld
                ? "UPDATE core_concern SET reading = $1 WHERE id = $2"
                : "UPDATE core_concern SET question = $1 WHERE id = $2", id, concern.id)
        return (id, question)
    }

    private func words(_ what: Alert, of concern: Concern) throws -> Prompt {
        let isHeld = concern.state == .held
        let unread = try book.unread(in: concern)
        let number = PromptValue.number(concern.number)
        func prompt(_ name: String, _ values: [String: PromptValue] = [:]) -> Prompt {
            Prompt(name, values.merging(["number": number]) { $1 }, plugin: Self.owner)
        }
        func beginning(_ name: String) throws -> Prompt {
            let phone = Prompt(try isShared(concern) ? "phone-shared" : "phone-unknown", plugin: Self.owner)
            return prompt(
                name,
                [
                    "time": .time(concern.raised), "channel": .text(concern.channel),
                    "phone": .prompt(phone),
                ])
        }
        switch what {
        case .first: return try beginning(concern.isMaybe ? "concern-alert-maybe" : "concern-alert")
        case .person: return try beginning("concern-alert-wants-person")
        case .sure: return prompt("concern-sure")
        case .more where unread <= 1: return prompt("concern-more")
        case .more: return prompt("concern-more-many", ["count": .number(unread)])
        case .sent(let handed):
            return prompt("concern-sent", ["what": AttachmentDesk.what(handed.attachments)])
        case .again where isHeld, .waits where isHeld: return prompt("concern-unread")
        case .again, .waits: return prompt("concern-remind", ["time": .time(concern.raised)])
        case .lost: return prompt("concern-lost", ["time": .time(concern.raised)])
        }
    }

    /// Somebody helps the person with the bot, and may read their phone.
    func isShared(_ concern: Concern) throws -> Bool {
        guard let member = concern.member else { return false }
        return try database.first(
            "SELECT 1 FROM core_bond WHERE young = $1 AND ended IS NULL LIMIT 1", member) != nil
    }

    func send(
        _ body: OutgoingBody, question: Question.ID?, to contact: Contact, _ after: inout AfterCommit
    ) throws {
        try parts.outbox.add(
            body, kind: .safeguarding, to: contact, question: question, now: now, in: database)
        after.channels.insert(contact.channel)
    }

    // MARK: Telling one of them, and the organisers

    /// Tells whoever has a worry something about it, or all on duty where nobody is there who has it.
    func tellWhoHasIt(
        _ concern: Concern, _ name: String, saying values: [String: PromptValue] = [:],
        _ after: inout AfterCommit
    ) throws {
        let all = try leads.all(people, but: try book.keptOut(of: concern)).filter { !$0.hasStopped }
        let onDuty = all.filter(\.isOnDuty)
        let holder = onDuty.filter { $0.member.id == concern.lead }
        for lead in !holder.isEmpty ? holder : onDuty.isEmpty ? all : onDuty {
            let text = try parts.composer.core(
                name, values.merging(["number": .number(concern.number)]) { $1 }, for: Reader(lead.member))
            for contact in lead.contacts {
                try send(OutgoingBody(text: text), question: nil, to: contact, &after)
            }
        }
    }

    /// No lead has read it, or none can be told.
    private func tellOrganisers(
        of concern: Concern, isReached: Bool, _ after: inout AfterCommit
    ) throws {
        var keptOut = try book.keptOut(of: concern)
        if let member = concern.member { keptOut.remove(member) }
        guard keptOut.isEmpty else {
            // It may be about a lead: somebody outside the forum can be rung.
            guard let outside = parts.safety.outside else {
                return try tellOrganisers("concern-about-lead", but: keptOut, &after)
            }
            return try tellOrganisers(
                "concern-about-lead-outside",
                saying: ["name": .text(outside.name), "phone": .text(outside.number)], but: keptOut, &after)
        }
        try tellOrganisers(isReached ? "concern-late" : "concern-no-lead", &after)
    }

    /// Tells the organisers what they can do, and nothing of who or what it is about.
    func tellOrganisers(
        _ name: String, saying values: [String: PromptValue] = [:], but keptOut: Set<Member.ID> = [],
        _ after: inout AfterCommit
    ) throws {
        let few = keptOut.sorted { $0.rawValue < $1.rawValue }
        try parts.outbox.broadcasts.keep(
            Message(Prompt(name, values, plugin: Self.owner), kind: .safeguarding),
            to: few.isEmpty ? .role(.organiser) : .but(.role(.organiser), .these(few)),
            id: parts.makeID(), plugin: Self.owner, now: now, in: database)
        after.hasBroadcast = true
    }

    // MARK: What became of messages

    /// A message about a worry was sent, or cannot be; or it goes again, and nothing is known yet.
    /// - Parameter message: its row.
    func isDone(_ message: Int64, _ after: inout AfterCommit) throws {
        let row = try database.first("SELECT question, state FROM core_outgoing WHERE id = $1", message)
        guard let row else { return }
        let arrived: Bool
        switch try row[1] as OutgoingState {
        case .sent: arrived = true
        case .refused, .withheld: arrived = false
        case .due, .sending, .unknown: return
        }
        if let question: Question.ID = try row[0], let concern = try book.concern(asking: question) {
            return try isDone(alertOf: concern, message, arrived: arrived, &after)
        }
        let written = try database.first(
            "SELECT concern, lead, id FROM core_concern_words WHERE message = $1", message)
        guard let written, let concern = try book.concern(try written[0]) else { return }
        if arrived {
            try database.run(
                "UPDATE core_concern_words SET read = $1 WHERE id = $2", now, try written[2] as Int64)
        } else if let lead: Member.ID = try written[1] {
            try tellLead(lead, "concern-not-arrived", concern, &after)
        }
    }

    private func isDone(
        alertOf concern: Concern, _ message: Int64, arrived: Bool, _ after: inout AfterCommit
    ) throws {
        guard !concern.isDone else { return }
        guard arrived else {
            // Their lead has no other contact that takes one: the next are told now, and not when the clock runs out.
            try database.run(
                """
                UPDATE core_concern SET due = $1, next = $1 WHERE id = $2 AND reached IS NULL AND NOT EXISTS
                    (SELECT 1 FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
                     JOIN core_contact other ON other.member = c.member AND other.unreachable IS NULL
                        AND other.stopped IS NULL WHERE o.id = $3)
                """, now, concern.id, message)
            return
        }
        try database.run(
            "UPDATE core_concern SET reached = COALESCE(reached, $1), owed = 0 WHERE id = $2", now, concern.id
        )
        if concern.isOwed {
            _ = try tellPerson(
                of: concern, Prompt("worry-reached", plugin: Self.owner), kind: .reply, &after)
        }
    }

    /// A lead, as the others read of them.
    func whoIs(_ lead: Member.ID) throws -> PromptValue {
        try people.member(lead)?.name.map { .text($0) }
            ?? .prompt(Prompt("concern-another-lead-begins", plugin: Self.owner))
    }

    /// Tells one lead something about a worry.
    func tellLead(
        _ lead: Member.ID, _ name: String, _ concern: Concern, saying values: [String: PromptValue] = [:],
        _ after: inout AfterCommit
    ) throws {
        for found in try leads.all(people) where found.member.id == lead {
            let text = try parts.composer.core(
                name, values.merging(["number": .number(concern.number)]) { $1 }, for: Reader(found.member))
            for contact in found.contacts {
                try send(OutgoingBody(text: text), question: nil, to: contact, &after)
            }
        }
    }
}
