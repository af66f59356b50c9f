import Storage
import YouSaidKit

/// Compares journal and tables at a start, before anything is sent. Where a damaged disk had SQLite drop the end of its
/// log, or somebody put an older database in place, the journal knows of STOPs and deletions that the tables do not: it
/// wins. Used by ``Engine``.
///
/// Only lines that the tables never heard of are looked at. After a process was killed there are some of those too: of
/// transactions that were not done, of which the platform tells again. They show no loss by themselves.
struct JournalComparison {
    let parts: EngineParts
    let database: Connection
    let now: Moment
    /// Whether the database's log was found to be cut short.
    let wasCut: Bool

    /// What the tables had lost, in numbers.
    struct Mended: Sendable, Equatable {
        /// People whose STOP or START was put right.
        var stops = 0
        var erasures = 0
        /// Addresses that people had taken away.
        var unlinked = 0
        var messages = 0
        var timers = 0

        var isNothing: Bool { self == Mended() }
    }

    /// Whether the tables have lost what was done.
    func isBehind(_ news: [Journal.Numbered]) throws -> Bool {
        if wasCut { return true }
        // A message is noted as taken only once it is taken in the tables too.
        var taken: [Int64: (isTaken: Bool, count: Int)] = [:]
        for line in news {
            switch line.entry {
            case .taken(let id): taken[id] = (true, (taken[id]?.count ?? 0) + 1)
            case .returned(let id): taken[id]?.isTaken = false
            default: continue
            }
        }
        for (id, last) in taken where last.isTaken {
            guard let row = try database.first("SELECT state FROM core_outgoing WHERE id = $1", id) else {
                return true
            }
            let state: Int64 = try row[0]
            if state == 0 || (state == 1 && last.count > 1) { return true }
        }
        return false
    }

    /// Puts right what the tables have lost.
    func mend(_ news: [Journal.Numbered], isBehind: Bool) throws -> Mended {
        var mended = Mended()
        guard isBehind || !news.isEmpty else { return mended }
        let before = try stops()
        var summary = RestoreSummary()
        var woken = WokenTimers()
        let rehashes = Rehashes(news.map(\.entry))
        if isBehind { try rehashes.apply(in: database) }
        for line in news {
            let entry = rehashes.latest(line.entry)
            if !isBehind, try !mustHold(entry) { continue }
            if case .unlinked(_, _, let contact) = entry,
                try database.first("SELECT id FROM core_contact WHERE id = $1", contact) != nil
            {
                mended.unlinked += 1
            }
            if case .erase(let member) = entry {
                mended.erasures += try erase(Member.ID(rawValue: member)) ? 1 : 0
            } else {
                try Engine.apply(entry, &summary, &woken, parts: parts, now: now, in: database)
            }
        }
        if isBehind {
            try Engine.shareStops(in: database)
            // They may have been used since.
            try database.run("DELETE FROM core_page_link")
            mended.timers = try woken.apply(parts.timers, now: now, in: database)
            // What became of these was noted in what is lost.
            mended.messages =
                summary.messages
                + (try database.run(
                    "UPDATE core_outgoing SET state = 4, reason = $1 WHERE \(Outbox.underWay)",
                    Engine.takenBefore))
        }
        let after = try stops()
        for (contact, stop) in after where before[contact] != stop { mended.stops += 1 }
        for contact in before.keys where after[contact] == nil { mended.stops += 1 }
        return mended
    }

    /// Whether an entry holds although its transaction may never have been done: nobody is written to who said STOP.
    /// Of anything else the platform tells again, or it is still to be done.
    private func mustHold(_ entry: Journal.Entry) throws -> Bool {
        switch entry {
        case .stop, .start, .silenced, .leaving, .stays: true
        case .erase(let member):
            try database.first("SELECT member FROM core_leaving WHERE member = $1", member) == nil
        case .eraseContact, .eraseRequest, .unlinked, .moved, .rehashed, .taken, .returned, .woke, .wrote:
            false
        }
    }

    private func stops() throws -> [Int64: Int64] {
        var all: [Int64: Int64] = [:]
        try database.each("SELECT id, stopped FROM core_contact WHERE stopped IS NOT NULL") { row in
            all[try row[0]] = try row[1]
        }
        return all
    }

    /// Deletes somebody again, without a word to them: they had been told.
    /// - Returns: false where the tables do not know them.
    private func erase(_ member: Member.ID) throws -> Bool {
        guard try database.first("SELECT id FROM core_member WHERE id = $1", member) != nil else {
            return false
        }
        let result = try database.attempt {
            let counting = CountingDatabase(database)
            try Erasure(parts: parts, database: counting, now: now).eraseAgain(member)
            try Leaving(parts: parts, database: database, now: now).prove(.again, counting.counts)
        }
        if case .failure = result {
            // A plugin cannot forget them just now. Until it can it is as if they had said STOP.
            try Leaving.note(member, asked: now, due: now, number: parts.makeID(), in: database)
        }
        return true
    }
}

/// What the tables know of all that a journal has to keep, for a new one where the old one is damaged or lost.
struct JournalFromTables {
    let parts: EngineParts
    let database: Connection
    let now: Moment

    /// - Parameter old: what could still be read.
    /// - Returns: what could be read, and behind it how things are now.
    func entries(after old: [Journal.Entry]) throws -> [Journal.Entry] {
        try old + starts(old) + people() + messages()
    }

    /// Whoever said STOP as far as can be read, and START in what cannot.
    private func starts(_ old: [Journal.Entry]) throws -> [Journal.Entry] {
        let rehashes = Rehashes(old)
        var entries: [Journal.Entry] = []
        var addresses: Set<String> = []
        var members: Set<Int64> = []
        for entry in old {
            switch rehashes.latest(entry) {
            case .stop(let channel, let hash, _) where addresses.insert("\(channel) \(hash)").inserted:
                let row = try database.first(
                    """
                    SELECT id FROM core_contact WHERE channel = $1 AND hash = $2 AND
                        (stopped IS NULL OR stopped IN (SELECT number FROM core_leaving))
                    """, channel, hash)
                if row != nil { entries.append(.start(channel: channel, hash: hash)) }
            case .leaving(let member, _, _), .silenced(let member, _):
                guard members.insert(member).inserted,
                    let row = try database.first("SELECT silenced FROM core_member WHERE id = $1", member)
                else { continue }
                entries += [.stays(member: member), .silenced(member: member, bits: try row[0])]
            default: continue
            }
        }
        return entries
    }

    private func people() throws -> [Journal.Entry] {
        var entries: [Journal.Entry] = []
        try database.each(
            """
            SELECT channel, hash, stopped FROM core_contact
            WHERE stopped IS NOT NULL AND stopped NOT IN (SELECT number FROM core_leaving) ORDER BY id
            """
        ) { entries.append(.stop(channel: try $0[0], hash: try $0[1], number: try $0[2])) }
        entries += try LooseStop.all(in: database)
        try database.each("SELECT id, silenced FROM core_member WHERE silenced <> 0 ORDER BY id") {
            entries.append(.silenced(member: try $0[0], bits: try $0[1]))
        }
        try database.each("SELECT member, due, number FROM core_leaving ORDER BY member") {
            entries.append(.leaving(member: try $0[0], due: try $0[1], number: try $0[2]))
        }
        return entries
    }

    /// What has gone out, as far back as a backup may be.
    private func messages() throws -> [Journal.Entry] {
        let oldest = IDMaker.lowest(at: now - Cleaning.oldestBackup)
        var entries: [Journal.Entry] = []
        try database.each(
            "SELECT id FROM core_outgoing WHERE state IN (1, 2, 3, 4) AND id >= $1 ORDER BY id", oldest
        ) { entries.append(.taken(message: try $0[0])) }
        try database.each(
            "SELECT id, place, done FROM core_broadcast WHERE id >= $1 AND secret IS NULL ORDER BY id", oldest
        ) { row in
            let isDone = try (row[2] as Moment?) != nil
            entries.append(.wrote(broadcast: try row[0], place: isDone ? Int64.max : try row[1]))
        }
        return entries
    }
}
