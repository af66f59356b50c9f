import Storage
import YouSaidKit

/// What a restore put right, for the person who did it.
public struct RestoreSummary: Sendable, Equatable {
    /// People who are stopped because the journal says so.
    public var stops = 0
    /// People who were erased after the backup was made.
    public var erasures = 0
    /// Messages that had gone out, or may have, after the backup was made.
    public var messages = 0
    /// Timers that had their turn already: they are gone, or wait for the next one.
    public var timers = 0
    /// Whether the journal was damaged or lost, so that more may come back than should.
    public var isUnsure = false
}

extension Engine {
    /// Brings a database that came from a backup up to what the journal knows: nobody who said STOP or was erased
    /// comes back, nothing that went out goes again. Then holds everything until an organiser says RELEASE.
    ///
    /// Called before anything is sent. Called again it changes nothing more.
    public func applyJournal(at path: String) throws -> RestoreSummary {
        let entries = try Journal.read(path: path)
        let parts = parts
        let now = parts.clock.now
        let summary = try store.writeNow { connection in
            var summary = RestoreSummary()
            var woken = WokenTimers()
            let rehashes = Rehashes(entries)
            try rehashes.apply(in: connection)
            for entry in entries {
                try Self.apply(
                    rehashes.latest(entry), &summary, &woken, parts: parts, now: now, in: connection)
            }
            try Self.shareStops(in: connection)
            // Whoever blocked the bot before the backup may have let it in again since, and would not hear from it. A
            // platform says it again where not; whom another way still reaches loses nothing.
            try connection.run(
                """
                UPDATE core_contact SET unreachable = NULL WHERE unreachable IS NOT NULL AND NOT EXISTS
                    (SELECT 1 FROM core_contact AS other
                     WHERE other.member = core_contact.member AND other.unreachable IS NULL)
                """)
            // They may have been used since.
            try connection.run("DELETE FROM core_page_link")
            summary.timers = try woken.apply(parts.timers, now: now, in: connection)
            summary.stops =
                try connection.first(
                    "SELECT COUNT(*) FROM core_contact WHERE stopped IS NOT NULL"
                ).map { try $0[0] } ?? 0
            try Facts.set(.held, in: connection)
            try parts.journal.note(in: connection)
            summary.isUnsure = try Facts.has(.unsure, in: connection)
            return summary
        }
        holding.with { $0 = true }
        try store.read { try stopList.load(from: $0) }
        return summary
    }

    /// Why a message waits for a person after a restore.
    static let takenBefore = "taken for sending before the restore"

    static func apply(
        _ entry: Journal.Entry, _ summary: inout RestoreSummary, _ woken: inout WokenTimers,
        parts: EngineParts, now: Moment, in connection: Connection
    ) throws {
        switch entry {
        case .stop(let channel, let hash, let number):
            let known = try connection.run(
                "UPDATE core_contact SET stopped = $1 WHERE channel = $2 AND hash = $3", number, channel, hash
            )
            if known == 0 {
                try LooseStop.keep(channel: channel, hash: hash, number: number, in: connection)
            }
        case .start(let channel, let hash): try letGo(channel, hash, in: connection)
        case .silenced(let member, let bits):
            try connection.run("UPDATE core_member SET silenced = $1 WHERE id = $2", bits, member)
        case .leaving(let member, let due, let number):
            guard try connection.first("SELECT id FROM core_member WHERE id = $1", member) != nil else {
                return
            }
            let due = Moment(milliseconds: due)
            try Leaving.note(
                Member.ID(rawValue: member), asked: due - parts.deleteAfter, due: due, number: number,
                in: connection)
        case .stays(let member):
            try Leaving.keep(Member.ID(rawValue: member), in: connection)
        case .erase(let member):
            guard try connection.first("SELECT id FROM core_member WHERE id = $1", member) != nil else {
                return
            }
            try Erasure(parts: parts, database: connection, now: now).eraseAgain(Member.ID(rawValue: member))
            summary.erasures += 1
        case .eraseContact(let channel, let hash):
            try letGo(channel, hash, in: connection)
            try connection.run(
                """
                DELETE FROM core_outgoing WHERE contact IN
                    (SELECT id FROM core_contact WHERE channel = $1 AND hash = $2 AND member IS NULL)
                """, channel, hash)
            try connection.run(
                "DELETE FROM core_contact WHERE channel = $1 AND hash = $2 AND member IS NULL", channel, hash)
            try connection.run(
                "DELETE FROM core_request WHERE channel = $1 AND hash = $2", channel, hash)
        case .eraseRequest(let request):
            try connection.run("DELETE FROM core_request WHERE id = $1", request)
        case .unlinked(let channel, let hash, let contact):
            let thisOne = "channel = $1 AND hash = $2 AND id = $3"
            try connection.run(
                """
                DELETE FROM core_outgoing WHERE contact IN
                    (SELECT id FROM core_contact WHERE \(thisOne))
                """, channel, hash, contact)
            let row = try connection.first(
                "SELECT stopped FROM core_contact WHERE \(thisOne)", channel, hash, contact)
            let stopped: Int64? = try row?[0]
            let stops = [stopped, try LooseStop.take(channel: channel, hash: hash, in: connection)]
            let said = try stops.compactMap(\.self).filter { try Leaving.isSaid($0, in: connection) }
            if let number = said.max() {
                try LooseStop.keep(channel: channel, hash: hash, number: number, in: connection)
            }
            try connection.run("DELETE FROM core_contact WHERE \(thisOne)", channel, hash, contact)
        case .moved(let channel, let old, let new):
            if let number = try LooseStop.take(channel: channel, hash: old, in: connection) {
                try apply(
                    .stop(channel: channel, hash: new, number: number), &summary, &woken, parts: parts,
                    now: now, in: connection)
            }
            try connection.run(
                """
                UPDATE core_contact SET hash = $1 WHERE channel = $2 AND hash = $3 AND NOT EXISTS
                    (SELECT 1 FROM core_contact o WHERE o.channel = $2 AND o.hash = $1)
                """, new, channel, old)
            try connection.run(
                "UPDATE core_concern SET hash = $1 WHERE channel = $2 AND hash = $3", new, channel, old)
        case .rehashed: break
        case .taken(let message):
            summary.messages += try connection.run(
                "UPDATE core_outgoing SET state = 4, reason = $1 WHERE id = $2 AND state IN (0, 1)",
                takenBefore, message)
        case .returned(let message):
            summary.messages -= try connection.run(
                "UPDATE core_outgoing SET state = 0, reason = NULL WHERE id = $1 AND state = 4 AND reason = $2",
                message, takenBefore)
        case .woke(let plugin, let key, let due, let again):
            woken.add(
                plugin: plugin, key: key, due: Moment(milliseconds: due),
                again: again.map(Moment.init(milliseconds:)))
        case .wrote(let broadcast, let place):
            try connection.run(
                "UPDATE core_broadcast SET place = $1 WHERE id = $2 AND place < $1", place, broadcast)
        }
    }

    /// All contacts of a person share one STOP, also one that was said while the database knew them as strangers to each
    /// other. What only DELETE ME stops comes back with KEEP ME.
    static func shareStops(in connection: Connection) throws {
        let isSaid = "stopped IS NOT NULL AND stopped NOT IN (SELECT number FROM core_leaving)"
        try connection.run(
            """
            UPDATE core_contact SET stopped =
                (SELECT MAX(o.stopped) FROM (SELECT member, stopped FROM core_contact WHERE \(isSaid)) o
                 WHERE o.member = core_contact.member)
            WHERE (stopped IS NULL OR stopped IN (SELECT number FROM core_leaving))
                AND member IN (SELECT member FROM core_contact WHERE \(isSaid) AND member IS NOT NULL)
            """)
    }

    /// An earlier STOP counts no longer. Also after an erasure: whoever the backup knows by that address came back.
    private static func letGo(_ channel: String, _ hash: [UInt8], in connection: Connection) throws {
        try LooseStop.take(channel: channel, hash: hash, in: connection)
        try connection.run(
            "UPDATE core_contact SET stopped = NULL WHERE channel = $1 AND hash = $2", channel, hash)
    }
}
