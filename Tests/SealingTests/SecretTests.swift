import Glibc
import TestLimits
import Testing

@testable import Sealing

@Suite("Keys, random codes and comparing secrets", .limited)
struct SecretTests {
    private let hex = String(repeating: "0123456789abcdef", count: 4)

    @Test("a key never shows itself")
    func neverPrinted() throws {
        let key = try SealingKey(text: hex)
        var dumped = ""
        dump(key, to: &dumped)
        for shown in ["\(key)", String(reflecting: key), dumped, "\([key])", "\(Optional(key) as Any)"] {
            #expect(!shown.contains("0123") && !shown.contains("69") && !shown.contains("secret"))
            #expect(shown.contains("sealing key"))
        }
    }

    @Test("a key is read from hexadecimal and base64 text, with white space around")
    func keyTexts() throws {
        let bytes = try #require(Hex.decode(hex))
        let sealed = try Sealer(current: SealingKey(bytes: bytes)).seal([1, 2], for: "test")
        let url = Base64URL.encode(bytes)
        for text in [hex, hex.uppercased(), " \(hex)\n", url, url + "=", "\n\(url) "] {
            let sealer = Sealer(current: try SealingKey(text: text))
            #expect(try sealer.open(sealed, for: "test") == [1, 2])
        }
    }

    @Test(
        "what is not 32 bytes is no key",
        arguments: [
            "", "abc", "zz", String(repeating: "0", count: 63), String(repeating: "g", count: 64), "AAAA",
        ])
    func badKeys(text: String) {
        #expect(throws: SealingError.badKey) { try SealingKey(text: text) }
    }

    @Test("a key file is its owner's alone, is not overwritten, and gives the key back")
    func keyFile() throws {
        let path = "/tmp/yousaid-key-\(getpid())-\(Hex.encode(Random.bytes(4)))"
        defer { unlink(path) }
        let sealed = try Sealer(current: SealingKey.create(at: path)).seal([7], for: "test")
        var facts = stat()
        #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
        #expect(try Sealer(current: SealingKey(contentsOf: path)).open(sealed, for: "test") == [7])
        #expect(throws: SealingError.self) { try SealingKey.create(at: path) }
        #expect(try Sealer(current: SealingKey(contentsOf: path)).open(sealed, for: "test") == [7])

        chmod(path, 0o644)
        let error = #expect(throws: SealingError.self) { try SealingKey(contentsOf: path) }
        #expect(error?.description.contains("chmod 600 '\(path)'") == true)
    }

    @Test("a missing key file is named")
    func missingKeyFile() {
        let error = #expect(throws: SealingError.self) {
            try SealingKey(contentsOf: "/tmp/no-such-folder/key")
        }
        #expect(
            error?.description == "cannot read the key '/tmp/no-such-folder/key': No such file or directory")
    }

    @Test("secrets of the same and of different length are compared")
    func comparing() {
        #expect(constantTimeEquals([], []))
        #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2]))
        #expect(!constantTimeEquals([], [0]))
        #expect(constantTimeEquals("token", "token"))
        #expect(!constantTimeEquals("token", "tokens"))
        // The same to a reader, other bytes: not the same secret.
        #expect(!constantTimeEquals("\u{E9}", "e\u{301}"))
    }

    @Test("codes have the length asked for, no look-alikes, every letter equally often")
    func codes() {
        #expect(Random.code(length: 0) == "")
        var counts: [Character: Int] = [:]
        for _ in 0..<1000 {
            let code = Random.code(length: 31)
            #expect(code.count == 31)
            for character in code { counts[character, default: 0] += 1 }
        }
        #expect(counts.count == 31)
        #expect(counts.keys.allSatisfy { !"0O1IL".contains($0) })
        // 1000 of each are expected; 6 standard deviations away would be once in a thousand million runs.
        #expect(counts.values.allSatisfy { (810...1190).contains($0) })
    }

    @Test("random bytes are as many as asked for, and not the same twice")
    func randomBytes() {
        #expect(Random.bytes(0).isEmpty)
        #expect(Random.bytes(33).count == 33)
        #expect(Random.bytes(16) != Random.bytes(16))
    }

    @Test("hexadecimal and base64 text are read as they are written")
    func encodings() {
        for length in 0..<70 {
            let bytes = Random.bytes(length)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        #expect(Hex.encode([0, 15, 255]) == "000fff")
        #expect(Hex.decode("0") == nil)
        #expect(Hex.decode("0g") == nil)
        #expect(Base64URL.encode([0xfb, 0xff]) == "-_8")
        #expect(Base64URL.decode("+/8=") == [0xfb, 0xff])
    }

    @Test(
        "text that no bytes are written as is refused",
        arguments: ["A", "-_9", "AB", "AAAAA", "A A", "AA===", "=", "AA=A", "é"])
    func badBase64(text: String) { #expect(Base64URL.decode(text) == nil) }
}
