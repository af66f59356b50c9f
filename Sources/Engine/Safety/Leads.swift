import Storage
import YouSaidKit

/// The safeguarding leads: who is on duty, and how each is reached.
struct Leads {
    let database: any Database

    /// One lead, with every way that they are reached by.
    struct Lead {
        let member: Member
        let contacts: [Contact]
        let isOnDuty: Bool
        /// They said STOP. What tells of harm still goes to them, but nobody counts on them.
        let hasStopped: Bool

        /// Somebody counts on them now.
        var isThere: Bool { isOnDuty && !hasStopped }
    }

    /// All leads whom a platform reaches, each with every contact that it reaches.
    /// - Parameter keptOut: those who are not to hear of it.
    func all(_ people: PeopleBook, but keptOut: Set<Member.ID> = []) throws -> [Lead] {
        let rows = try database.rows(
            """
            SELECT m.id, c.id, c.channel, o.member, c.stopped FROM core_member m
            JOIN core_contact c ON c.member = m.id AND c.unreachable IS NULL
            LEFT JOIN core_off_duty o ON o.member = m.id
            WHERE (m.roles & $1) <> 0 ORDER BY m.id, c.id
            """, Role.safeguardingLead.bit)
        var leads: [Lead] = []
        for row in rows {
            let id: Member.ID = try row[0]
            if keptOut.contains(id) { continue }
            let contact = Contact(id: try row[1], channel: try row[2], stopped: try row[4], isReachable: true)
            if let last = leads.last, last.member.id == id {
                leads[leads.count - 1] = Lead(
                    member: last.member, contacts: last.contacts + [contact], isOnDuty: last.isOnDuty,
                    hasStopped: last.hasStopped && contact.stopped != nil)
            } else if let member = try people.member(id) {
                leads.append(
                    Lead(
                        member: member, contacts: [contact],
                        isOnDuty: try (row[3] as Int64?) == nil, hasStopped: contact.stopped != nil))
            }
        }
        return leads
    }

    /// All leads who can be counted on to read a message: who did not say STOP, and whom a platform reaches.
    func reachable(_ people: PeopleBook) throws -> [Lead] { try all(people).filter { !$0.hasStopped } }

    /// Everybody with the role, reached or not.
    func everybody(_ people: PeopleBook) throws -> [Member] {
        try database.rows(
            "SELECT id FROM core_member WHERE (roles & $1) <> 0 ORDER BY id", Role.safeguardingLead.bit
        ).compactMap { try people.member(try $0[0]) }
    }

    /// Whether anybody would be told now.
    static func canBeReached(in database: any Database) throws -> Bool {
        try database.first(
            """
            SELECT 1 FROM core_member m
            JOIN core_contact c ON c.member = m.id AND c.stopped IS NULL AND c.unreachable IS NULL
            WHERE (m.roles & $1) <> 0 AND NOT EXISTS (SELECT 1 FROM core_off_duty o WHERE o.member = m.id)
            LIMIT 1
            """, Role.safeguardingLead.bit) != nil
    }

    func isOnDuty(_ lead: Member.ID) throws -> Bool {
        try database.first("SELECT 1 FROM core_off_duty WHERE member = $1", lead) == nil
    }

    func setDuty(_ isOn: Bool, of member: Member.ID, at now: Moment) throws {
        if isOn {
            try database.run("DELETE FROM core_off_duty WHERE member = $1", member)
        } else {
            try database.run(
                """
                INSERT INTO core_off_duty (member, since) VALUES ($1, $2) ON CONFLICT (member) DO NOTHING
                """, member, now)
        }
    }
}
