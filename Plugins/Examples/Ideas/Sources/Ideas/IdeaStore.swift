import YouSaidKit

/// One idea, without the person.
struct Idea {
    let id: Int64
    let text: String
    let handedIn: Moment
}

/// Keeps ideas. Says nothing to anybody.
struct IdeaStore {
    /// A step that has shipped is never changed: the second one came later, when reading was added.
    static let migrations = [
        Migration(
            1,
            """
            CREATE TABLE ideas_idea (
                id BIGINT PRIMARY KEY, member BIGINT NOT NULL, text TEXT NOT NULL, handed_in BIGINT NOT NULL)
            """,
            "CREATE INDEX ideas_idea_member ON ideas_idea (member)"),
        Migration(2, "ALTER TABLE ideas_idea ADD COLUMN read_at BIGINT"),
    ]

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    func add(_ idea: Idea, from member: Member.ID) throws {
        try database.run(
            "INSERT INTO ideas_idea (id, member, text, handed_in) VALUES ($1, $2, $3, $4)",
            idea.id, member, idea.text, idea.handedIn)
    }

    /// The ideas that nobody has read, the newest first.
    func unread(limit: Int) throws -> [Idea] {
        try database.rows(
            """
            SELECT id, text, handed_in FROM ideas_idea WHERE read_at IS NULL ORDER BY id DESC LIMIT $1
            """, limit
        ).map(idea)
    }

    func countUnread() throws -> Int {
        try database.first("SELECT COUNT(*) FROM ideas_idea WHERE read_at IS NULL").map { try $0[0] } ?? 0
    }

    func markRead(_ ideas: [Idea], at now: Moment) throws {
        for idea in ideas {
            try database.run("UPDATE ideas_idea SET read_at = $1 WHERE id = $2", now, idea.id)
        }
    }

    /// Everything that one person handed in, the oldest first.
    func ideas(of member: Member.ID) throws -> [Idea] {
        try database.rows(
            "SELECT id, text, handed_in FROM ideas_idea WHERE member = $1 ORDER BY id", member
        ).map(idea)
    }

    func forget(_ member: Member.ID) throws {
        try database.run("DELETE FROM ideas_idea WHERE member = $1", member)
    }

    private func idea(_ row: Row) throws -> Idea {
        Idea(id: try row["id"], text: try row["text"], handedIn: try row["handed_in"])
    }
}
