import Engine
import Foundation
import Glibc
import Sealing
import Storage
import YouSaidKit

extension Doctor {
    private var database: String { configuration.data + "/yousaid.db" }
    private var keyFile: String { configuration.data + "/sealing.key" }
    private var journal: String { configuration.data + "/journal/journal.log" }
    private var vaults: String { configuration.data + "/vaults" }

    // MARK: Files

    /// Whose the files are, who may read them, and whether they are there.
    func files() -> [Finding] {
        guard let folder = Self.facts(configuration.data) else {
            return [Finding(.rights, .look, .missing(path: configuration.data))]
        }
        var findings: [Finding] = []
        // With a group at the console its members may pass through the folder, and no more.
        let folderMode: mode_t = configuration.consoleGroup == nil ? 0o077 : 0o067
        if folder.st_mode & folderMode != 0 {
            findings.append(Finding(.rights, .bad, .openToOthers(path: configuration.data)))
        }
        let keys = (try? FileManager.default.contentsOfDirectory(atPath: vaults)) ?? []
        for path in [database, database + "-wal", database + "-shm", keyFile, journal, vaults]
            + keys.map({ vaults + "/" + $0 })
        {
            guard let facts = Self.facts(path) else { continue }
            if facts.st_mode & 0o077 != 0 {
                findings.append(Finding(.rights, .bad, .openToOthers(path: path)))
            }
            if facts.st_uid != folder.st_uid {
                findings.append(Finding(.rights, .bad, .otherOwner(path: path)))
            }
        }
        findings += secrets()
        if findings.isEmpty { findings.append(Finding(.rights, .well, .fine)) }
        if let reason = machine.keyRefusal() {
            findings.append(Finding(.key, .look, .keysNotLocked(reason: reason)))
        }
        if configuration.sealingKey == nil, Self.facts(keyFile) != nil {
            findings.append(Finding(.key, .look, .keyBesideDatabase(path: keyFile)))
        }
        return findings + journalFindings()
    }

    /// Whether the journal is there, is whole, and has all that the tables know of.
    private func journalFindings() -> [Finding] {
        // Asked first: the journal of a running bot is never behind.
        let known = Self.facts(database) == nil ? nil : try? Store.look(at: database, Engine.knownOfJournal)
        guard Self.facts(journal) != nil else {
            // A bot that has run has one.
            return [Finding(.journal, known == nil ? .look : .bad, .missing(path: journal))]
        }
        guard access(journal, W_OK) == 0 else {
            return [Finding(.journal, .bad, .cannotWrite(path: journal))]
        }
        guard let reading = try? JournalReading.look(at: journal) else {
            return [Finding(.journal, .bad, .cannotRead(path: journal, reason: "its disk fails"))]
        }
        guard !reading.isDamaged, reading.last >= known ?? 0 else {
            return [Finding(.journal, .bad, .damagedJournal(path: journal))]
        }
        return [Finding(.journal, .well, .fine)]
    }

    /// The files that the bot's secrets are loaded from, where `yousaidctl` says which folder that is. In a folder that
    /// only its owner may pass nobody else reads anything.
    private func secrets() -> [Finding] {
        guard let folder = environment["YOUSAID_SECRETS"], let facts = Self.facts(folder),
            facts.st_mode & 0o077 != 0
        else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { folder + "/" + $0 }
            .filter { Self.facts($0).map { $0.st_mode & 0o077 != 0 } ?? false }
            .map { Finding(.rights, .bad, .openToOthers(path: $0)) }
    }

    private static func facts(_ path: String) -> stat? {
        var facts = stat()
        return lstat(path, &facts) == 0 ? facts : nil
    }

    // MARK: The database

    /// After so many seconds a message or a timer that is due is late.
    static let lateSeconds = 300

    /// What waits, what is late, what failed. Read beside the running bot.
    func store() -> [Finding] {
        guard Self.facts(database) != nil else {
            return [Finding(.database, .look, .missing(path: database))]
        }
        do {
            return try Store.look(at: database) { try work(in: $0) + key(in: $0) }
        } catch let error as DatabaseError where error.kind == .damaged {
            return [Finding(.database, .bad, .damaged(path: database))]
        } catch {
            return [Finding(.database, .bad, .cannotRead(path: database, reason: "\(error)"))]
        }
    }

    private func work(in database: any Database) throws -> [Finding] {
        let now = machine.now()
        var findings = [Finding(.database, .well, .fine)]
        for note in try LossNote.all(in: database) {
            findings.append(
                Finding(
                    note.kind == .tables ? .database : .journal, .look,
                    .lost(note.kind, daysAgo: Int((now - note.moment).components.seconds / 86_400))))
        }
        let limit = now - .seconds(Int64(Self.lateSeconds))
        let timers = try overdue("core_timer WHERE aside = 0", limit, now, in: database)
        let aside = try count("core_timer WHERE aside = 1", in: database)
        if let timers { findings.append(Finding(.timers, .look, timers)) }
        if aside > 0 { findings.append(Finding(.timers, .look, .aside(count: aside))) }
        if timers == nil, aside == 0 { findings.append(Finding(.timers, .well, .fine)) }

        let isHeld = try count("core_fact WHERE name = 'held'", in: database) > 0
        findings.append(Finding(.restore, isHeld ? .look : .well, isHeld ? .held : .fine))
        let late = isHeld ? 0 : try LateMessages.count(since: limit, in: database)
        if late > 0, let since = try LateMessages.oldest(now: now, in: database) {
            let seconds = Int((now - since).components.seconds)
            findings.append(Finding(.outbox, .bad, .late(count: late, seconds: seconds)))
        } else {
            findings.append(
                Finding(.outbox, .well, .waiting(count: try LateMessages.countWaiting(in: database))))
        }
        let hasLead = try Engine.canReachLead(in: database)
        findings.append(Finding(.safeguarding, hasLead ? .well : .bad, hasLead ? .fine : .noLead))
        // How long they are kept is the forum's to decide, and nobody else's.
        if configuration.keep["worries"] == nil, try count("core_concern WHERE state = 2", in: database) > 0 {
            findings.append(Finding(.safeguarding, .look, .worriesKept))
        }
        let undecided = try count("core_outgoing WHERE state = 4", in: database)
        if undecided > 0 { findings.append(Finding(.problems, .look, .undecided(count: undecided))) }
        let failed = try count("core_event WHERE state <> 0 AND state IN (1, 2)", in: database)
        if failed > 0 { findings.append(Finding(.problems, .look, .failed(count: failed))) }
        if undecided + failed == 0 { findings.append(Finding(.problems, .well, .fine)) }
        return findings
    }

    private func count(_ from: String, in database: any Database) throws -> Int {
        try database.first("SELECT COUNT(*) FROM \(from)").map { try $0[0] } ?? 0
    }

    /// - Returns: how many rows were due before the limit, and how late the first of them is; nil where none was.
    private func overdue(
        _ from: String, _ limit: Moment, _ now: Moment, in database: any Database
    ) throws -> Finding.Fact? {
        let row = try database.first("SELECT COUNT(*), MIN(due) FROM \(from) AND due < $1", limit)
        guard let row, let count: Int = try row[0], count > 0, let due: Moment = try row[1] else {
            return nil
        }
        return .late(count: count, seconds: Int((now - due).components.seconds))
    }

    /// Whether the key is the one that the addresses were sealed with.
    private func key(in database: any Database) throws -> [Finding] {
        let key =
            if let named = configuration.sealingKey {
                try? named.key(environment: environment)
            } else {
                // That others can read it is a finding of its own.
                try? SealingKey(contentsOf: keyFile, mayBeOpen: true)
            }
        // A key that is not to be had is a fault of the configuration, and said there.
        guard let key else { return [] }
        var previous = configuration.previousSealingKeys.compactMap {
            try? $0.key(environment: environment)
        }
        if configuration.sealingKey == nil, let old = try? SealingKey(contentsOf: keyFile + ".old") {
            previous.append(old)
        }
        let sealer = Sealer(current: key, previous: previous)
        guard let isRight = try Engine.opens(database, with: sealer) else { return [] }
        guard isRight else { return [Finding(.key, .bad, .wrongKey)] }
        guard previous.isEmpty else {
            let change = try Engine.keyChange(in: database, with: sealer)
            return [Finding(.key, .look, .olderKey(pieces: change.left, stops: change.looseStops))]
        }
        return configuration.sealingKey == nil ? [] : [Finding(.key, .well, .fine)]
    }
}
