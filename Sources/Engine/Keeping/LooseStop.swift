import Storage
import YouSaidKit

/// STOPs of people whom a restored database does not know, because they wrote for the first time after the backup
/// was made. The journal tells of them by hash alone; they count as soon as the person writes again. Used by the
/// restore and by ``ContactBook``.
enum LooseStop {
    static func keep(channel: String, hash: [UInt8], number: Int64, in database: any Database) throws {
        try database.run(
            """
            INSERT INTO core_fact (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, name(channel, hash), "\(number)")
    }

    /// Takes it away, because there is a contact now, or because it counts no longer.
    /// - Returns: the number that was next when they said STOP; nil where they did not.
    @discardableResult
    static func take(channel: String, hash: [UInt8], in database: any Database) throws -> Int64? {
        let name = name(channel, hash)
        let row = try database.first("SELECT value FROM core_fact WHERE name = $1", name)
        guard let value: String = try row?[0] else { return nil }
        try database.run("DELETE FROM core_fact WHERE name = $1", name)
        return Int64(value)
    }

    /// All of them.
    static func all(in database: any Database) throws -> [Journal.Entry] {
        var entries: [Journal.Entry] = []
        try database.each("SELECT name, value FROM core_fact WHERE name LIKE 'stop %' ORDER BY name") { row in
            let name: String = try row[0]
            let parts = name.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, let number = Int64(try row[1] as String) else { return }
            let hash = parts[2].split(separator: ".").compactMap { UInt8($0) }
            entries.append(.stop(channel: String(parts[1]), hash: hash, number: number))
        }
        return entries
    }

    private static func name(_ channel: String, _ hash: [UInt8]) -> String {
        "stop \(channel) " + hash.map(String.init).joined(separator: ".")
    }
}
