import Foundation
import Storage
import Threads
import YouSaidKit

/// What must survive even the loss of the database: every STOP, START and erasure, and what has gone out: the
/// number of every message that was taken for sending, every timer that had its turn and when it comes again, how far
/// broadcasts went. A file of its own, only ever added to, kept apart from backups; a restore replays it, so that
/// nobody comes back and nothing goes out twice.
///
/// One line a fact: a letter, a space, and what it is about. It names contacts by keyed hash and members by
/// number, so it says nothing about a person to somebody without the key.
final class Journal: Sendable {
    /// One line.
    enum Entry: Equatable, Sendable {
        case stop(channel: String, hash: [UInt8], number: Int64)
        case start(channel: String, hash: [UInt8])
        /// What a member wants no messages about from now on, as ``Subject``'s bits.
        case silenced(member: Int64, bits: Int64)
        case erase(member: Int64)
        /// Somebody said DELETE ME: it is done at `due`, and until then it counts as a STOP with this number.
        case leaving(member: Int64, due: Int64, number: Int64)
        /// They stay after all.
        case stays(member: Int64)
        /// An erased person's contact, so that it is found in a backup too.
        case eraseContact(channel: String, hash: [UInt8])
        /// Somebody who waited for an organiser had their request deleted.
        case eraseRequest(request: Int64)
        /// A contact that a person took away. Its number keeps a later one of the same address apart from it.
        case unlinked(channel: String, hash: [UInt8], contact: Int64)
        /// Somebody has a new address, and the same contact.
        case moved(channel: String, from: [UInt8], to: [UInt8])
        /// The same address and contact, under the hash of a new key.
        case rehashed(channel: String, from: [UInt8], to: [UInt8])
        case taken(message: Int64)
        /// A message that was taken certainly did not arrive, and waits again.
        case returned(message: Int64)
        /// A timer had its turn. `again` is when it comes next, where its turn set it again or is to be tried again.
        /// Older journals never say so.
        case woke(plugin: String, key: String, due: Int64, again: Int64? = nil)
        /// A broadcast was written out up to this member.
        case wrote(broadcast: Int64, place: Int64)
    }

    private let path: String
    private let file: Guarded<JournalFile>

    /// Opens the journal, and makes it where there is none.
    /// - Throws: ``DatabaseError``, a storage fault: nobody is blamed for it, and what needed the journal is tried
    ///   again.
    init(path: String) throws {
        self.path = path
        file = Guarded(try JournalFile(path: path))
    }

    /// Adds entries and returns when they are on disk. An entry that is added twice does no harm.
    /// - Throws: ``DatabaseError``, a storage fault. A line that was begun is gone again.
    func add(_ entries: [Entry]) throws {
        guard !entries.isEmpty else { return }
        let bytes = Array(entries.map(Self.line).joined().utf8)
        try file.with { try $0.add(bytes) }
    }

    /// Shortens a long journal: what was sent before `moment` matters no more, because no backup is that old.
    /// STOPs, STARTs, erasures and new addresses are kept for ever.
    func shorten(before moment: Moment, ifLargerThan limit: Int) throws {
        try file.with { file in
            guard file.size > limit else { return }
            let kept = try Self.read(path: path).filter { entry in
                switch entry {
                case .taken(let id), .returned(let id), .wrote(let id, _):
                    id >> IDMaker.countBits >= moment.milliseconds
                case .woke(_, _, let due, let again): max(due, again ?? due) >= moment.milliseconds
                case .stop, .start, .silenced, .erase, .leaving, .stays, .eraseContact, .eraseRequest,
                    .unlinked, .moved, .rehashed:
                    true
                }
            }
            let new = path + ".new"
            unlink(new)
            let shorter = try Journal(path: new)
            try shorter.add(kept)
            guard rename(new, path) == 0 else { throw JournalFile.failure("shorten") }
            // The same file under its new name.
            file = shorter.file.with { $0 }
        }
    }

    /// Everything that is in it, in order.
    func entries() throws -> [Entry] { try Self.read(path: path) }

    /// Everything in a journal, in order. A last line that was cut off by a crash was never acknowledged and is
    /// passed over, as is a line that cannot be read.
    static func read(path: String) throws -> [Entry] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw DatabaseError(.io, "cannot read the journal '\(path)'; see who may read it")
        }
        return entries(in: bytes)
    }

    static func entries(in bytes: Data) -> [Entry] {
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        return bytes[..<end].split(separator: UInt8(ascii: "\n")).compactMap(entry)
    }

    static func line(_ entry: Entry) -> String {
        switch entry {
        case .stop(let channel, let hash, let number): "S \(channel) \(hex(hash)) \(number)\n"
        case .start(let channel, let hash): "G \(channel) \(hex(hash))\n"
        case .silenced(let member, let bits): "Q \(member) \(bits)\n"
        case .erase(let member): "E \(member)\n"
        case .leaving(let member, let due, let number): "L \(member) \(due) \(number)\n"
        case .stays(let member): "K \(member)\n"
        case .eraseContact(let channel, let hash): "C \(channel) \(hex(hash))\n"
        case .eraseRequest(let request): "D \(request)\n"
        case .unlinked(let channel, let hash, let contact): "U \(channel) \(hex(hash)) \(contact)\n"
        case .moved(let channel, let old, let new): "M \(channel) \(hex(old)) \(hex(new))\n"
        case .rehashed(let channel, let old, let new): "K \(channel) \(hex(old)) \(hex(new))\n"
        case .taken(let message): "T \(message)\n"
        case .returned(let message): "R \(message)\n"
        case .woke(let plugin, let key, let due, let again):
            "W \(plugin) \(due) \(key.isEmpty ? noKey : hex(Array(key.utf8)))\(again.map { " \($0)" } ?? "")\n"
        case .wrote(let broadcast, let place): "P \(broadcast) \(place)\n"
        }
    }

    private static func entry(_ line: Data) -> Entry? {
        let parts = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        switch (parts.first, parts.count) {
        case ("S", 4):
            return bytes(parts[2]).flatMap { hash in
                Int64(parts[3]).map { .stop(channel: parts[1], hash: hash, number: $0) }
            }
        case ("G", 3): return bytes(parts[2]).map { .start(channel: parts[1], hash: $0) }
        case ("C", 3): return bytes(parts[2]).map { .eraseContact(channel: parts[1], hash: $0) }
        case ("Q", 3):
            guard let member = Int64(parts[1]), let bits = Int64(parts[2]) else { return nil }
            return .silenced(member: member, bits: bits)
        case ("L", 4):
            guard let member = Int64(parts[1]), let due = Int64(parts[2]), let number = Int64(parts[3]) else {
                return nil
            }
            return .leaving(member: member, due: due, number: number)
        case ("K", 2): return Int64(parts[1]).map { .stays(member: $0) }
        case ("D", 2): return Int64(parts[1]).map { .eraseRequest(request: $0) }
        case ("E", 2): return Int64(parts[1]).map { .erase(member: $0) }
        case ("U", 4):
            return bytes(parts[2]).flatMap { hash in
                Int64(parts[3]).map { .unlinked(channel: parts[1], hash: hash, contact: $0) }
            }
        case ("M", 4):
            guard let old = bytes(parts[2]), let new = bytes(parts[3]) else { return nil }
            return .moved(channel: parts[1], from: old, to: new)
        case ("K", 4):
            guard let old = bytes(parts[2]), let new = bytes(parts[3]) else { return nil }
            return .rehashed(channel: parts[1], from: old, to: new)
        case ("T", 2): return Int64(parts[1]).map { .taken(message: $0) }
        case ("R", 2): return Int64(parts[1]).map { .returned(message: $0) }
        case ("W", 4), ("W", 5):
            guard let due = Int64(parts[2]), let key = parts[3] == noKey ? [] : bytes(parts[3]) else {
                return nil
            }
            let again = parts.count > 4 ? Int64(parts[4]) : nil
            guard parts.count == 4 || again != nil else { return nil }
            return .woke(plugin: parts[1], key: String(decoding: key, as: UTF8.self), due: due, again: again)
        case ("P", 3):
            guard let broadcast = Int64(parts[1]), let place = Int64(parts[2]) else { return nil }
            return .wrote(broadcast: broadcast, place: place)
        default: return nil
        }
    }

    /// Stands for a key without a letter, which would leave nothing between two spaces.
    private static let noKey = "-"

    private static let digits = Array("0123456789abcdef")

    private static func hex(_ bytes: [UInt8]) -> String {
        String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let nibbles = hex.compactMap(\.hexDigitValue)
        guard nibbles.count == hex.count, nibbles.count % 2 == 0 else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) }
    }
}
