import Synchronization

/// One slot of the note: a turn's key, its plugin, and how often it ended the process. A view of mapped bytes,
/// used by ``RunningTurnNote`` alone, which keeps the mapping alive.
struct TurnSlot {
    static let size = 256
    static let keyLimit = 176
    static let pluginLimit = 48

    // Where things stand. A slot is in use where `state` is 1.
    private static let state = 0
    private static let deaths = 1
    private static let hung = 2
    private static let keyCount = 3
    private static let pluginCount = 4
    private static let order = 8
    private static let key = 16
    private static let plugin = key + keyLimit

    /// The slot's first byte. Always inside the mapping, which has room for `size` bytes from here.
    let base: UnsafeMutableRawPointer

    /// Writes a turn. Its parts come before the mark that says they are there, so that a process that dies in
    /// between leaves no half of a note.
    func write(_ suspect: RunningTurnNote.Suspect, order: UInt64) {
        clear()
        copy(suspect.key.prefix(Self.keyLimit), to: Self.key, count: Self.keyCount)
        copy(suspect.plugin.utf8.prefix(Self.pluginLimit), to: Self.plugin, count: Self.pluginCount)
        base.storeBytes(of: UInt8(clamping: suspect.deaths), toByteOffset: Self.deaths, as: UInt8.self)
        base.storeBytes(of: suspect.hung ? 1 : 0, toByteOffset: Self.hung, as: UInt8.self)
        base.storeBytes(of: order, toByteOffset: Self.order, as: UInt64.self)
        atomicMemoryFence(ordering: .releasing)
        base.storeBytes(of: 1, toByteOffset: Self.state, as: UInt8.self)
    }

    func clear() {
        base.storeBytes(of: 0, toByteOffset: Self.state, as: UInt8.self)
        atomicMemoryFence(ordering: .releasing)
    }

    func setHung(_ isHung: Bool) {
        base.storeBytes(of: isHung ? 1 : 0, toByteOffset: Self.hung, as: UInt8.self)
    }

    /// The turn in the slot, or nil where it is free or its bytes make no sense, as after a power cut.
    func read() -> (RunningTurnNote.Suspect, order: UInt64)? {
        guard base.load(fromByteOffset: Self.state, as: UInt8.self) == 1 else { return nil }
        let keyCount = Int(base.load(fromByteOffset: Self.keyCount, as: UInt8.self))
        let pluginCount = Int(base.load(fromByteOffset: Self.pluginCount, as: UInt8.self))
        guard (1...Self.keyLimit).contains(keyCount), pluginCount <= Self.pluginLimit else { return nil }
        let suspect = RunningTurnNote.Suspect(
            key: Array(UnsafeRawBufferPointer(start: base + Self.key, count: keyCount)),
            plugin: String(
                decoding: UnsafeRawBufferPointer(start: base + Self.plugin, count: pluginCount), as: UTF8.self
            ),
            deaths: Int(base.load(fromByteOffset: Self.deaths, as: UInt8.self)),
            hung: base.load(fromByteOffset: Self.hung, as: UInt8.self) == 1)
        return (suspect, base.load(fromByteOffset: Self.order, as: UInt64.self))
    }

    private func copy(_ bytes: some Collection<UInt8>, to place: Int, count: Int) {
        var offset = place
        for byte in bytes {
            base.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
            offset += 1
        }
        base.storeBytes(of: UInt8(offset - place), toByteOffset: count, as: UInt8.self)
    }
}
