import YouSaidKit

/// The core's own tables. Times are BIGINT milliseconds; identifiers come from ``IDMaker``.
enum Schema {
    static let migrations = [
        Migration(
            1,
            // Whoever belongs to the forum, or has a role in it. `roles` holds one bit a role.
            """
            CREATE TABLE core_member (
                id BIGINT PRIMARY KEY, name TEXT, roles BIGINT NOT NULL, form TEXT NOT NULL,
                language TEXT NOT NULL, known BIGINT NOT NULL)
            """,
            // How a person is reached. Found by keyed hash; the address itself is sealed. `stopped` is the
            // number that was next when they said STOP: no message with a lower one goes out.
            """
            CREATE TABLE core_contact (
                id BIGINT PRIMARY KEY, member BIGINT, channel TEXT NOT NULL, hash BYTEA NOT NULL,
                address BYTEA NOT NULL, stopped BIGINT, unreachable BIGINT, UNIQUE (channel, hash))
            """,
            "CREATE INDEX core_contact_member ON core_contact (member)",
            // One row an event that was ever delivered, so that it takes effect once. The body is kept, sealed,
            // only where the event still needs somebody, with the hash of whoever it came from: see EventState.
            """
            CREATE TABLE core_event (
                channel TEXT NOT NULL, key TEXT NOT NULL, received BIGINT NOT NULL, state BIGINT NOT NULL,
                plugin TEXT, reason TEXT, sender BYTEA, body BYTEA, PRIMARY KEY (channel, key))
            """,
            "CREATE INDEX core_event_open ON core_event (state) WHERE state <> 0",
            // What was asked, and of whom: state 0 open, 1 answered, 2 ended without an answer.
            """
            CREATE TABLE core_question (
                id BIGINT PRIMARY KEY, plugin TEXT NOT NULL, body TEXT NOT NULL, closed BIGINT)
            """,
            """
            CREATE TABLE core_asked (
                member BIGINT NOT NULL, question BIGINT NOT NULL, state BIGINT NOT NULL,
                tries BIGINT NOT NULL, PRIMARY KEY (member, question))
            """,
            "CREATE INDEX core_asked_question ON core_asked (question, member)",
            // What the bot decided to say: see OutgoingState. A row of a broadcast has no body of its own.
            """
            CREATE TABLE core_outgoing (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, contact BIGINT, address BYTEA,
                rank BIGINT NOT NULL, kind TEXT NOT NULL, state BIGINT NOT NULL, due BIGINT NOT NULL,
                attempts BIGINT NOT NULL, parts BIGINT NOT NULL, body BYTEA, broadcast BIGINT,
                question BIGINT, receipt TEXT, reason TEXT)
            """,
            """
            CREATE INDEX core_outgoing_due ON core_outgoing (channel, rank, due, id) WHERE state = 0
            """,
            "CREATE INDEX core_outgoing_open ON core_outgoing (state) WHERE state NOT IN (0, 2)",
            """
            CREATE INDEX core_outgoing_receipt ON core_outgoing (contact, receipt)
                WHERE question IS NOT NULL
            """,
            // A message or question for a whole group, written out in pages. `place` is the last member done.
            """
            CREATE TABLE core_broadcast (
                id BIGINT PRIMARY KEY, plugin TEXT NOT NULL, body TEXT NOT NULL, audience TEXT NOT NULL,
                question BIGINT, place BIGINT NOT NULL, made BIGINT NOT NULL, done BIGINT)
            """,
            "CREATE INDEX core_broadcast_open ON core_broadcast (id) WHERE done IS NULL",
            // Timers, and news that a plugin has yet to hear. Set aside: `aside` is 1.
            """
            CREATE TABLE core_timer (
                plugin TEXT NOT NULL, key TEXT NOT NULL, kind BIGINT NOT NULL, due BIGINT NOT NULL,
                local TEXT, data TEXT NOT NULL, attempts BIGINT NOT NULL, aside BIGINT NOT NULL,
                PRIMARY KEY (plugin, key))
            """,
            "CREATE INDEX core_timer_due ON core_timer (due) WHERE aside = 0",
            // Wishes to join that wait for an organiser; codes, kept only as a hash.
            """
            CREATE TABLE core_request (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, hash BYTEA NOT NULL, address BYTEA NOT NULL,
                made BIGINT NOT NULL, UNIQUE (channel, hash))
            """,
            """
            CREATE TABLE core_invitation (
                hash BYTEA PRIMARY KEY, role TEXT NOT NULL, expires BIGINT NOT NULL)
            """,
            // Who did what. Nothing is ever changed here.
            """
            CREATE TABLE core_audit (
                id BIGINT PRIMARY KEY, moment BIGINT NOT NULL, member BIGINT, plugin TEXT NOT NULL,
                action TEXT NOT NULL, about BIGINT)
            """,
            // Facts about this database, such as that it was restored and is held.
            "CREATE TABLE core_fact (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
        ), SafetySchema.migration, ListSchema.migration, ContactSchema.migration, VaultSchema.migration,
        BondSchema.migration, AttachmentSchema.migration, RoleSchema.migration, SubjectSchema.migration,
        LinkSchema.migration, RightsSchema.migration, MannersSchema.migration,
        ImportSchema.migration, AttachmentSchema.concerns, SafetySchema.conversations, AuditSchema.migration,
        // Since when a message should have gone out that was tried in vain.
        Migration(17, "ALTER TABLE core_outgoing ADD COLUMN waiting BIGINT"),
    ]
}
