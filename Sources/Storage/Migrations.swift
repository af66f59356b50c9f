import YouSaidKit

extension Store {
    /// Brings the tables of one owner (a plugin, or the engine's own "core") up to date.
    ///
    /// Each step runs once, in its number's order, in a transaction of its own, and is noted in
    /// `core_migration`.
    /// - Parameters:
    ///   - owner: the plugin's id: small letters and digits. Everything it makes is named `<owner>_…`.
    ///   - migrations: all its steps, from number 1 without gaps.
    /// - Throws: ``MigrationError``, or ``DatabaseError`` where the storage is at fault. A step that failed has left
    ///   nothing behind; those before it stay done.
    public func migrate(owner: String, _ migrations: [Migration]) throws {
        let letters = "abcdefghijklmnopqrstuvwxyz"
        guard let initial = owner.first, letters.contains(initial),
            owner.allSatisfy({ letters.contains($0) || "0123456789".contains($0) })
        else {
            throw MigrationError(
                owner, nil, "an id has to be small letters and digits, and begin with a letter")
        }
        for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
            throw MigrationError(
                owner, migration.number,
                "steps are numbered from 1 without gaps; this one should be \(index + 1)")
        }
        let done = try writeNow { try Migrations.done(by: owner, on: $0) }
        guard done <= migrations.count else {
            throw MigrationError(
                owner, done,
                "the database was made by a newer version; this one knows \(migrations.count) steps. "
                    + "Install the newer version again")
        }
        for migration in migrations[done...] {
            do {
                try writeNow { try Migrations.apply(migration, of: owner, on: $0) }
            } catch {
                let known = error as? DatabaseError
                let failure = MigrationError(
                    owner, migration.number, known?.message ?? String(describing: error))
                // The disk's fault and not the owner's: another day the same step goes well.
                guard let known, known.isStorageFault else { throw failure }
                throw DatabaseError(known.kind, code: known.code, failure.description)
            }
        }
    }
}

/// Why an owner's tables could not be brought up to date. The loader shows it, and leaves that plugin out.
public struct MigrationError: Error, Sendable, CustomStringConvertible {
    public let owner: String
    /// The step at fault, or nil where it is not one step.
    public let number: Int?
    public let reason: String

    init(_ owner: String, _ number: Int?, _ reason: String) {
        self.owner = owner
        self.number = number
        self.reason = reason
    }

    public var description: String {
        "migration \(number.map { "\($0) " } ?? "")of '\(owner)': \(reason)"
    }
}

/// The work of ``Store/migrate(owner:_:)`` inside a transaction.
private enum Migrations {
    /// The engine, as an owner.
    private static let core = "core"

    /// The number of the owner's last step that was done.
    static func done(by owner: String, on connection: Connection) throws -> Int {
        try connection.run(
            """
            CREATE TABLE IF NOT EXISTS core_migration (
                owner TEXT NOT NULL, number BIGINT NOT NULL, applied BIGINT NOT NULL,
                PRIMARY KEY (owner, number))
            """)
        let row = try connection.first(
            "SELECT max(number) AS number FROM core_migration WHERE owner = $1", owner)
        let number: Int? = try row?["number"] ?? nil
        return number ?? 0
    }

    static func apply(_ migration: Migration, of owner: String, on connection: Connection) throws {
        let before = try things(on: connection)
        for statement in migration.statements {
            let sql = PrimaryKeys.meant(by: statement)
            // The engine's own steps alone may take something out of an audit trail.
            if owner == core { try connection.administer(sql) } else { try connection.run(sql) }
        }
        // Gone, new or made anew: either way the thing has to be the owner's.
        for thing in try things(on: connection).symmetricDifference(before) where !thing.isOwned(by: owner) {
            throw DatabaseError(
                .statement,
                "it may only touch what is named '\(owner)_…', not the \(thing.kind) '\(thing.name)'")
        }
        try connection.run(
            "INSERT INTO core_migration (owner, number, applied) VALUES ($1, $2, $3)", owner,
            migration.number,
            Moment(Date()))
    }

    private static func things(on connection: Connection) throws -> Set<Thing> {
        var things: Set<Thing> = []
        try connection.each("SELECT type, name, tbl_name, sql FROM sqlite_master") { row in
            things.insert(Thing(kind: try row[0], name: try row[1], table: try row[2], sql: try row[3]))
        }
        return things
    }

    /// A table, index, view or trigger.
    private struct Thing: Hashable {
        let kind: String
        let name: String
        let table: String
        /// Nil for the indexes that SQLite makes by itself for a UNIQUE rule.
        let sql: String?

        func isOwned(by owner: String) -> Bool {
            let prefix = owner + "_"
            return (sql == nil || name.lowercased().hasPrefix(prefix)) && table.lowercased().hasPrefix(prefix)
        }
    }
}
