import Foundation
import Synchronization

/// Which turn is running, in a small file that is mapped into memory: noting it costs no system call, and it
/// outlives a process that is killed. After an unclean end it says which turn was to blame, and how often.
///
/// The engine opens it at start, asks for the ``suspects()``, and puts ``begin(_:plugin:)`` and ``end()`` around
/// each turn, on the one thread that runs them. A suspect that goes well is cleared.
///
/// Unchecked `Sendable` because of the mapped bytes: slot 0 is written by the thread that runs turns (and by the
/// watchdog once that thread hangs), the others under the lock.
public final class RunningTurnNote: @unchecked Sendable {
    /// A turn during which the process ended.
    public struct Suspect: Sendable, Hashable {
        public let key: [UInt8]
        public let plugin: String
        /// How often the process ended in it.
        public internal(set) var deaths: Int
        /// True where the watchdog ended it the last time, because it ran too long.
        public let hung: Bool

        public init(key: [UInt8], plugin: String, deaths: Int, hung: Bool) {
            self.key = key
            self.plugin = plugin
            self.deaths = deaths
            self.hung = hung
        }
    }

    /// Why the file cannot be used.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let path: String
        public let reason: String
        public var description: String {
            "cannot use \(path): \(reason). See that the data folder is there and can be written to."
        }
    }

    /// One slot is for the running turn, the others for suspects; the oldest makes room.
    static let slots = 32
    private static let headerSize = 256
    private static let size = headerSize + slots * TurnSlot.size
    private static let magic: UInt64 = 0x3154_4F4E_5341_5359

    /// The mapped file, from `init` to `deinit`.
    private let map: UnsafeMutableRawPointer
    private let lock = NSLock()
    /// Counts beginnings and ends: odd while a turn runs.
    private let pulse = Atomic<UInt64>(0)
    /// How many suspects there may be. Nearly always none, which every event then learns at no cost.
    private let suspectCount = Atomic<Int>(0)

    /// Opens the note, making it where there is none, and blames the turn that was running when the process ended.
    /// A file that is no note, as after a power cut, is begun anew: the note is worth less than a bot that starts.
    /// - Throws: ``Failure`` where the file cannot be made or mapped.
    public init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
        defer { close(descriptor) }
        // With its room on the disk: writing into a mapped file that has none kills the process.
        let code = posix_fallocate(descriptor, 0, off_t(Self.size))
        guard code == 0 else { throw Self.failure(path, code) }
        guard ftruncate(descriptor, off_t(Self.size)) == 0,
            let mapped = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            mapped != MAP_FAILED
        else { throw Self.failure(path) }
        map = mapped
        if map.load(as: UInt64.self) != Self.magic {
            memset(map, 0, Self.size)
            map.storeBytes(of: Self.magic, as: UInt64.self)
        }
        if let (running, _) = slot(0).read() { blame(running) }
        slot(0).clear()
        msync(map, Self.size, MS_SYNC)
        suspectCount.store(known().count, ordering: .releasing)
    }

    deinit { munmap(map, Self.size) }

    private static func failure(_ path: String, _ number: Int32 = errno) -> Failure {
        Failure(path: path, reason: String(cString: strerror(number)))
    }

    // MARK: The running turn

    /// Notes that a turn begins.
    /// - Parameters:
    ///   - key: what tells the turn from every other, also after a restart. Nothing personal.
    ///   - plugin: the plugin whose turn it is.
    public func begin(_ key: [UInt8], plugin: String) {
        slot(0).write(Suspect(key: Self.cut(key), plugin: plugin, deaths: 0, hung: false), order: 0)
        pulse.wrappingAdd(1, ordering: .releasing)
    }

    /// Notes that the running turn has ended, well or not.
    public func end() {
        pulse.wrappingAdd(1, ordering: .releasing)
        slot(0).clear()
    }

    /// The number of the running turn, for the watchdog; nil where none runs.
    var running: UInt64? {
        let number = pulse.load(ordering: .acquiring)
        return number % 2 == 1 ? number : nil
    }

    /// Notes that the running turn hangs, just before the watchdog ends the process.
    /// - Returns: the turn, or nil where it has ended after all.
    func markHung(_ number: UInt64) -> Suspect? {
        guard running == number else { return nil }
        slot(0).setHung(true)
        guard running == number, let (suspect, _) = slot(0).read() else {
            slot(0).setHung(false)
            return nil
        }
        return suspect
    }

    // MARK: Suspects

    /// The turns in which the process ended and which have not gone well since, the oldest first.
    public func suspects() -> [Suspect] { lock.withLock { known().map(\.suspect) } }

    /// How often the process ended in a turn.
    public func deaths(of key: [UInt8]) -> Int {
        guard suspectCount.load(ordering: .acquiring) > 0 else { return 0 }
        let key = Self.cut(key)
        return lock.withLock { known().first { $0.suspect.key == key }?.suspect.deaths ?? 0 }
    }

    /// Forgets a suspect, because its turn went well or was set aside.
    public func clear(_ key: [UInt8]) {
        let key = Self.cut(key)
        lock.withLock {
            for found in known() where found.suspect.key == key { slot(found.index).clear() }
            suspectCount.store(known().count, ordering: .releasing)
        }
    }

    private func slot(_ index: Int) -> TurnSlot {
        TurnSlot(base: map + Self.headerSize + index * TurnSlot.size)
    }

    private func known() -> [(suspect: Suspect, index: Int, order: UInt64)] {
        (1..<Self.slots).compactMap { index in
            slot(index).read().map { ($0, index, $1) }
        }.sorted { $0.order < $1.order }
    }

    private func blame(_ running: Suspect) {
        let known = known()
        let before = known.first { $0.suspect.key == running.key }
        let free = (1..<Self.slots).first { index in !known.contains { $0.index == index } }
        var suspect = running
        suspect.deaths = (before?.suspect.deaths ?? 0) + 1
        let order = (known.last?.order ?? 0) &+ 1
        slot(before?.index ?? free ?? known.first?.index ?? 1).write(suspect, order: order)
    }

    // MARK: Keys

    /// A key that is too long for a slot keeps its beginning and a hash of all of it.
    private static func cut(_ key: [UInt8]) -> [UInt8] {
        guard key.count > TurnSlot.keyLimit else { return key.isEmpty ? [0] : key }
        // FNV-1a: the same in every run, unlike Swift's own hash.
        let hash = key.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return key.prefix(TurnSlot.keyLimit - 8) + bytes(hash)
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}

extension RunningTurnNote: TurnWatch {
    func plugin(of key: [UInt8]) -> String? {
        let key = Self.cut(key)
        return lock.withLock { known().first { $0.suspect.key == key }?.suspect.plugin }
    }
}
