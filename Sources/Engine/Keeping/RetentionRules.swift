import Storage
import YouSaidKit

/// How long rows are kept: what plugins declare, the core's own periods, and what the configuration says otherwise.
struct RetentionRules: Sendable {
    /// One table that time takes rows from.
    struct Rule: Sendable, Equatable {
        let table: String
        let column: String
        let span: Duration
    }

    /// Those of plugins, which the engine enforces by itself.
    let plugins: [Rule]
    private let configured: [String: Duration]

    /// How many rows one transaction takes away.
    private static let page = 500

    init(_ plugins: [ActivePlugin], configured: [String: Duration]) {
        self.configured = configured
        self.plugins = plugins.flatMap { plugin in
            plugin.plugin.manifest.keeps.compactMap { kept in
                guard case .days(let days, let column) = kept.keeps,
                    kept.place.hasPrefix(plugin.id + "_"), Self.isName(kept.place), Self.isName(column)
                else { return nil }
                return Rule(
                    table: kept.place, column: column,
                    span: configured[kept.place] ?? .hours(24 * Int64(days)))
            }
        }
    }

    /// They stand in a statement, so nothing but a name may be one.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                $0 == UInt8(ascii: "_") || (97...122).contains($0) || (48...57).contains($0)
            }
    }

    /// How long worries are kept, from when a lead finished each: nil where the forum has not said. Nobody else decides it.
    var worries: Duration? { configured[Self.worries] }

    /// What the configuration calls them.
    static let worries = "worries"

    /// The core's period for one of its tables.
    func span(_ table: String, _ standard: Duration) -> Duration { configured[table] ?? standard }

    /// Takes away the next rows that are too old.
    /// - Returns: how many went, by table; empty where nothing is left to do.
    func page(now: Moment, in database: any Database) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for rule in plugins {
            let count = try database.run(
                """
                DELETE FROM \(rule.table) WHERE \(rule.column) <= (SELECT MAX(old) FROM
                    (SELECT \(rule.column) AS old FROM \(rule.table) WHERE \(rule.column) < $1
                     ORDER BY \(rule.column) LIMIT \(Self.page)) first)
                """, now - rule.span)
            if count > 0 { counts[rule.table, default: 0] += count }
        }
        return counts
    }

    /// The core's tables whose period the configuration can change.
    public static let ofTheCore: [String: Duration] = [
        "core_outgoing": Cleaning.messagesKept, "core_question": Cleaning.questionsKept,
        "core_request": Cleaning.requestsKept,
    ]
}

/// What time took away, by day and table, for the organisers' report. Numbers alone.
enum CleanedBook {
    static func note(_ counts: [String: Int], now: Moment, zone: String, in database: any Database) throws {
        guard !counts.isEmpty else { return }
        let today = try LocalTime(now, zone: zone)
        let day = try LocalTime(
            year: today.year, month: today.month, day: today.day, hour: 12, minute: 0, zone: today.zone
        ).moment()
        for (place, count) in counts {
            try database.run(
                """
                INSERT INTO core_cleaned (place, day, count) VALUES ($1, $2, $3)
                ON CONFLICT (place, day) DO UPDATE SET count = core_cleaned.count + excluded.count
                """, place, day, count)
        }
    }

    /// What went since a moment, the most first.
    static func since(_ moment: Moment, in database: any Database) throws -> [(place: String, count: Int)] {
        try database.rows(
            """
            SELECT place, SUM(count) FROM core_cleaned WHERE day >= $1 GROUP BY place
            ORDER BY SUM(count) DESC, place LIMIT 20
            """, moment
        ).map { (try $0[0], try $0[1]) }
    }
}
