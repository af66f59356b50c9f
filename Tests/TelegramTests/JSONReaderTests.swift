import Foundation
import TestLimits
import Testing

@testable import TelegramChannel

/// The reader against `JSONDecoder`: what one accepts, the other accepts, with the same values.
@Suite(.limited) struct JSONReaderTests {
    static let right = [
        "0", "-0", "1.5e+10", "-12E-3", "true", "false", "null", #""""#, "[]", "{}", " [ 1 , 2 ] ",
        "\t{\r\n}\n",
        #"{"a":{"b":[{"c":[[]]}]}}"#, #""\"\\\/\b\f\n\r\t""#, #""\u00e9\u20ac\ud83d\ude00""#, #""é€😀""#,
        #"{"\u0061":1,"é":2}"#, "9223372036854775807", "-9223372036854775808", "[1,[2,[3,[]],{}],\"\"]",
    ]
    static let wrong = [
        "", " ", "{", "[", "}", "]", "[,1]", "[1 2]", "{,}", #"{"a"}"#, #"{"a":}"#,
        #"{"a":1 "b":2}"#, "{a:1}", "{1:1}", "'a'", "tru", "truth", "nul", "True", "01", "-", "-a", "1.",
        ".5",
        "1e", "1e+", "+1", "0x10", "NaN", "Infinity", #"""#, #""a"#, #""\""#, #""\x""#, #""\u12""#,
        #""\u12g4""#,
        #""\ud83d""#, #""\ude00""#, #""\ud83d\u0041""#, #""\ud83dx""#, "\"a\nb\"", "\"a\u{0}b\"", "1 1",
        "{} {}",
        "[]]", "{}}", "// no\n1", "[1]//", #"{"a":[}"#, #"[{]}"#,
    ]
    /// What JSONDecoder lets pass although it is no JSON.
    static let trailingCommas = ["[1,]", #"{"a":1,}"#, #"["a" , ]"#, "[[],]"]
    /// Bytes that are no UTF-8, in strings that are read, in strings that are skipped, and in keys.
    static let wrongBytes: [[UInt8]] = [
        [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D],
        [0x22, 0x5C, 0x6E, 0xE2, 0x82, 0x22], [0x22, 0x5C, 0xC3, 0xA9, 0x22], [0x22, 0x61, 0x5C],
    ]

    @Test("What is JSON is read as JSONDecoder reads it", arguments: right)
    func accepts(_ text: String) throws {
        let bytes = Array(text.utf8)
        let value = try #require(JSONValue.read(bytes))
        #expect(value == JSONValue.reference(bytes))
        #expect(Self.skips(bytes))
    }

    @Test("What is no JSON is refused, read or skipped", arguments: wrong.map { Array($0.utf8) } + wrongBytes)
    func refuses(_ bytes: [UInt8]) {
        #expect(JSONValue.read(bytes) == nil)
        #expect(!Self.skips(bytes))
        #expect(JSONValue.reference(bytes) == nil)
    }

    @Test("A comma at the end is refused", arguments: trailingCommas)
    func trailingComma(_ text: String) {
        #expect(JSONValue.read(Array(text.utf8)) == nil)
        #expect(!Self.skips(Array(text.utf8)))
    }

    @Test("Damaged updates are accepted and refused as JSONDecoder does", arguments: try Fixture.names())
    func damage(_ name: String) throws {
        let whole = try Fixture.bytes(name)
        // The same damage in every run: a generator with a fixed start.
        var seed = UInt64(whole.count) &* 0x9E37_79B9_7F4A_7C15 | 1
        func random(_ limit: Int) -> Int {
            seed ^= seed << 13
            seed ^= seed >> 7
            seed ^= seed << 17
            return Int(seed % UInt64(limit))
        }
        let pieces =
            Array(#"{}[]",:\u0123456789abcdeftrnul-+.E "#.utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xE2, 0xFF]
        for _ in 0..<60 {
            var bytes = whole
            for _ in 0...random(3) {
                let place = random(bytes.count)
                switch random(4) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(pieces[random(pieces.count)], at: place)
                case 2: bytes.removeSubrange(place..<min(place + random(20), bytes.count))
                default: bytes[place] = pieces[random(pieces.count)]
                }
                if bytes.isEmpty { break }
            }
            let value = JSONValue.read(bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            if value == nil, JSONValue.reference(bytes) != nil {
                #expect(text.contains(/,\s*[}\]]/), "\(text)")
            } else {
                #expect(value == JSONValue.reference(bytes), "\(text)")
            }
            #expect(value == nil || Self.skips(bytes))
            // Whatever is JSON can be looked at as an update without harm.
            #expect((try? IncomingUpdate.read(bytes)) == nil || Self.skips(bytes))
        }
    }

    @Test("Nesting without end is refused, not followed")
    func depth() {
        let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(Self.skips(Array(deepest.utf8)))
        #expect(!Self.skips(Array("[\(deepest)]".utf8)))
        #expect(!Self.skips([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)))
        #expect(!Self.skips(Array(String(repeating: #"{"a":"#, count: 100_000).utf8)))
    }

    @Test("A whole number that does not fit, or is none, is read as nothing")
    func integers() throws {
        func integer(_ text: String) throws -> Int64? {
            var json = JSONReader(Array(text.utf8))
            let value = try json.integer()
            try json.end()
            return value
        }
        #expect(try integer("9223372036854775807") == .max)
        #expect(try integer("-9223372036854775808") == .min)
        #expect(try integer("9223372036854775808") == nil)
        #expect(try integer("-9223372036854775809") == nil)
        #expect(try integer("99999999999999999999999") == nil)
        #expect(try integer("1.5") == nil)
        #expect(try integer(#""12""#) == nil)
        #expect(try integer("null") == nil)
    }

    private static func skips(_ bytes: [UInt8]) -> Bool {
        var json = JSONReader(bytes)
        do throws(JSONError) {
            try json.skip()
            try json.end()
            return true
        } catch {
            return false
        }
    }
}

/// Any JSON value, so that two readers can be compared.
indirect enum JSONValue: Equatable, Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// By `JSONDecoder`.
    static func reference(_ bytes: [UInt8]) -> JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    init(from decoder: any Decoder) throws {
        let one = try decoder.singleValueContainer()
        if one.decodeNil() {
            self = .null
        } else if let value = try? one.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? one.decode(Double.self) {
            self = .number(value)
        } else if let value = try? one.decode(String.self) {
            self = .text(value)
        } else if let value = try? one.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try one.decode([String: JSONValue].self))
        }
    }

    /// By our reader.
    static func read(_ bytes: [UInt8]) -> JSONValue? {
        var json = JSONReader(bytes)
        do throws(JSONError) {
            let value = try JSONValue(&json)
            try json.end()
            return value
        } catch {
            return nil
        }
    }

    private init(_ json: inout JSONReader) throws(JSONError) {
        let rest = json.bytes[json.position...].drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        switch rest.first {
        case UInt8(ascii: "{"):
            _ = try json.enterObject()
            var members: [String: JSONValue] = [:]
            while try json.nextMember() { members[json.keyText] = try JSONValue(&json) }
            self = .object(members)
        case UInt8(ascii: "["):
            _ = try json.enterArray()
            var elements: [JSONValue] = []
            while try json.nextElement() { elements.append(try JSONValue(&json)) }
            self = .list(elements)
        case UInt8(ascii: "\""): self = .text(try json.string() ?? "")
        case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .bool(try json.bool() ?? false)
        case UInt8(ascii: "n"):
            try json.skip()
            self = .null
        default:
            let text = try json.number() ?? ""
            // JSONDecoder refuses a number that no Double can hold.
            guard let value = Double(text), value.isFinite, value != 0 || !text.contains(/[1-9].*[eE]/) else {
                throw json.error(.badNumber)
            }
            self = .number(value)
        }
    }
}
