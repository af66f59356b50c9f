import CCrypto
import Glibc

/// The master key with which addresses and raw events are sealed: 32 random bytes. Whoever has it can read
/// everything, so it never shows itself in a log, a debugger's print or an error.
///
/// The command line makes one at set-up and loads it at start, and gives it to a ``Sealer``.
public struct SealingKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let secret: LockedBytes

    /// - Parameter bytes: 32 of them. Whoever brings them has them in memory that nobody wipes: for made-up keys.
    /// - Throws: ``SealingError/badKey``.
    public init(bytes: [UInt8]) throws {
        guard bytes.count == 32 else { throw SealingError.badKey }
        secret = LockedBytes(count: 32) { $0.copyBytes(from: bytes) }
    }

    /// - Parameter text: 64 hexadecimal digits or 43 characters of base64, with or without white space
    ///   around. Whoever brings it has it in memory that nobody wipes.
    /// - Throws: ``SealingError/badKey``.
    public init(text: String) throws {
        var text = text
        self = try text.withUTF8 { try SealingKey(UnsafeRawBufferPointer($0)) }
    }

    init(_ text: UnsafeRawBufferPointer) throws { secret = try Self.read(text) }

    /// Reads a key's file, straight into memory that is wiped.
    /// - Parameter mayBeOpen: whether a key that others can read too is taken.
    /// - Throws: ``SealingError/keyFile(_:)`` where it cannot be read or others can read it too,
    ///   ``SealingError/badKey`` where it does not hold a key.
    public init(contentsOf path: String, mayBeOpen: Bool = false) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure("read", path) }
        defer { _ = Glibc.close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw Self.failure("read", path) }
        guard mayBeOpen || facts.st_mode & 0o007 == 0 else {
            throw SealingError.keyFile(
                "everybody on this machine can read the key '\(path)'; run: chmod 600 '\(path)'")
        }
        var count = 0
        let text = try LockedBytes(count: LockedPages.slot) { text in
            count = Glibc.read(file, text.baseAddress, text.count)
            guard count >= 0 else { throw Self.failure("read", path) }
        }
        secret = try text.withBytes { try Self.read(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
    }

    /// The key that a text stands for.
    private static func read(_ text: UnsafeRawBufferPointer) throws -> LockedBytes {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
        // Some programs put a mark before a text in UTF-8.
        let mark = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let start = text.dropFirst(mark).drop(while: isSpace)
        let text = start[..<((start.lastIndex { !isSpace($0) } ?? start.startIndex - 1) + 1)]
        return try LockedBytes(count: 32) { key in
            var count = 0
            func add(_ byte: UInt8) {
                if count < key.count { key[count] = byte }
                count += 1
            }
            let isRead = text.count == 64 ? Hex.decode(text, add) : Base64URL.decode(text, add)
            guard isRead, count == key.count else { throw SealingError.badKey }
        }
    }

    /// Makes a new key, and a file with it that is its owner's alone and safely on the disk.
    /// - Throws: ``SealingError/keyFile(_:)``, also where there is a file of that name: it is never
    ///   overwritten.
    public static func create(at path: String) throws -> SealingKey {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("make", path) }
        defer { _ = Glibc.close(file) }
        let key = SealingKey()
        let text = key.secret.withBytes { key in
            LockedBytes(count: 65) { text in
                for (index, byte) in key.enumerated() {
                    text[index * 2] = Hex.digit(byte >> 4)
                    text[index * 2 + 1] = Hex.digit(byte & 15)
                }
                text[64] = UInt8(ascii: "\n")
            }
        }
        let isWritten =
            text.withPointer { Glibc.write(file, $0, $1) == $1 } && fsync(file) == 0
        guard isWritten, flushFolder(of: path) else {
            let error = failure("write", path)
            unlink(path)
            throw error
        }
        return key
    }

    /// A key that nobody has yet.
    private init() { secret = LockedBytes(count: 32) { Random.fill($0) } }

    /// Whether it is the same key, in a time that does not tell where they differ.
    public func isSame(as other: SealingKey) -> Bool {
        secret.withPointer { one, count in
            other.secret.withPointer { two, _ in CRYPTO_memcmp(one, two, count) == 0 }
        }
    }

    public var description: String { "sealing key" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// A key for one use alone, from which neither the master nor another use's key can be found.
    func subkey(_ label: String) -> LockedBytes {
        let context = HMACContext(key: secret)
        Array(label.utf8).withUnsafeBytes { context.update($0) }
        return LockedBytes(count: 32) { context.finish(into: $0) }
    }

    private static func failure(_ doing: String, _ path: String) -> SealingError {
        .keyFile("cannot \(doing) the key '\(path)': \(String(cString: strerror(errno)))")
    }

    /// Has the file's name on the disk as well as its content.
    private static func flushFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let file = open(folder, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { _ = Glibc.close(file) }
        return fsync(file) == 0
    }
}

/// A text that reads as a key, as it was given to the process.
public struct KeyText: Sendable, CustomStringConvertible, CustomReflectable {
    private let text: LockedBytes

    /// Takes a text over and wipes it where it was; nil where it is no key, and is left as it is.
    public init?(wiping place: UnsafeMutableRawBufferPointer) {
        guard place.count <= LockedPages.slot, (try? SealingKey(UnsafeRawBufferPointer(place))) != nil else {
            return nil
        }
        text = LockedBytes(count: place.count) { $0.copyMemory(from: UnsafeRawBufferPointer(place)) }
        OPENSSL_cleanse(place.baseAddress, place.count)
    }

    /// The key that it stands for.
    /// - Throws: ``SealingError/badKey``, never for a text that was taken over.
    public func key() throws -> SealingKey { try text.withBytes { try SealingKey($0) } }

    /// The text itself, for a secret that only looks like a key.
    public func reveal() -> String { text.withBytes { String(decoding: $0, as: UTF8.self) } }

    public var description: String { "key text" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
