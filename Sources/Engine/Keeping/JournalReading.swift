import Foundation
import Storage
import YouSaidKit

/// How a journal is that was read from its beginning to its end, once. Used at each start, by a restore and by
/// `yousaid doctor`.
public struct JournalReading: Sendable, Equatable {
    /// False where there is no file.
    public internal(set) var isThere = false
    /// False where a device or a pipe stands in the place of the file: there is nothing to read in it.
    var isFile = true
    /// The number of its last line.
    public internal(set) var last: Int64 = 0
    /// How many lines could not be read.
    public internal(set) var damaged = 0
    /// How many lines are not there.
    public internal(set) var missing: Int64 = 0
    /// True where it has lines and none of them has a checksum.
    public internal(set) var isOld = false
    /// How its last line ends.
    var end = End.whole

    enum End: Sendable, Equatable {
        case whole
        /// It was cut off as it was written, by a crash. Nobody was told that it is there.
        case torn
        /// All of it is there but its end.
        case open
        /// Its end is damaged.
        case openAndDamaged
    }

    /// Whether it says nothing at all.
    public internal(set) var isEmpty = true

    /// Whether something is wrong with what is there. What is not there any more at its end only the tables know.
    public var isDamaged: Bool { damaged > 0 || missing > 0 }

    /// Reads a journal.
    /// - Throws: ``DatabaseError`` where it is there and cannot be read.
    public static func look(at path: String) throws -> JournalReading {
        var reader = JournalReader()
        try reader.read(path: path) { _, _ in }
        return reader.reading
    }
}

/// Goes through a journal's bytes piece by piece, and hands over its lines.
struct JournalReader {
    private(set) var reading = JournalReading()
    private var rest: [UInt8] = []
    /// True where what was begun is longer than any line: it is passed over up to its end.
    private var isTooLong = false
    /// Lines that could not be read since the last one that could.
    private var unread: Int64 = 0
    private var hasNumbers = false
    private var hasLines = false

    private static let piece = 1 << 18
    /// No line is longer. What a failing disk left in place of lines has no end and fills no memory.
    private static let longest = 1 << 16

    /// Reads a whole file; one that is not there has no lines.
    /// - Parameter take: gets the number and the words of each line that can be read.
    mutating func read(path: String, _ take: (Int64, UnsafeRawBufferPointer) throws -> Void) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return }
            throw DatabaseError(.io, "cannot read the journal '\(path)'; see who may read it")
        }
        defer { close(file) }
        reading.isThere = true
        var about = stat()
        reading.isFile = fstat(file, &about) == 0 && about.st_mode & S_IFMT == S_IFREG
        guard reading.isFile else { return }
        var room = [UInt8](repeating: 0, count: Self.piece)
        while true {
            let count = Glibc.read(file, &room, room.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw JournalFile.failure("read", path) }
            if count == 0 { break }
            try room[..<count].withUnsafeBytes { try add($0, take) }
        }
        try finish(take)
    }

    /// Takes the next bytes.
    mutating func add(
        _ bytes: UnsafeRawBufferPointer, _ take: (Int64, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var start = 0
        while let end = Self.lineEnd(in: bytes, from: start) {
            let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            if isTooLong {
                isTooLong = false
                passOver()
            } else if rest.isEmpty {
                try line(piece, take)
            } else {
                rest += piece
                let whole = rest
                rest = []
                try whole.withUnsafeBytes { try line($0, take) }
            }
            start = end + 1
        }
        guard !isTooLong else { return }
        rest += bytes[start...]
        if rest.count > Self.longest {
            rest = []
            isTooLong = true
        }
    }

    /// A line that nobody can read.
    private mutating func passOver() {
        reading.damaged += 1
        unread += 1
        hasLines = true
    }

    private static func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        guard let found = memchr(base + start, 0x0A, bytes.count - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// Looks at what stands behind the last end of line.
    mutating func finish(_ take: (Int64, UnsafeRawBufferPointer) throws -> Void) throws {
        let tail = rest
        rest = []
        if isTooLong { passOver() }
        reading.isOld = hasLines && !hasNumbers
        guard !tail.isEmpty else { return finishNumbers() }
        try tail.withUnsafeBytes { tail in
            if JournalLine.read(tail) != nil {
                reading.end = .open
                try line(tail, take)
            } else if JournalLine.read(UnsafeRawBufferPointer(rebasing: tail.dropLast())) != nil {
                // More than a whole line: what stands there was its end.
                reading.end = .openAndDamaged
                try line(UnsafeRawBufferPointer(rebasing: tail.dropLast()), take)
                reading.damaged += 1
            } else {
                reading.end = .torn
            }
        }
        finishNumbers()
    }

    /// Lines at the end that cannot be read had numbers too.
    private mutating func finishNumbers() {
        reading.last += unread
        unread = 0
    }

    private mutating func line(
        _ line: UnsafeRawBufferPointer, _ take: (Int64, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        defer { hasLines = true }
        guard let (number, count) = JournalLine.read(line) else {
            // An older bot's, unless one with a checksum came before.
            guard !hasNumbers, Journal.entry(Data(line)) != nil else {
                if hasNumbers || !line.isEmpty {
                    reading.damaged += 1
                    unread += 1
                }
                return
            }
            finishNumbers()
            reading.last += 1
            reading.isEmpty = false
            return try take(reading.last, line)
        }
        let words = UnsafeRawBufferPointer(rebasing: line[..<count])
        let isHeading = words.elementsEqual(JournalLine.heading.utf8)
        if !hasNumbers {
            hasNumbers = true
            if isHeading, reading.damaged == 0, reading.last == 0 {
                reading.last = number
                return
            }
            // Its beginning is gone.
            reading.missing += unread == 0 ? 1 : 0
        } else if number <= reading.last {
            // A stretch that is there twice: what it says was said before.
            reading.damaged += 1
            return
        } else {
            reading.missing += max(0, number - reading.last - 1 - unread)
        }
        unread = 0
        reading.last = number
        guard !isHeading else { return }
        reading.isEmpty = false
        try take(number, words)
    }
}
