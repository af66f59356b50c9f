import YouSaidKit

/// Which requests to join the organisers were asked about. Who asks is the core's to know.
struct RequestStore {
    /// One request that waits for an answer.
    struct Request {
        let id: JoinRequest.ID
        let question: Question.ID
        let asked: Moment
    }

    static let migrations = [
        Migration(
            1,
            """
            CREATE TABLE welcome_request (
                id BIGINT PRIMARY KEY, question BIGINT NOT NULL, asked BIGINT NOT NULL)
            """), JoiningStore.migration, SchoolStore.migration,
    ]

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    func request(_ id: JoinRequest.ID) throws -> Request? {
        try database.first("SELECT question, asked FROM welcome_request WHERE id = $1", id).map {
            Request(id: id, question: try $0["question"], asked: try $0["asked"])
        }
    }

    /// Keeps a request, new or asked again.
    func save(_ request: Request) throws {
        try database.run(
            """
            INSERT INTO welcome_request (id, question, asked) VALUES ($1, $2, $3)
            ON CONFLICT (id) DO UPDATE SET question = excluded.question, asked = excluded.asked
            """, request.id, request.question, request.asked)
    }

    /// Removes a request that was answered.
    /// - Returns: false where it was answered before.
    func delete(_ id: JoinRequest.ID) throws -> Bool {
        try database.run("DELETE FROM welcome_request WHERE id = $1", id) > 0
    }
}
