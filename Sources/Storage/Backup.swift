import Glibc
import YouSaidKit

extension Store {
    /// Writes a copy of the database, while everything goes on.
    ///
    /// The copy holds what was committed when it began, and nothing that had been deleted. It is written
    /// under another name, checked, and put in its place once it is on disk: an older backup of the name
    /// stays until then. It is its owner's alone.
    /// - Parameter destination: the file to write.
    /// - Throws: ``DatabaseError``. What was at `destination` is then as it was.
    public func backup(to destination: String) throws {
        try backups.withLock { try Self.backup(of: path, to: destination) }
    }

    /// The same for a database that another process may hold: the running bot's, from the command line.
    /// - Parameters:
    ///   - path: the database.
    ///   - destination: the file to write.
    /// - Throws: ``DatabaseError``. What was at `destination` is then as it was.
    public static func backup(of path: String, to destination: String) throws {
        guard !isSameFile(path, destination) else {
            throw DatabaseError(.other, "a backup cannot be written over the database '\(path)' itself")
        }
        // Each process has a name of its own; one that was broken off may be lying there.
        let partial = destination + ".partial\(getpid())"
        unlink(partial)
        do {
            try write(path, to: partial)
            guard rename(partial, destination) == 0 else {
                throw DatabaseError.file(errno, "write", destination)
            }
            try flush(folder(of: destination))
        } catch {
            unlink(partial)
            throw error
        }
    }

    private static func isSameFile(_ path: String, _ destination: String) -> Bool {
        var own = stat()
        var other = stat()
        return stat(path, &own) == 0 && stat(destination, &other) == 0
            && own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }

    private static func write(_ path: String, to partial: String) throws {
        // Made beforehand, because SQLite would let others read it.
        let descriptor = open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseError.file(errno, "write", partial) }
        _ = Glibc.close(descriptor)
        do {
            let source = try Connection.reader(path: path, options: Options())
            defer { source.close() }
            // A copy of a damaged database would take the place of a backup that is whole.
            try source.check(path)
            // Copies what is in the tables and not the pages, so that no deleted row's bytes come along.
            try source.administer("VACUUM INTO $1", [.text(partial)])
        } catch let error as DatabaseError where error.kind == .damaged {
            throw DatabaseError(
                .damaged, code: error.code,
                "the database '\(path)' is damaged, so it was not copied; "
                    + "keep the backups that you have, stop the bot and restore the last one")
        } catch let error as DatabaseError where error.kind == .full {
            throw DatabaseError(.full, code: error.code, "no room is left on the disk for '\(partial)'")
        }
        try flush(partial)
        let copy = try Connection(path: partial, role: .reader)
        defer { copy.close() }
        try copy.check(partial)
    }

    private static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DatabaseError.file(errno, "write", path) }
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DatabaseError.file(errno, "write", path) }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
