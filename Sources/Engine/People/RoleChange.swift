import Storage
import YouSaidKit

/// A role that is given to somebody, or taken from them.
struct RoleChange {
    let member: Member.ID
    let role: Role
    /// False where it is taken.
    let gives: Bool
    /// The organiser who wants it; nil where nobody knows any more.
    let asker: Member.ID?
    /// True where the operator of the console did it, who needs nobody to agree.
    let isAlone: Bool

    /// Whether a second person has to agree.
    var needsSecond: Bool { !isAlone && (gives ? role.isGivenByTwo : role.isTakenByTwo) }
    /// Whether somebody becomes a safeguarding lead, or ceases to be one: all leads and organisers hear of it.
    var isAboutLead: Bool { role == .safeguardingLead }
    /// Whether somebody's membership ends. What is kept about them stays: deleting it is theirs.
    var endsMembership: Bool { role == .member && !gives }
    /// Whether all organisers hear of it.
    var concernsOrganisers: Bool { gives ? role.isGivenByTwo : role.isTakenByTwo }
    /// How those who have to know hear of it.
    var kind: Message.Kind { isAboutLead ? .safeguarding : .notice }
}

extension Role {
    /// Whoever has it decides about others or about money.
    private var isPowerful: Bool { self == .organiser || self == .approver }

    /// One organiser alone cannot take it: a role that decides, and that somebody belongs at all.
    var isTakenByTwo: Bool { isPowerful || self == .member }

    /// One organiser alone cannot give it. A safeguarding lead reads what children write when they are not safe.
    var isGivenByTwo: Bool { isPowerful || self == .safeguardingLead }

    /// Whoever has it is asked for a name: others decide with them, and about them.
    var isAskedForName: Bool { isGivenByTwo }

    /// Only an organiser gives it. The others people get by joining.
    var isStaff: Bool {
        switch self {
        case .organiser, .approver, .safeguardingLead, .boardReader: true
        case .member, .supporter, .parent, .network: false
        }
    }
}

extension Engine {
    /// How long a change of roles waits for a second person: 7 days.
    public static let roleChangesWait = RoleChangeBook.span
}

/// Keeps the role changes that wait for a second person.
struct RoleChangeBook {
    let database: any Database

    /// How long a change waits. Afterwards it has to be asked for again.
    static let span = Duration.hours(7 * 24)

    func keep(_ change: RoleChange, id: Int64, question: Question.ID, now: Moment) throws {
        try database.run(
            """
            INSERT INTO core_role_change (id, member, role, gives, asker, question, made)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, id, change.member, change.role, change.gives ? 1 : 0, change.asker, question, now)
    }

    /// The change that waits, and the question about it; nil where it is decided, or has waited too long.
    func waiting(_ id: Int64, now: Moment) throws -> (change: RoleChange, question: Question.ID)? {
        let row = try database.first(
            "SELECT member, role, gives, asker, question FROM core_role_change WHERE id = $1 AND made > $2",
            id, now - Self.span)
        return try row.map(read)
    }

    /// The same change, where it waits already.
    func waiting(for change: RoleChange, now: Moment) throws -> Int64? {
        try database.first(
            """
            SELECT id FROM core_role_change WHERE member = $1 AND role = $2 AND gives = $3 AND made > $4
            """, change.member, change.role, change.gives ? 1 : 0, now - Self.span
        ).map { try $0[0] }
    }

    private func read(_ row: Row) throws -> (change: RoleChange, question: Question.ID) {
        let change = RoleChange(
            member: try row[0], role: try row[1], gives: try row[2] == 1 as Int, asker: try row[3],
            isAlone: false)
        return (change, try row[4])
    }

    func remove(_ id: Int64) throws {
        try database.run("DELETE FROM core_role_change WHERE id = $1", id)
    }

    /// The change that has waited longest, where it has waited too long.
    func tooOld(now: Moment) throws -> (id: Int64, change: RoleChange, question: Question.ID)? {
        let row = try database.first(
            """
            SELECT member, role, gives, asker, question, id FROM core_role_change WHERE made <= $1
            ORDER BY made LIMIT 1
            """, now - Self.span)
        return try row.map {
            let (change, question) = try read($0)
            return (try $0[5], change, question)
        }
    }

    static func forget(_ member: Member.ID, in database: any Database) throws {
        try database.run("DELETE FROM core_role_change WHERE member = $1", member)
        try database.run("UPDATE core_role_change SET asker = NULL WHERE asker = $1", member)
        try database.run("UPDATE core_invitation SET maker = NULL WHERE maker = $1", member)
    }
}
