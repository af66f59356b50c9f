import Foundation
import Storage
import YouSaidKit

/// A folder with the backups of many nights. Each is two files of one name: the database, and the journal as it was
/// a moment later, which a new machine needs to keep to everybody's STOP.
struct BackupFolder {
    static let ending = ".db"
    static let journalEnding = ".journal"
    private static let start = "yousaid-"

    let path: String

    /// - Returns: nil where the path is no folder.
    init?(_ path: String) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
        self.path = path
    }

    /// The file for a backup of this moment: "yousaid-20261124T021500Z.db".
    func file(at moment: Moment) -> String {
        let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
        let seconds = TimeInterval(moment.milliseconds / 1_000)
        let name = Date(timeIntervalSince1970: seconds).formatted(style)
        return "\(path)/\(Self.start)\(name)\(Self.ending)"
    }

    /// Takes the oldest away.
    /// - Parameter count: how many stay.
    /// - Returns: how many went.
    func keep(_ count: Int) throws -> Int {
        let files = try FileManager.default.contentsOfDirectory(atPath: path)
        // The name begins with the time, so that the order of names is that of time.
        let backups = files.filter { $0.hasPrefix(Self.start) && $0.hasSuffix(Self.ending) }.sorted()
        let old = backups.dropLast(count)
        for name in old {
            try FileManager.default.removeItem(atPath: path + "/" + name)
            let journal = Self.journal(of: path + "/" + name)
            if FileManager.default.fileExists(atPath: journal) {
                try FileManager.default.removeItem(atPath: journal)
            }
        }
        return old.count
    }

    /// The journal that belongs to a backup.
    static func journal(of backup: String) -> String {
        (backup.hasSuffix(ending) ? String(backup.dropLast(ending.count)) : backup) + journalEnding
    }

    /// The newest journal that lies beside a backup, of this night or a later one.
    static func newestJournal(beside backup: String) -> String {
        let own = journal(of: backup)
        let folder = URL(fileURLWithPath: backup).deletingLastPathComponent().path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let nights = files.filter { $0.hasPrefix(start) && $0.hasSuffix(journalEnding) }
        guard let newest = nights.max(), URL(fileURLWithPath: own).lastPathComponent < newest else {
            return own
        }
        return folder + "/" + newest
    }

    /// Copies the journal beside a backup. Made after the backup, so that it knows all that the backup knows.
    static func copyJournal(_ journal: String, beside backup: String) throws {
        guard let bytes = FileManager.default.contents(atPath: journal) else { return }
        let copy = Self.journal(of: backup)
        let partial = copy + ".partial\(getpid())"
        unlink(partial)
        // Private from the first byte on.
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseError(.io, "cannot write '\(partial)'") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: bytes)
            try handle.synchronize()
            try handle.close()
            guard rename(partial, copy) == 0 else { throw DatabaseError(.io, "cannot write '\(copy)'") }
        } catch {
            unlink(partial)
            throw error
        }
    }
}
