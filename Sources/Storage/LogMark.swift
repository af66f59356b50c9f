import Glibc

/// How far the write-ahead log had come when the disk kept it the last time, in a small file beside it.
///
/// SQLite takes a frame of its log that does not fit for the log's end, and drops what stands behind it without a word
/// (https://sqlite.org/walformat.html). So one damaged byte may undo what everybody was told is stored. Whoever opens
/// the store compares this mark with what SQLite found.
///
/// It is never synced: a process that is killed leaves what it wrote, and after a power cut an older mark only sees
/// less. Made by ``Store``.
final class LogMark: @unchecked Sendable {
    // Sendable unchecked: what changes is touched only under the lock, but for the log's descriptor, which belongs to the
    // writer's thread alone.

    /// A place in the log. The salts tell one round of the log from the next.
    struct Place: Equatable {
        var firstSalt: UInt32 = 0
        var secondSalt: UInt32 = 0
        /// Frames that hold committed transactions; 0 where nothing is known.
        var frames: UInt32 = 0
    }

    static let ending = "-mark"

    private let lock = Lock()
    private var latest = Place()
    private var written = Place()
    private let database: String
    private let mark: Int32
    private var log: Int32 = -1
    private var lostFrames: UInt32

    /// Opens the mark, and makes it where there is none. Without it the store works just as well.
    /// - Parameter lost: what was found to be lost when the store was opened, and before.
    init(database: String, lost: UInt32) {
        self.database = database
        lostFrames = lost
        // What was dropped is dropped once and for all; what is there is still worth the mark.
        written = lost > 0 ? Place() : Self.read(database).place
        mark = open(database + Self.ending, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        write(written)
    }

    deinit {
        if mark >= 0 { close(mark) }
        if log >= 0 { close(log) }
    }

    /// Takes note of a commit. For the writer's thread.
    /// - Parameter frames: how many frames the log has now.
    func committed(frames: UInt32) {
        if log < 0 { log = open(database + "-wal", O_RDONLY | O_CLOEXEC) }
        guard let header = LogHeader(log) else { return }
        lock.withLock {
            latest = Place(firstSalt: header.firstSalt, secondSalt: header.secondSalt, frames: frames)
        }
    }

    /// The last commit so far. Asked before syncing: what is synced then holds at least this.
    var place: Place { lock.withLock { latest } }

    /// How many frames SQLite has dropped, until somebody has made a note of it.
    var lost: UInt32 { lock.withLock { lostFrames } }

    /// Notes that the disk has kept the log up to a place.
    func kept(_ place: Place) { lock.withLock { if place != written { write(place) } } }

    /// The log is about to be folded into the file on purpose.
    func clear() { lock.withLock { write(Place()) } }

    /// Somebody has made a note of what was lost.
    func forgetLost() {
        lock.withLock {
            lostFrames = 0
            write(written)
        }
    }

    private func write(_ place: Place) {
        written = place
        guard mark >= 0 else { return }
        var words = [place.firstSalt, place.secondSalt, place.frames, lostFrames]
        words += words.map(~)
        words.withUnsafeBytes { _ = pwrite(mark, $0.baseAddress, $0.count, 0) }
    }

    /// - Returns: what stands in the mark of a database: nothing where it is none, or damaged.
    static func read(_ database: String) -> (place: Place, lost: UInt32) {
        let file = open(database + ending, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return (Place(), 0) }
        defer { close(file) }
        var words = [UInt32](repeating: 0, count: 8)
        let count = words.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
        guard count == 32, zip(words[..<4], words[4...]).allSatisfy({ $0 == ~$1 }) else {
            return (Place(), 0)
        }
        return (Place(firstSalt: words[0], secondSalt: words[1], frames: words[2]), words[3])
    }

    /// How many frames of the log are not there any more.
    /// - Parameters:
    ///   - place: how far the log had come.
    ///   - header: how the log begins now; nil where there is none, as after it was folded into the file.
    ///   - found: how many frames SQLite has found.
    static func lost(since place: Place, _ header: LogHeader?, found: () -> UInt32) -> UInt32 {
        guard place.frames > 0, let header else { return 0 }
        // Without its beginning SQLite takes the whole log for none.
        guard header.isWhole else { return place.frames }
        // In another round: all of this one is in the file already.
        guard header.firstSalt == place.firstSalt, header.secondSalt == place.secondSalt else { return 0 }
        let found = found()
        return place.frames > found ? place.frames - found : 0
    }
}

/// The beginning of SQLite's log (https://sqlite.org/fileformat2.html#walformat).
struct LogHeader {
    private static let size = 32
    private var words: [UInt32]

    init?(_ file: Int32) {
        guard file >= 0 else { return nil }
        var words = [UInt32](repeating: 0, count: Self.size / 4)
        guard words.withUnsafeMutableBytes({ pread(file, $0.baseAddress, $0.count, 0) }) == Self.size else {
            return nil
        }
        self.words = words.map(UInt32.init(bigEndian:))
    }

    init?(database: String) {
        let file = open(database + "-wal", O_RDONLY | O_CLOEXEC)
        defer { if file >= 0 { close(file) } }
        self.init(file)
    }

    var firstSalt: UInt32 { words[4] }
    var secondSalt: UInt32 { words[5] }

    /// Whether its checksum fits. The last bit of the first word says in which order the checksum reads bytes.
    var isWhole: Bool {
        guard words[0] & ~1 == 0x377F_0682 else { return false }
        let read: (UInt32) -> UInt32 = words[0] & 1 == 1 ? { $0 } : { $0.byteSwapped }
        var sums: (UInt32, UInt32) = (0, 0)
        for place in stride(from: 0, to: 6, by: 2) {
            sums.0 &+= read(words[place]) &+ sums.1
            sums.1 &+= read(words[place + 1]) &+ sums.0
        }
        return sums == (words[6], words[7])
    }
}
