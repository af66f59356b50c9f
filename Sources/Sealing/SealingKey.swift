import CCrypto
import Glibc

/// The master key with which addresses and raw events are sealed: 32 random bytes. Whoever has it can read
/// everything, so it never shows itself in a log, a debugger's print or an error.
///
/// The command line makes one at set-up and loads it at start, and gives it to a ``Sealer``.
public struct SealingKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let secret: Secret

    /// - Parameter bytes: 32 of them.
    /// - Throws: ``SealingError/badKey``.
    public init(bytes: [UInt8]) throws {
        guard bytes.count == 32 else { throw SealingError.badKey }
        secret = Secret(bytes)
    }

    /// - Parameter text: 64 hexadecimal digits or 43 characters of base64, with or without white space
    ///   around.
    /// - Throws: ``SealingError/badKey``.
    public init(text: String) throws {
        let text = String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        guard let bytes = text.utf8.count == 64 ? Hex.decode(text) : Base64URL.decode(text) else {
            throw SealingError.badKey
        }
        try self.init(bytes: bytes)
    }

    /// Reads a key's file.
    /// - Throws: ``SealingError/keyFile(_:)`` where it cannot be read or others can read it too,
    ///   ``SealingError/badKey`` where it does not hold a key.
    public init(contentsOf path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure("read", path) }
        defer { _ = Glibc.close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw Self.failure("read", path) }
        guard facts.st_mode & 0o007 == 0 else {
            throw SealingError.keyFile(
                "everybody on this machine can read the key '\(path)'; run: chmod 600 '\(path)'")
        }
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw Self.failure("read", path) }
        try self.init(text: String(decoding: bytes.prefix(count), as: UTF8.self))
    }

    /// Makes a new key, and a file with it that is its owner's alone and safely on the disk.
    /// - Throws: ``SealingError/keyFile(_:)``, also where there is a file of that name: it is never
    ///   overwritten.
    public static func create(at path: String) throws -> SealingKey {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("make", path) }
        defer { _ = Glibc.close(file) }
        let bytes = Random.bytes(32)
        let text = Array((Hex.encode(bytes) + "\n").utf8)
        let isWritten = Glibc.write(file, text, text.count) == text.count && fsync(file) == 0
        guard isWritten, flushFolder(of: path) else {
            let error = failure("write", path)
            unlink(path)
            throw error
        }
        return try SealingKey(bytes: bytes)
    }

    public var description: String { "sealing key" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// A key for one use alone, from which neither the master nor another use's key can be found.
    func subkey(_ label: String) -> [UInt8] { HMAC.sha256(key: secret.bytes, Array(label.utf8)) }

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

/// Bytes that are wiped when the last one who has them lets go.
private final class Secret: @unchecked Sendable {
    // Sendable unchecked: never changed between `init` and `deinit`.
    private let memory: UnsafeMutableRawBufferPointer

    init(_ bytes: [UInt8]) {
        memory = .allocate(byteCount: bytes.count, alignment: 1)
        memory.copyBytes(from: bytes)
    }

    deinit {
        OPENSSL_cleanse(memory.baseAddress, memory.count)
        memory.deallocate()
    }

    var bytes: [UInt8] { Array(memory) }
}
