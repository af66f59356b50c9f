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

/// One HMAC computation. OpenSSL wipes the key and all that came of it when it is over.
final class HMACContext {
    private let context: OpaquePointer
    private let size: Int

    /// - Parameters:
    ///   - digest: OpenSSL's name of the hash function, and how many bytes it yields.
    ///   - count: how many bytes of the key are at `key`; it may be none.
    init(digest: String, size: Int, key: UnsafePointer<UInt8>?, count: Int) {
        context = OpenSSL.require(EVP_MAC_CTX_new(OpenSSL.hmac))
        self.size = size
        OpenSSL.require(ccrypto_set_digest(context, digest))
        // An empty key is a key; a null pointer would mean none.
        withUnsafePointer(to: UInt8(0)) { [context] nothing in
            OpenSSL.require(EVP_MAC_init(context, count == 0 ? nothing : key, count, nil))
        }
    }

    /// One with HMAC-SHA256 and a key that is kept.
    convenience init(key: LockedBytes) {
        let (pointer, count) = key.withPointer { ($0, $1) }
        self.init(digest: "SHA256", size: 32, key: pointer, count: count)
        withExtendedLifetime(key) {}
    }

    deinit {
        EVP_MAC_CTX_free(context)
        ccrypto_wipe_stack()
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        OpenSSL.require(EVP_MAC_update(context, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    }

    func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = size
            finish(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// - Parameter output: as long as the hash.
    func finish(into output: UnsafeMutableRawBufferPointer) {
        var count = 0
        OpenSSL.require(
            EVP_MAC_final(context, output.bindMemory(to: UInt8.self).baseAddress, &count, output.count))
    }
}
