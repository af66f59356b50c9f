import Sealing
import Storage
import YouSaidKit

/// The forum's list of people, as one turn sees and changes it.
final class PeopleBook: People {
    let database: any Database
    private let contacts: ContactBook
    let now: Moment
    let makeID: () -> Int64
    /// Whoever began the turn; it is kept up to date, so that a reply to a new member finds them.
    private(set) var sender: Sender?
    private var declined: [JoinRequest.ID] = []
    /// Roles that the turn gave, or that a code is for and a second person has to agree to.
    private(set) var roleChanges: [RoleChange] = []

    /// The language of people who have not chosen one.
    static let defaultLanguage = "en-GB"

    init(
        database: any Database, contacts: ContactBook, now: Moment, sender: Sender?,
        makeID: @escaping () -> Int64
    ) {
        self.database = database
        self.contacts = contacts
        self.now = now
        self.sender = sender
        self.makeID = makeID
    }

    // MARK: Joining

    func join(name: String?) throws -> Member {
        guard let sender else { throw PeopleError.nobodyIsWriting }
        let member = try enrol(sender, as: .member, name: name)
        noteGiven(.member, to: member, before: sender.member, by: member.id)
        self.sender?.member = member
        return member
    }

    private func noteGiven(_ role: Role, to member: Member, before: Member?, by asker: Member.ID?) {
        guard before?.roles.contains(role) != true else { return }
        roleChanges.append(
            RoleChange(member: member.id, role: role, gives: true, asker: asker, isAlone: true))
    }

    func requestToJoin() throws -> JoinRequest.ID {
        guard let sender else { throw PeopleError.nobodyIsWriting }
        for hash in contacts.hashes(channel: sender.channel, address: sender.address) {
            let known = try database.first(
                "SELECT id FROM core_request WHERE channel = $1 AND hash = $2", sender.channel, hash)
            if let known { return try known["id"] }
        }
        let id = JoinRequest.ID(rawValue: makeID())
        try database.run(
            "INSERT INTO core_request (id, channel, hash, address, made) VALUES ($1, $2, $3, $4, $5)",
            id, sender.channel, sender.hash, try contacts.seal(sender.address), now)
        return id
    }

    func admit(_ request: JoinRequest.ID, name: String?) throws -> Member? {
        try admit(request, as: .member, name: name)
    }

    private func admit(_ request: JoinRequest.ID, as role: Role?, name: String?) throws -> Member? {
        let row = try database.first("SELECT channel, address FROM core_request WHERE id = $1", request)
        guard let row else { return nil }
        let channel: String = try row["channel"]
        let address = try contacts.open(try row["address"])
        let applicant = try contacts.sender(channel: channel, address: address, in: database)
        try database.run("DELETE FROM core_request WHERE id = $1", request)
        let member = try enrol(applicant, as: role, name: name)
        if let role { noteGiven(role, to: member, before: applicant.member, by: sender?.member?.id) }
        return member
    }

    func decline(_ request: JoinRequest.ID) throws -> Bool {
        declined.append(request)
        return try database.first("SELECT id FROM core_request WHERE id = $1", request) != nil
    }

    /// Throws away the requests that were declined: after everything is said, because the address that it is
    /// said to goes with them.
    func removeDeclined() throws {
        for request in declined {
            try database.run("DELETE FROM core_request WHERE id = $1", request)
        }
        declined = []
    }

    /// Gives whoever is writing a role without a code: for the operator of the console.
    func enrolSender(as role: Role) throws {
        guard let sender else { throw PeopleError.nobodyIsWriting }
        let member = try enrol(sender, as: role, name: nil)
        self.sender?.member = member
    }

    func beginJoining() throws -> Member {
        guard let sender else { throw PeopleError.nobodyIsWriting }
        let member = try enrol(sender, as: nil, name: nil)
        self.sender?.member = member
        return member
    }

    func beginJoining(_ request: JoinRequest.ID) throws -> Member? { try admit(request, as: nil, name: nil) }

    /// Gives somebody their first or a further role, and makes them known where they were not.
    ///
    /// Without a role they are known and may do nothing yet.
    /// - Parameter role: nil for somebody who has only begun to join.
    private func enrol(_ sender: Sender, as role: Role?, name: String?) throws -> Member {
        if let member = sender.member {
            if let role { try grant(role, to: member.id) }
            if let name { try rename(member.id, to: name) }
            guard let changed = try self.member(member.id) else { throw PeopleError.notAMember }
            return changed
        }
        let id = Member.ID(rawValue: makeID())
        try database.run(
            """
            INSERT INTO core_member (id, name, roles, form, language, known)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, id, name, role?.bit ?? 0, WordingForm.standard, Self.defaultLanguage, now)
        if let contact = sender.contact {
            try database.run("UPDATE core_contact SET member = $1 WHERE id = $2", id, contact.id)
        } else {
            let contact = try contacts.keep(sender, member: id, in: database)
            if self.sender?.hash == sender.hash { self.sender?.contact = contact }
        }
        return Member(
            id: id, name: name, roles: role.map { [$0] } ?? [], form: .standard,
            language: Self.defaultLanguage)
    }

    // MARK: Looking and changing

    func member(_ id: Member.ID) throws -> Member? {
        let row = try database.first(
            "SELECT name, roles, form, language, silenced, ways FROM core_member WHERE id = $1", id)
        guard let row else { return nil }
        return Member(
            id: id, name: try row["name"], roles: Set(bits: try row["roles"]), form: try row["form"],
            language: try row["language"], stoppedSubjects: Set(bits: try row["silenced"]),
            ways: Ways(bits: try row["ways"]))
    }

    func members(of group: Group, after last: Member.ID?, limit: Int) throws -> [Member.ID] {
        let condition = GroupCondition(group, firstPlace: 3)
        var found: [Member.ID] = []
        try database.forEachRow(
            "SELECT m.id FROM core_member m WHERE m.id > $1 AND \(condition.sql) ORDER BY m.id LIMIT $2",
            values: [(last?.rawValue ?? 0).sqlValue, limit.sqlValue] + condition.values
        ) { found.append(try $0[0]) }
        return found
    }

    func names(among words: Set<String>) throws -> Set<String> {
        guard !words.isEmpty else { return [] }
        var found: Set<String> = []
        try database.each("SELECT name FROM core_member WHERE name IS NOT NULL") { row in
            let name: String = try row[0]
            for part in name.split(whereSeparator: { !$0.isLetter }) {
                let word = part.lowercased()
                if words.contains(word) { found.insert(word) }
            }
        }
        return found
    }

    func rename(_ member: Member.ID, to name: String?) throws {
        try database.run("UPDATE core_member SET name = $1 WHERE id = $2", name, member)
        try refreshSender(member)
    }

    func setForm(_ form: WordingForm, of member: Member.ID) throws {
        try database.run("UPDATE core_member SET form = $1 WHERE id = $2", form, member)
        try refreshSender(member)
    }

    func setWays(_ ways: Ways, of member: Member.ID) throws {
        try database.run("UPDATE core_member SET ways = $1 WHERE id = $2", ways.bits, member)
        // What waited for it looks again whether it still has to.
        try WaitingQuestions.release(for: member, now: now, in: database)
        try refreshSender(member)
    }

    func setLanguage(_ language: String, of member: Member.ID) throws {
        try database.run("UPDATE core_member SET language = $1 WHERE id = $2", language, member)
        try refreshSender(member)
    }

    func give(_ role: Role, to member: Member.ID) throws {
        guard !role.isStaff else { throw PeopleError.notAllowed }
        let before = try self.member(member)
        try grant(role, to: member)
        if let changed = try self.member(member) {
            noteGiven(role, to: changed, before: before, by: sender?.member?.id)
        }
    }

    /// Whoever stands on a list from another place gets the roles of the list with it.
    private func grant(_ role: Role, to member: Member.ID) throws {
        let roles = try TakingIn.roles(of: member, in: database).union([role])
        try database.run("UPDATE core_member SET roles = roles | $1 WHERE id = $2", roles.bits, member)
        try refreshSender(member)
    }

    func take(_ role: Role, from member: Member.ID) throws {
        guard !role.isStaff else { throw PeopleError.notAllowed }
        try database.run("UPDATE core_member SET roles = roles & ~$1 WHERE id = $2", role.bit, member)
        try refreshSender(member)
    }

    /// What somebody changes about themself counts for the answer to it too.
    private func refreshSender(_ member: Member.ID) throws {
        guard sender?.member?.id == member else { return }
        let changed = try self.member(member)
        sender?.member = changed
    }

    // MARK: Invitations

    /// How many letters and figures a code has: with 31 signs that is more than 10^11 codes.
    static let codeLength = 8

    func makeInvitation(for role: Role, validFor span: Duration) throws -> String {
        let maker = sender?.member
        guard !role.isStaff || maker?.isOrganiser == true else { throw PeopleError.notAllowed }
        let code = Random.code(length: Self.codeLength)
        let isAlone = sender?.channel == Engine.consoleChannel
        try database.run(
            "INSERT INTO core_invitation (hash, role, expires, maker, alone) VALUES ($1, $2, $3, $4, $5)",
            codeHashes(code)[0], role, now + span, maker?.id, isAlone ? 1 : 0)
        return code
    }

    func redeemInvitation(_ code: String) throws -> Redemption? {
        guard let sender else { throw PeopleError.nobodyIsWriting }
        let wrong = WrongCodes(database: database, now: now)
        guard try !wrong.areTooMany(from: sender) else { return nil }
        guard let found = try invitation(code) else {
            try wrong.note(from: sender)
            return nil
        }
        let role = found.role
        try database.run("DELETE FROM core_invitation WHERE hash = $1", found.hash)
        let waits = role.isGivenByTwo && !found.isAlone && sender.member?.roles.contains(role) != true
        let member = try enrol(sender, as: waits ? nil : role, name: nil)
        self.sender?.member = member
        if sender.member?.roles.contains(role) != true {
            roleChanges.append(
                RoleChange(
                    member: member.id, role: role, gives: true, asker: found.maker,
                    isAlone: found.isAlone || !role.isGivenByTwo))
        }
        return Redemption(role: role, isGiven: !waits)
    }

    /// A code that was made and not used.
    private struct Invitation {
        let role: Role
        let hash: [UInt8]
        let maker: Member.ID?
        /// Whether the operator at the console made it, who needs nobody to agree.
        let isAlone: Bool
    }

    /// The invitation that a code stands for, under the key of today or one before it.
    private func invitation(_ code: String) throws -> Invitation? {
        for hash in codeHashes(code) {
            let row = try database.first(
                "SELECT role, maker, alone FROM core_invitation WHERE hash = $1 AND expires > $2", hash, now)
            if let row {
                return Invitation(
                    role: try row[0], hash: hash, maker: try row[1],
                    isAlone: try (row[2] as Int?) == 1)
            }
        }
        return nil
    }

    func codeHashes(_ code: String) -> [[UInt8]] {
        let code = Codes.plain(code)
        return [contacts.sealer.hash(code, for: "invitation")]
            + contacts.sealer.previousHashes(code, for: "invitation")
    }
}
