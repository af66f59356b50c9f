import YouSaidKit

/// The tables of what may tell of harm. Words, names and addresses in them are sealed.
enum SafetySchema {
    static let migration = Migration(
        2,
        // A worry about one person: see ``Concern``. It has a copy of its own of who it is about, because it is kept
        // where that person leaves before anybody has looked. `number` is what leads call it. `due` is when the
        // next person is told, unless a lead has it by then.
        """
        CREATE TABLE core_concern (
            id BIGINT PRIMARY KEY, number BIGINT NOT NULL, member BIGINT, channel TEXT NOT NULL,
            hash BYTEA NOT NULL, address BYTEA, name BYTEA, kinds TEXT NOT NULL, raised BIGINT NOT NULL,
            state BIGINT NOT NULL, told BIGINT NOT NULL, due BIGINT, lead BIGINT, question BIGINT,
            UNIQUE (number))
        """,
        "CREATE INDEX core_concern_due ON core_concern (due) WHERE state = 0",
        "CREATE INDEX core_concern_open ON core_concern (channel, hash) WHERE state <> 2",
        // What the person wrote, and when.
        """
        CREATE TABLE core_concern_words (
            id BIGINT PRIMARY KEY, concern BIGINT NOT NULL, moment BIGINT NOT NULL, body BYTEA NOT NULL)
        """,
        "CREATE INDEX core_concern_words_of ON core_concern_words (concern)",
        // Safeguarding leads who are not on duty now.
        "CREATE TABLE core_off_duty (member BIGINT PRIMARY KEY, since BIGINT NOT NULL)")
}
