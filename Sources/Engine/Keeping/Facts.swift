import Storage
import YouSaidKit

/// Facts about this database as a whole.
enum Facts: String {
    /// It was brought back from a backup, and nothing goes out before a person releases it.
    case held
    /// It was brought back with a journal that was damaged or lost, and organisers have not been told yet what that
    /// means.
    case unsure

    static func set(_ fact: Facts, in database: any Database) throws {
        try database.run(
            "INSERT INTO core_fact (name, value) VALUES ($1, '1') ON CONFLICT (name) DO NOTHING",
            fact.rawValue)
    }

    static func has(_ fact: Facts, in database: any Database) throws -> Bool {
        try database.first("SELECT value FROM core_fact WHERE name = $1", fact.rawValue) != nil
    }

    /// - Returns: whether it was there.
    static func remove(_ fact: Facts, in database: any Database) throws -> Bool {
        try database.run("DELETE FROM core_fact WHERE name = $1", fact.rawValue) > 0
    }
}
