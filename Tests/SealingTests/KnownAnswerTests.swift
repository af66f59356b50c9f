import TestLimits
import Testing

@testable import Sealing

/// Results published by others, so that we know to compute what we say we compute.
@Suite("Known answers", .limited)
struct KnownAnswerTests {
    /// RFC 4231, test cases 1, 2, 3, 6 and 7.
    @Test(
        "HMAC-SHA256",
        arguments: [
            (
                Hex.encode([UInt8](repeating: 0x0b, count: 20)), "4869205468657265",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                Hex.encode([UInt8](repeating: 0xaa, count: 20)),
                Hex.encode([UInt8](repeating: 0xdd, count: 50)),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                Hex.encode([UInt8](repeating: 0xaa, count: 131)),
                Hex.encode(Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func hmacSHA256(key: String, message: String, expected: String) throws {
        let key = try #require(Hex.decode(key))
        let message = try #require(Hex.decode(message))
        #expect(Hex.encode(HMAC.sha256(key: key, message)) == expected)
    }

    /// RFC 2202, test cases 1 and 2.
    @Test("HMAC-SHA1")
    func hmacSHA1() {
        let first = HMAC.sha1(key: [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8))
        #expect(Hex.encode(first) == "b617318655057264e28bc0b6fb378c8ef146be00")
        let second = HMAC.sha1(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
        #expect(Hex.encode(second) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    }

    @Test("an empty key and an empty message are hashed like any other, also after another key was used")
    func emptyHMAC() {
        let expected = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        _ = HMAC.sha256(key: [1, 2, 3], [4])
        #expect(Hex.encode(HMAC.sha256(key: [], [])) == expected)
    }

    @Test("SHA-256")
    func sha256() {
        #expect(
            Hex.encode(SHA256.hash(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Hex.encode(SHA256.hash([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    /// McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13, 14 and 16, as NIST took them
    /// over.
    @Test(
        "AES-256-GCM",
        arguments: [
            (
                String(repeating: "00", count: 32), "000000000000000000000000", "", "",
                "530f8afbc74536b9a963b4f1c4cb738b"
            ),
            (
                String(repeating: "00", count: 32), "000000000000000000000000", "",
                "00000000000000000000000000000000",
                "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919"
            ),
            (
                "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                "cafebabefacedbaddecaf888",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                    + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                    + "76fc6ece0f4e1768cddf8853bb2d551b"
            ),
        ])
    func gcm(key: String, nonce: String, vouched: String, plain: String, expected: String) throws {
        let key = try #require(Hex.decode(key))
        let cipher = Cipher(key: LockedBytes(count: key.count) { $0.copyBytes(from: key) }, direction: .seal)
        let sealed = cipher.encrypt(
            try #require(Hex.decode(plain)), nonce: try #require(Hex.decode(nonce)),
            vouchingFor: try #require(Hex.decode(vouched)))
        #expect(Hex.encode(sealed) == expected)
    }

    /// A piece in the first version's form, made with other software; every later version has to open it.
    @Test("a piece from the first version opens, and its hash is found")
    func firstVersion() throws {
        let sealer = Sealer(current: try SealingKey(bytes: [UInt8](0..<32)))
        let sealed = try #require(Hex.decode(FirstVersion.sealed))
        #expect(try sealer.open(sealed, for: "contact.address") == Array("@member".utf8))
        #expect(Hex.encode(sealer.hash("@member", for: "contact.address")) == FirstVersion.hash)
    }
}

private enum FirstVersion {
    static let sealed = "01e40f47096465666768696a6b6c6d6e6f9a7267b3d2dbba8ef5e884f80e7c0a78babe98cef8a41d"
    static let hash = "315d998fec3a8fa0d2b396da5075591d65f7b0efc1b31f9a954bbf8a6c431f11"
}
