import Foundation
import Sealing
import YouSaidKit

/// The folder with the keys of vaults, one file each, apart from the database: no backup of the bot's copies it.
struct VaultFolder: Sendable {
    private static let ending = ".key"
    private let path: String

    /// Opens the folder, and makes it where there is none.
    /// - Throws: ``DatabaseError``, a storage fault.
    init(path: String) throws {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw Self.failure("make the folder of vaults")
        }
    }

    private func file(_ name: VaultName) -> String { "\(path)/\(name.plugin).\(name.name)\(Self.ending)" }

    /// The vaults of which there is a key.
    func names() throws -> [VaultName] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).compactMap { file in
                guard file.hasSuffix(Self.ending) else { return nil }
                let parts = file.dropLast(Self.ending.count).split(separator: ".").map(String.init)
                return parts.count == 2 ? VaultName(plugin: parts[0], name: parts[1]) : nil
            }
        } catch {
            throw DatabaseError(.io, "cannot read the folder of vaults")
        }
    }

    /// The key of a vault; nil where it is not here, or was never whole.
    /// - Throws: ``DatabaseError`` where it is here and cannot be read, which may pass.
    func key(_ name: VaultName) throws -> SealingKey? {
        let file = file(name)
        guard access(file, F_OK) == 0 else {
            guard errno == ENOENT else { throw Self.failure("read a vault's key") }
            return nil
        }
        do {
            return try SealingKey(contentsOf: file)
        } catch SealingError.badKey {
            return nil
        } catch {
            throw DatabaseError(.io, "cannot read a vault's key")
        }
    }

    /// A new key, safely on the disk. One that is there already was made by a turn that was undone, and is taken.
    func make(_ name: VaultName) throws -> SealingKey {
        if let key = try key(name) { return key }
        // What a crash left half written.
        try destroy(name)
        do {
            return try SealingKey.create(at: file(name))
        } catch {
            throw Self.failure("make a vault's key")
        }
    }

    /// Writes over a key, then takes the file away. When it returns, both are on the disk.
    func destroy(_ name: VaultName) throws {
        let descriptor = open(file(name), O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw Self.failure("destroy a vault's key") }
            return
        }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let noise = Random.bytes(max(size, 0))
        guard pwrite(descriptor, noise, noise.count, 0) == noise.count, fsync(descriptor) == 0,
            unlink(file(name)) == 0
        else { throw Self.failure("destroy a vault's key") }
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw Self.failure("destroy a vault's key") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Self.failure("destroy a vault's key") }
    }

    private static func failure(_ doing: String) -> DatabaseError {
        let number = errno
        let kind: DatabaseError.Kind =
            switch number {
            case ENOSPC, EDQUOT: .full
            case EROFS, EACCES, EPERM: .readOnly
            default: .io
            }
        return DatabaseError(kind, "cannot \(doing): \(String(cString: strerror(number)))")
    }
}
