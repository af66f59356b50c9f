import YouSaidKit

/// What an import needs.
enum ImportSchema {
    static let migration = Migration(
        13,
        // People from another list who have not said yes yet: the roles that they get with it.
        "CREATE TABLE core_imported (member BIGINT PRIMARY KEY, roles BIGINT NOT NULL)")
}
