import Storage
import YouSaidKit

/// Why one person did not get a message to a group, or what became of it: for WHY.
///
/// It tells nothing of worries. Nor does it tell whether somebody has answered: messages to those who answered, or did not,
/// are passed over, and of whoever gets one question at a time it says the same whether their turn has come or not.
struct WhyNot {
    /// What became of it.
    enum Reason: Equatable {
        case got, onItsWay, waits, stopped, unreachable, notInGroup, cameLater, closed, oneAtATime
        case notKnown
        case subject(Subject)
        /// It goes out at a moment, and waits for that because of the forum's hours or of their own ways.
        case later(Waiting, Moment)
    }

    /// What a message waits for.
    enum Waiting: String {
        case hours, quiet, week, pause
    }

    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// The last message to a group; nil where there is none that may be told about.
    func lastMessage() throws -> LeftOut? {
        let rows = try database.rows(
            """
            SELECT id FROM core_broadcast WHERE plugin <> 'core' AND secret IS NULL ORDER BY id DESC LIMIT 50
            """)
        for row in rows {
            if let found = try LeftOut(try row[0], in: database), !found.group.tellsWhoAnswered {
                return found
            }
        }
        return nil
    }

    func reason(_ member: Member, _ message: LeftOut) throws -> Reason {
        let row = try database.first(
            """
            SELECT o.state, o.reason, o.due FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
            WHERE o.id > $1 AND o.broadcast = $1 AND c.member = $2 ORDER BY o.id DESC LIMIT 1
            """, message.broadcast, member.id)
        guard let row else { return try leftOut(member, message) }
        let state: OutgoingState = try row[0]
        let ended: String? = try row[1]
        switch (state, ended) {
        case (.withheld, "stopped"): return .stopped
        case (.withheld, "subject stopped"): return subject(of: message)
        case (.refused, _): return .unreachable
        default: break
        }
        if message.question != nil, member.ways.oneAtATime { return .oneAtATime }
        switch state {
        case .sent: return .got
        // What waited for somebody who has seen it in another way meanwhile looks as if it had gone: that they asked for it,
        // or have answered it, is theirs.
        case .withheld: return ended == "closed before it went" ? .closed : .got
        case .due: return try waits(member, until: try row[2])
        case .sending, .unknown, .refused: return .onItsWay
        }
    }

    /// They have no message of their own.
    private func leftOut(_ member: Member, _ message: LeftOut) throws -> Reason {
        let people = PeopleBook(
            database: database, contacts: parts.contacts, now: now, sender: nil, makeID: parts.makeID)
        guard try people.contains(member.id, in: message.group) else { return .notInGroup }
        if message.isToCome(for: member.id) { return try waits(member, until: max(message.due, now)) }
        if message.subject & member.stoppedSubjects.bits != 0 { return subject(of: message) }
        let phones = try database.rows(
            "SELECT stopped, unreachable FROM core_contact WHERE member = $1", member.id
        ).map { try (isStopped: ($0[0] as Int64?) != nil, isReachable: ($0[1] as Int64?) == nil) }
        guard phones.contains(where: \.isReachable) else { return .unreachable }
        guard phones.contains(where: { $0.isReachable && !$0.isStopped }) else { return .stopped }
        let known: Moment? = try database.first("SELECT known FROM core_member WHERE id = $1", member.id)?[0]
        return known ?? now > message.made ? .cameLater : .notKnown
    }

    private func subject(of message: LeftOut) -> Reason {
        Subject.stoppable.first { $0.bit & message.subject != 0 }.map { .subject($0) } ?? .stopped
    }

    private func waits(_ member: Member, until due: Moment) throws -> Reason {
        guard due > now else { return .onItsWay }
        let zone = parts.forum.timeZone
        let wall = try LocalTime(now, zone: zone)
        if let quiet = member.ways.quiet, quiet.contains(wall.hour * 60 + wall.minute) {
            return .later(.quiet, due)
        }
        if try parts.manners.next(from: now, room: Manners.roomForAll, zone: zone) > now {
            return .later(.hours, due)
        }
        if let limit = parts.manners.messagesAWeek {
            let row = try database.first("SELECT week, notices FROM core_member WHERE id = $1", member.id)
            let week: Moment? = try row?[0]
            if try week == parts.manners.week(of: now, zone: zone), try (row?[1] as Int64?) ?? 0 >= limit {
                return .later(.week, due)
            }
        }
        return member.ways.pause > 0 ? .later(.pause, due) : .waits
    }
}

extension Group {
    /// Whether that somebody is in it, or is not, tells whether they have answered something.
    fileprivate var tellsWhoAnswered: Bool {
        switch self {
        case .answered, .unanswered: true
        case .all(let groups): groups.contains(where: \.tellsWhoAnswered)
        case .but(let all, let few): all.tellsWhoAnswered || few.tellsWhoAnswered
        default: false
        }
    }
}
