import Foundation
import Storage
import Threads
import YouSaidKit

/// What must survive even the loss of the database: every STOP, START and erasure, and what has gone out: the
/// number of every message that was taken for sending, every timer that had its turn and when it comes again, how far
/// broadcasts went. A file of its own, only ever added to, kept apart from backups; a restore replays it, so that
/// nobody comes back and nothing goes out twice.
///
/// One line a fact: a letter, a space, and what it is about, then its number and a checksum (``JournalLine``). It names
/// contacts by keyed hash and members by number, so it says nothing about a person to somebody without the key.
///
/// The tables hold the number of the last line that they know of. What comes behind it at a start, they have lost:
/// see ``JournalComparison``.
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

    /// A line and its number.
    struct Numbered: Equatable, Sendable {
        let number: Int64
        let entry: Entry
    }

    private struct Open {
        var file: JournalFile
        /// The number of the last line.
        var last: Int64
        /// The number that the tables were last told, as far as is known without asking them.
        var noted: Int64 = 0
    }

    private let path: String
    private let open: Guarded<Open>
    /// How it was found, and the lines that the tables did not know of.
    let found: JournalReading
    let news: [Numbered]

    /// Opens the journal, and makes it where there is none. One of an older bot gets numbers and checksums.
    /// - Parameter known: the number of the last line that the tables know of; nil where all are to be handed over.
    /// - Throws: ``DatabaseError``, a storage fault: nobody is blamed for it, and what needed the journal is tried
    ///   again.
    init(path: String, known: Int64? = .max) throws {
        self.path = path
        var reader = JournalReader()
        var news: [Numbered] = []
        try reader.read(path: path) { number, words in
            guard number > known ?? 0, let entry = Self.entry(Data(words)) else { return }
            news.append(Numbered(number: number, entry: entry))
        }
        let found = reader.reading
        self.found = found
        self.news = news
        guard found.isFile else {
            // Nothing is put in its place: what is said to it fails as the system says.
            open = Guarded(
                Open(file: try JournalFile(path: path, end: .whole), last: known == .max ? 0 : known ?? 0))
            return
        }
        let isEmpty = found.last == 0 && !found.isDamaged
        if !found.isThere || isEmpty {
            // Whatever the tables know of comes before it.
            let first = known == .max ? 0 : known ?? 0
            try Self.write([], after: first, to: path)
            open = Guarded(Open(file: try JournalFile(path: path, end: .whole), last: first))
            return
        }
        if found.isOld {
            if found.isDamaged { try Self.putAside(path) }
            let entries = try Self.read(path: path)
            try Self.write(entries, after: found.last - Int64(entries.count), to: path)
        }
        open = Guarded(
            Open(file: try JournalFile(path: path, end: found.isOld ? .whole : found.end), last: found.last))
    }

    /// The number of the last line.
    var last: Int64 { open.with { $0.last } }

    /// Adds entries and returns when they are on disk. An entry that is added twice does no harm.
    /// - Throws: ``DatabaseError``, a storage fault. A line that was begun is gone again.
    func add(_ entries: [Entry]) throws {
        guard !entries.isEmpty else { return }
        try open.with { open in
            var number = open.last
            var bytes: [UInt8] = []
            for entry in entries {
                number += 1
                bytes += JournalLine.bytes(Self.words(entry), number: number)
            }
            try open.file.add(bytes)
            open.last = number
        }
    }

    /// Adds entries, and tells the tables in the same transaction that they know of them.
    func add(_ entries: [Entry], in database: any Database) throws {
        guard !entries.isEmpty else { return }
        try add(entries)
        try note(in: database)
    }

    // MARK: What the tables know of

    private static let fact = "journal"
    /// So many lines may come before the tables are told of them by the way.
    private static let fewLines = 64

    /// Has the tables know of all that has been added so far, once the transaction is committed.
    func note(in database: any Database) throws { try note(last, in: database) }

    func note(_ number: Int64, in database: any Database) throws {
        try database.run(
            """
            INSERT INTO core_fact (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, Self.fact, "\(number)")
        open.with { $0.noted = number }
    }

    /// The same where many lines have come since, so that the next start need not look at them.
    func noteIfMany(in database: any Database) throws {
        let (last, noted) = open.with { ($0.last, $0.noted) }
        if last - noted >= Self.fewLines { try note(last, in: database) }
    }

    /// The number of the last line that the tables know of; nil where they never heard of any.
    static func known(in database: any Database) throws -> Int64? {
        let row = try database.first("SELECT value FROM core_fact WHERE name = $1", fact)
        return try (row?[0] as String?).flatMap { Int64($0) }
    }

    // MARK: Written anew

    /// Shortens a long journal: what was sent before `moment` matters no more, because no backup is that old.
    /// STOPs, STARTs, erasures and new addresses are kept for ever. One that is damaged is left alone.
    func shorten(before moment: Moment, ifLargerThan limit: Int) throws {
        try open.with { open in
            guard open.file.size > limit else { return }
            var reader = JournalReader()
            var kept: [Entry] = []
            try reader.read(path: path) { _, words in
                guard let entry = Self.entry(Data(words)), entry.isNeeded(since: moment) else { return }
                kept.append(entry)
            }
            guard !reader.reading.isDamaged, reader.reading.last == open.last else { return }
            // The last line keeps its number, by which the tables know it.
            try Self.write(kept, after: open.last - Int64(kept.count), to: path)
            open.file = try JournalFile(path: path, end: .whole)
        }
    }

    /// Puts a new journal in the place of one that is damaged or lost, and keeps that one beside it.
    /// - Parameters:
    ///   - entries: all that is still known.
    ///   - last: the number that the last of them gets.
    func replace(with entries: [Entry], last: Int64) throws {
        try open.with { open in
            // What an older bot had written is aside already.
            if !found.isOld, !found.isEmpty { try Self.putAside(path) }
            try Self.write(entries, after: last - Int64(entries.count), to: path)
            open.file = try JournalFile(path: path, end: .whole)
            open.last = last
        }
    }

    /// Writes a whole journal, all of it or nothing.
    private static func write(_ entries: [Entry], after first: Int64, to path: String) throws {
        let new = path + ".new"
        unlink(new)
        let file = try JournalFile(path: new, end: .whole)
        var number = first
        var bytes = JournalLine.bytes(JournalLine.heading, number: first)
        for entry in entries {
            number += 1
            bytes += JournalLine.bytes(words(entry), number: number)
        }
        try file.add(bytes)
        guard rename(new, path) == 0 else { throw JournalFile.failure("write") }
        JournalFile.syncFolder(of: path)
    }

    /// Gives a journal a second name, under which it stays.
    private static func putAside(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        for count in 1... {
            if link(path, "\(path).damaged-\(count)") == 0 { return }
            guard errno == EEXIST else { throw JournalFile.failure("put aside") }
        }
    }

    // MARK: Reading

    /// Everything that is in it, in order.
    func entries() throws -> [Entry] { try Self.read(path: path) }

    /// Everything in a journal, in order. A last line that was cut off by a crash was never acknowledged and is
    /// passed over, as is a line that cannot be read.
    static func read(path: String) throws -> [Entry] {
        var reader = JournalReader()
        var entries: [Entry] = []
        try reader.read(path: path) { _, words in if let entry = entry(Data(words)) { entries.append(entry) }
        }
        return entries
    }

    static func entries(in bytes: Data) -> [Entry] {
        var reader = JournalReader()
        var entries: [Entry] = []
        let take: (Int64, UnsafeRawBufferPointer) -> Void = { _, words in
            if let entry = entry(Data(words)) { entries.append(entry) }
        }
        // Nothing throws where `take` does not.
        try? bytes.withUnsafeBytes { try reader.add($0, take) }
        try? reader.finish(take)
        return entries
    }

    /// An entry as a line of an older bot, with its end.
    static func line(_ entry: Entry) -> String { words(entry) + "\n" }

    static func words(_ entry: Entry) -> String {
        switch entry {
        case .stop(let channel, let hash, let number): "S \(channel) \(hex(hash)) \(number)"
        case .start(let channel, let hash): "G \(channel) \(hex(hash))"
        case .silenced(let member, let bits): "Q \(member) \(bits)"
        case .erase(let member): "E \(member)"
        case .leaving(let member, let due, let number): "L \(member) \(due) \(number)"
        case .stays(let member): "K \(member)"
        case .eraseContact(let channel, let hash): "C \(channel) \(hex(hash))"
        case .eraseRequest(let request): "D \(request)"
        case .unlinked(let channel, let hash, let contact): "U \(channel) \(hex(hash)) \(contact)"
        case .moved(let channel, let old, let new): "M \(channel) \(hex(old)) \(hex(new))"
        case .rehashed(let channel, let old, let new): "K \(channel) \(hex(old)) \(hex(new))"
        case .taken(let message): "T \(message)"
        case .returned(let message): "R \(message)"
        case .woke(let plugin, let key, let due, let again):
            "W \(plugin) \(due) \(key.isEmpty ? noKey : hex(Array(key.utf8)))\(again.map { " \($0)" } ?? "")"
        case .wrote(let broadcast, let place): "P \(broadcast) \(place)"
        }
    }

    static func entry(_ line: Data) -> Entry? {
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

extension Journal.Entry {
    /// Whether a backup that was made since a moment may need it.
    fileprivate func isNeeded(since moment: Moment) -> Bool {
        switch self {
        case .taken(let id), .returned(let id), .wrote(let id, _):
            id >> IDMaker.countBits >= moment.milliseconds
        case .woke(_, _, let due, let again): max(due, again ?? due) >= moment.milliseconds
        case .stop, .start, .silenced, .erase, .leaving, .stays, .eraseContact, .eraseRequest, .unlinked,
            .moved, .rehashed:
            true
        }
    }
}
