import CCrypto

/// The algorithms, looked up once: OpenSSL's own look-up costs more than a short hash.
enum OpenSSL {
    // nonisolated(unsafe): counted by OpenSSL, never changed or freed, and made for use by many threads.
    nonisolated(unsafe) static let aes256gcm = require(EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))
    nonisolated(unsafe) static let hmac = require(EVP_MAC_fetch(nil, "HMAC", nil))
    nonisolated(unsafe) static let sha256 = require(EVP_MD_fetch(nil, "SHA256", nil))

    /// The result of a call that fails only where memory has run out or the library is not whole. No input
    /// can bring that about, and going on would mean a hash or a key made of nothing.
    static func require<T>(_ result: T?) -> T {
        guard let result else { preconditionFailure("libcrypto does not work on this machine") }
        return result
    }

    /// Stops where a call that no input can make fail did fail.
    static func require(_ code: Int32) {
        guard code == 1 else { preconditionFailure("libcrypto does not work on this machine") }
    }
}

/// An HMAC computation that can be begun again and again.
final class HMACContext {
    private let context: OpaquePointer
    private let size: Int

    /// - Parameters:
    ///   - digest: OpenSSL's name of the hash function, and how many bytes it yields.
    ///   - key: the key that is kept; without one, each computation brings its own.
    init(digest: String, size: Int, key: [UInt8]? = nil) {
        context = OpenSSL.require(EVP_MAC_CTX_new(OpenSSL.hmac))
        self.size = size
        OpenSSL.require(ccrypto_set_digest(context, digest))
        if let key { begin(key: key) }
    }

    deinit { EVP_MAC_CTX_free(context) }

    /// Begins with a key of the computation's own.
    func begin(key: [UInt8]) {
        // An empty key is a key; a null pointer would mean the one before.
        let filled = key.isEmpty ? [0] : key
        OpenSSL.require(EVP_MAC_init(context, filled, key.count, nil))
    }

    /// Begins again with the key that is kept.
    func begin() { OpenSSL.require(EVP_MAC_init(context, nil, 0, nil)) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        OpenSSL.require(EVP_MAC_update(context, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    }

    func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            OpenSSL.require(EVP_MAC_final(context, buffer.baseAddress, &count, size))
        }
    }
}
