import Engine
import Foundation
import Glibc
import Sealing
import Storage
import YouSaidKit

/// Brings a backup back: puts it in the database's place, applies the journal, and leaves everything held.
enum Restoring {
    /// - Parameters:
    ///   - backup: the file that `yousaid backup` wrote.
    ///   - parts: the bot that it is for; its plugins forget who was erased since.
    /// - Returns: what was put right, and where the database that was there is now.
    /// - Throws: ``ServiceFault`` where the backup is no database of this bot, or the bot is running.
    static func restore(_ backup: String, _ parts: RunningBot.Parts) throws -> RestoreReport {
        guard FileManager.default.fileExists(atPath: backup) else {
            throw ServiceFault("There is no file \(backup)", advice: "Look at the path.")
        }
        // A copy is opened and brought up to date beside the old database, which stays untouched until all is well.
        let copy = parts.data.database + ".restoring"
        remove(copy)
        do {
            return try restore(backup, by: copy, parts)
        } catch {
            // It has everybody's names in it, and nobody would look for it.
            remove(copy)
            throw error
        }
    }

    private static func restore(
        _ backup: String, by copy: String, _ parts: RunningBot.Parts
    ) throws -> RestoreReport {
        let target = parts.data.database
        try bringJournal(of: backup, to: parts.data.journal)
        try copyFile(backup, to: copy)
        let summary = try prepare(copy, parts)
        var before: String?
        if FileManager.default.fileExists(atPath: target) {
            try checkNobodyRuns(target)
            let moved = "\(target).before-restore-\(parts.clock.now.milliseconds)"
            if let reason = move(target, to: moved) {
                _ = move(moved, to: target)
                throw ServiceFault("\(target) cannot be moved aside: \(reason)", advice: onDisk)
            }
            before = moved
        }
        guard rename(copy, target) == 0 else {
            let reason = String(cString: strerror(errno))
            // What was there goes on as it was.
            if let before { _ = move(before, to: target) }
            throw ServiceFault("The backup cannot be put in place: \(reason)", advice: onDisk)
        }
        remove(copy)
        return RestoreReport(
            stops: summary.stops, erasures: summary.erasures, messages: summary.messages,
            timers: summary.timers, isUnsure: summary.isUnsure, before: before)
    }

    /// Moves a database with what stands beside it.
    /// - Returns: why it cannot be moved, or nil.
    private static func move(_ database: String, to place: String) -> String? {
        for ending in ["", "-wal", "-shm", "-mark"]
        where FileManager.default.fileExists(atPath: database + ending) {
            if rename(database + ending, place + ending) != 0 { return String(cString: strerror(errno)) }
        }
        return nil
    }

    /// A new machine has no journal yet: it gets the newest that lies beside the backup, which knows of those who said
    /// STOP since. One that is there is newer still, and stays.
    private static func bringJournal(of backup: String, to journal: String) throws {
        let copy = BackupFolder.newestJournal(beside: backup)
        guard try JournalReading.look(at: journal).isEmpty, FileManager.default.fileExists(atPath: copy)
        else { return }
        remove(journal)
        try copyFile(copy, to: journal)
    }

    private static let onDisk = "See that the data folder is the bot's own and has room."

    /// A running bot holds the database's lock. Whether the old database is any good does not matter here: a
    /// damaged one may be why somebody restores.
    private static func checkNobodyRuns(_ database: String) throws {
        do {
            try Store(path: database).close()
        } catch let error as DatabaseError where error.kind == .locked {
            throw ServiceFault("The bot is running", advice: "Stop it first, then restore again.")
        } catch {}
    }

    private static func prepare(_ copy: String, _ parts: RunningBot.Parts) throws -> RestoreSummary {
        var options = Store.Options()
        options.checksFile = true
        let store: Store
        do {
            store = try Store(path: copy, options: options)
        } catch {
            throw ServiceFault("The backup cannot be opened: \(error)", advice: "Try an older one.")
        }
        defer { store.close() }
        let known = try? store.read {
            try $0.first("SELECT number FROM core_migration WHERE owner = 'core'")
        }
        guard known != nil else {
            throw ServiceFault("The file is no backup of this bot", advice: "Look at the path.")
        }
        guard try store.read({ try Engine.opens($0, with: parts.sealer) }) != false else {
            throw ServiceFault(
                "The sealing key does not open this backup",
                advice: "Put the key back that the bot had when the backup was made.")
        }
        let engine = try Engine(
            store: store, sealer: parts.sealer,
            configuration: Engine.Configuration(
                forum: parts.forum, wording: parts.wording, plugins: parts.plugins, channels: [:],
                journalPath: parts.data.journal, vaultsPath: parts.data.vaults, clock: parts.clock,
                isRestoring: true),
            log: parts.log)
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
            // Half a copy is no journal, and no database.
            unlink(copy)
            throw ServiceFault(
                "\(source) cannot be copied: \(error.localizedDescription)", advice: onDisk)
        }
    }

    private static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", "-mark", ".lock"] { unlink(path + ending) }
    }
}
