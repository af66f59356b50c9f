import YouSaidKit

/// The tables of who may speak for whom.
enum BondSchema {
    static let migration = Migration(
        6,
        """
        CREATE TABLE core_bond (
            young BIGINT NOT NULL, carer BIGINT NOT NULL, role TEXT NOT NULL, since BIGINT NOT NULL,
            ended BIGINT, PRIMARY KEY (young, carer))
        """,
        "CREATE INDEX core_bond_carer ON core_bond (carer)",
        // Codes, kept only as a hash.
        """
        CREATE TABLE core_bond_code (
            hash BYTEA PRIMARY KEY, young BIGINT NOT NULL, role TEXT NOT NULL, expires BIGINT NOT NULL)
        """,
        // For whom a supporter or parent speaks now, and since when.
        """
        CREATE TABLE core_voice (carer BIGINT PRIMARY KEY, young BIGINT NOT NULL, since BIGINT NOT NULL)
        """,
        // Who gave an answer for somebody; no answer stands here.
        "ALTER TABLE core_asked ADD COLUMN speaker BIGINT")
}
