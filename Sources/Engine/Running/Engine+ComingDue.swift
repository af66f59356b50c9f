import Storage
import YouSaidKit

/// For those who move the clock on: what comes due next, and whether everything that is due has been done.
extension Engine {
    /// How many timers are looked at.
    private static let mostTimers = 200

    /// What comes due by itself after now, the soonest first: timers, and of everything else the first of its kind.
    /// What waits for somebody at the operator's console has no time of its own.
    /// - Throws: where the database cannot be read.
    public func comingUp() throws -> [ComingUp] {
        let now = parts.clock.now
        return try store.read { database in
            var found: [ComingUp] = []
            try database.forEachRow(
                """
                SELECT plugin, key, due FROM core_timer WHERE aside = 0 AND due > $1
                ORDER BY due LIMIT \(Self.mostTimers)
                """, values: [now.sqlValue]
            ) { row in
                found.append(
                    ComingUp(due: try row[2], cause: .timer(plugin: try row[0], key: try row[1])))
            }
            for (cause, rows) in Self.otherwiseDue {
                let row = try database.first("SELECT MIN(due) FROM \(rows) AND due > $1", now)
                if let due: Moment = try row?[0] { found.append(ComingUp(due: due, cause: cause)) }
            }
            return found.sorted { $0.due < $1.due }
        }
    }

    /// The next moment after now at which anything comes due by itself; nil where nothing is planned.
    /// - Throws: where the database cannot be read.
    public func nextDue() throws -> Moment? { try comingUp().first?.due }

    /// Where everything but timers waits for its time.
    private static let otherwiseDue: [(cause: ComingUp.Cause, rows: String)] = [
        (.unreached, "core_unreached WHERE 1 = 1"),
        (.leaving, "core_leaving WHERE 1 = 1"),
        (.groupMessage, "core_broadcast WHERE done IS NULL"),
        (.message, "core_outgoing WHERE state = 0 AND channel <> '\(consoleChannel)'"),
        (.worry, "core_concern WHERE state <> 2"),
        (.listening, "core_attachment WHERE due IS NOT NULL"),
    ]

    /// Whether something is due and has not had its turn yet, or a message is just being sent.
    /// - Throws: where the database cannot be read.
    public func hasDueWork() throws -> Bool {
        let now = parts.clock.now
        let waiting =
            [
                "core_timer WHERE aside = 0",
                "core_outgoing WHERE state = 1 AND channel <> '\(Self.consoleChannel)'",
            ]
            + Self.otherwiseDue.map(\.rows)
        return try store.read { database in
            for rows in waiting
            where try database.first("SELECT 1 FROM \(rows) AND due <= $1 LIMIT 1", now) != nil {
                return true
            }
            return false
        }
    }

    /// Hears that the clock was moved on: what has come due by that is done now, and not at the next tick.
    public func noticeMovedClock() {
        announce(.timers)
        announce(.broadcast)
        announce(.sendAll)
    }
}
