import Foundation
import TestLimits
import Testing

@testable import Spotting

/// The lists that come with YouSaid, and sentences that must and must not be flagged.
@Suite(.limited) struct `Spotting harm` {
    private let spotter: Spotter

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "prompts/en-GB/safety")
        spotter = Spotter(try SpotLists(folder: folder.path))
    }

    private static func lines(_ name: String) throws -> [String] {
        let file = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "txt"))
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    @Test func `sentences that tell of harm are flagged, and as what they are`() throws {
        let lines = try Self.lines("must")
        var missed: [String] = []
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            let kinds = spotter.kinds(in: String(parts[1]))
            if parts[0] == "any" ? kinds.isEmpty : !kinds.contains(String(parts[0])) {
                missed.append("\(line) → \(kinds.sorted())")
            }
        }
        print("Spotting: \(lines.count - missed.count) of \(lines.count) sentences that must be flagged are")
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func `everyday sentences are not flagged`() throws {
        let lines = try Self.lines("must-not")
        let flagged = lines.filter { !spotter.kinds(in: $0).isEmpty }
        print("Spotting: \(flagged.count) of \(lines.count) everyday sentences are flagged")
        #expect(
            flagged.isEmpty,
            "\(flagged.map { "\($0) → \(spotter.kinds(in: $0).sorted())" }.joined(separator: "\n"))")
    }

    /// The lists were not made for these, so that the counts are honest: they find about a third of what is said in a way
    /// that nobody thought of. That is why HELP always shows HELP NOW, and why a spotter never is the only way to a
    /// person. The counts are printed; worse than this they may not become when the lists change.
    @Test func `sentences that the lists were not made for are mostly told apart too`() throws {
        let must = try Self.lines("must-unseen")
        let mustNot = try Self.lines("must-not-unseen")
        let missed = must.filter { spotter.kinds(in: $0).isEmpty }
        let flagged = mustNot.filter { !spotter.kinds(in: $0).isEmpty }
        print("Spotting, unseen: \(must.count - missed.count) of \(must.count) that must be flagged are")
        print("Spotting, unseen: \(flagged.count) of \(mustNot.count) everyday sentences are flagged")
        print((missed.map { "  missed: \($0)" } + flagged.map { "  flagged: \($0)" }).joined(separator: "\n"))
        #expect(missed.count <= 26)
        #expect(flagged.count <= 1)
    }

    @Test(
        arguments: [
            ("I WANT TO DIE!!!", ["self-harm"]), ("k i l l myself", ["self-harm"]), ("k.m.s", ["self-harm"]),
            ("i wänt tö die", ["self-harm"]), ("I want to d1e", ["self-harm"]), ("i’m not safe", ["danger"]),
            ("ikeephurtingmyself", ["self-harm"]), ("heh1tsme", ["abuse"]), ("kіll mysеlf", ["self-harm"]),
            ("ｋｉｌｌ　ｍｙｓｅｌｆ", ["self-harm"]), ("𝓴𝓲𝓵𝓵 𝓶𝔂𝓼𝓮𝓵𝓯", ["self-harm"]),
            ("k\u{200B}ill mys\u{200D}elf", ["self-harm"]),
            ("SUICIIIIIDE", ["self-harm"]), ("sucide", ["self-harm"]), ("suiside", ["self-harm"]),
        ] as [(String, Set<String>)])
    func `text is read as it is meant, however it is written`(_ text: String, _ kinds: Set<String>) {
        #expect(spotter.kinds(in: text).isSuperset(of: kinds))
    }

    @Test func `any text at all is read without trouble, and in good time`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let scalars = (0..<Int.random(in: 0...200, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            _ = spotter.kinds(in: String(text))
        }
        // The longest message that a platform brings, of words that begin many phrases.
        #expect(
            !spotter.kinds(in: String(repeating: "he she they hit my dad want to die ", count: 117)).isEmpty)
    }
}

@Suite(.limited) struct `Lists of words that may tell of harm` {
    private func faults(_ files: [String: String]) -> [String] {
        do throws(SpotLists.Faults) {
            _ = try SpotLists(files)
            return []
        } catch { return error.all.map { "\($0.file):\($0.line) \($0.what)" } }
    }

    @Test(
        arguments: [
            ("(one|two", "danger.list:1 a bracket is not closed"),
            ("(one||two)", "danger.list:1 there is nothing between two '|'"),
            ("... word", "danger.list:1 '...' stands at the beginning, or twice"),
            ("word ...", "danger.list:1 the line ends with '...', or has no word"),
            ("Word", "danger.list:1 'Word' is not a word of small letters"),
            ("don't", "danger.list:1 'don't' is not a word of small letters"),
            ("fine\n\n# note\n@nobody hits", "danger.list:4 there is no group '@nobody'"),
        ])
    func `a line that cannot be read is shown with its file and number`(_ text: String, _ fault: String) {
        #expect(faults(["danger": text]) == [fault])
    }

    @Test func `no lists at all are a fault`() {
        #expect(faults([:]) == [".:1 there are no lists of words that may tell of harm"])
        #expect(faults(["not-meant": "kill time"]).count == 1)
    }

    @Test func `a word of 5 to 7 letters is found with one mistake of each kind, and with no two`() throws {
        let spotter = Spotter(try SpotLists(["danger": "abuse"]))
        // As it is, a letter changed, left out, put in, and two swapped.
        for text in ["abuse", "abuze", "abue", "abusse", "abues", "aubse"] {
            #expect(spotter.kinds(in: text) == ["danger"], "\(text)")
        }
        for text in ["abeus", "abzue", "abs", "busea", "aubes"] {
            #expect(spotter.kinds(in: text).isEmpty, "\(text)")
        }
    }

    @Test func `a phrase is found as its line says`() throws {
        let spotter = Spotter(
            try SpotLists([
                "groups": "@who = dad|my carer", "danger": "@who (hits|beats up) me\ncut* ... arm\n=raped",
                "not-meant": "hits me with joy", "real-words": "tape grape",
            ]))
        for text in ["dad hits me", "my carer beats up me", "cutting into my left arm", "raped"] {
            #expect(spotter.kinds(in: text) == ["danger"], "\(text)")
        }
        for text in [
            "mum hits me", "dad hits me with joy", "cut one two three four five arm", "taped", "raped1x",
        ] {
            #expect(spotter.kinds(in: text).isEmpty, "\(text)")
        }
    }
}
