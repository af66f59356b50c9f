import Foundation
import Storage
import YouSaidKit

/// The file under a ``Journal``: lines are added whole, or not at all.
///
/// A line that a full disk or a crash cut off is cut away before the next one is added. Left there, it would swallow
/// the beginning of the next line, which may be a STOP.
final class JournalFile: @unchecked Sendable {
    // Sendable unchecked: `wrong` is touched only by whoever adds, and ``Journal`` lets one add at a time.

    private let descriptor: Int32
    /// Where lines begin that could not be added whole and could not be cut away either.
    private var wrong: off_t?

    /// - Parameter end: how the last line was found to end; it gets its end where that is all it lacks.
    init(path: String, end: JournalReading.End) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        switch end {
        case .whole, .torn: return
        case .open: break
        case .openAndDamaged: try cut(to: off_t(size - 1))
        }
        guard write(descriptor, "\n", 1) == 1 else { throw Self.failure("write") }
    }

    deinit { close(descriptor) }

    var size: Int { Int(lseek(descriptor, 0, SEEK_END)) }

    /// Adds lines, and returns when they are on disk. Where that fails none of them is there: their numbers are given
    /// again.
    func add(_ lines: [UInt8]) throws {
        if let wrong { try cut(to: wrong) }
        wrong = nil
        try cutTornLine()
        let before = off_t(size)
        do {
            var done = 0
            while done < lines.count {
                let wrote = lines[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard wrote >= 0 || errno == EINTR else { throw Self.failure("write") }
                done += max(wrote, 0)
            }
            guard fdatasync(descriptor) == 0 else { throw Self.failure("write") }
        } catch {
            wrong = before
            if (try? cut(to: before)) != nil { wrong = nil }
            throw error
        }
    }

    private func cut(to size: off_t) throws {
        guard ftruncate(descriptor, size) == 0 else { throw Self.failure("write") }
    }

    /// Has a file's new name be on the disk.
    static func syncFolder(of path: String) {
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
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
        if end != size { try cut(to: off_t(end)) }
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
