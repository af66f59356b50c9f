import ChannelContract
import Foundation
import Sealing
import Storage
import YouSaidKit

/// How far a change of the sealing key has come.
public struct KeyChangeProgress: Sendable, Hashable {
    /// How many pieces were sealed anew by this run.
    public var done = 0
    /// How many pieces no key that is named opens. They stay as they are.
    public var unreadable = 0
    /// How many pieces are still sealed with an older key.
    public var left = 0
    /// STOPs of people whom a restored database does not know: kept by hash alone, so that they are found with the key of
    /// then only. They go when the person writes again.
    public var looseStops = 0
}

/// Seals everything that lasts anew with the key of today, a page at a time. It keeps no place of its own: what is
/// sealed with an older key shows it, so a run that was ended at any moment is gone on with by running it again.
struct KeyChange {
    let parts: EngineParts

    /// How many pieces one transaction seals.
    static let pageSize = 500

    /// A column with something sealed in it, and what goes with it.
    private enum Piece: CaseIterable {
        case contact, request, concern, concernWords, piece, attachment, event, outgoingBody, outgoingAddress

        var table: String {
            switch self {
            case .contact: "core_contact"
            case .request: "core_request"
            case .concern: "core_concern"
            case .concernWords: "core_concern_words"
            case .piece: "core_piece"
            case .attachment: "core_attachment"
            case .event: "core_event"
            case .outgoingBody, .outgoingAddress: "core_outgoing"
            }
        }

        var column: String {
            switch self {
            case .contact, .request, .concern, .outgoingAddress: "address"
            case .concernWords, .piece, .attachment, .event, .outgoingBody: "body"
            }
        }
    }

    /// What stands in a sealed piece from its second to its fifth byte is the key's id.
    private static func isOld(_ column: String) -> String { "substr(\(column), 2, 4) <> $1" }

    /// The same for a whole piece: what is sealed in a vault has that vault's key, and is none of this.
    private static func isOld(_ piece: Piece) -> String {
        isOld(piece.column) + (piece == .outgoingBody ? " AND COALESCE(vault, '') = ''" : "")
    }

    static func progress(keyID: [UInt8], in database: any Database) throws -> KeyChangeProgress {
        var found = KeyChangeProgress()
        for piece in Piece.allCases {
            found.left +=
                try database.first(
                    "SELECT COUNT(*) FROM \(piece.table) WHERE \(isOld(piece))", keyID
                ).map { try $0[0] } ?? 0
        }
        found.looseStops =
            try database.first("SELECT COUNT(*) FROM core_fact WHERE name LIKE 'stop %'").map { try $0[0] }
            ?? 0
        return found
    }

    /// How far a run has come: a place in each table, so that what cannot be opened is passed over.
    struct Place: Sendable {
        fileprivate var piece = 0
        fileprivate var id = Int64.min
        fileprivate var channel = ""
        fileprivate var key = ""
    }

    /// Seals one page anew.
    /// - Returns: how many pieces were sealed and how many could not be opened, and where to go on; no place where all
    ///   is done.
    func page(after place: Place, in database: any Database) throws -> (
        done: Int, unreadable: Int, next: Place?
    ) {
        guard Piece.allCases.indices.contains(place.piece) else { return (0, 0, nil) }
        let piece = Piece.allCases[place.piece]
        var next = place
        var count = (done: 0, unreadable: 0)
        let rows = try rows(of: piece, after: place, in: database)
        var entries: [Journal.Entry] = []
        var changes: [() throws -> Void] = []
        for row in rows {
            next.channel = try row["channel"] ?? ""
            next.key = try row["key"] ?? ""
            next.id = try row["id"] ?? Int64.min
            do {
                if let change = try change(piece, row, &entries, in: database) { changes.append(change) }
                count.done += 1
            } catch let error as DatabaseError {
                throw error
            } catch {
                count.unreadable += 1
            }
        }
        // The journal first: what is said from now on is said of the new hash, and a backup knows the old one.
        try parts.journal.add(entries, in: database)
        for change in changes { try change() }
        if rows.count < Self.pageSize { next = Place(piece: place.piece + 1) }
        return (count.done, count.unreadable, next)
    }

    private func rows(of piece: Piece, after place: Place, in database: any Database) throws -> [Row] {
        let old = Self.isOld(piece)
        let id = parts.sealer.keyID
        switch piece {
        case .event:
            return try database.rows(
                """
                SELECT NULL AS id, channel, key, body FROM core_event
                WHERE \(old) AND state <> 0 AND (channel, key) > ($2, $3)
                ORDER BY channel, key LIMIT \(Self.pageSize)
                """, id, place.channel, place.key)
        case .concernWords, .piece, .attachment:
            return try database.rows(
                """
                SELECT id, NULL AS channel, NULL AS key, body FROM \(piece.table) WHERE \(old) AND id > $2
                ORDER BY id LIMIT \(Self.pageSize)
                """, id, place.id)
        case .outgoingBody, .outgoingAddress:
            return try database.rows(
                """
                SELECT id, channel, NULL AS key, \(piece.column) FROM core_outgoing WHERE \(old) AND id > $2
                ORDER BY id LIMIT \(Self.pageSize)
                """, id, place.id)
        case .contact, .request, .concern:
            let name = piece == .concern ? "name" : "NULL AS name"
            return try database.rows(
                """
                SELECT id, channel, NULL AS key, address, hash, \(name) FROM \(piece.table)
                WHERE \(old) AND id > $2 ORDER BY id LIMIT \(Self.pageSize)
                """, id, place.id)
        }
    }

    /// - Returns: what writes the piece back, sealed with the key of today.
    private func change(
        _ piece: Piece, _ row: Row, _ entries: inout [Journal.Entry], in database: any Database
    ) throws -> (() throws -> Void)? {
        let sealer = parts.sealer
        func anew(_ column: String, _ purpose: String) throws -> [UInt8] {
            try sealer.seal(try sealer.open(try row[column], for: purpose), for: purpose)
        }
        switch piece {
        case .contact, .request, .concern:
            let channel: String = try row["channel"]
            let id: Int64 = try row["id"]
            let address = try parts.contacts.open(try row["address"])
            let sealed = try parts.contacts.seal(address)
            let old: [UInt8] = try row["hash"]
            var new = parts.contacts.hash(channel: channel, address: address)
            if piece == .concern {
                let name: [UInt8]? =
                    try (row["name"] as [UInt8]?) == nil ? nil : anew("name", ConcernBook.purpose)
                return {
                    try database.run(
                        "UPDATE core_concern SET address = $1, hash = $2, name = $3 WHERE id = $4", sealed,
                        new,
                        name, id)
                }
            }
            if new != old {
                let taken = try database.first(
                    "SELECT 1 FROM \(piece.table) WHERE channel = $1 AND hash = $2", channel, new)
                if taken == nil {
                    entries.append(.rehashed(channel: channel, from: old, to: new))
                } else {
                    new = old
                }
            }
            return {
                try database.run(
                    "UPDATE \(piece.table) SET address = $1, hash = $2 WHERE id = $3", sealed, new, id)
            }
        case .concernWords, .piece, .attachment:
            let id: Int64 = try row["id"]
            let purpose =
                switch piece {
                case .attachment: AttachmentBook.purpose
                case .piece: Pieces.purpose
                default: ConcernBook.purpose
                }
            let sealed = try anew("body", purpose)
            return {
                try database.run("UPDATE \(piece.table) SET body = $1 WHERE id = $2", sealed, id)
            }
        case .event:
            let channel: String = try row["channel"]
            let key: String = try row["key"]
            let sealed = try anew("body", InboxTransaction.purpose)
            let bytes = try sealer.open(sealed, for: InboxTransaction.purpose)
            // What a vault seals once more tells nothing of its sender here: there the old hash stays.
            let event = try? JSONDecoder().decode(Event.self, from: bytes.asData)
            let hash = event.map { parts.contacts.hash(channel: channel, address: $0.address) }
            return {
                try database.run(
                    """
                    UPDATE core_event SET body = $1, sender = COALESCE($2, sender) WHERE channel = $3 AND key = $4
                    """, sealed, hash, channel, key)
            }
        case .outgoingBody, .outgoingAddress:
            let id: Int64 = try row["id"]
            let purpose = piece == .outgoingBody ? Outbox.purpose : ContactBook.purpose
            let sealed = try anew(piece.column, purpose)
            return {
                try database.run("UPDATE core_outgoing SET \(piece.column) = $1 WHERE id = $2", sealed, id)
            }
        }
    }
}

extension Engine {
    /// What is still sealed with an older key. Only reads; also beside a running bot.
    public static func keyChange(in database: any Database, with sealer: Sealer) throws -> KeyChangeProgress {
        try KeyChange.progress(keyID: sealer.keyID, in: database)
    }

    /// Seals everything anew with the key of today. Called while nothing else runs on the database. Ended at any
    /// moment, it is gone on with by calling it again.
    /// - Parameter progress: hears after each page how far it is; what it throws ends the work there.
    /// - Throws: ``DatabaseError``, and what `progress` throws.
    public func sealAnew(progress: (KeyChangeProgress) throws -> Void) throws -> KeyChangeProgress {
        let change = KeyChange(parts: parts)
        let id = parts.sealer.keyID
        var now = try store.read { try KeyChange.progress(keyID: id, in: $0) }
        var place: KeyChange.Place? = KeyChange.Place()
        while let here = place {
            let page = try store.writeNow { try change.page(after: here, in: $0) }
            now.done += page.done
            now.unreadable += page.unreadable
            now.left = max(0, now.left - page.done)
            place = page.next
            if page.done + page.unreadable > 0 { try progress(now) }
        }
        let end = try store.read { try KeyChange.progress(keyID: id, in: $0) }
        return KeyChangeProgress(
            done: now.done, unreadable: now.unreadable, left: end.left, looseStops: end.looseStops)
    }
}
