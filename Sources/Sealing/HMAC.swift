import CCrypto

/// Keyed hashes over bytes, as platforms sign their webhooks with.
public enum HMAC {
    /// HMAC-SHA256.
    /// - Returns: 32 bytes.
    public static func sha256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        compute(HMACContext(digest: "SHA256", size: 32, key: key, count: key.count), message)
    }

    /// HMAC-SHA1, for Twilio alone, which signs with nothing better.
    /// - Returns: 20 bytes.
    public static func sha1(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        compute(HMACContext(digest: "SHA1", size: 20, key: key, count: key.count), message)
    }

    private static func compute(_ context: HMACContext, _ message: [UInt8]) -> [UInt8] {
        message.withUnsafeBytes { context.update($0) }
        return context.finish()
    }
}

/// Plain hashes, for file names and fingerprints. Never for anything that a person could guess: use
/// ``Sealer/hash(_:for:)``.
public enum SHA256 {
    /// - Returns: 32 bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            OpenSSL.require(EVP_Digest(bytes, bytes.count, buffer.baseAddress, nil, OpenSSL.sha256, nil))
            count = 32
        }
    }
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
///
/// Use it for tokens and signatures that came from outside. Their length may show, their content does not.
public func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else {
        // As much work as for two of the first one's length.
        _ = CRYPTO_memcmp(left, left, left.count)
        return false
    }
    return CRYPTO_memcmp(left, right, left.count) == 0
}

/// Whether two secrets are the same as text, byte by byte, in a time that does not tell where they differ.
public func constantTimeEquals(_ left: String, _ right: String) -> Bool {
    constantTimeEquals(Array(left.utf8), Array(right.utf8))
}
