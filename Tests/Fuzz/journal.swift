import Foundation

@testable import Engine

/// In memory where there is such a folder: the journal waits for the disk after each line.
private let path =
    (FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/" : NSTemporaryDirectory())
    + "yousaid-fuzz-journal-\(getpid())"

/// A journal with damage in it: it is read as far as it can be, and a STOP that is added to it is found. The bytes are
/// taken as they are, and once more as damage to a journal that was whole.
func fuzzJournal(_ bytes: [UInt8]) {
    let found = Journal.entries(in: Data(bytes))
    let again = Journal.entries(in: Data(found.map(Journal.line).joined().utf8))
    must(again == found, "what was read is written and read again")
    addStop(to: bytes)
    damage(with: bytes)
}

private func addStop(to bytes: [UInt8]) {
    let stop = Journal.Entry.stop(channel: "telegram", hash: [1, 2, 0xFE], number: 7)
    do {
        let found = Journal.entries(in: Data(bytes))
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let journal = try Journal(path: path)
        let last = journal.last
        try journal.add([stop])
        must(try Journal.read(path: path) == found + [stop], "a STOP after damage is kept")
        must(journal.last == last + 1, "it has the next number")
        let reading = try JournalReading.look(at: path)
        must(reading.last == last + 1, "the number is found again")
        must(!journal.found.isDamaged || journal.found.isOld || reading.isDamaged, "damage does not go away")
        for file in try FileManager.default.contentsOfDirectory(
            atPath: (path as NSString).deletingLastPathComponent)
        where file.hasPrefix((path as NSString).lastPathComponent + ".damaged") {
            unlink((path as NSString).deletingLastPathComponent + "/" + file)
        }
    } catch {
        fatalError("the journal cannot be written: \(error)")
    }
}

/// A whole journal in which bytes are others: two say where and which. Damage is noticed, and nothing is made up.
private func damage(with bytes: [UInt8]) {
    let entries: [Journal.Entry] = [
        .stop(channel: "telegram", hash: [7], number: 1), .taken(message: 2), .stays(member: 3),
        .start(channel: "telegram", hash: [7]), .erase(member: 4),
    ]
    var whole = JournalLine.bytes(JournalLine.heading, number: 0)
    for (index, entry) in entries.enumerated() {
        whole += JournalLine.bytes(Journal.words(entry), number: Int64(index + 1))
    }
    var damaged = whole
    for pair in stride(from: 0, to: min(bytes.count - 1, 6), by: 2) {
        damaged[Int(bytes[pair]) % damaged.count] = bytes[pair + 1]
    }
    var rest = entries[...]
    for entry in Journal.entries(in: Data(damaged)) {
        guard let place = rest.firstIndex(of: entry) else { return must(false, "a line was made up") }
        rest = rest[(place + 1)...]
    }
    var reader = JournalReader()
    try? damaged.withUnsafeBytes { try reader.add($0) { _, _ in } }
    try? reader.finish { _, _ in }
    // A last line without its end looks as a crash leaves it: the tables know by its number that it is missing.
    let isShort = reader.reading.last < Int64(entries.count)
    must(damaged == whole || reader.reading.isDamaged || isShort, "damage is noticed")
}
