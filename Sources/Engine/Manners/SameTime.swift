import Storage
import YouSaidKit

/// Whether everybody got the same information at the same time: for each message to a group, how long it was from the
/// first person to the last, whatever their channel and form. Who got it later for their own sake is counted apart.
struct SameTime {
    /// How far apart the first and the last may be. Source: the measure "same time" of the forum's board, 60 minutes.
    static let limit = Duration.minutes(60)

    /// One message to a group, in numbers.
    struct Spread {
        /// When it was said.
        let made: Moment
        /// When it may begin: later than `made` where the forum's hours were over.
        let due: Moment
        /// Whether all of it was written out to its people.
        let isWritten: Bool
        let reached: Int
        /// From the first to the last of those.
        let span: Duration
        /// Nil where it went to those who answered in secret, or did not: who of them is stopped would tell on them.
        let rest: Rest?

        var isSameTime: Bool { span <= SameTime.limit }
    }

    /// Those whom it did not reach with the others.
    struct Rest {
        /// Who got it later, or will, because of their own ways: quiet hours, a pause, a full week, one thing at a time.
        let later: Int
        /// Who has yet to get it, but for those who get one thing at a time: that one of them waits would tell that
        /// they have not answered the question before.
        let waiting: Int
        /// Who has said STOP, or STOP to its subject.
        let stopped: Int
        /// Whose phone cannot be reached, or takes nothing.
        let unreached: Int
    }

    /// The latest messages to groups that are no single person, the newest first.
    static func latest(_ count: Int, in database: any Database) throws -> [Spread] {
        try database.rows(
            """
            SELECT id, made, due, sent, later, first_sent, last_sent, done, secret
            FROM core_broadcast WHERE plugin <> 'core' ORDER BY id DESC LIMIT $1
            """, count
        ).map { row in
            let (first, last): (Moment?, Moment?) = try (row[5], row[6])
            let otherwise = try seenOtherwise(row[0], in: database)
            let isSecret = try (row[8] as Question.ID?) != nil
            return Spread(
                made: try row[1], due: try row[2], isWritten: try (row[7] as Moment?) != nil,
                reached: try row[3] + otherwise.reached,
                span: first.flatMap { first in last.map { $0 - first } } ?? .zero,
                rest: isSecret ? nil : try rest(of: row[0], later: row[4] + otherwise.later, in: database))
        }
    }

    /// Who was asked in another way while it waited for them counts as everybody else: that they asked for it, or have
    /// answered it, is theirs.
    private static func seenOtherwise(
        _ broadcast: Int64, in database: any Database
    ) throws -> (later: Int, reached: Int) {
        let row = try database.first(
            """
            SELECT COUNT(*), COALESCE(SUM(CASE WHEN (marks & $2) <> 0 THEN 1 ELSE 0 END), 0)
            FROM core_outgoing WHERE state NOT IN (0, 2) AND broadcast = $1 AND state = 5
                AND reason IN ('asked in another way', 'asked at the same moment')
            """, broadcast, Courtesy.Mark.own)
        let (all, later): (Int, Int) = (try row?[0] ?? 0, try row?[1] ?? 0)
        return (later, all - later)
    }

    private static func rest(of broadcast: Int64, later: Int, in database: any Database) throws -> Rest {
        let waiting = try database.first(
            """
            SELECT COALESCE(SUM(CASE WHEN (o.marks & $2) <> 0 THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN o.question IS NOT NULL AND (COALESCE(m.ways, 0) & $3) <> 0
                    THEN 0 ELSE 1 END), 0)
            FROM core_outgoing o LEFT JOIN core_contact c ON c.id = o.contact
            LEFT JOIN core_member m ON m.id = c.member
            WHERE o.broadcast = $1 AND o.state IN (0, 1, 4)
            """, broadcast, Courtesy.Mark.own, Ways(oneAtATime: true).bits)
        let ended = try database.first(
            """
            SELECT COALESCE(SUM(CASE WHEN o.state = 5 AND o.reason IN ('stopped', 'subject stopped')
                    THEN 1 ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN o.state = 3 THEN 1 ELSE 0 END), 0)
            FROM core_outgoing o WHERE o.state NOT IN (0, 2) AND o.broadcast = $1 AND o.state IN (3, 5)
            """, broadcast)
        let leftOut = try LeftOut(broadcast, in: database)?.count(in: database)
        return Rest(
            later: later + (try waiting?[0] ?? 0), waiting: try waiting?[1] ?? 0,
            stopped: (try ended?[0] ?? 0) + (leftOut?.stopped ?? 0),
            unreached: (try ended?[1] ?? 0) + (leftOut?.unreached ?? 0))
    }

    /// Of the messages to groups that went out: how many there are, and how many reached all in the same hour.
    static func tally(in database: any Database) throws -> (all: Int, sameTime: Int) {
        let row = try database.first(
            """
            SELECT COUNT(*), COALESCE(SUM(CASE WHEN last_sent - first_sent <= $1 THEN 1 ELSE 0 END), 0)
            FROM core_broadcast WHERE plugin <> 'core' AND first_sent IS NOT NULL
            """, limit.inMilliseconds)
        guard let row else { return (0, 0) }
        return (try row[0], try row[1])
    }

    /// What went out of each broadcast in one go.
    struct Batch {
        private var sent: [Int64: Int64] = [:]
        private var later: [Int64: Int64] = [:]

        mutating func add(_ broadcast: Int64, wasHeld: Bool) {
            if wasHeld { later[broadcast, default: 0] += 1 } else { sent[broadcast, default: 0] += 1 }
        }

        /// Adds it up in the broadcasts' own rows.
        func write(at now: Moment, in database: any Database) throws {
            for (broadcast, count) in sent {
                try database.run(
                    """
                    UPDATE core_broadcast SET sent = sent + $1, first_sent = COALESCE(first_sent, $2), last_sent = $2
                    WHERE id = $3
                    """, count, now, broadcast)
            }
            for (broadcast, count) in later {
                try database.run(
                    "UPDATE core_broadcast SET later = later + $1 WHERE id = $2", count, broadcast)
            }
        }
    }
}
