import Engine
import Foundation
import Glibc
import Sealing
import Storage
import YouSaidKit

/// Brings a backup back: puts it in the database's place, applies the journal, and leaves everything held.
public enum Restoring {
    /// Why a backup was not brought back. Nothing was changed then.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// - Parameters:
    ///   - backup: the file that `yousaid backup` wrote.
    ///   - parts: the bot that it is for; its plugins forget who was erased since.
    /// - Returns: what was put right, and where the database that was there is now.
    /// - Throws: ``Failure`` where the backup is no database of this bot, or the bot is running.
    public static func restore(
        _ backup: String, _ parts: RunningBot.Parts
    ) throws -> (summary: RestoreSummary, before: String?) {
        let target = parts.data.database
        guard FileManager.default.fileExists(atPath: backup) else {
            throw Failure(description: "there is no file \(backup)")
        }
        // A copy is opened and brought up to date beside the old database, which stays untouched until all is well.
        let copy = target + ".restoring"
        remove(copy)
        try copyFile(backup, to: copy)
        let summary: RestoreSummary
        do {
            summary = try prepare(copy, parts)
        } catch {
            remove(copy)
            throw error
        }
        var before: String?
        if FileManager.default.fileExists(atPath: target) {
            try checkNobodyRuns(target)
            let moved = "\(target).before-restore-\(parts.clock.now.milliseconds)"
            for ending in ["", "-wal", "-shm"]
            where FileManager.default.fileExists(atPath: target + ending) {
                guard rename(target + ending, moved + ending) == 0 else {
                    let reason = String(cString: strerror(errno))
                    throw Failure(description: "cannot move \(target) aside: \(reason)")
                }
            }
            before = moved
        }
        guard rename(copy, target) == 0 else {
            throw Failure(description: "cannot put the backup in place: \(String(cString: strerror(errno)))")
        }
        remove(copy)
        return (summary, before)
    }

    /// A running bot holds the database's lock. Whether the old database is any good does not matter here: a
    /// damaged one may be why somebody restores.
    private static func checkNobodyRuns(_ database: String) throws {
        do {
            try Store(path: database).close()
        } catch let error as DatabaseError where error.kind == .locked {
            throw Failure(description: "the bot is running. Stop it first, then restore again.")
        } catch {}
    }

    private static func prepare(_ copy: String, _ parts: RunningBot.Parts) throws -> RestoreSummary {
        var options = Store.Options()
        options.checksFile = true
        let store: Store
        do {
            store = try Store(path: copy, options: options)
        } catch {
            throw Failure(description: "the backup cannot be opened: \(error)")
        }
        defer { store.close() }
        let known = try? store.read {
            try $0.first("SELECT number FROM core_migration WHERE owner = 'core'")
        }
        guard known != nil else { throw Failure(description: "the file is no backup of this bot") }
        let engine = try Engine(
            store: store, sealer: parts.sealer,
            configuration: Engine.Configuration(
                forum: parts.forum, wording: parts.wording, plugins: parts.plugins, channels: [:],
                journalPath: parts.data.journal, clock: parts.clock), log: parts.log)
        let summary = try engine.applyJournal(at: parts.data.journal)
        // All of it in one file, which is then moved into place.
        for _ in 0..<50 where try !store.emptyLog() {}
        return summary
    }

    private static func copyFile(_ source: String, to copy: String) throws {
        do {
            try FileManager.default.copyItem(atPath: source, toPath: copy)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
        } catch {
            throw Failure(description: "cannot copy \(source): \(error.localizedDescription)")
        }
    }

    private static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", ".lock"] { unlink(path + ending) }
    }
}
