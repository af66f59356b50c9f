import Foundation
import Storage
import YouSaidKit

/// Who of a group got no message of their own, because they could not be written to when it was written out. Found anew
/// each time, by how they can be written to now: nothing of it is kept.
struct LeftOut {
    let broadcast: Int64
    let group: Group
    /// The bit of its subject; 0 where only STOP holds it back.
    let subject: Int64
    let question: Question.ID?
    let made: Moment
    let due: Moment
    /// The last person that it was written out to; nil where that was all.
    private let place: Int64?

    /// - Returns: nil where it is gone.
    init?(_ broadcast: Int64, in database: any Database) throws {
        let row = try database.first(
            "SELECT audience, subject, question, made, due, place, done FROM core_broadcast WHERE id = $1",
            broadcast)
        guard let row else { return nil }
        let audience: String = try row[0]
        self.broadcast = broadcast
        group = try JSONDecoder().decode(Group.self, from: Data(audience.utf8))
        subject = try row[1]
        question = try row[2]
        made = try row[3]
        due = try row[4]
        place = try (row[6] as Moment?) == nil ? row[5] : nil
    }

    /// Whether it has yet to be written out to somebody.
    func isToCome(for member: Member.ID) -> Bool { place.map { member.rawValue > $0 } ?? false }

    /// How many said STOP, and how many have no phone that can be reached.
    func count(in database: any Database) throws -> (stopped: Int, unreached: Int) {
        let condition = GroupCondition(group, firstPlace: 4)
        var found: [(member: Int64, isStopped: Bool)] = []
        try database.forEachRow(
            """
            SELECT m.id, CASE WHEN (m.silenced & $1) <> 0 OR EXISTS
                (SELECT 1 FROM core_contact x WHERE x.member = m.id AND x.unreachable IS NULL) THEN 1 ELSE 0 END
            FROM core_member m WHERE m.known <= $2 AND m.id <= $3 AND \(condition.sql)
                AND ((m.silenced & $1) <> 0 OR NOT EXISTS
                    (SELECT 1 FROM core_contact x WHERE x.member = m.id AND x.unreachable IS NULL
                        AND x.stopped IS NULL))
            """, values: [subject.sqlValue, made.sqlValue, (place ?? Int64.max).sqlValue] + condition.values
        ) { found.append((try $0[0], try ($0[1] as Int64) == 1)) }
        guard !found.isEmpty else { return (0, 0) }
        // Whoever has a message of their own is counted by what became of it.
        let written = Set(
            try database.rows(
                """
                SELECT c.member FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
                JOIN core_member m ON m.id = c.member
                WHERE o.id > $1 AND o.broadcast = $1
                    AND (c.stopped IS NOT NULL OR c.unreachable IS NOT NULL OR (m.silenced & $2) <> 0)
                """, broadcast, subject
            ).map { try $0[0] as Int64 })
        let rest = found.filter { !written.contains($0.member) }
        return (rest.count(where: \.isStopped), rest.count { !$0.isStopped })
    }
}
