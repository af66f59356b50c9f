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
        let reached: Int
        /// From the first to the last of those.
        let span: Duration
        /// Who got it later because of their own quiet hours, pauses or full week.
        let later: Int
        /// Who has yet to get it.
        let waiting: Int
        /// Who could not be reached, or said STOP meanwhile.
        let missed: Int

        var isSameTime: Bool { span <= SameTime.limit }
    }

    /// The latest messages to groups that are no single person, the newest first.
    static func latest(_ count: Int, in database: any Database) throws -> [Spread] {
        try database.rows(
            """
            SELECT b.made, b.due, b.written, b.sent, b.later, b.first_sent, b.last_sent,
                (SELECT COUNT(*) FROM core_outgoing o WHERE o.broadcast = b.id AND o.state IN (0, 1, 4))
            FROM core_broadcast b WHERE b.plugin <> 'core' ORDER BY b.id DESC LIMIT $1
            """, count
        ).map { row in
            let (written, sent, later, waiting): (Int, Int, Int, Int) = try (row[2], row[3], row[4], row[7])
            let (first, last): (Moment?, Moment?) = try (row[5], row[6])
            return Spread(
                made: try row[0], due: try row[1], reached: sent,
                span: first.flatMap { first in last.map { $0 - first } } ?? .zero, later: later,
                waiting: waiting, missed: max(0, written - sent - later - waiting))
        }
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
