import Foundation
import Glibc
import TestLimits
import Testing

@testable import Sealing

/// Where keys are kept.
@Suite(.serialized, .limited) struct `The memory for keys` {
    private struct Broken: Error {}

    /// What the system knows of the part of memory that a place is in.
    private static func flags(of place: UInt) throws -> [Substring] {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/smaps"))
        defer { try? file.close() }
        var text = Data()
        while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty { text += piece }
        var isHere = false
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            if let range = line.prefixMatch(of: /([0-9a-f]+)-([0-9a-f]+)\s/),
                let start = UInt(range.1, radix: 16), let end = UInt(range.2, radix: 16)
            {
                isHere = (start..<end).contains(place)
            } else if isHere, line.hasPrefix("VmFlags:") {
                return line.split(separator: " ")
            }
        }
        return []
    }

    @Test func `it is locked, in no dump and in no child`() throws {
        let key = LockedBytes(count: 32) { Random.fill($0) }
        let place = key.withBytes { UInt(bitPattern: $0.baseAddress) }
        let flags = try Self.flags(of: place)
        #expect(flags.contains("dd") && flags.contains("wf"))
        #expect(flags.contains("lo") == (KeyMemory.refusal == nil))
    }

    @Test(arguments: [false, true]) func `it is wiped when nobody holds the key any more`(isBroken: Bool) {
        var place: UnsafeRawBufferPointer?
        _ = try? {
            let key = try LockedBytes(count: 48) { bytes in
                for index in bytes.indices { bytes[index] = 0xa7 }
                place = UnsafeRawBufferPointer(bytes)
                if isBroken { throw Broken() }
            }
            #expect(key.withBytes { $0.allSatisfy { $0 == 0xa7 } })
        }()
        // The page stays, whoever has the place next.
        #expect(place?.contains(0xa7) == false)
    }

    @Test func `one place holds one key at a time`() {
        let keys = (0..<100).map { number in
            LockedBytes(count: 32) { for index in $0.indices { $0[index] = UInt8(number) } }
        }
        for (number, key) in keys.enumerated() {
            #expect(key.withBytes { $0.allSatisfy { $0 == UInt8(number) } })
        }
    }

    @Test func `a text that reads as a key is taken over and wiped where it was, and nothing else is`() throws
    {
        for text in [String(repeating: "0123456789abcdef", count: 4), Base64URL.encode(Random.bytes(32))] {
            var place = Array(text.utf8)
            let taken = try #require(place.withUnsafeMutableBytes { KeyText(wiping: $0) })
            #expect(place.allSatisfy { $0 == 0 })
            #expect(taken.reveal() == text)
            #expect(try taken.key().isSame(as: SealingKey(text: text)))
            #expect(!"\(taken) \(String(reflecting: taken))".contains(text))
        }
        var other = Array("123456:a-token".utf8)
        #expect(other.withUnsafeMutableBytes { KeyText(wiping: $0) } == nil)
        #expect(other == Array("123456:a-token".utf8))
    }
}
