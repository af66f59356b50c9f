import TestLimits
import Testing

@testable import Service

@Suite("Where a file is not JSON5", .limited)
struct SyntaxFaultTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let text: String
        let line: Int
        let column: Int
        let says: String
        var testDescription: String { text }

        init(_ text: String, _ line: Int, _ column: Int, _ says: String) {
            self.text = text
            self.line = line
            self.column = column
            self.says = says
        }
    }

    static let examples = [
        Example("{a: 1\n b: 2}", 2, 2, "Put a comma"),
        Example("{a {b: 1}}", 1, 4, "a colon between"),
        Example("{a: [1, 2\n}", 2, 1, "does not close the '[' of line 1"),
        Example("{a: 1}}", 1, 7, "closes nothing"),
        Example("{a: \"abc\n}", 1, 5, "text begins here and never ends"),
        Example("{\n/* abc }", 2, 1, "comment begins here and never ends"),
        Example("{a: 1,\n b: {c: 1}\n", 3, 1, "'{' of line 1 is still open"),
        Example("{a: [1,\n 2", 2, 3, "'[' of line 1 is still open"),
        Example("{a: 1} b", 1, 8, "ended before this"),
        Example("{\n a: nope }", 2, 5, "not understood"),
        Example("{ a: https://example.org,\n b: 1 }", 1, 6, "not understood"),
        Example("{a: 'é', 'b' 'c'}", 1, 14, "Put a comma"),
        Example("{a: 1,, b: 2}", 1, 7, "',' is not expected"),
        Example("{a: }", 1, 5, "'}' is not expected"),
        Example("", 1, 1, "nothing in the file"),
        Example("// only a comment", 1, 18, "nothing in the file"),
        Example("{a: 'first \\\n second',\n b: }", 3, 5, "'}' is not expected"),
    ]

    @Test("The place and what to do are named", arguments: examples)
    func place(_ example: Example) throws {
        #expect(ConfigurationValue.decode(Array(example.text.utf8)) == nil)
        let fault = try #require(faults(example.text).first)
        #expect(fault.line == example.line)
        #expect(fault.column == example.column)
        #expect("\(fault.problem) \(fault.advice)".contains(example.says), "\(fault)")
    }

    @Test("A bracket inside too many others is named, and the file is not read any further")
    func tooDeep() throws {
        let found = faults("{\n a: " + String(repeating: "[", count: 4000))
        #expect(found.count == 1)
        #expect(found[0].line == 2 && found[0].column == 20, "\(found)")
        #expect(found[0].problem.contains("inside too many others"))
        let deep = "{a: " + String(repeating: "[", count: 15) + String(repeating: "]", count: 15) + "}"
        #expect(!faults(deep).contains { $0.problem.contains("inside too many others") })
    }

    @Test(
        "A file that begins with a word is no configuration",
        arguments: ["1e+", "\n 0 \"a", "true", "Infinity", "-"])
    func word(_ text: String) {
        let found = faults(text)
        #expect(found.count == 1)
        #expect(found[0].advice == "Begin it with { and end it with }.")
        #expect(found[0].line == (text.hasPrefix("\n") ? 2 : 1))
    }

    @Test(
        "A number that breaks off is named, wherever it stands",
        arguments: ["1e+", "1e", "-1E-", "0x", "+", "-", ".", "1.2.3", "12abc", ".e1", "-.", "1e+5e"])
    func brokenNumber(_ number: String) {
        for text in [
            "{\n a: \(number)}", "{\n a: \(number)", "{\n a: \(number) {{ b: 1", "{\n a: [1,\(number)]}",
        ] {
            let found = faults(text)
            #expect(found.count == 1 && found[0].line == 2, "\(text): \(found)")
        }
    }

    @Test(
        "Every number that JSON5 has is read",
        arguments: ["0", "-1", "+1", ".5", "5.", "1e5", "1E-5", "1.5e+10", "0x1F", "Infinity", "-Infinity"])
    func numbers(_ number: String) {
        #expect(!faults("{a: \(number)}").contains { $0.problem.contains("not understood") })
    }

    @Test("Text that is not understood is not repeated")
    func secretsAreNotRepeated() {
        for text in ["{token: 12:hunter2}", "{token: hunter2}", "{token: \"hunter2}", "{} hunter2"] {
            let found = faults(text)
            #expect(found.count == 1)
            #expect(!found[0].description.contains("hunter2"))
        }
    }

    @Test("What is JSON5 is taken: comments, quotation marks of both kinds, commas at the end, long texts")
    func whatIsAllowed() throws {
        let configuration = try load(
            """
            /* our forum */ { // it is
              'forum': { "name": 'Voices United, "/* no */" // no', },
              plugins: ["Polls",], publicURL: null,
            }
            """
        ).get()
        #expect(configuration.forum.name == "Voices United, \"/* no */\" // no")
        #expect(configuration.plugins == ["Polls"])
        #expect(configuration.publicURL == nil)
    }

    @Test("Whatever is cut off or mangled is refused with a place, and never crashes")
    func mangledFiles() {
        let whole = Array("{a: [1, {b: 'x\\'y'}, /* c */ true], // d\n 'e': {f: -1.5e3, g: null,},}".utf8)
        var refused = 0
        for cut in 0..<whole.count {
            for text in [Array(whole[..<cut]), Array(whole[..<cut] + whole[(cut + 1)...])]
            where ConfigurationValue.decode(text) == nil {
                let fault = SyntaxFault.find(in: ConfigurationText(text))
                #expect(fault.line >= 1 && fault.line <= 2)
                #expect(fault.column >= 1)
                refused += 1
            }
        }
        #expect(refused > whole.count)
    }
}
