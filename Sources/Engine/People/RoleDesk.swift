import Storage
import YouSaidKit

/// Gives roles and takes them, by the rule for each, and tells whoever has to know.
///
/// An organiser or approver is made, and unmade, by two organisers: one asks, another agrees, and neither is the one
/// it is about. The operator at the console can do it alone; then all organisers are told. A safeguarding lead is made
/// by two as well, and every lead and organiser hears of it. Every change is in the audit trail.
struct RoleDesk {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    static let owner = "core"
    static let questionName = "role-agree"
    private static let key = "role-change"
    static let yes = "yes"
    private static let no = "no"

    var book: RoleChangeBook { RoleChangeBook(database: database) }
    var people: PeopleBook {
        PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
    }

    /// What became of a wish to change a role.
    enum Outcome {
        /// Whether whom it is about hears of it.
        case done(isTold: Bool)
        /// Another organiser has to agree first.
        case waits
        /// There would be no organiser left whom people can reach.
        case isLast
    }

    /// Does a change, or asks the other organisers.
    func take(_ change: RoleChange, _ after: inout AfterCommit) throws -> Outcome {
        if try isLastOrganiser(change) { return .isLast }
        guard change.needsSecond else {
            return .done(isTold: try apply(change, second: nil, &after))
        }
        try ask(change, &after)
        return .waits
    }

    /// Does what codes and joining brought in a turn: a role that is given already is written down, one that waits is
    /// asked about.
    func carryOut(_ changes: [RoleChange], _ after: inout AfterCommit) throws {
        for change in changes {
            if change.needsSecond { try ask(change, &after) } else { try note(change, second: nil, &after) }
            if change.gives, change.role.isAskedForName {
                try askName(of: change.member, as: change.role, .reply, &after)
            }
        }
    }

    // MARK: A second person

    /// Asks every organiser but the one who wants it and the one whom it is about, and every lead too where a lead is
    /// to be made. Who that is stands in the message alone, which is sealed, and not in the question, which is kept
    /// longer.
    func ask(_ change: RoleChange, _ after: inout AfterCommit) throws {
        if try book.waiting(for: change, now: now) != nil { return }
        let id = parts.makeID()
        let questionID = Question.ID(rawValue: parts.makeID())
        let role = roleName(change.role)
        let question = Question(
            Self.questionName, Prompt("role-agree-short", ["role": role], plugin: Self.owner),
            title: try parts.composer.core("role-agree-title", ["role": role], for: Reader(nil)),
            choices: try yesAndNo(), data: [Self.key: "\(id)"])
        try parts.questions.keep(question, id: questionID, plugin: Self.owner, in: database)
        try book.keep(change, id: id, question: questionID, now: now)
        let words = try agreeing(to: change)
        let asked = try (change.isAboutLead ? guardians() : organisers()).filter {
            try mayAgree($0, to: change)
        }
        for person in asked {
            try parts.questions.ask(questionID, person, in: database)
            guard let reader = try people.member(person).map({ Reader($0) }) else { continue }
            var body = try parts.composer.compose(question, id: questionID, for: reader)
            body.text = try parts.composer.words(words, for: reader)
            try send(body, change.kind, question: questionID, to: person, &after)
        }
        if change.isAboutLead { try tellOfWish(change, but: Set(asked), &after) }
        try audit(change.gives ? "asked to give" : "asked to take", change, by: change.asker)
    }

    /// What whoever has to agree reads.
    private func agreeing(to change: RoleChange) throws -> Prompt {
        if change.isAboutLead { return Prompt("lead-agree", try leadValues(change), plugin: Self.owner) }
        if change.endsMembership {
            return Prompt("member-agree", try leadValues(change), plugin: Self.owner)
        }
        return Prompt(
            change.gives ? "role-agree-give" : "role-agree-take",
            [
                "asker": try name(change.asker), "who": try name(change.member),
                "role": roleName(change.role),
            ], plugin: Self.owner)
    }

    /// What whoever takes a role reads before they say yes.
    func sure(toTake role: Role, from member: Member.ID) throws -> Prompt {
        let who = try name(member)
        if role == .member { return Prompt("member-sure", ["who": who], plugin: Self.owner) }
        return Prompt("role-sure", ["who": who, "role": roleName(role)], plugin: Self.owner)
    }

    /// What was asked about a role, with the names that no question keeps; nil where it was something else.
    func words(of asked: AskedQuestion) throws -> Prompt? {
        let data = asked.question.data
        switch asked.question.name {
        case Self.questionName:
            let found = try data[Self.key].flatMap { Int64($0) }.flatMap { try book.waiting($0, now: now) }
            return try found.map { try agreeing(to: $0.change) }
        case Conversation.sureQuestion:
            guard let number = data["member"].flatMap({ Int64($0) }),
                let role = data["role"].flatMap({ Role(rawValue: $0) })
            else { return nil }
            return try sure(toTake: role, from: Member.ID(rawValue: number))
        default: return nil
        }
    }

    /// Another organiser answered.
    /// - Returns: what they are told.
    func answer(
        _ asked: AskedQuestion, _ choice: Choice?, by member: Member, _ after: inout AfterCommit
    ) throws -> Prompt {
        guard let id = asked.question.data[Self.key].flatMap({ Int64($0) }),
            let (change, question) = try book.waiting(id, now: now)
        else { return Prompt("role-gone", plugin: Self.owner) }
        // Nobody can say any more whether whoever agrees is another person.
        if change.isAboutLead, change.asker == nil { return Prompt("role-gone", plugin: Self.owner) }
        guard try mayAgree(member.id, to: change) else {
            return Prompt("not-allowed", plugin: Self.owner)
        }
        try book.remove(id)
        try parts.questions.close(question, at: now, in: database)
        if choice?.id == Self.yes {
            if try isLastOrganiser(change) { return Prompt("role-last", plugin: Self.owner) }
            let isTold = try apply(change, second: member.id, &after)
            return Prompt(isTold ? "role-agreed" : "role-agreed-untold", plugin: Self.owner)
        }
        try audit(change.gives ? "refused to give" : "refused to take", change, by: member.id)
        let values = ["who": try name(change.member), "role": roleName(change.role)]
        if change.isAboutLead {
            try tellGuardians(
                "lead-refused", ["who": try name(change.member)], but: [member.id, change.member], &after)
        } else if let asker = change.asker {
            try tell(asker, change.endsMembership ? "member-refused" : "role-refused", values, &after)
        }
        if change.gives { try refuse(change, &after) }
        return Prompt("role-refused-done", plugin: Self.owner)
    }

    /// Nobody answered in ``RoleChangeBook/span``: nothing changes, and whoever waited for it hears so.
    /// - Returns: false where nothing has waited too long.
    func runOutNext(_ after: inout AfterCommit) throws -> Bool {
        guard let (id, change, question) = try book.tooOld(now: now) else { return false }
        try book.remove(id)
        try parts.questions.close(question, at: now, in: database)
        try audit(change.gives ? "nobody agreed to give" : "nobody agreed to take", change, by: nil)
        if let asker = change.asker {
            let values = ["who": try name(change.member), "role": roleName(change.role)]
            let who = ["who": try name(change.member)]
            if change.isAboutLead {
                try tell(asker, "lead-ran-out", who, &after)
            } else if change.endsMembership {
                try tell(asker, "member-ran-out", who, &after)
            } else {
                try tell(asker, "role-ran-out", values, &after)
            }
        }
        if change.gives { try refuse(change, &after) }
        return true
    }

    /// Whether two officers ended somebody's membership: what is kept about them is theirs to delete, and nobody else's.
    func wasMember(_ member: Member.ID) throws -> Bool {
        try database.first(
            "SELECT 1 FROM core_audit WHERE about = $1 AND action = $2 LIMIT 1", member,
            "took the role \(Role.member.rawValue)") != nil
    }

    /// Tells somebody that they do not get a role. Whoever has no other is forgotten: they were known for this alone.
    private func refuse(_ change: RoleChange, _ after: inout AfterCommit) throws {
        let values = ["role": roleName(change.role)]
        guard try people.member(change.member)?.roles.isEmpty == true, try !wasMember(change.member) else {
            try tell(change.member, "role-not-given", values, &after)
            return
        }
        let row = try database.first(
            "SELECT channel, address FROM core_contact WHERE member = $1 ORDER BY id DESC", change.member)
        try Erasure(parts: parts, database: database, now: now).erase(change.member, &after)
        guard let row else { return }
        let channel: String = try row[0]
        try parts.outbox.add(
            OutgoingBody(text: try parts.composer.core("role-not-given", values, for: Reader(nil))),
            kind: .reply, channel: channel, address: try parts.contacts.open(try row[1]), now: now,
            in: database)
        after.channels.insert(channel)
        after.hasErasure = true
    }

    // MARK: Doing it

    /// - Returns: whether whom it is about hears of it.
    private func apply(
        _ change: RoleChange, second: Member.ID?, _ after: inout AfterCommit
    ) throws -> Bool {
        if change.isAboutLead { try Leads(database: database).setDuty(true, of: change.member, at: now) }
        try database.run(
            change.gives
                ? "UPDATE core_member SET roles = roles | $1 WHERE id = $2"
                : "UPDATE core_member SET roles = roles & ~$1 WHERE id = $2", change.role.bit, change.member)
        let isTold: Bool
        if change.endsMembership {
            // What they were asked as a member they need not answer any more, and what waits for them is asked no more.
            _ = try parts.questions.leave(change.member, in: database)
            try database.run(
                "UPDATE core_asked SET state = $1 WHERE member = $2 AND state = $3", AskedState.ended,
                change.member, AskedState.waiting)
            isTold = try tell(
                change.member, "membership-ended", ["forum": .text(parts.forum.name)], as: change.kind, &after
            )
        } else {
            isTold = try tell(
                change.member, change.gives ? "role-given" : "role-taken", ["role": roleName(change.role)],
                as: change.kind, &after)
        }
        try note(change, second: second, &after)
        if change.isAboutLead, change.gives {
            try askName(of: change.member, as: change.role, .safeguarding, &after)
        }
        return isTold
    }

    /// Writes a change down, and tells the organisers of one that concerns them all; of a safeguarding lead the leads
    /// too.
    private func note(_ change: RoleChange, second: Member.ID?, _ after: inout AfterCommit) throws {
        try audit(change.gives ? "gave" : "took", change, by: change.asker)
        if let second { try audit(change.gives ? "agreed to give" : "agreed to take", change, by: second) }
        if change.isAboutLead { return try tellOfLead(change, second: second, &after) }
        guard change.concernsOrganisers else { return }
        let who = ["who": try name(change.member)]
        let values = who.merging(["role": roleName(change.role)]) { first, _ in first }
        for organiser in try organisers() where organiser != change.member && organiser != second {
            if organiser == change.asker, change.isAlone { continue }
            if change.endsMembership {
                try tell(organiser, "member-now-ended", who, &after)
            } else {
                try tell(organiser, change.gives ? "role-now-given" : "role-now-taken", values, &after)
            }
        }
    }

    private func audit(_ what: String, _ change: RoleChange, by member: Member.ID?) throws {
        try TurnRunner(parts: parts, database: database, now: now).audit(
            "\(what) the role \(change.role.rawValue)", about: change.member, by: member, plugin: Self.owner)
    }

    /// - Returns: whether it goes to them.
    @discardableResult
    func tell(
        _ member: Member.ID, _ prompt: String, _ values: [String: PromptValue],
        as kind: Message.Kind = .notice, _ after: inout AfterCommit
    ) throws -> Bool {
        guard let reader = try people.member(member).map({ Reader($0) }) else { return false }
        let body = OutgoingBody(text: try parts.composer.core(prompt, values, for: reader))
        return try send(body, kind, question: nil, to: member, &after)
    }

    /// - Parameter kind: with `safeguarding` it goes at any hour, and to every phone of a lead.
    /// - Returns: whether it goes to a phone that can be reached.
    @discardableResult
    func send(
        _ body: OutgoingBody, _ kind: Message.Kind, question: Question.ID?, to member: Member.ID,
        _ after: inout AfterCommit
    ) throws -> Bool {
        var goes = false
        let isLead =
            try kind == .safeguarding && people.member(member)?.roles.contains(.safeguardingLead) == true
        let contacts =
            try isLead
            ? ContactLinks(parts: parts, database: database, now: now).contacts(of: member)
            : [parts.contacts.preferred(of: member, in: database)].compactMap(\.self)
        // A STOP holds: it is about a role, and about nobody's safety this minute.
        for contact in contacts where kind == .reply || contact.stopped == nil {
            try parts.outbox.add(
                body, kind: kind, to: contact, question: question, now: now, in: database)
            after.channels.insert(contact.channel)
            goes = goes || contact.isReachable
        }
        return goes
    }

    // MARK: Looking

    func organisers() throws -> [Member.ID] {
        try database.rows(
            "SELECT id FROM core_member WHERE (roles & $1) <> 0 ORDER BY id", Role.organiser.bit
        ).map { try $0[0] }
    }

    /// Whether somebody may agree to a change: not who asked for it, and not whom it is about.
    private func mayAgree(_ member: Member.ID, to change: RoleChange) throws -> Bool {
        guard member != change.asker, member != change.member else { return false }
        if change.isAboutLead { return try mayAgreeToLead(member, change) }
        return try people.member(member)?.isOrganiser == true
    }

    /// Whether a change would take the role from the last organiser whom a person can write to. The console is
    /// always there and is none.
    private func isLastOrganiser(_ change: RoleChange) throws -> Bool {
        guard change.role == .organiser, !change.gives else { return false }
        return try Self.organisers(but: change.member, in: database) == 0
    }

    /// How many organisers there are on a platform, besides one.
    static func organisers(but member: Member.ID?, in database: any Database) throws -> Int {
        try database.first(
            """
            SELECT COUNT(*) FROM core_member m WHERE (m.roles & $1) <> 0 AND m.id <> $2 AND EXISTS
                (SELECT 1 FROM core_contact c WHERE c.member = m.id AND c.channel <> $3)
            """, Role.organiser.bit, member?.rawValue ?? 0, Engine.consoleChannel
        ).map { try $0[0] } ?? 0
    }

    /// Everybody with a role that only organisers give, a line for each role that they have.
    func staff() throws -> [(member: Member, role: Role)] {
        let bits = Set(Role.allCases.filter(\.isStaff)).bits
        let members = try database.rows(
            """
            SELECT m.id FROM core_member m WHERE (m.roles & $1) <> 0 AND EXISTS
                (SELECT 1 FROM core_contact c WHERE c.member = m.id AND c.channel <> $2) ORDER BY m.id
            """, bits, Engine.consoleChannel
        ).compactMap { try people.member(try $0[0]) }
        return Role.allCases.filter(\.isStaff).flatMap { role in
            members.filter { $0.roles.contains(role) }.map { ($0, role) }
        }
    }

    func roleName(_ role: Role) -> PromptValue {
        .prompt(Prompt("role-" + role.rawValue, plugin: Self.owner))
    }

    /// The name that somebody likes to be called.
    func name(_ member: Member.ID?) throws -> PromptValue {
        if let name = try member.flatMap({ try people.member($0)?.name }) { return .text(name) }
        return .prompt(Prompt("role-nameless", plugin: Self.owner))
    }

    func yesAndNo() throws -> [Choice] {
        try [(Self.yes, "yes"), (Self.no, "no")].map { id, name in
            let words = try parts.composer.core(name + "-words", for: Reader(nil))
            return Choice(
                id, label: try parts.composer.core(name, for: Reader(nil)),
                words: words.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init))
        }
    }
}
