import YouSaidKit

/// One line of the audit trail: who did what, and about whom.
public struct AuditEntry: Sendable, Hashable {
    /// Somebody in it. Whoever has left is a number that leads to nobody.
    public struct Person: Sendable, Hashable {
        public let number: Int64
        /// The name that they like to be called, where they are still known and have said one.
        public let name: String?
    }

    public let moment: Moment
    public let who: Person?
    /// The part of the bot that wrote it: a plugin's id, or "core".
    public let plugin: String
    /// What was done, without anybody's words.
    public let action: String
    /// Whom it is about; never told where it is about a worry, which is for safeguarding leads alone.
    public let about: Person?
}

/// Who did what. Rows are only ever added: the storage refuses to change or take away one. See ``Engine``.
public enum AuditTrail {
    /// The last entries, the newest first.
    /// - Parameters:
    ///   - limit: how many.
    ///   - database: where to read them.
    public static func last(_ limit: Int, in database: any Database) throws -> [AuditEntry] {
        try database.rows("\(columns) ORDER BY a.id DESC LIMIT \(max(0, limit))").map(entry)
    }

    /// Some entries, the oldest first. Nothing is ever taken away, so that each keeps its place.
    /// - Parameters:
    ///   - place: the place of the last one, from 1; more than there are means the newest.
    ///   - limit: how many.
    ///   - database: where to read them.
    static func entries(upTo place: Int, limit: Int, in database: any Database) throws -> [AuditEntry] {
        let last = min(place, try count(in: database))
        let first = max(0, last - limit)
        guard last > 0 else { return [] }
        return try database.rows("\(columns) ORDER BY a.id LIMIT $1 OFFSET $2", last - first, first).map(
            entry)
    }

    /// How many entries there are.
    static func count(in database: any Database) throws -> Int {
        try database.first("SELECT COUNT(*) FROM core_audit").map { try $0[0] } ?? 0
    }

    private static let columns = """
        SELECT a.moment, a.member, m.name, a.plugin, a.action, a.about, o.name FROM core_audit a
        LEFT JOIN core_member m ON m.id = a.member LEFT JOIN core_member o ON o.id = a.about
        """

    private static func entry(_ row: Row) throws -> AuditEntry {
        let plugin: String = try row[3]
        let action: String = try row[4]
        let isAboutWorry = plugin == SafetyDesk.owner && action.contains("concern")
        return AuditEntry(
            moment: try row[0], who: try person(row[1], row[2]), plugin: plugin, action: action,
            about: isAboutWorry ? nil : try person(row[5], row[6]))
    }

    private static func person(_ number: Int64?, _ name: String?) -> AuditEntry.Person? {
        number.map { AuditEntry.Person(number: $0, name: name) }
    }
}
