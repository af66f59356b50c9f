import Foundation
import TestLimits
import Testing

@testable import TelegramChannel

/// What is written has to be read everywhere as it was meant.
@Suite(.limited) struct JSONWriterTests {
    @Test("Objects, arrays and values stand where they should")
    func structure() {
        var json = JSONWriter()
        json.object {
            $0.key("a")
            $0.array {
                $0.integer(1)
                $0.integer(.min)
                $0.object { _ in }
                $0.array { _ in }
            }
            $0.key("b")
            $0.bool(true)
            $0.key("c")
            $0.object {
                $0.key("d")
                $0.text("e")
            }
        }
        let expected = #"{"a":[1,-9223372036854775808,{},[]],"b":true,"c":{"d":"e"}}"#
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test("Any text comes back as it was")
    func texts() throws {
        var texts = [
            "", "\"", "\\", "a\"b\\c\nd\te\r\u{0}\u{1F}\u{7F}", "👩‍👩‍👧 ñ 漢字 \u{2028}\u{FEFF}", "</script>/",
            String(repeating: "\"", count: 300),
        ]
        texts += (0..<300 as Range<UInt32>).compactMap { Unicode.Scalar($0).map(String.init) }
        for text in texts {
            var json = JSONWriter()
            json.array { $0.text(text) }
            let read = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String]
            #expect(read == [text])
            var own = JSONReader(json.bytes)
            #expect(try own.enterArray())
            #expect(try own.nextElement())
            #expect(try own.string() == text)
        }
    }
}
