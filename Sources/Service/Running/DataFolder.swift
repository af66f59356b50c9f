import Foundation
import Glibc

/// The folder in which a bot keeps everything that lasts. Only its owner can read it.
public struct DataFolder: Sendable {
    public let path: String

    /// Opens the folder, and makes it where it is missing.
    /// - Throws: ``DataFolderError``.
    public init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try FileManager.default.createDirectory(
                atPath: path + "/journal", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw DataFolderError(path: path, problem: error.localizedDescription)
        }
        guard access(path, W_OK) == 0 else {
            throw DataFolderError(path: path, problem: String(cString: strerror(errno)))
        }
    }

    /// Lets a group through to the operator's socket. What lies in the folder stays its owner's alone; the group can
    /// neither list it nor open anything but the socket.
    /// - Throws: ``DataFolderError`` where there is no such group, or it is not ours to give.
    func letThrough(group name: String) throws {
        var room = [CChar](repeating: 0, count: 65_536)
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        guard getgrnam_r(name, &entry, &room, room.count, &found) == 0, found != nil else {
            throw DataFolderError(path: path, problem: "there is no group '\(name)' on this machine")
        }
        guard chown(path, uid_t.max, entry.gr_gid) == 0, chmod(path, 0o710) == 0 else {
            throw DataFolderError(path: path, problem: String(cString: strerror(errno)))
        }
    }

    public var database: String { path + "/yousaid.db" }
    /// Apart from the database: a backup never holds it, and a restore reads it.
    public var journal: String { path + "/journal/journal.log" }
    /// The keys of vaults. Apart from the database: no backup ever holds them.
    public var vaults: String { path + "/vaults" }
    public var runningTurn: String { path + "/running-turn" }
    public var consoleSocket: String { path + "/console.sock" }
    /// How far the playground has moved the clock.
    var pretendTime: String { path + "/pretend-time" }
    public var sealingKey: String { path + "/sealing.key" }
}

/// The data folder cannot be used.
public struct DataFolderError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let problem: String

    public var description: String {
        "the data folder \(path) cannot be used: \(problem). Make it writable, or name another with \"data\"."
    }
}
