import TestLimits
import Testing

@testable import Sealing

@Suite("Sealing and opening", .limited)
struct SealerTests {
    private let key: SealingKey
    private let sealer: Sealer
    private let secret = Array("+44 7700 900123".utf8)

    init() throws {
        key = try SealingKey(bytes: Random.bytes(32))
        sealer = Sealer(current: key)
    }

    @Test("what was sealed opens again, whatever its length", arguments: [0, 1, 15, 16, 17, 200, 70_000])
    func roundTrip(length: Int) throws {
        let bytes = Random.bytes(length)
        let sealed = try sealer.seal(bytes, for: "test")
        #expect(sealed.count == length + 33)
        #expect(try sealer.open(sealed, for: "test") == bytes)
    }

    @Test("the same bytes never look the same, and are nowhere to be seen")
    func sealsDiffer() throws {
        var seen: Set<[UInt8]> = []
        for _ in 0..<200 {
            let sealed = try sealer.seal(secret, for: "test")
            #expect(seen.insert(Array(sealed[5..<17])).inserted)
            #expect(!String(decoding: sealed, as: UTF8.self).contains("7700"))
        }
    }

    @Test("a change in any byte is noticed")
    func tampering() throws {
        let sealed = try sealer.seal(secret, for: "test")
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x40
            let expected: SealingError =
                switch index {
                case 0: .notSealed
                case 1..<5: .unknownKey
                default: .damaged
                }
            #expect(throws: expected) { try sealer.open(changed, for: "test") }
        }
        // A failure leaves nothing behind that spoils the next one.
        #expect(try sealer.open(sealed, for: "test") == secret)
    }

    @Test("a piece that was cut short or made longer is noticed")
    func cut() throws {
        let sealed = try sealer.seal(secret, for: "test")
        #expect(throws: SealingError.damaged) { try sealer.open(sealed.dropLast(), for: "test") }
        #expect(throws: SealingError.damaged) { try sealer.open(sealed + [0], for: "test") }
        #expect(throws: SealingError.notSealed) { try sealer.open(Array(sealed.prefix(32)), for: "test") }
        #expect(throws: SealingError.notSealed) { try sealer.open([], for: "test") }
    }

    @Test("what was sealed for one purpose does not open for another")
    func purpose() throws {
        let sealed = try sealer.seal(secret, for: "address")
        #expect(throws: SealingError.damaged) { try sealer.open(sealed, for: "event") }
        #expect(throws: SealingError.damaged) { try sealer.open(sealed, for: "") }
    }

    @Test("an old key opens what it sealed, and a key that is not there is named as the fault")
    func rotation() throws {
        let sealed = try sealer.seal(secret, for: "test")
        let new = try SealingKey(bytes: Random.bytes(32))
        let rotated = Sealer(current: new, previous: [key])
        #expect(try rotated.open(sealed, for: "test") == secret)
        #expect(rotated.isOutdated(sealed))
        #expect(!sealer.isOutdated(sealed))
        #expect(throws: SealingError.unknownKey) { try Sealer(current: new).open(sealed, for: "test") }
    }

    @Test("a key that only seems to be the right one does not open anything")
    func sameIdOtherKey() throws {
        var forged = try Sealer(current: SealingKey(bytes: Random.bytes(32))).seal(secret, for: "test")
        forged.replaceSubrange(1..<5, with: try sealer.seal(secret, for: "test")[1..<5])
        #expect(throws: SealingError.damaged) { try sealer.open(forged, for: "test") }
    }

    @Test("hashes find the same text again, differ by purpose and key, and keep the old ones")
    func hashes() throws {
        let hash = sealer.hash("+447700900123", for: "contact")
        #expect(hash.count == 32)
        #expect(sealer.hash("+447700900123", for: "contact") == hash)
        #expect(sealer.hash("+447700900124", for: "contact") != hash)
        #expect(sealer.hash("+447700900123", for: "device") != hash)
        #expect(sealer.hash("b", for: "a") != sealer.hash("", for: "ab"))
        let rotated = Sealer(current: try SealingKey(bytes: Random.bytes(32)), previous: [key])
        #expect(rotated.hash("+447700900123", for: "contact") != hash)
        #expect(rotated.previousHashes("+447700900123", for: "contact") == [hash])
    }

    @Test("a long text and a short one are hashed alike by all ways of holding them")
    func longTexts() {
        let text = String(repeating: "grüße ", count: 1000)
        #expect(sealer.hash(text, for: "test") == sealer.hash(String(text[...]), for: "test"))
    }

    @Test("many threads seal, open and hash at once")
    func threads() async throws {
        let sealer = sealer
        let expected = sealer.hash("text", for: "test")
        let right = await withTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(number), count: 100 + number)
                    return (0..<300).count { _ in
                        guard let sealed = try? sealer.seal(bytes, for: "test") else { return false }
                        return (try? sealer.open(sealed, for: "test")) == bytes
                            && sealer.hash("text", for: "test") == expected
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(right == 2400)
    }
}
