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
        self.sender?.member = member
        return member
    }

    func requestToJoin() throws -> JoinRequest.ID {
        guard let sender else { throw PeopleError.nobodyIsWriting }
        let known = try database.first(
            "SELECT id FROM core_request WHERE channel = $1 AND hash = $2", sender.channel, sender.hash)
        if let known { return try known["id"] }
        let id = JoinRequest.ID(rawValue: makeID())
        try database.run(
            "INSERT INTO core_request (id, channel, hash, address, made) VALUES ($1, $2, $3, $4, $5)",
            id, sender.channel, sender.hash, try contacts.seal(sender.address), now)
        return id
    }

    func admit(_ request: JoinRequest.ID, name: String?) throws -> Member? {
        let row = try database.first("SELECT channel, address FROM core_request WHERE id = $1", request)
        guard let row else { return nil }
        let channel: String = try row["channel"]
        let address = try contacts.open(try row["address"])
        let applicant = try contacts.sender(channel: channel, address: address, in: database)
        try database.run("DELETE FROM core_request WHERE id = $1", request)
        return try enrol(applicant, as: .member, name: name)
    }

    func decline(_ request: JoinRequest.ID) throws {
        declined.append(request)
    }

    /// Throws away the requests that were declined: after everything is said, because the address that it is
    /// said to goes with them.
    func removeDeclined() throws {
        for request in declined {
            try database.run("DELETE FROM core_request WHERE id = $1", request)
        }
        declined = []
    }

    /// Makes whoever is writing an organiser: for the operator of the console.
    func makeOrganiser() throws {
        guard let sender else { throw PeopleError.nobodyIsWriting }
        let organiser = try enrol(sender, as: .organiser, name: nil)
        self.sender?.member = organiser
    }

    /// Gives somebody their first or a further role, and makes them known where they were not.
    private func enrol(_ sender: Sender, as role: Role, name: String?) throws -> Member {
        if let member = sender.member {
            try give(role, to: member.id)
            if let name { try rename(member.id, to: name) }
            guard let changed = try self.member(member.id) else { throw PeopleError.notAMember }
            return changed
        }
        let id = Member.ID(rawValue: makeID())
        try database.run(
            """
            INSERT INTO core_member (id, name, roles, form, language, known)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, id, name, role.bit, WordingForm.standard, Self.defaultLanguage, now)
        if let contact = sender.contact {
            try database.run("UPDATE core_contact SET member = $1 WHERE id = $2", id, contact.id)
        } else {
            let contact = try contacts.keep(sender, member: id, in: database)
            if self.sender?.hash == sender.hash { self.sender?.contact = contact }
        }
        return Member(
            id: id, name: name, roles: [role], form: .standard, language: Self.defaultLanguage)
    }

    // MARK: Looking and changing

    func member(_ id: Member.ID) throws -> Member? {
        let row = try database.first(
            "SELECT name, roles, form, language, ways FROM core_member WHERE id = $1", id)
        guard let row else { return nil }
        return Member(
            id: id, name: try row["name"], roles: Set(bits: try row["roles"]), form: try row["form"],
            language: try row["language"], ways: Ways(bits: try row["ways"]))
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
        try database.run("UPDATE core_member SET roles = roles | $1 WHERE id = $2", role.bit, member)
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
    private static let codeLength = 8

    func makeInvitation(for role: Role, validFor span: Duration) throws -> String {
        let code = Random.code(length: Self.codeLength)
        try database.run(
            "INSERT INTO core_invitation (hash, role, expires) VALUES ($1, $2, $3)",
            codeHash(code), role, now + span)
        return code
    }

    func redeemInvitation(_ code: String) throws -> Role? {
        guard let sender else { throw PeopleError.nobodyIsWriting }
        let row = try database.first(
            "SELECT role FROM core_invitation WHERE hash = $1 AND expires > $2", codeHash(code), now)
        guard let row else { return nil }
        let role: Role = try row["role"]
        try database.run("DELETE FROM core_invitation WHERE hash = $1", codeHash(code))
        let member = try enrol(sender, as: role, name: nil)
        self.sender?.member = member
        return role
    }

    /// A code is the same in capitals and small letters, with spaces or without.
    private func codeHash(_ code: String) -> [UInt8] {
        contacts.sealer.hash(
            String(code.uppercased().filter { $0.isLetter || $0.isNumber }), for: "invitation")
    }
}
