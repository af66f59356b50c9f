import Foundation

/// The folder in which the pretend forum keeps its database, its journal, the keys of its vaults and the note of the running turn.
struct PretendDisk: Sendable {
    let folder: URL

    var database: String { folder.appending(path: "yousaid.db").path }
    var journal: String { folder.appending(path: "journal").path }
    var vaults: String { folder.appending(path: "vaults").path }
    var runningTurn: String { folder.appending(path: "running").path }

    /// Makes an empty folder of its own.
    init(_ name: String, in parent: URL) throws {
        folder = parent.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// What another process would find after this one has died. SQLite makes its shared memory anew from the
    /// log, so that file is left out.
    func copy(to other: PretendDisk) throws {
        let files = FileManager.default
        for name in ["yousaid.db", "yousaid.db-wal", "yousaid.db-mark", "journal", "running", "vaults"] {
            let from = folder.appending(path: name)
            guard files.fileExists(atPath: from.path) else { continue }
            try files.copyItem(at: from, to: other.folder.appending(path: name))
        }
    }
}
