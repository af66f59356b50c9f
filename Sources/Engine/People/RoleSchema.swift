import YouSaidKit

/// What giving and taking roles needs.
enum RoleSchema {
    static let migration = Migration(
        8,
        // Who made a code, and whether it was the operator at the console, who needs nobody to agree.
        "ALTER TABLE core_invitation ADD COLUMN maker BIGINT",
        "ALTER TABLE core_invitation ADD COLUMN alone BIGINT",
        // A role that waits for a second organiser: to be given to a member, or taken from one. `question` is what
        // the other organisers were asked.
        """
        CREATE TABLE core_role_change (
            id BIGINT PRIMARY KEY, member BIGINT NOT NULL, role TEXT NOT NULL, gives BIGINT NOT NULL,
            asker BIGINT, question BIGINT NOT NULL, made BIGINT NOT NULL)
        """)
}
