import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Engine

/// What becomes of a journal whose file was damaged, cut, or written by an older bot.
@Suite(.limited) struct `A damaged journal` {
    private let path = NSTemporaryDirectory() + "journal-\(UUID().uuidString)"
    private static let entries: [Journal.Entry] = [
        .stop(channel: "telegram", hash: [0xAB, 1], number: 7), .taken(message: 8),
        .start(channel: "telegram", hash: [0xAB, 1]), .erase(member: 5), .stays(member: 5),
        .woke(plugin: "trial", key: "tea", due: 9), .stop(channel: "sms", hash: [2], number: 12),
    ]

    /// The bytes of a journal that holds these entries.
    private func written(_ entries: [Journal.Entry] = entries) throws -> [UInt8] {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Journal(path: path).add(entries)
        return Array(try #require(FileManager.default.contents(atPath: path)))
    }

    private func read(_ bytes: [UInt8]) throws -> (reading: JournalReading, entries: [Journal.Entry]) {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return (try JournalReading.look(at: path), try Journal.read(path: path))
    }

    @Test func `one that is whole says so`() throws {
        let found = try read(written())
        #expect(!found.reading.isDamaged && !found.reading.isOld && !found.reading.isEmpty)
        #expect(found.reading.last == 7)
        #expect(found.entries == Self.entries)
        #expect(try read(written([])).reading.isEmpty)
    }

    @Test func `every bit that flips is noticed, and what is read is true`() throws {
        let bytes = try written()
        for place in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[place] ^= 1 << bit
                let found = try read(damaged)
                #expect(found.reading.isDamaged, "bit \(bit) of byte \(place)")
                // In order, and none that was not there.
                var rest = Self.entries[...]
                for entry in found.entries {
                    let next = try #require(rest.firstIndex(of: entry), "bit \(bit) of byte \(place)")
                    rest = rest[(next + 1)...]
                }
            }
        }
    }

    @Test func `a line that is missing anywhere but at the end is noticed`() throws {
        let lines = try written().split(separator: 0x0A)
        for missing in 0..<(lines.count - 1) {
            let left = lines.enumerated().filter { $0.offset != missing }.flatMap { $0.element + [0x0A] }
            #expect(try read(left).reading.missing == 1, "\(missing)")
        }
        // What is missing at the end is seen by the number that the tables know.
        let short = lines.dropLast(2).flatMap { $0 + [0x0A] }
        let found = try read(short)
        #expect(!found.reading.isDamaged)
        #expect(found.reading.last == 5)
    }

    @Test func `a stretch that is there twice is noticed, and undoes nothing`() throws {
        let lines = try written().split(separator: 0x0A)
        let twice = (lines + lines[1...2]).flatMap { $0 + [0x0A] }
        let found = try read(twice)
        #expect(found.reading.isDamaged)
        #expect(found.entries == Self.entries)
    }

    @Test func `what a disk left in place of lines is passed over, however long it is`() throws {
        let lines = try written().split(separator: 0x0A).map { $0 + [0x0A] }
        let nothing = [UInt8](repeating: 0, count: 3_000_000)
        let found = try read(lines[..<4].joined() + nothing + [0x0A] + lines[5...].joined())
        #expect(found.reading.damaged == 1 && found.reading.missing == 0)
        #expect(found.entries == Array(Self.entries[..<3] + Self.entries[4...]))
        // At the end too.
        let end = try read(lines.joined() + nothing)
        #expect(end.reading.damaged == 1 && end.entries == Self.entries)
    }

    @Test func `a device in its place has no lines, takes none, and nothing is put over it`() throws {
        try #require(symlink("/dev/full", path) == 0)
        defer { unlink(path) }
        let journal = try Journal(path: path)
        #expect(throws: DatabaseError.self) { try journal.add([.erase(member: 5)]) }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "/dev/full")
    }

    @Test func `a line that a crash cut off alarms nobody, wherever it was cut`() throws {
        let bytes = try written()
        let start = try #require(bytes.dropLast().lastIndex(of: 0x0A)) + 1
        for end in start...bytes.count {
            try Data(bytes[..<end]).write(to: URL(fileURLWithPath: path))
            let journal = try Journal(path: path)
            #expect(!journal.found.isDamaged, "cut at \(end)")
            // Whole but for its end it counts.
            let isThere = end >= bytes.count - 1
            #expect(journal.last == (isThere ? 7 : 6))
            try journal.add([.taken(message: 20)])
            let found = try Journal.read(path: path)
            #expect(found == Self.entries.prefix(isThere ? 7 : 6) + [.taken(message: 20)])
            #expect(try !JournalReading.look(at: path).isDamaged)
        }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func `an older bot's journal is read, and goes on with checksums`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let old = Self.entries.map(Journal.line).joined()
        // Its last line was cut off by a crash.
        try Data((old + "S telegram ab").utf8).write(to: URL(fileURLWithPath: path))
        let journal = try Journal(path: path)
        #expect(journal.found.isOld && !journal.found.isDamaged)
        #expect(try journal.entries() == Self.entries)
        try journal.add([.taken(message: 20)])
        let found = try JournalReading.look(at: path)
        #expect(!found.isOld && !found.isDamaged)
        #expect(found.last == 8)
        #expect(try Journal.read(path: path) == Self.entries + [.taken(message: 20)])
    }

    @Test func `what of an older bot's journal cannot be read is noticed`() throws {
        let old = Self.entries.map(Journal.line).joined()
        let found = try read(Array((old + "S telegram\n").utf8))
        #expect(found.reading.isDamaged && found.reading.isOld)
        #expect(found.entries == Self.entries)
    }

    @Test func `lines behind those that the tables know of are handed over, and no others`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Journal(path: path).add(Self.entries)
        #expect(try Journal(path: path, known: 5).news.map(\.entry) == Self.entries.suffix(2))
        #expect(try Journal(path: path, known: 7).news.isEmpty)
        #expect(try Journal(path: path, known: nil).news.map(\.number) == Array(1...7))
    }

    @Test func `shortened it keeps its last number, and one that is damaged is left alone`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let journal = try Journal(path: path)
        try journal.add(Self.entries)
        try journal.shorten(before: Moment(milliseconds: 1_000), ifLargerThan: 1)
        #expect(journal.last == 7)
        let short = try JournalReading.look(at: path)
        #expect(!short.isDamaged && short.last == 7)
        #expect(try Journal.read(path: path).count == 5)
        try journal.add([.taken(message: 1)])

        var bytes = Array(try #require(FileManager.default.contents(atPath: path)))
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let again = try Journal(path: path)
        try again.shorten(before: Moment(milliseconds: 1_000), ifLargerThan: 1)
        #expect(FileManager.default.contents(atPath: path).map(Array.init) == bytes)
    }

    /// With a release build this takes some 10 ms.
    @Test func `a hundred thousand lines are looked at in little time`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let entries = (0..<100_000).map {
            Journal.Entry.taken(message: 1_900_000_000_000_000_000 + Int64($0))
        }
        try Journal(path: path).add(entries)
        let began = ContinuousClock.now
        let journal = try Journal(path: path, known: 99_990)
        let spent = ContinuousClock.now - began
        #expect(journal.news.count == 10 && !journal.found.isDamaged)
        print("a journal of 100,000 lines was looked at in \(spent)")
        #expect(spent < .seconds(10))
    }
}
