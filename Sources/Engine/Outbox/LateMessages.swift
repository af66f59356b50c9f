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

    /// Since when the oldest one has waited: since it was due, or where it was tried in vain and has a later time by
    /// that, since it was written.
    /// - Throws: where the database cannot be read.
    public static func oldest(now: Moment, in database: any Database) throws -> Moment? {
        let due: Moment? = try database.first("SELECT MIN(due) FROM \(waiting) AND due <= $1", now)?[0]
        let tried: Int64? = try database.first("SELECT MIN(id) FROM \(waiting) AND attempts > 0")?[0]
        return [due, tried.map { IDMaker.moment(of: $0) }].compactMap { $0 }.min()
    }

    /// How many have waited since a moment or longer.
    /// - Throws: where the database cannot be read.
    public static func count(since moment: Moment, in database: any Database) throws -> Int {
        try database.first(
            "SELECT COUNT(*) FROM \(waiting) AND (due < $1 OR (attempts > 0 AND id < $2))", moment,
            IDMaker.lowest(at: moment)
        ).map { try $0[0] } ?? 0
    }
}
