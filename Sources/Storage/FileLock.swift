import Glibc
import YouSaidKit

/// A lock file beside the database, held for as long as the store is open, so that two bots never share one
/// database: each would send the other's messages.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``DatabaseError`` of kind `locked` where another process (or another store) holds it.
    init(database path: String) throws {
        let name = path + ".lock"
        let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseError.file(errno, "open", name) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = FileLock.holder(descriptor)
            _ = Glibc.close(descriptor)
            throw DatabaseError(
                .locked,
                "the database '\(path)' is in use by another YouSaid\(holder); stop that one first, "
                    + "or give this one a database of its own")
        }
        self.descriptor = descriptor
        // Who holds it, for the error that the next one gets. Not needed for the lock itself.
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, text.utf8.count, 0) }
    }

    /// Lets the next one have the database. The file stays: taking it away would let two hold different ones.
    func release() { _ = Glibc.close(descriptor) }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? "" : " (process \(String(decoding: digits, as: UTF8.self)))"
    }
}
