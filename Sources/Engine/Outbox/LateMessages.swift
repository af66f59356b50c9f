import Storage
import YouSaidKit

/// Since when messages wait that should have gone out. Asked for the figures and by `yousaid doctor`.
public enum LateMessages {
    /// What waits for somebody at the console is not late.
    private static let waiting = "core_outgoing WHERE state = 0 AND channel <> '\(Engine.consoleChannel)'"

    /// How many messages wait in all.
    /// - Throws: where the database cannot be read.
    public static func countWaiting(in database: any Database) throws -> Int {
        try database.first("SELECT COUNT(*) FROM \(waiting)").map { try $0[0] } ?? 0
    }

    /// When a message should have gone out: when it was first due, however often it was tried in vain since.
    /// One that an older bot tried in vain has nothing but its number, which begins with when it was written.
    private static let firstDue =
        "COALESCE(waiting, CASE WHEN attempts > 0 THEN id / \(1 << IDMaker.countBits) ELSE due END)"

    /// Since when the oldest one has waited.
    /// - Throws: where the database cannot be read.
    public static func oldest(now: Moment, in database: any Database) throws -> Moment? {
        try database.first("SELECT MIN(\(firstDue)) FROM \(waiting) AND \(firstDue) <= $1", now)?[0]
    }

    /// How many have waited since a moment or longer.
    /// - Throws: where the database cannot be read.
    public static func count(since moment: Moment, in database: any Database) throws -> Int {
        try database.first("SELECT COUNT(*) FROM \(waiting) AND \(firstDue) < $1", moment).map {
            try $0[0]
        } ?? 0
    }
}
