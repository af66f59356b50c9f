import Storage
import YouSaidKit

/// Becoming a safeguarding lead, and ceasing to be one. A lead reads what young people write when they are not safe: so
/// another person agrees to each, and every lead and organiser is told at once, by night too.
extension RoleDesk {
    /// What leads, organisers and approvers are asked: what shall people call you?
    static let nameQuestion = "lead-name"

    /// How long whoever made an organiser or a lead counts as one person with them: as long as it would take to make a
    /// second account of one's own and to agree with it.
    static let apartAfter = Duration.hours(7 * 24)

    /// Whether somebody may agree to a new lead: an organiser or a lead who is another person than whoever asked and
    /// whom it is about, as far as the tables know. The operator of the console could do it alone.
    func mayAgreeToLead(_ member: Member.ID, _ change: RoleChange) throws -> Bool {
        guard let asker = change.asker, let known = try people.member(member),
            known.isOrganiser || known.roles.contains(.safeguardingLead)
        else { return false }
        let isOperator = try database.first(
            "SELECT 1 FROM core_contact WHERE member = $1 AND channel = $2", member, Engine.consoleChannel)
        return try isOperator != nil || (areApart(member, asker) && areApart(member, change.member))
    }

    /// False where one of them gave the other a role that agrees to leads, a short while ago.
    private func areApart(_ first: Member.ID, _ second: Member.ID) throws -> Bool {
        try database.first(
            """
            SELECT 1 FROM core_audit
            WHERE ((about = $1 AND member = $2) OR (about = $2 AND member = $1)) AND moment > $3
                AND action IN ($4, $5) LIMIT 1
            """, first, second, now - Self.apartAfter, "gave the role \(Role.organiser.rawValue)",
            "gave the role \(Role.safeguardingLead.rawValue)") == nil
    }

    // MARK: Telling

    /// Every lead and organiser.
    func guardians() throws -> [Member.ID] {
        try database.rows(
            "SELECT id FROM core_member WHERE (roles & $1) <> 0 ORDER BY id",
            Role.organiser.bit | Role.safeguardingLead.bit
        ).map { try $0[0] }
    }

    func leadValues(_ change: RoleChange) throws -> [String: PromptValue] {
        ["asker": try name(change.asker), "who": try name(change.member)]
    }

    /// Tells every lead and organiser, but for some.
    func tellGuardians(
        _ prompt: String, _ values: [String: PromptValue], but some: Set<Member.ID> = [],
        _ after: inout AfterCommit
    ) throws {
        for guardian in try guardians() where !some.contains(guardian) {
            try tell(guardian, prompt, values, as: .safeguarding, &after)
        }
    }

    /// Tells of the wish those who are not asked about it.
    func tellOfWish(_ change: RoleChange, but asked: Set<Member.ID>, _ after: inout AfterCommit) throws {
        if let asker = change.asker, asker != change.member {
            try tell(asker, "lead-asked-own", ["who": try name(change.member)], as: .safeguarding, &after)
        }
        let told = asked.union([change.member, change.asker].compactMap(\.self))
        try tellGuardians("lead-asked", leadValues(change), but: told, &after)
    }

    /// Somebody is a lead now, or no longer.
    func tellOfLead(_ change: RoleChange, second: Member.ID?, _ after: inout AfterCommit) throws {
        // They know: they have just said so.
        let known = second ?? (change.needsSecond ? nil : change.asker)
        try tellGuardians(
            change.gives ? "lead-now" : "lead-no-longer", ["who": try name(change.member)],
            but: Set([change.member, known].compactMap(\.self)), &after)
        // Whoever comes gets what waits; what a lead had in hand who goes is nobody's.
        let desk = SafetyDesk(parts: parts, database: database, now: now)
        if change.gives {
            try desk.comes(change.member, &after)
        } else {
            try desk.goes(change.member, &after)
        }
    }

    // MARK: The name

    /// Asks a lead, organiser or approver what people shall call them, beside all else: nothing waits for it.
    func askName(
        of member: Member.ID, as role: Role, _ kind: Message.Kind, _ after: inout AfterCommit
    ) throws {
        guard let known = try people.member(member), known.name == nil,
            try !parts.questions.answerable(by: member, in: database).contains(where: {
                $0.plugin == Self.owner && $0.question.name == Self.nameQuestion
            })
        else { return }
        let reader = Reader(known)
        let question = Question(
            Self.nameQuestion,
            Prompt(role == .safeguardingLead ? "lead-name" : "staff-name", plugin: Self.owner),
            title: try parts.composer.core("lead-name-title", for: reader),
            choices: [Choice("later", label: try parts.composer.core("lead-name-later", for: reader))],
            kind: .words)
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: Self.owner, in: database)
        try parts.questions.ask(id, member, in: database)
        try send(
            parts.composer.compose(question, id: id, for: reader), kind, question: id, to: member, &after)
    }

    /// A lead, organiser or approver, or somebody who waits to be one, has said their name: whoever was told of somebody
    /// without a name hears it.
    func named(_ member: Member, _ name: String, _ after: inout AfterCommit) throws {
        try people.rename(member.id, to: name)
        if try member.roles.contains(.safeguardingLead) || waits(member.id, for: .safeguardingLead) {
            return try tellGuardians("lead-named", ["who": .text(name)], but: [member.id], &after)
        }
        for role in [Role.organiser, .approver]
        where try member.roles.contains(role) || waits(member.id, for: role) {
            let values = ["who": .text(name), "role": roleName(role)]
            for organiser in try organisers() where organiser != member.id {
                try tell(organiser, "staff-named", values, &after)
            }
        }
    }

    private func waits(_ member: Member.ID, for role: Role) throws -> Bool {
        try database.first(
            "SELECT 1 FROM core_role_change WHERE member = $1 AND role = $2", member, role) != nil
    }
}
