import YouSaidKit

/// The tables of who is about to be deleted, and of what deletions took away.
enum RightsSchema {
    static let migration = Migration(
        11,
        // Who said DELETE ME. `number` is that of the STOP which counts for them until `due`.
        """
        CREATE TABLE core_leaving (
            member BIGINT PRIMARY KEY, asked BIGINT NOT NULL, due BIGINT NOT NULL, number BIGINT NOT NULL)
        """,
        "CREATE INDEX core_leaving_due ON core_leaving (due)",
        // That somebody was deleted, and how many rows of which table went with them. Nothing says who it was.
        """
        CREATE TABLE core_erasure (
            id BIGINT PRIMARY KEY, day BIGINT NOT NULL, way TEXT NOT NULL, counts TEXT NOT NULL)
        """,
        // How many rows time took away, by day.
        """
        CREATE TABLE core_cleaned (
            place TEXT NOT NULL, day BIGINT NOT NULL, count BIGINT NOT NULL, PRIMARY KEY (place, day))
        """,
        // When a safeguarding lead let the person see a worry about them in MY DATA; NULL: they have not.
        "ALTER TABLE core_concern ADD COLUMN released BIGINT")
}
