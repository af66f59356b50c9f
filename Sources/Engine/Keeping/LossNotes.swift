import Storage
import YouSaidKit

/// That something was lost, or may have been, which two ways of keeping it should have kept: noted in the tables, so that
/// organisers and `yousaid doctor` say it for some time.
public struct LossNote: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The database's log was cut short, or the database is an older one. The journal put right what it knows.
        case tables = "lost tables"
        /// Lines of the journal were damaged or missing. What the tables know is in a new one.
        case lines = "lost lines"
        /// The journal was not there. What the tables know is in a new one.
        case journal = "lost journal"
    }

    public let kind: Kind
    public let moment: Moment

    /// How long it is said.
    static let kept = Duration.hours(30 * 24)

    /// All that is noted.
    /// - Throws: where the database cannot be read.
    public static func all(in database: any Database) throws -> [LossNote] {
        try Kind.allCases.compactMap { kind in
            let row = try database.first("SELECT value FROM core_fact WHERE name = $1", kind.rawValue)
            guard let text: String = try row?[0], let time = Int64(text) else { return nil }
            return LossNote(kind: kind, moment: Moment(milliseconds: time))
        }
    }

    func keep(in database: any Database) throws {
        try database.run(
            """
            INSERT INTO core_fact (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, kind.rawValue, "\(moment.milliseconds)")
    }

    static func clean(now: Moment, in database: any Database) throws {
        for note in try all(in: database) where note.moment < now - kept {
            try database.run("DELETE FROM core_fact WHERE name = $1", note.kind.rawValue)
        }
    }

    /// What organisers are told, once.
    var alert: Prompt {
        switch kind {
        case .tables: Prompt("alert-lost-tables", plugin: "core")
        case .lines: Prompt("alert-lost-lines", plugin: "core")
        case .journal: Prompt("alert-lost-journal", plugin: "core")
        }
    }

    /// How PROBLEMS lists it.
    var problem: String {
        switch kind {
        case .tables: "database: the end of its log was lost"
        case .lines: "journal: lines were damaged or missing"
        case .journal: "journal: it was missing"
        }
    }
}

extension Engine {
    /// The number of the journal's last line that a database knows of; nil where it never heard of any. Asked by
    /// `yousaid doctor`.
    public static func knownOfJournal(in database: any Database) throws -> Int64? {
        try Journal.known(in: database)
    }

    /// Compares journal and tables, puts right what either has lost, and notes it. Called before anything else is done
    /// with the tables.
    static func agree(
        _ parts: EngineParts, store: Store, isRestoring: Bool, isNew: Bool, known: Int64?,
        log: @escaping @Sendable (String) -> Void
    ) throws {
        let found = parts.journal.found
        let wasCut = store.logWasCut && !isRestoring
        var kinds: [LossNote.Kind] = []
        if found.isDamaged || (found.isThere && found.last < known ?? 0) { kinds.append(.lines) }
        // A bot that has people has a journal, from its first start on.
        if !found.isThere, known != nil || !isNew { kinds.append(.journal) }
        let journalLoss = kinds
        let news = known == nil && !isNew || isRestoring ? [] : parts.journal.news
        let result = try store.writeNow { connection in
            let comparison = JournalComparison(
                parts: parts, database: connection, now: parts.clock.now, wasCut: wasCut)
            // A database that knows nobody beside a journal that does.
            let isBehind = try comparison.isBehind(news) || isNew && !news.isEmpty
            let mended = try comparison.mend(news, isBehind: isBehind)
            let losses = journalLoss + (isBehind ? [.tables] : [])
            let notes = losses.map { LossNote(kind: $0, moment: parts.clock.now) }
            for note in notes {
                try note.keep(in: connection)
                try parts.outbox.broadcasts.keep(
                    Message(note.alert), to: .role(.organiser), id: parts.makeID(), plugin: "core",
                    now: parts.clock.now, in: connection)
            }
            if isRestoring, !journalLoss.isEmpty { try Facts.set(.unsure, in: connection) }
            let old = journalLoss.isEmpty ? [] : try parts.journal.entries()
            let anew =
                journalLoss.isEmpty
                ? nil
                : try JournalFromTables(parts: parts, database: connection, now: parts.clock.now)
                    .entries(after: old)
            let last = max(found.last, known ?? 0, Int64(anew?.count ?? 0))
            // Before the new journal is there: until then the old one is found again.
            try parts.journal.note(anew == nil ? parts.journal.last : last, in: connection)
            return (mended: mended, losses: losses, anew: anew, last: last)
        }
        if let anew = result.anew { try parts.journal.replace(with: anew, last: result.last) }
        if wasCut { store.forgetCutLog() }
        for loss in result.losses { log(Self.line(loss, found)) }
        if !result.mended.isNothing {
            log(
                "put right from the journal: \(result.mended.stops) STOPs or STARTs, "
                    + "\(result.mended.erasures) deletions, \(result.mended.unlinked) addresses taken away, \(result.mended.messages) messages that are not sent "
                    + "again, \(result.mended.timers) timers")
        }
    }

    private static func line(_ loss: LossNote.Kind, _ found: JournalReading) -> String {
        switch loss {
        case .tables:
            "THE DATABASE HAS LOST WHAT WAS DONE LAST: its log was cut short, or it is an older copy; look at the "
                + "disk. What the journal knows is put right; answers and changes of the last moments may be gone"
        case .lines:
            "THE JOURNAL IS DAMAGED: \(found.damaged) lines cannot be read, \(found.missing) are missing, or its end "
                + "is gone; look at the disk. It is kept beside the new one, which has what the database knows"
        case .journal:
            "THE JOURNAL WAS NOT THERE: a new one has what the database knows. A restore could bring back people "
                + "who were deleted"
        }
    }
}
