import Storage
import YouSaidKit

/// What organisers can say about who may do what.
enum RoleCommand: String, CaseIterable {
    /// Who has which role, with a number for each.
    case roles = "ROLES"
    /// Takes a role away: "REMOVE 2", by the number of ROLES; ends a membership: "REMOVE Sam".
    case remove = "REMOVE"
    /// Entries of the audit trail: the last ones, or those up to a number.
    case audit = "AUDIT"

    /// The core's prompt that HELP shows for it.
    var help: String { "help-" + rawValue.lowercased() }
}

extension Conversation {
    private var roles: RoleDesk { RoleDesk(parts: parts, database: database, now: runner.now) }

    static let sureQuestion = "role-sure"
    private static let auditLines = 15
    private static let more = "more"

    mutating func roleCommand(_ command: RoleCommand, _ rest: String) throws {
        try runner.audit("said \(command.rawValue)", about: nil, by: member?.id, plugin: RoleDesk.owner)
        switch command {
        case .roles: try listRoles()
        case .remove: try askWhetherToTake(rest)
        case .audit: try showAudit(rest)
        }
    }

    private mutating func listRoles() throws {
        let staff = try roles.staff()
        guard !staff.isEmpty else { return try say("roles-none") }
        let lines = try staff.enumerated().map { index, entry in
            PromptValue.prompt(
                Prompt(
                    "roles-line",
                    [
                        "number": .number(index + 1), "who": try roles.name(entry.member.id),
                        "role": roles.roleName(entry.role),
                    ], plugin: RoleDesk.owner))
        }
        try say("roles", ["lines": .lines(lines)])
    }

    /// "AUDIT", "AUDIT 240" for the entries up to that one, and "AUDIT MORE" for those before the last ones.
    private mutating func showAudit(_ rest: String) throws {
        let count = try AuditTrail.count(in: database)
        let isMore = rest.lowercased() == Self.more
        // What was shown before ended one entry earlier: asking for more is one itself.
        let last = isMore ? count - 1 - Self.auditLines : Int(rest.filter(\.isNumber)) ?? count
        let entries = try AuditTrail.entries(upTo: last, limit: Self.auditLines, in: database)
        guard !entries.isEmpty else { return try say("audit-none") }
        let lines = try entries.map { entry in
            var values: [String: PromptValue] = [
                "date": .date(entry.moment), "time": .time(entry.moment),
                "who": try name(entry.who), "action": .text(entry.action),
            ]
            if let about = entry.about { values["about"] = try name(about) }
            return PromptValue.prompt(
                Prompt(
                    entry.about == nil ? "audit-line" : "audit-line-about", values, plugin: RoleDesk.owner))
        }
        let before = min(last, count) - entries.count
        try say(
            "audit", ["lines": .lines(lines)],
            then: before > 0
                ? Prompt("audit-before", ["number": .number(before)], plugin: RoleDesk.owner) : nil)
    }

    private func name(_ person: AuditEntry.Person?) throws -> PromptValue {
        if let name = person?.name { return .text(name) }
        return .prompt(
            Prompt(person == nil ? "audit-bot" : "role-nameless", plugin: RoleDesk.owner))
    }

    // MARK: Taking a role

    private mutating func askWhetherToTake(_ text: String) throws {
        let staff = try roles.staff()
        if let number = Int(text), staff.indices.contains(number - 1) {
            let (target, role) = staff[number - 1]
            return try askWhether(toTake: role, from: target.id)
        }
        switch try NamedPerson(database).find(text) {
        case .one(let person) where try roles.people.member(person.id)?.roles.contains(.member) == true:
            try askWhether(toTake: .member, from: person.id)
        case .several(let people):
            try say("which-person", ["word": .text(RoleCommand.remove.rawValue), "lines": people.lines])
        case .nobody where text.contains(where: \.isLetter): try say("remove-nobody", ["name": .text(text)])
        case .one, .nobody: try say("role-remove-how")
        }
    }

    private mutating func askWhether(toTake role: Role, from target: Member.ID) throws {
        guard let member else { return }
        // Whom it is about stands in the message, which is sealed, and not in the question, which is kept longer.
        let values = ["role": roles.roleName(role)]
        let question = Question(
            Self.sureQuestion, Prompt("role-sure-short", values, plugin: RoleDesk.owner),
            title: try parts.composer.core("role-sure-short", values, for: reader),
            choices: try roles.yesAndNo(),
            data: ["member": "\(target.rawValue)", "role": role.rawValue])
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: RoleDesk.owner, in: database)
        try parts.questions.ask(id, member.id, in: database)
        var body = try parts.composer.compose(question, id: id, for: reader)
        body.text = try parts.composer.words(try roles.sure(toTake: role, from: target), for: reader)
        try runner.reply(body, question: id, &cause, &after)
    }

    /// Answers to the engine's questions about roles.
    /// - Returns: false where the question is about something else.
    mutating func roleAnswer(_ asked: AskedQuestion, _ choice: Choice?) throws -> Bool {
        guard let member else { return false }
        switch asked.question.name {
        case RoleDesk.questionName:
            let answer = try roles.answer(asked, choice, by: member, &after)
            try say(answer.name, answer.values)
        case Self.sureQuestion: try take(asked, choice, by: member)
        case RoleDesk.nameQuestion: try leadNamed(asked, choice, by: member)
        case LastLead.question: try lastLeadAnswer(asked, choice, by: member)
        default: return false
        }
        return true
    }

    private mutating func take(_ asked: AskedQuestion, _ choice: Choice?, by member: Member) throws {
        try parts.questions.close(asked.id, at: runner.now, in: database)
        guard choice?.id == RoleDesk.yes else { return try say("role-kept") }
        guard member.isOrganiser, let number = asked.question.data["member"].flatMap({ Int64($0) }),
            let role = asked.question.data["role"].flatMap({ Role(rawValue: $0) })
        else { return try say("not-allowed") }
        let person = Member.ID(rawValue: number)
        if role == .safeguardingLead, try asksLastLead(.remove, about: person) { return }
        try takeRole(role, from: person, by: member)
    }

    mutating func takeRole(_ role: Role, from person: Member.ID, by member: Member) throws {
        let change = RoleChange(
            member: person, role: role, gives: false, asker: member.id,
            isAlone: cause.sender?.channel == Engine.consoleChannel)
        switch try roles.take(change, &after) {
        case .done(let isTold): try say(isTold ? "role-taken-done" : "role-taken-untold")
        case .waits: try say("role-asked-others")
        case .isLast: try say("role-last")
        }
    }
}
