import CCrypto

/// Seals what must not be readable on the disk (addresses, raw events), and hashes what must still be found.
///
/// The engine has one. Any thread may use it. A seal is for one purpose: what was sealed as an address
/// cannot be passed off as something else.
///
/// ```swift
/// let sealed = try sealer.seal(Array(number.utf8), for: "contact.address")
/// let found = sealer.hash(number, for: "contact.address")
/// ```
///
/// A sealed piece is: version (1 byte), key id (4), nonce (12), the encrypted bytes, tag (16). The nonces
/// are random, so one key is good for some four thousand million pieces.
public final class Sealer: Sendable {
    private let current: PreparedKey
    private let previous: [PreparedKey]

    /// - Parameters:
    ///   - current: the key to seal and hash with.
    ///   - previous: keys from before, with which older pieces can still be opened and found.
    public init(current: SealingKey, previous: [SealingKey] = []) {
        self.current = PreparedKey(current)
        self.previous = previous.map { PreparedKey($0) }
    }

    /// Seals bytes, so that only this key opens them, and only for the same purpose.
    /// - Throws: ``SealingError/tooLong``.
    public func seal(_ bytes: [UInt8], for purpose: String) throws -> [UInt8] {
        try Cipher(key: current.sealing, direction: .seal).seal(bytes, for: purpose, id: current.id)
    }

    /// Opens what ``seal(_:for:)`` has sealed with the current key or a previous one.
    /// - Throws: ``SealingError``: `unknownKey`, `damaged` or `notSealed`.
    public func open(_ sealed: [UInt8], for purpose: String) throws -> [UInt8] {
        guard sealed.count >= SealedForm.overhead, sealed[0] == SealedForm.version else {
            throw SealingError.notSealed
        }
        let id = sealed[SealedForm.id]
        guard let key = id == current.id[...] ? current : previous.first(where: { id == $0.id[...] }) else {
            throw SealingError.unknownKey
        }
        return try Cipher(key: key.sealing, direction: .open).open(sealed, for: purpose)
    }

    /// The four bytes by which a piece shows, from its second byte on, that the current key sealed it.
    public var keyID: [UInt8] { current.id }

    /// Whether something was sealed with a previous key and should be sealed anew.
    public func isOutdated(_ sealed: [UInt8]) -> Bool {
        sealed.count >= SealedForm.overhead && sealed[SealedForm.id] != current.id[...]
    }

    /// A hash that finds the same text again, and from which nobody without the key can find the text.
    /// - Returns: 32 bytes.
    public func hash(_ text: String, for purpose: String) -> [UInt8] { current.hash(text, for: purpose) }

    /// The hashes that the text had under the previous keys, in their order.
    public func previousHashes(_ text: String, for purpose: String) -> [[UInt8]] {
        previous.map { $0.hash(text, for: purpose) }
    }
}

/// A master key made ready for use: its id, and a key for each use.
private final class PreparedKey: Sendable {
    let id: [UInt8]
    let sealing: LockedBytes
    private let hashing: LockedBytes

    init(_ key: SealingKey) {
        // The key itself is not kept: nothing is done with it but to make these.
        id = key.subkey("yousaid key id").withBytes { Array($0.prefix(4)) }
        sealing = key.subkey("yousaid seal 1")
        hashing = key.subkey("yousaid hash 1")
    }

    func hash(_ text: String, for purpose: String) -> [UInt8] {
        let context = HMACContext(key: hashing)
        var purpose = purpose
        var text = text
        purpose.withUTF8 { purpose in
            // Its length first, so that no purpose and text run into one another.
            var count = UInt32(truncatingIfNeeded: purpose.count).bigEndian
            withUnsafeBytes(of: &count) { context.update($0) }
            context.update(UnsafeRawBufferPointer(purpose))
        }
        text.withUTF8 { context.update(UnsafeRawBufferPointer($0)) }
        return context.finish()
    }
}
