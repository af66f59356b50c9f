import Foundation
import Threads

/// Which turn is running, in a small file that is mapped into memory, so that the note costs nothing and outlives
/// the process. After an unclean end it tells which turn was to blame, and how often.
///
/// The file holds slots of one size: the first for the running turn, the others for turns that ended the process
/// before. Used by the writer's thread alone, but for the watchdog, which only reads the running turn's start.
///
/// It is `Sendable` unchecked because of the mapped bytes, which only the writer's thread writes, and the watchdog
/// in the moment before it ends the process.
public final class RunningTurnNote: TurnWatch, @unchecked Sendable {
    /// A turn that ended the process.
    struct Suspect: Equatable {
        var key: [UInt8]
        var plugin: String
        var deaths: Int
        /// True where the watchdog ended it, because it ran too long.
        var hung: Bool
    }

    /// The file cannot be used.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What the watchdog reads: the number of the running turn (odd while one runs) and when it began.
    struct Pulse: Sendable {
        var turn: UInt64 = 0
        var began: ContinuousClock.Instant = .now
        var plugin = ""
        var isRunning: Bool { turn % 2 == 1 }
    }

    private static let slotSize = 512
    private static let slots = 64
    private static let size = slotSize * slots
    private static let keyLimit = 384
    private static let pluginLimit = 64
    // Where things stand in a slot.
    private static let stateAt = 0
    private static let deathsAt = 1
    private static let hungAt = 2
    private static let keyCountAt = 4
    private static let pluginCountAt = 6
    private static let keyAt = 8
    private static let pluginAt = keyAt + keyLimit

    /// The mapped file. It stays mapped for the life of this object, and only the writer's thread and, in the
    /// moment before it ends the process, the watchdog write to it.
    private let map: UnsafeMutableRawPointer
    private let known: Guarded<[[UInt8]: (slot: Int, suspect: Suspect)]>
    private let pulse = Guarded(Pulse())

    /// Opens the note, and takes down what the last run left running.
    public init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, off_t(Self.size)) == 0,
            let mapped = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            mapped != MAP_FAILED
        else { throw Self.failure(path) }
        map = mapped
        known = Guarded([:])
        for slot in 1..<Self.slots {
            if let suspect = suspect(in: slot) { known.with { $0[suspect.key] = (slot, suspect) } }
        }
        if let running = suspect(in: 0) { blame(running) }
        clearSlot(0)
        msync(map, Self.size, MS_SYNC)
    }

    deinit { munmap(map, Self.size) }

    private static func failure(_ path: String) -> Failure {
        Failure(description: "cannot use \(path): \(String(cString: strerror(errno)))")
    }

    // MARK: The running turn

    public func begin(_ key: [UInt8], plugin: String) {
        write(Suspect(key: Self.cut(key), plugin: plugin, deaths: 0, hung: false), to: 0)
        pulse.with {
            $0.turn += 1
            $0.began = .now
            $0.plugin = plugin
        }
    }

    public func end() {
        pulse.with { $0.turn += 1 }
        map.storeBytes(of: 0, toByteOffset: Self.stateAt, as: UInt8.self)
    }

    /// What is running now, for the watchdog.
    var running: Pulse { pulse.with { $0 } }

    /// The running turn is about to be ended because it hangs.
    func markHung() {
        map.storeBytes(of: 1, toByteOffset: Self.hungAt, as: UInt8.self)
        msync(map, Self.size, MS_SYNC)
    }

    // MARK: Turns that ended the process

    public func deaths(of key: [UInt8]) -> Int { known.with { $0[Self.cut(key)]?.suspect.deaths ?? 0 } }

    public func plugin(of key: [UInt8]) -> String? { known.with { $0[Self.cut(key)]?.suspect.plugin } }

    public func clear(_ key: [UInt8]) {
        guard let slot = known.with({ $0.removeValue(forKey: Self.cut(key))?.slot }) else { return }
        clearSlot(slot)
    }

    /// The turns that ended the process and have not gone well since.
    var suspects: [Suspect] { known.with { $0.values.map(\.suspect) } }

    private func blame(_ running: Suspect) {
        var suspect = running
        let before = known.with { $0[running.key] }
        suspect.deaths = (before?.suspect.deaths ?? 0) + 1
        let slot = before?.slot ?? freeSlot()
        write(suspect, to: slot)
        known.with { $0[suspect.key] = (slot, suspect) }
    }

    /// A slot that is free, or that of the suspect with the fewest deaths.
    private func freeSlot() -> Int {
        let taken = known.with { $0 }
        let used = Set(taken.values.map(\.slot))
        if let free = (1..<Self.slots).first(where: { !used.contains($0) }) { return free }
        guard let least = taken.min(by: { $0.value.suspect.deaths < $1.value.suspect.deaths }) else {
            return 1
        }
        known.with { $0[least.key] = nil }
        return least.value.slot
    }

    // MARK: Bytes

    /// Long keys are cut: the note's slots have one size.
    private static func cut(_ key: [UInt8]) -> [UInt8] { Array(key.prefix(keyLimit)) }

    private func suspect(in slot: Int) -> Suspect? {
        let base = map + slot * Self.slotSize
        guard base.load(fromByteOffset: Self.stateAt, as: UInt8.self) == 1 else { return nil }
        let keyCount = Int(base.load(fromByteOffset: Self.keyCountAt, as: UInt16.self))
        let pluginCount = Int(base.load(fromByteOffset: Self.pluginCountAt, as: UInt16.self))
        guard keyCount > 0, keyCount <= Self.keyLimit, pluginCount <= Self.pluginLimit else { return nil }
        return Suspect(
            key: Array(UnsafeRawBufferPointer(start: base + Self.keyAt, count: keyCount)),
            plugin: String(
                decoding: UnsafeRawBufferPointer(start: base + Self.pluginAt, count: pluginCount),
                as: UTF8.self),
            deaths: Int(base.load(fromByteOffset: Self.deathsAt, as: UInt8.self)),
            hung: base.load(fromByteOffset: Self.hungAt, as: UInt8.self) == 1)
    }

    private func write(_ suspect: Suspect, to slot: Int) {
        let base = map + slot * Self.slotSize
        // First "nobody", last "somebody": a death in between leaves no half of a note.
        base.storeBytes(of: 0, toByteOffset: Self.stateAt, as: UInt8.self)
        guard !suspect.key.isEmpty else { return }
        let plugin = Array(suspect.plugin.utf8.prefix(Self.pluginLimit))
        base.storeBytes(of: UInt8(clamping: suspect.deaths), toByteOffset: Self.deathsAt, as: UInt8.self)
        base.storeBytes(of: suspect.hung ? 1 : 0, toByteOffset: Self.hungAt, as: UInt8.self)
        base.storeBytes(of: UInt16(suspect.key.count), toByteOffset: Self.keyCountAt, as: UInt16.self)
        base.storeBytes(of: UInt16(plugin.count), toByteOffset: Self.pluginCountAt, as: UInt16.self)
        copy(suspect.key, to: base + Self.keyAt)
        copy(plugin, to: base + Self.pluginAt)
        base.storeBytes(of: 1, toByteOffset: Self.stateAt, as: UInt8.self)
    }

    private func copy(_ bytes: [UInt8], to place: UnsafeMutableRawPointer) {
        bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            place.copyMemory(from: start, byteCount: source.count)
        }
    }

    private func clearSlot(_ slot: Int) {
        (map + slot * Self.slotSize).storeBytes(of: 0, toByteOffset: Self.stateAt, as: UInt8.self)
    }
}
