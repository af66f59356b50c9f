import Foundation
import Storage
import YouSaidKit

/// What a plugin wants to be woken for, and news that it has yet to hear: rows with a key that can be moved and
/// taken back. Coming due, each is a turn like any other.
struct TimerBook: Sendable {
    enum Kind: Int64, SQLConvertible {
        case wake = 0
        case news = 1
    }

    /// A timer that has come due.
    struct Due {
        let plugin: String
        let key: String
        let kind: Kind
        let due: Moment
        let data: String
    }

    func set(
        plugin: String, key: String, kind: Kind, due: Moment, local: LocalTime?, data: some Encodable,
        in database: any Database
    ) throws {
        let encoder = JSONEncoder()
        try database.run(
            """
            INSERT INTO core_timer (plugin, key, kind, due, local, data, attempts, aside)
            VALUES ($1, $2, $3, $4, $5, $6, 0, 0)
            ON CONFLICT (plugin, key) DO UPDATE
            SET kind = $3, due = $4, local = $5, data = $6, attempts = 0, aside = 0
            """, plugin, key, kind, due,
            try local.map { String(decoding: try encoder.encode($0), as: UTF8.self) },
            String(decoding: try encoder.encode(data), as: UTF8.self))
    }

    func cancel(plugin: String, key: String, in database: any Database) throws {
        try database.run("DELETE FROM core_timer WHERE plugin = $1 AND key = $2", plugin, key)
    }

    /// Puts a timer to another moment, with the data that it has.
    func move(plugin: String, key: String, to due: Moment, in database: any Database) throws {
        let row = try database.first(
            "SELECT local FROM core_timer WHERE plugin = $1 AND key = $2", plugin, key)
        var local: String? = try row?[0]
        if let text = local {
            let zone = try JSONDecoder().decode(LocalTime.self, from: Data(text.utf8)).zone
            local = String(decoding: try JSONEncoder().encode(LocalTime(due, zone: zone)), as: UTF8.self)
        }
        try database.run(
            """
            UPDATE core_timer SET due = $1, local = $2, attempts = 0, aside = 0
            WHERE plugin = $3 AND key = $4
            """, due, local, plugin, key)
    }

    /// The timer that has waited longest, if one is due. Those of plugins that are not there keep waiting.
    func next(now: Moment, plugins: [String], in database: any Database) throws -> Due? {
        guard !plugins.isEmpty else { return nil }
        let places = plugins.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        var found: Row?
        try database.forEachRow(
            """
            SELECT plugin, key, kind, due, data FROM core_timer
            WHERE aside = 0 AND due <= $1 AND plugin IN (\(places)) ORDER BY due, key LIMIT 1
            """, values: [now.sqlValue] + plugins.map(\.sqlValue)
        ) { found = $0 }
        return try found.map {
            Due(plugin: try $0[0], key: try $0[1], kind: try $0[2], due: try $0[3], data: try $0[4])
        }
    }

    /// Takes away a timer that is being handled. A plugin that sets the same key again in its turn sets a new one.
    func take(_ timer: Due, in database: any Database) throws {
        try cancel(plugin: timer.plugin, key: timer.key, in: database)
    }

    /// After a turn that failed: tries again later, and after the last try sets the timer aside for a person.
    func failed(_ timer: Due, now: Moment, in database: any Database) throws {
        let key = (timer.plugin, timer.key)
        let row = try database.first(
            "SELECT attempts FROM core_timer WHERE plugin = $1 AND key = $2", key.0, key.1)
        guard let attempts: Int = try row?[0] else { return }
        if attempts + 1 >= Self.tries { return try setAside(timer, in: database) }
        try database.run(
            "UPDATE core_timer SET due = $1, attempts = attempts + 1 WHERE plugin = $2 AND key = $3",
            now + RetryDelay.after(attempts: attempts + 4, seed: now.milliseconds), key.0, key.1)
    }

    /// What the journal has to know of a timer after its turn; nil where it was set aside, and so had none.
    func entry(for timer: Due, in database: any Database) throws -> Journal.Entry? {
        let row = try database.first(
            "SELECT due, aside FROM core_timer WHERE plugin = $1 AND key = $2", timer.plugin, timer.key)
        if let row, try row[1] as Int64 != 0 { return nil }
        return .woke(
            plugin: timer.plugin, key: timer.key, due: timer.due.milliseconds,
            again: try row.map { try $0[0] })
    }

    func setAside(_ timer: Due, in database: any Database) throws {
        try database.run(
            "UPDATE core_timer SET aside = 1 WHERE plugin = $1 AND key = $2", timer.plugin, timer.key)
    }

    /// How often a timer is tried before a person has to look.
    static let tries = 5
}
