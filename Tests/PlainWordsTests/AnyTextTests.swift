import PlainWords
import TestLimits
import Testing

/// Organisers write what they like: the rules must take anything, and must not take long.
@Suite(.limited) struct `Any text at all` {
    /// Numbers in an order that is the same in every run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let pieces = [
        "EHCP", "5:30pm", "17:", "-", "–", "(", ")", "2", "0", "O", "%", "per", "cent", "two", "hundred",
        "Aug", "Sun",
        "6/8", "2026", "and", "you", "is", "sent", ":)", "🎉", "👩‍👩‍👧", "{name}", "{", "}", "{without x}", "\n",
        "\r\n", ".",
        "?", ",", ";", "’", "e.g.", "![](", "https://", "utilise", "suffers", "from", "a\u{301}", "\u{200D}",
        "مرحبا", "語",
    ]

    @Test(arguments: 1...40) func `is read without a trap, and every place is in it`(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let check = WordingCheck(`Rules for words that people can read`.vocabulary)
        for _ in 0..<25 {
            var text = ""
            for _ in 0..<Int.random(in: 0...40, using: &numbers) {
                switch Int.random(in: 0...3, using: &numbers) {
                case 0:
                    let value = UInt32.random(in: 0...0x10FFFF, using: &numbers)
                    if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
                case 1: text += Self.pieces.randomElement(using: &numbers) ?? ""
                default: text += (Self.pieces.randomElement(using: &numbers) ?? "") + " "
                }
            }
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            for finding in check.findings(in: text, choices: []) {
                #expect(lines.indices.contains(finding.line - 1))
                #expect((1...max(1, lines[finding.line - 1].count)).contains(finding.column))
            }
            var figures = Readability()
            figures.add(text)
        }
    }
}
