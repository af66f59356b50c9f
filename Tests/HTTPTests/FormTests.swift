import HTTP
import TestLimits
import Testing

@Suite("Forms and headers", .limited)
struct FormTests {
    @Test(
        "decode what is well-formed and what is not",
        arguments: [
            ("a=1&b=2", ["a=1", "b=2"]),
            ("", []), ("&&&", []), ("=", ["="]), ("a", ["a="]), ("a=b=c", ["a=b=c"]),
            ("a+b=c%20d", ["a b=c d"]),
            ("a=%2B%26%3D", ["a=+&="]),
            ("a=%", ["a=%"]), ("a=%4", ["a=%4"]), ("a=%zz%41", ["a=%zzA"]), ("a=%%41", ["a=%A"]),
            ("a=%C3%A9", ["a=é"]), ("a=%FF", ["a=\u{FFFD}"]), ("a=%00", ["a=\0"]),
        ])
    func decoding(_ text: String, _ expected: [String]) {
        #expect(Form.decode(text).fields.map { "\($0.name)=\($0.value)" } == expected)
        #expect(Form.decode(Array(text.utf8)).fields.map { "\($0.name)=\($0.value)" } == expected)
    }

    @Test("decode no more fields than allowed")
    func limit() {
        #expect(Form.decode(String(repeating: "a&", count: 5000)).fields.count == 1000)
        #expect(Form.decode("a&b&c", limit: 2).fields.count == 2)
    }

    @Test("survive any bytes")
    func anyBytes() {
        let signs: [UInt8] = Array("%=&+aF0".utf8) + [0xFF]
        var number: UInt64 = .random(in: 1 ... .max)
        print("forms are made up with the seed \(number)")
        func random(_ limit: Int) -> Int {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(number >> 33) % limit
        }
        for _ in 0..<2000 {
            let bytes = (0..<random(40)).map { _ in signs[random(signs.count)] }
            let pieces = bytes.split(separator: UInt8(ascii: "&"))
            let fields = Form.decode(bytes).fields
            #expect(fields.count == pieces.count, "\(bytes)")
            for (field, piece) in zip(fields, pieces) where !piece.contains(UInt8(ascii: "%")) {
                let name = piece.prefix { $0 != UInt8(ascii: "=") }
                #expect(
                    field.name == String(decoding: name, as: UTF8.self).replacing("+", with: " "), "\(bytes)")
            }
        }
    }

    @Test("come back as they were after encoding")
    func roundTrip() {
        let fields = [("name", "Zoë & Tom"), ("x=y", "100% +1\r\n"), ("", "👍"), ("empty", "")]
        let decoded = Form.decode(Form.encode(fields)).fields
        #expect(decoded.map(\.name) == fields.map(\.0))
        #expect(decoded.map(\.value) == fields.map(\.1))
        #expect(String(decoding: Form.encode([("a b", "c/d~e")]), as: UTF8.self) == "a+b=c%2Fd~e")
    }

    @Test("escape parts of a URL")
    func percentEncoding() {
        #expect(PercentEncoding.encode("spring term/é") == "spring%20term%2F%C3%A9")
        #expect(PercentEncoding.decode("spring%20term%2F%C3%A9+%") == "spring term/é+%")
    }

    @Test("headers are found in any case, in order")
    func headers() {
        let headers = Headers([("Set-Cookie", "a"), ("X", "é"), ("set-cookie", "b"), ("Empty", "")])
        #expect(headers["SET-COOKIE"] == "a")
        #expect(headers.all("Set-cookie") == ["a", "b"])
        #expect(headers["x"] == "é")
        #expect(headers["empty"] == "")
        #expect(headers["Emp"] == nil)
        #expect(headers.map { $0.name } == ["Set-Cookie", "X", "set-cookie", "Empty"])
    }
}
