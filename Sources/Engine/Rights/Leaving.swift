import Foundation
import Storage
import YouSaidKit

/// DELETE ME: a day to think about it, in which nothing is sent, then everything about the person goes.
struct Leaving {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// Who is about to be deleted.
    struct Plan {
        let due: Moment
        /// The number of the STOP that counts for them until then.
        let number: Int64
    }

    func plan(of member: Member.ID) throws -> Plan? {
        try database.first("SELECT due, number FROM core_leaving WHERE member = $1", member).map {
            Plan(due: try $0[0], number: try $0[1])
        }
    }

    /// Whether a STOP was said, and does not only come from somebody's DELETE ME.
    static func isSaid(_ stop: Int64, in database: any Database) throws -> Bool {
        try database.first("SELECT member FROM core_leaving WHERE number = $1", stop) == nil
    }

    /// Notes that somebody wants to be deleted. From now on it is as if they had said STOP.
    /// - Returns: when it will be done.
    func begin(_ member: Member.ID, _ after: inout AfterCommit) throws -> Moment {
        let number = parts.makeID()
        let due = now + parts.deleteAfter
        // The journal first, as for STOP.
        try parts.journal.add(
            [.leaving(member: member.rawValue, due: due.milliseconds, number: number)], in: database)
        for contact in try Self.note(member, asked: now, due: due, number: number, in: database) {
            after.stops.append((contact, number))
        }
        return due
    }

    /// - Returns: the contacts that are stopped by it.
    @discardableResult
    static func note(
        _ member: Member.ID, asked: Moment, due: Moment, number: Int64, in database: any Database
    ) throws -> [Contact.ID] {
        // Said once more, as when a platform delivers it again: what stopped them then is this.
        let row = try database.first("SELECT number FROM core_leaving WHERE member = $1", member)
        let earlier: Int64? = try row?[0]
        try database.run(
            """
            INSERT INTO core_leaving (member, asked, due, number) VALUES ($1, $2, $3, $4)
            ON CONFLICT (member) DO UPDATE SET due = excluded.due, number = excluded.number
            """, member, asked, due, number)
        let contacts = try database.rows(
            "SELECT id FROM core_contact WHERE member = $1 AND (stopped IS NULL OR stopped = $2)", member,
            earlier)
        try database.run(
            "UPDATE core_contact SET stopped = $1 WHERE member = $2 AND (stopped IS NULL OR stopped = $3)",
            number, member, earlier)
        return try contacts.map { try $0[0] }
    }

    /// Somebody stays after all. A STOP that they had said themself stays too.
    func stay(_ member: Member.ID, _ after: inout AfterCommit) throws {
        try parts.journal.add([.stays(member: member.rawValue)], in: database)
        for contact in try Self.keep(member, in: database) { after.stops.append((contact, nil)) }
    }

    /// - Returns: the contacts that get messages again.
    @discardableResult
    static func keep(_ member: Member.ID, in database: any Database) throws -> [Contact.ID] {
        let row = try database.first("SELECT number FROM core_leaving WHERE member = $1", member)
        guard let number: Int64 = try row?[0] else { return [] }
        try database.run("DELETE FROM core_leaving WHERE member = $1", member)
        let contacts = try database.rows(
            "SELECT id FROM core_contact WHERE member = $1 AND stopped = $2", member, number)
        try database.run(
            "UPDATE core_contact SET stopped = NULL WHERE member = $1 AND stopped = $2", member, number)
        return try contacts.map { try $0[0] }
    }

    // MARK: When the day is over

    /// Who has waited longest for their deletion; nil where nobody's day is over.
    func due() throws -> Member.ID? {
        try database.first("SELECT member FROM core_leaving WHERE due <= $1 ORDER BY due LIMIT 1", now)?[0]
    }

    /// A deletion failed: it is tried again, and does not hold up the others.
    func postpone(_ member: Member.ID) throws {
        try database.run(
            "UPDATE core_leaving SET due = $1 WHERE member = $2", now + .hours(1), member)
    }

    /// How somebody came to be deleted.
    enum Way: String {
        /// They said DELETE ME.
        case themself = "self"
        /// The operator did it for them.
        case `operator`
        /// It had been done, and the tables had lost that.
        case again
    }

    /// What a deletion came to.
    struct Erased {
        /// How many rows of each table went, but for those of which no number is kept.
        let counts: [String: Int]
        /// Whether the person hears of it.
        let isTold: Bool
    }

    /// Deletes somebody everywhere, keeps the proof, and tells them as the last thing that they hear.
    @discardableResult
    func erase(_ member: Member.ID, _ way: Way, _ after: inout AfterCommit) throws -> Erased {
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
        let reader = Reader(try people.member(member))
        let last = try parts.contacts.preferred(of: member, in: database)
        let sealed: [UInt8]? = try last.flatMap { contact in
            try database.first("SELECT address FROM core_contact WHERE id = $1", contact.id)?[0]
        }
        let counting = CountingDatabase(database)
        try Erasure(parts: parts, database: counting, now: now).erase(member, &after)
        let counts = try prove(way, counting.counts)
        after.hasErasure = true
        guard let last, last.isReachable, let sealed else { return Erased(counts: counts, isTold: false) }
        let text = try parts.composer.core(
            way == .themself ? "deleted" : "deleted-by-operator",
            [
                "forum": .text(parts.forum.name), "count": .number(counts.values.reduce(0, +)),
                "places": .number(counts.count),
            ], for: reader)
        // To the address and not to the contact, which is gone.
        try parts.outbox.add(
            OutgoingBody(text: text), kind: .reply, channel: last.channel,
            address: try parts.contacts.open(sealed), now: now, in: database)
        after.channels.insert(last.channel)
        return Erased(counts: counts, isTold: true)
    }

    /// The core's tables of which no number is kept: whether there was a worry about somebody is the leads' alone to
    /// know, and how often somebody was asked, answered and was answered tells of their votes.
    private static let notCounted: Set = [
        "core_concern", "core_concern_words", "core_concern_about", "core_piece", "core_asked",
        "core_question", "core_broadcast",
        "core_outgoing",
        "core_event", "core_attachment", "core_unreached",
    ]

    /// Nor is one kept of a plugin that has vaults, whatever was in them: then its numbers tell nothing of it.
    private func isCounted(in database: any Database) throws -> ((key: String, value: Int)) -> Bool {
        let secretive = try database.rows("SELECT DISTINCT plugin FROM core_vault").map {
            try $0[0] as String
        }
        return { count in
            !Self.notCounted.contains(count.key) && !secretive.contains { count.key.hasPrefix($0 + "_") }
        }
    }

    /// Keeps the proof that somebody was deleted.
    /// - Returns: the counts that are in it.
    @discardableResult
    func prove(_ way: Way, _ counts: [String: Int]) throws -> [String: Int] {
        let counts = try counts.filter(isCounted(in: database))
        try database.run(
            "INSERT INTO core_erasure (id, day, way, counts) VALUES ($1, $2, $3, $4)", parts.makeID(),
            try startOfDay(), way.rawValue,
            String(decoding: try Self.encoder.encode(counts), as: UTF8.self))
        return counts
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }

    /// The proof has the day and not the time, by which somebody could be told.
    private func startOfDay() throws -> Moment {
        let today = try LocalTime(now, zone: parts.forum.timeZone)
        return try LocalTime(
            year: today.year, month: today.month, day: today.day, hour: 12, minute: 0, zone: today.zone
        ).moment()
    }
}

extension InboxTransaction {
    /// Deletes the next person whose day is over.
    /// - Returns: false where there is none.
    func eraseNext(_ after: inout AfterCommit) throws -> Bool {
        let leaving = Leaving(parts: parts, database: connection, now: now)
        guard let member = try leaving.due() else { return false }
        let result = try connection.attempt {
            var after = AfterCommit()
            let roles = RoleDesk(parts: parts, database: connection, now: now)
            let before = try roles.beforeLeaving(member)
            try leaving.erase(member, .themself, &after)
            try roles.noticeLeft(before, &after)
            return after
        }
        switch result {
        case .success(let done): after.add(done)
        case .failure(let error):
            try leaving.postpone(member)
            let plugin = (error as? PluginFailure)?.plugin ?? "core"
            after.failures.append((plugin, Self.reason((error as? PluginFailure)?.error ?? error)))
        }
        return true
    }
}
