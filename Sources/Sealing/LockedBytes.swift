import CCrypto
import Glibc
import Threads

/// The one place where a key is kept: memory that the system is asked never to write to a disk, that no dump of the
/// process and no child of it has, and that is wiped as soon as nobody holds it any more. Never copied into an array, a
/// text or `Data`, which leave what was in them behind.
final class LockedBytes: @unchecked Sendable {
    // Sendable unchecked: written while it is made and wiped in `deinit`, and only read in between.
    private let memory: UnsafeMutableRawBufferPointer

    /// - Parameters:
    ///   - count: ``LockedPages/slot`` at most.
    ///   - fill: writes the bytes, into memory that is all zero.
    init(count: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
        precondition(count <= LockedPages.slot, "a key is never that long")
        memory = UnsafeMutableRawBufferPointer(start: LockedPages.take(), count: count)
        // Where this throws, `deinit` wipes what was written.
        try fill(memory)
    }

    deinit {
        guard let place = memory.baseAddress else { return }
        OPENSSL_cleanse(place, memory.count)
        LockedPages.giveBack(place)
    }

    var count: Int { memory.count }

    /// The bytes, for as long as `body` runs and no longer.
    func withBytes<T>(_ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(memory))
    }

    /// The same as OpenSSL takes them.
    func withPointer<T>(_ body: (UnsafePointer<UInt8>?, Int) throws -> T) rethrows -> T {
        try withBytes { try body($0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
    }
}

/// Pages of memory that are locked, cut into places for one key each. They are never given back to the system.
enum LockedPages {
    /// How long what is kept in one place may be: the text of a key, with all that may stand around it.
    static let slot = 256

    private static let free = Guarded<[UnsafeMutableRawPointer]>([])
    private static let firstRefusal = Guarded<Int32>(0)

    /// The error with which the system first refused to lock a page; 0 where it never did.
    static var refusal: Int32 { firstRefusal.with { $0 } }

    /// A place that is all zero.
    static func take() -> UnsafeMutableRawPointer {
        free.with { free in
            if free.isEmpty { free = page() }
            return free.removeLast()
        }
    }

    /// - Parameter place: one that was wiped.
    static func giveBack(_ place: UnsafeMutableRawPointer) { free.with { $0.append(place) } }

    private static func page() -> [UnsafeMutableRawPointer] {
        let size = Int(sysconf(Int32(_SC_PAGESIZE)))
        let made = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let made, made != MAP_FAILED else { preconditionFailure("there is no memory for a key") }
        // Where it is refused the key is there all the same; `yousaid doctor` and the log tell of it.
        if mlock(made, size) != 0 { note(errno) }
        ccrypto_keep_to_itself(made, size)
        return stride(from: 0, to: size, by: slot).map { made + $0 }
    }

    private static func note(_ error: Int32) { firstRefusal.with { if $0 == 0 { $0 = error } } }
}

/// Whether the system lets this process keep its keys off the disk.
public enum KeyMemory {
    /// Why keys may be written to the disk when memory runs short; nil where they may not. Asking takes a first page
    /// where there is none yet.
    public static var refusal: String? {
        LockedPages.giveBack(LockedPages.take())
        let error = LockedPages.refusal
        return error == 0 ? nil : String(cString: strerror(error))
    }
}
