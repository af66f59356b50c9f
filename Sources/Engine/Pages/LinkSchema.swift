import YouSaidKit

/// The table of one-time links to private pages.
enum LinkSchema {
    static let migration = Migration(
        10,
        // Found by the token's keyed hash; the token itself is kept nowhere. `used` has one bit for each form of the
        // page that was handed out.
        """
        CREATE TABLE core_page_link (
            id BIGINT PRIMARY KEY, hash BYTEA NOT NULL UNIQUE, plugin TEXT NOT NULL, page TEXT NOT NULL,
            member BIGINT NOT NULL, expires BIGINT NOT NULL, used BIGINT NOT NULL)
        """,
        "CREATE INDEX core_page_link_expires ON core_page_link (expires)",
        "CREATE INDEX core_page_link_member ON core_page_link (member)")
}
