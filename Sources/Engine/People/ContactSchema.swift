import YouSaidKit

/// What several contacts of one person need.
enum ContactSchema {
    static let migration = Migration(
        4,
        // When the person chose this contact for what the bot says by itself; the latest choice counts.
        "ALTER TABLE core_contact ADD COLUMN chosen BIGINT",
        // A code that links another contact to a member: kept only as a hash, one for each member.
        """
        CREATE TABLE core_link (
            hash BYTEA PRIMARY KEY, member BIGINT NOT NULL, expires BIGINT NOT NULL, UNIQUE (member))
        """,
        // How many wrong codes came from an address, and since when.
        """
        CREATE TABLE core_wrong_code (
            channel TEXT NOT NULL, hash BYTEA NOT NULL, count BIGINT NOT NULL, since BIGINT NOT NULL,
            PRIMARY KEY (channel, hash))
        """)
}
