import CSQLite
import YouSaidKit

/// The statements that begin, divide and end transactions.
enum Control: String {
    case beginWriting = "BEGIN IMMEDIATE"
    case beginReading = "BEGIN"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"
    // Savepoints of one name nest: the name means the innermost.
    case savepoint = "SAVEPOINT part"
    case undo = "ROLLBACK TO part"
    case release = "RELEASE part"
}

/// Thrown by an attempt that failed in a batch's first run, in which jobs have no savepoints: the batch is
/// then run again with them. Never leaves this module.
@usableFromInline struct NeedsIsolation: Error {
    @usableFromInline init() {}
}

extension Connection {
    /// Runs a part of the transaction that may fail without taking the rest with it, such as a plugin's turn.
    ///
    /// ```swift
    /// let outcome = try connection.attempt { try plugin.handle(event, in: turn) }
    /// if case .failure = outcome { try apologise(connection) }
    /// ```
    ///
    /// An attempt that fails may cause the whole transaction to be run a second time; see ``Store``.
    /// - Parameter work: what may fail. Where a statement of it failed, it counts as failed even if it
    ///   swallowed the error.
    /// - Returns: what `work` returned; or what it threw, and then all it had written is undone.
    /// - Throws: where the storage is at fault, so that the transaction fails as a whole, is tried again and
    ///   nobody is blamed; and an error of Storage's own that has to be passed on.
    @inlinable public func attempt<T>(_ work: () throws -> T) throws -> Result<T, any Error> {
        var value: T?
        let error = try failure(of: { value = try work() })
        // Where it did not fail there is a value.
        return error.map { .failure($0) } ?? value.map { .success($0) } ?? .failure(NeedsIsolation())
    }

    /// The same without a type of its own, which is the part that is not inlined.
    /// - Returns: what `work` threw; nil where all is well.
    @usableFromInline func failure(of work: () throws -> Void) throws -> (any Error)? {
        if let failure { throw failure }
        guard usesSavepoints else {
            if (try? unbroken(work)) != nil { return nil }
            failure = NeedsIsolation()
            throw NeedsIsolation()
        }
        switch try contained(passingStorageFaults: true, work) {
        case .success: return nil
        case .failure(let error): return error
        }
    }

    /// Runs `work` in a savepoint of its own, which is undone where it fails.
    /// - Throws: where the transaction that the savepoint was in is gone, or, if so wanted, is not to be
    ///   trusted.
    func contained<T>(passingStorageFaults: Bool, _ work: () throws -> T) throws -> Result<T, any Error> {
        do { try control(.savepoint) } catch {
            failure = error
            throw error
        }
        do {
            let value = try unbroken(work)
            try control(.release)
            return .success(value)
        } catch {
            let cause = failure ?? error
            failure = cause
            undone += 1
            guard isInTransaction else { throw cause }
            try control(.undo)
            try control(.release)
            if passingStorageFaults, isStorageFault(cause) || isStorageFault(error) { throw cause }
            failure = nil
            return .failure(error)
        }
    }

    private func isStorageFault(_ error: any Error) -> Bool {
        (error as? DatabaseError)?.isStorageFault == true
    }

    /// Runs `work`, and fails as well where one of its statements failed and nobody said so.
    func unbroken<T>(_ work: () throws -> T) throws -> T {
        let value = try work()
        if let failure { throw failure }
        return value
    }

    /// False once SQLite has ended the transaction by itself, as it does when the disk is full.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Begins a transaction in which all is well.
    func begin() throws {
        failure = nil
        try control(role == .writer ? .beginWriting : .beginReading)
    }

    func commit() throws {
        guard isInTransaction else {
            throw failure ?? DatabaseError(.io, "the database ended the transaction before it was committed")
        }
        try control(.commit)
    }

    /// Undoes the transaction, if there still is one.
    func rollback() {
        failure = nil
        undone += 1
        // It can only fail where there is no transaction left, which is what is wanted.
        if isInTransaction { try? control(.rollback) }
    }
}
