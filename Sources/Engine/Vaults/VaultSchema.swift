import YouSaidKit

/// The tables of vaults, and what secret questions need in the core's other tables.
enum VaultSchema {
    static let migration = Migration(
        5,
        // A vault of a plugin. `proof` tells its key from every other; the key itself is in a file. A row stays when the
        // vault is destroyed, so that its name is never used again.
        """
        CREATE TABLE core_vault (
            plugin TEXT NOT NULL, name TEXT NOT NULL, proof BYTEA NOT NULL, destroyed BIGINT NOT NULL,
            PRIMARY KEY (plugin, name))
        """,
        // Where a message must leave no trace of who got it: the vault in which its body is sealed, or "" for one
        // whose words are no secret.
        "ALTER TABLE core_outgoing ADD COLUMN vault TEXT",
        // The secret question of which a broadcast's audience would tell who has answered it.
        "ALTER TABLE core_broadcast ADD COLUMN secret BIGINT",
        // The vault in which the answers to a question are kept.
        "ALTER TABLE core_question ADD COLUMN vault TEXT",
        "CREATE INDEX core_question_vault ON core_question (vault) WHERE vault IS NOT NULL",
        // Who has answered it is to be forgotten: the last member who was. Nil where there is nothing to forget.
        "ALTER TABLE core_question ADD COLUMN forget BIGINT",
        "CREATE INDEX core_question_forget ON core_question (id) WHERE forget IS NOT NULL")
}
