import YouSaidKit

/// The table of voice notes, pictures and files that people sent. What they are fetched by is sealed.
enum AttachmentSchema {
    static let migration = Migration(
        7,
        // `question` is what it answers, `asking` the question to those who are to listen, and `due` the time at
        // which they hear of it again; null once nobody waits for it.
        """
        CREATE TABLE core_attachment (
            id BIGINT PRIMARY KEY, member BIGINT NOT NULL, channel TEXT NOT NULL, body BYTEA NOT NULL,
            question BIGINT, asking BIGINT, made BIGINT NOT NULL, due BIGINT)
        """,
        "CREATE INDEX core_attachment_due ON core_attachment (due) WHERE due IS NOT NULL",
        "CREATE INDEX core_attachment_member ON core_attachment (member)")

    /// Which worry it belongs to, by `core_concern.id`, where it went to the safeguarding leads; NULL for all else.
    static let concerns = Migration(
        14,
        "ALTER TABLE core_attachment ADD COLUMN concern BIGINT",
        // Of what was handed on before nobody knows which it was, so it counts as a worry that nobody released.
        "UPDATE core_attachment SET concern = 0 WHERE asking IS NULL")
}
