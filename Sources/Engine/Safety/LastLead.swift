import Storage
import YouSaidKit

/// Looks at what is left where a safeguarding lead goes, so that a forum never comes to have nobody who reads a worry
/// without somebody knowing it.
struct LastLead {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// What a lead, or an organiser about a lead, is asked once more.
    static let question = "last-lead"

    /// How a lead goes.
    enum Way: String {
        case offDuty = "off-duty"
        case stop
        case remove
        case delete
    }

    /// What is missing afterwards.
    enum Gap {
        /// There is no lead any more whom a message reaches.
        case nobody
        /// There are others, and all of them are off duty.
        case onDuty([Member])
    }

    private var people: PeopleBook {
        PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
    }

    /// What is missing where a lead goes; nil where another is on duty, or nothing changes by it.
    func gap(without member: Member.ID, _ way: Way) throws -> Gap? {
        let all = try Leads(database: database).reachable(people)
        let others = all.filter { $0.member.id != member }
        let own = all.first { $0.member.id == member }
        if others.contains(where: \.isOnDuty) { return nil }
        let wasThere = own?.isOnDuty ?? false
        guard others.isEmpty else { return wasThere ? .onDuty(others.map(\.member)) : nil }
        switch way {
        case .offDuty: return wasThere ? .nobody : nil
        case .stop: return own == nil ? nil : .nobody
        case .remove, .delete: return .nobody
        }
    }

    /// Who else could do it, for whoever goes or decides.
    func follows(_ gap: Gap, for reader: Reader) throws -> PromptValue {
        guard case .onDuty(let others) = gap else {
            return .prompt(Prompt("last-lead-nobody", plugin: SafetyDesk.owner))
        }
        let names = try others.map { try $0.name ?? parts.composer.core("role-nameless", for: reader) }
        return .prompt(
            Prompt(
                "last-lead-others", ["names": .text(names.joined(separator: ", "))],
                plugin: SafetyDesk.owner))
    }

    /// Nobody reads worries now: the organisers are told, and the leads who are off duty.
    /// - Parameter member: who went, who knows.
    func tell(_ gap: Gap, but member: Member.ID?, _ after: inout AfterCommit) throws {
        let organisers = Group.role(.organiser)
        try parts.outbox.broadcasts.keep(
            Message(Prompt("no-lead", plugin: SafetyDesk.owner), kind: .safeguarding),
            to: member.map { .but(organisers, .these([$0])) } ?? organisers, id: parts.makeID(),
            plugin: SafetyDesk.owner, now: now, in: database)
        after.hasBroadcast = true
        guard case .onDuty(let others) = gap else { return }
        let desk = RoleDesk(parts: parts, database: database, now: now)
        for other in others where other.id != member {
            try desk.tell(other.id, "last-lead-can-you", [:], as: .safeguarding, &after)
        }
    }
}

extension Conversation {
    private var lastLead: LastLead { LastLead(parts: parts, database: database, now: runner.now) }

    /// Asks once more, and says what follows, where the last lead goes.
    /// - Returns: false where somebody else is there, and nothing is asked.
    mutating func asksLastLead(_ way: LastLead.Way, about lead: Member.ID) throws -> Bool {
        guard let member, let gap = try lastLead.gap(without: lead, way) else { return false }
        // Names stand in the message, which is sealed, and not in the question, which is kept longer.
        let roles = RoleDesk(parts: parts, database: database, now: runner.now)
        let question = Question(
            LastLead.question, Prompt("last-lead-short", plugin: SafetyDesk.owner),
            title: try parts.composer.core("last-lead-short", for: reader), choices: try roles.yesAndNo(),
            data: ["way": way.rawValue, "member": "\(lead.rawValue)"])
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: SafetyDesk.owner, in: database)
        try parts.questions.endAgain(member.id, in: database)
        try parts.questions.ask(id, member.id, in: database)
        var body = try parts.composer.compose(question, id: id, for: reader)
        var values = ["follows": try lastLead.follows(gap, for: reader)]
        if way == .remove { values["who"] = try roles.name(lead) }
        body.text = try parts.composer.core("last-lead-" + way.rawValue, values, for: reader)
        try runner.reply(body, question: id, &cause, &after)
        return true
    }

    mutating func lastLeadAnswer(_ asked: AskedQuestion, _ choice: Choice?, by member: Member) throws {
        try parts.questions.close(asked.id, at: runner.now, in: database)
        guard let way = asked.question.data["way"].flatMap({ LastLead.Way(rawValue: $0) }),
            let number = asked.question.data["member"].flatMap({ Int64($0) })
        else { return try say("not-asked") }
        guard choice?.id == RoleDesk.yes else { return try say("last-lead-stays") }
        let lead = Member.ID(rawValue: number)
        let gap = try lastLead.gap(without: lead, way)
        switch way {
        case .offDuty where member.id == lead: try setDuty(false, of: member)
        case .delete where member.id == lead:
            try beginLeaving(member)
            if let gap { try lastLead.tell(gap, but: member.id, &after) }
        case .remove where member.isOrganiser:
            try takeRole(.safeguardingLead, from: lead, by: member)
            if let gap { try lastLead.tell(gap, but: lead, &after) }
        case .stop, .offDuty, .delete, .remove: try say("not-allowed")
        }
    }

    /// A lead comes on duty, or goes.
    mutating func setDuty(_ isOn: Bool, of member: Member) throws {
        let gap = isOn ? nil : try lastLead.gap(without: member.id, .offDuty)
        try Leads(database: database).setDuty(isOn, of: member.id, at: runner.now)
        let command = isOn ? LeadCommand.onDuty : .offDuty
        try runner.audit(command.rawValue, about: nil, by: member.id, plugin: SafetyDesk.owner)
        try say(isOn ? "on-duty" : "off-duty")
        if isOn { try leadComes() } else { try leadGoes() }
        guard try !Leads.canBeReached(in: database) else { return }
        try say("off-duty-nobody")
        try lastLead.tell(gap ?? .nobody, but: nil, &after)
    }

    /// What somebody hears who has just said STOP and was the last lead. The STOP holds; the organisers are told.
    mutating func stoppedLastLead(_ gap: LastLead.Gap?) throws -> Prompt? {
        guard let member, let gap else { return nil }
        try lastLead.tell(gap, but: member.id, &after)
        return Prompt(
            "last-lead-stop", ["follows": try lastLead.follows(gap, for: reader)], plugin: SafetyDesk.owner)
    }

    /// What is missing where whoever writes says STOP now.
    func gapByStop() throws -> LastLead.Gap? {
        guard let member, member.roles.contains(.safeguardingLead) else { return nil }
        return try lastLead.gap(without: member.id, .stop)
    }
}
