import YouSaidKit

/// The columns and the table of what people stopped by subject, and of whom an urgent message did not reach.
enum SubjectSchema {
    static let migration = Migration(
        9,
        // One bit a subject: what somebody wants no messages about, and what a message is about.
        "ALTER TABLE core_member ADD COLUMN silenced BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_outgoing ADD COLUMN subject BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_broadcast ADD COLUMN subject BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_broadcast ADD COLUMN urgent BIGINT NOT NULL DEFAULT 0",
        // Who could not be told something urgent, until the organisers hear of it, together with the others.
        """
        CREATE TABLE core_unreached (
            broadcast BIGINT NOT NULL, member BIGINT NOT NULL, due BIGINT NOT NULL,
            PRIMARY KEY (broadcast, member))
        """,
        "CREATE INDEX core_unreached_due ON core_unreached (due)")
}
