import TestLimits
import Testing

@testable import TelegramChannel

/// Where long texts are cut.
@Suite(.limited) struct TextSplitterTests {
    private func parts(_ text: String, _ limit: Int) -> [String] {
        TextSplitter(limit: limit).parts(of: text)
    }

    @Test("A text at the limit stays whole, one unit more makes two")
    func edge() {
        let whole = String(repeating: "a", count: 4096)
        #expect(parts(whole, 4096) == [whole])
        #expect(parts(whole + "b", 4096) == [whole, "b"])
        let emoji = String(repeating: "😀", count: 2048)
        #expect(parts(emoji, 4096) == [emoji])
        #expect(parts(emoji + "!", 4096) == [emoji, "!"])
        // The last emoji would be cut in two: it goes to the next part.
        #expect(parts("a" + emoji, 4096) == ["a" + String(repeating: "😀", count: 2047), "😀"])
    }

    @Test("Paragraphs stay together, then lines, then words")
    func places() {
        #expect(parts("one two\n\nthree four", 12) == ["one two", "three four"])
        #expect(parts("a\n\nb\n\nc\n\nd", 6) == ["a\n\nb", "c\n\nd"])
        #expect(parts("one two\nthree four", 12) == ["one two", "three four"])
        #expect(parts("one two three", 8) == ["one two", "three"])
        #expect(parts("onetwothree", 4) == ["onet", "woth", "ree"])
        #expect(parts("ab\n\ncd ef", 6) == ["ab", "cd ef"])
        #expect(parts("ab\r\n\r\ncd ef", 6) == ["ab", "cd ef"])
        #expect(parts("ab\n \t\ncd ef", 6) == ["ab", "cd ef"])
    }

    @Test("A paragraph that just fits is not moved on")
    func exactParagraph() {
        #expect(parts("aa\n\nbbbb\n\ncc", 8) == ["aa\n\nbbbb", "cc"])
        #expect(parts("aaaa bbb\n\ncc", 8) == ["aaaa bbb", "cc"])
        #expect(parts("aaaa bbb cc", 8) == ["aaaa bbb", "cc"])
    }

    @Test("What a reader sees as one character is never cut")
    func characters() {
        let family = "👩‍👩‍👧‍👦"
        let length = family.utf16.count
        #expect(parts("ab" + family, length + 1) == ["ab", family])
        #expect(parts(family + family, length + 3) == [family, family])
        let flags = "🏴󠁧󠁢󠁷󠁬󠁳󠁿🇬🇧"
        #expect(parts(flags, flags.utf16.count - 1).joined() == flags)
        #expect(parts("cafe\u{301}s", 4) == ["caf", "e\u{301}s"])
    }

    @Test("A character that is longer than a part is cut where it must be")
    func monster() {
        let monster = "e" + String(repeating: "\u{301}", count: 25)
        let cut = parts(monster, 10)
        #expect(cut.allSatisfy { $0.utf16.count <= 10 })
        #expect(cut.joined().unicodeScalars.elementsEqual(monster.unicodeScalars))
    }

    @Test("Empty texts have no parts, and no part begins or ends in white space")
    func whiteSpace() {
        #expect(parts("", 10).isEmpty)
        #expect(parts(" \n\n ", 10).isEmpty)
        #expect(parts("\n\n  ab  \n\n\n\n  cd  \n", 4) == ["ab", "cd"])
        #expect(parts(String(repeating: " ", count: 50) + "x", 10) == ["x"])
    }

    @Test("Nothing is lost, whatever the text and the limit", arguments: [5, 17, 64, 1024, 4096])
    func whole(_ limit: Int) {
        let pieces = ["word", "ŵ", "👩‍👩‍👧", " ", "\n", "\n\n", "e\u{301}", "a-rather-long-word", "🇬🇧", "."]
        var seed: UInt64 = 42
        var text = ""
        for _ in 0..<3000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += pieces[Int(seed >> 33) % pieces.count]
        }
        let cut = parts(text, limit)
        #expect(cut.allSatisfy { $0.utf16.count <= limit && !$0.isEmpty })
        let scalars = { (text: String) in text.unicodeScalars.filter { !$0.properties.isWhitespace } }
        #expect(scalars(cut.joined()).elementsEqual(scalars(text)))
    }

    @Test("A text that is cut short says so")
    func shortened() {
        #expect(TextSplitter(limit: 10).shortened("0123456789") == "0123456789")
        #expect(TextSplitter(limit: 10).shortened("01234567890") == "012345678…")
        #expect(TextSplitter(limit: 4).shortened("ab😀cd") == "ab…")
    }
}
