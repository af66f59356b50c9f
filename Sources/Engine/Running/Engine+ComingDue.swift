import Storage
import YouSaidKit

/// For those who move the clock on: what comes due next, and whether everything that is due has been done.
extension Engine {
    /// The next moment after now at which a timer or a message comes due by itself; nil where nothing is planned.
    /// What waits for somebody at the operator's console has no time of its own.
    /// - Throws: where the database cannot be read.
    public func nextDue() throws -> Moment? {
        let now = parts.clock.now
        return try store.read { database in
            try database.first(
                """
                SELECT MIN(due) FROM (
                    SELECT due FROM core_timer WHERE aside = 0 AND due > $1
                    UNION ALL SELECT due FROM core_unreached WHERE due > $1
                    UNION ALL SELECT due FROM core_leaving WHERE due > $1
                    UNION ALL SELECT due FROM core_broadcast WHERE done IS NULL AND due > $1
                    UNION ALL SELECT due FROM core_outgoing WHERE state = 0 AND due > $1 AND channel <> $2) d
                """, now, Self.consoleChannel
            ).flatMap { try $0[0] }
        }
    }

    /// Whether a timer or a message is due and has not had its turn yet, or a message is just being sent.
    /// - Throws: where the database cannot be read.
    public func hasDueWork() throws -> Bool {
        let now = parts.clock.now
        return try store.read { database in
            try database.first(
                """
                SELECT COUNT(*) FROM (
                    SELECT due FROM core_timer WHERE aside = 0 AND due <= $1
                    UNION ALL SELECT due FROM core_unreached WHERE due <= $1
                    UNION ALL SELECT due FROM core_leaving WHERE due <= $1
                    UNION ALL SELECT due FROM core_broadcast WHERE done IS NULL AND due <= $1
                    UNION ALL SELECT due FROM core_outgoing
                    WHERE state IN (0, 1) AND due <= $1 AND channel <> $2) d
                """, now, Self.consoleChannel
            ).map { try $0[0] > 0 } ?? false
        }
    }

    /// Hears that the clock was moved on: what has come due by that is done now, and not at the next tick.
    public func noticeMovedClock() {
        announce(.timers)
        announce(.broadcast)
        announce(.sendAll)
    }
}
