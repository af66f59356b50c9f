import YouSaidKit

/// What is kept so that nobody is written to more often, or at other times, than they want.
enum MannersSchema {
    static let migration = Migration(
        12,
        // How somebody likes to be written to: see WaysBits. How many messages they got in the week that began at
        // `week`, and when the last one was, both without answers to what they wrote.
        "ALTER TABLE core_member ADD COLUMN ways BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_member ADD COLUMN week BIGINT",
        "ALTER TABLE core_member ADD COLUMN notices BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_member ADD COLUMN told BIGINT",
        // Bits of Courtesy.Mark.
        "ALTER TABLE core_outgoing ADD COLUMN marks BIGINT NOT NULL DEFAULT 0",
        // When a broadcast may begin; how many messages it became, how many of them went out and when the first and
        // the last; and how many went out later for their person's sake.
        "ALTER TABLE core_broadcast ADD COLUMN due BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_broadcast ADD COLUMN written BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_broadcast ADD COLUMN sent BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_broadcast ADD COLUMN later BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_broadcast ADD COLUMN first_sent BIGINT",
        "ALTER TABLE core_broadcast ADD COLUMN last_sent BIGINT")
}
