import YouSaidKit

/// The tables of the live list: how old people are, what they chose, what they said yes to.
enum ListSchema {
    static let migration = Migration(
        3,
        // The age band and when it was said; one bit a kind for what they said yes to last.
        "ALTER TABLE core_member ADD COLUMN age TEXT",
        "ALTER TABLE core_member ADD COLUMN age_said BIGINT",
        "ALTER TABLE core_member ADD COLUMN consents BIGINT NOT NULL DEFAULT 0",
        // 1 where a question was asked of a whole group.
        "ALTER TABLE core_question ADD COLUMN wide BIGINT NOT NULL DEFAULT 0",
        """
        CREATE TABLE core_topic (
            id BIGINT PRIMARY KEY, label TEXT NOT NULL, folded TEXT NOT NULL, UNIQUE (folded))
        """,
        """
        CREATE TABLE core_interest (
            topic BIGINT NOT NULL, member BIGINT NOT NULL, PRIMARY KEY (topic, member))
        """,
        "CREATE INDEX core_interest_member ON core_interest (member)",
        // Each yes and each no with the words that were shown. Nothing is ever changed here.
        """
        CREATE TABLE core_consent (
            id BIGINT PRIMARY KEY, member BIGINT NOT NULL, kind TEXT NOT NULL, given BIGINT NOT NULL,
            giver TEXT NOT NULL, speaker BIGINT, wording TEXT NOT NULL, moment BIGINT NOT NULL)
        """,
        "CREATE INDEX core_consent_member ON core_consent (member)",
        "CREATE INDEX core_consent_speaker ON core_consent (speaker) WHERE speaker IS NOT NULL")
}
