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

    /// A worry is a conversation: what is said in it waits to be read, by either side, and a clock runs until it is.
    static let conversations = Migration(
        15,
        // `maybe` is 1 where nothing sure was found and nobody asked for a person. `heard` is when the last word was
        // said in it, `held` when its lead took it. `alerted` is when leads were told last, `fresh` how many messages
        // came since, `next` when the next are told, and `due` the sooner of what the clock has to do. `reached` is
        // when a lead's platform took what it was told of these messages. `owed` is 1 where the person is told
        // of that. `reading` is the question to leads where somebody has it already. `false_alarm` is 1 where a lead said that it was nothing.
        "ALTER TABLE core_concern ADD COLUMN maybe BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_concern ADD COLUMN heard BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_concern ADD COLUMN held BIGINT",
        "ALTER TABLE core_concern ADD COLUMN alerted BIGINT",
        "ALTER TABLE core_concern ADD COLUMN fresh BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_concern ADD COLUMN next BIGINT",
        "ALTER TABLE core_concern ADD COLUMN reached BIGINT",
        "ALTER TABLE core_concern ADD COLUMN owed BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE core_concern ADD COLUMN reading BIGINT",
        "ALTER TABLE core_concern ADD COLUMN finished BIGINT",
        "ALTER TABLE core_concern ADD COLUMN false_alarm BIGINT NOT NULL DEFAULT 0",
        "UPDATE core_concern SET heard = raised, next = COALESCE(due, raised), due = COALESCE(due, raised)",
        "UPDATE core_concern SET held = raised WHERE state = 1",
        "UPDATE core_concern SET finished = raised, next = NULL, due = NULL WHERE state = 2",
        "DROP INDEX core_concern_due",
        "CREATE INDEX core_concern_due ON core_concern (due) WHERE state <> 2",
        "CREATE INDEX core_concern_sender ON core_concern (channel, hash)",
        "CREATE INDEX core_concern_member ON core_concern (member) WHERE member IS NOT NULL",
        "CREATE INDEX core_concern_question ON core_concern (question) WHERE question IS NOT NULL",
        "CREATE INDEX core_concern_reading ON core_concern (reading) WHERE reading IS NOT NULL",
        // `kind` says whose words these are: see ``KeptWords/Kind``. `read` is when a lead read what the person said,
        // or when what a lead wrote arrived; `lead` is who wrote it, `message` the row that carries it.
        "ALTER TABLE core_concern_words ADD COLUMN kind TEXT NOT NULL DEFAULT 'said'",
        "ALTER TABLE core_concern_words ADD COLUMN read BIGINT",
        "ALTER TABLE core_concern_words ADD COLUMN lead BIGINT",
        "ALTER TABLE core_concern_words ADD COLUMN message BIGINT",
        """
        UPDATE core_concern_words SET read = moment
            WHERE concern IN (SELECT id FROM core_concern WHERE state <> 0)
        """,
        "CREATE INDEX core_concern_words_message ON core_concern_words (message) WHERE message IS NOT NULL",
        // The leads whom a worry may be about: they are kept out of it until another lead says that it is not.
        """
        CREATE TABLE core_concern_about (
            concern BIGINT NOT NULL, lead BIGINT NOT NULL, cleared BIGINT, PRIMARY KEY (concern, lead))
        """,
        // The last few messages of somebody, sealed, for some minutes: a worry may come in pieces. `used` is 1 where
        // the message was an answer or a command.
        """
        CREATE TABLE core_piece (
            id BIGINT PRIMARY KEY, channel TEXT NOT NULL, hash BYTEA NOT NULL, moment BIGINT NOT NULL,
            used BIGINT NOT NULL, body BYTEA NOT NULL)
        """,
        "CREATE INDEX core_piece_sender ON core_piece (channel, hash)",
        // What a staff command asks is for the forum's work: what answers it tells of no harm.
        "ALTER TABLE core_question ADD COLUMN staff BIGINT NOT NULL DEFAULT 0")
}
