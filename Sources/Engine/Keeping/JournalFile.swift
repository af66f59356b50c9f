import Foundation
import Storage
import YouSaidKit

/// The file under a ``Journal``: lines are added whole, or not at all.
///
/// A line that a full disk or a crash cut off is cut away before the next one is added. Left there, it would swallow
/// the beginning of the next line, which may be a STOP.
final class JournalFile: Sendable {
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
    }

    deinit { close(descriptor) }

    var size: Int { Int(lseek(descriptor, 0, SEEK_END)) }

    /// Adds lines, and returns when they are on disk.
    func add(_ lines: [UInt8]) throws {
        try cutTornLine()
        var done = 0
        while done < lines.count {
            let wrote = lines[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard wrote >= 0 || errno == EINTR else { throw Self.failure("write") }
            done += max(wrote, 0)
        }
        guard fdatasync(descriptor) == 0 else { throw Self.failure("write") }
    }

    /// Cuts away what stands after the last end of line: nobody was told that it is there.
    private func cutTornLine() throws {
        let size = size
        var end = size
        var room = [UInt8](repeating: 0, count: 4096)
        var step = 1
        while end > 0 {
            let start = max(0, end - step)
            let count = pread(descriptor, &room, end - start, off_t(start))
            guard count == end - start else { throw Self.failure("read") }
            if let index = room[..<count].lastIndex(of: UInt8(ascii: "\n")) {
                end = start + index + 1
                break
            }
            end = start
            // Nearly always the last byte is an end of line, and nothing else is read.
            step = room.count
        }
        guard end == size || ftruncate(descriptor, off_t(end)) == 0 else { throw Self.failure("write") }
    }

    /// What the system says, as a fault of the storage.
    static func failure(_ doing: String, _ path: String? = nil) -> DatabaseError {
        let number = errno
        let kind: DatabaseError.Kind =
            switch number {
            case ENOSPC, EDQUOT, EFBIG: .full
            case EROFS, EACCES, EPERM: .readOnly
            default: .io
            }
        let name = path.map { " '\($0)'" } ?? ""
        return DatabaseError(kind, "cannot \(doing) the journal\(name): \(String(cString: strerror(number)))")
    }
}
