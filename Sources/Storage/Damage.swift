import YouSaidKit

/// Remembers that the file has turned out to be damaged while it is used. Shared by a store's connections, which note
/// it, and read through ``Store/damage``.
final class Damage: @unchecked Sendable {
    // Sendable unchecked: `found` is touched only under the lock.
    private let lock = Lock()
    private var found: DatabaseError?
    private let path: String
    private let tell: (@Sendable (DatabaseError) -> Void)?

    init(path: String, tell: (@Sendable (DatabaseError) -> Void)?) {
        self.path = path
        self.tell = tell
    }

    var error: DatabaseError? { lock.withLock { found } }

    /// Keeps the first damage that is met, and tells of it once.
    func note(_ error: any Error) {
        guard let error = error as? DatabaseError, error.kind == .damaged else { return }
        let first = lock.withLock { () -> DatabaseError? in
            guard found == nil else { return nil }
            found = DatabaseError(
                .damaged, code: error.code,
                "the database '\(path)' is damaged (\(DatabaseError.text(of: error.code))); "
                    + "stop the bot and restore the last backup")
            return found
        }
        if let first { tell?(first) }
    }
}
