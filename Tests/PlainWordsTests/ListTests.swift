import PlainWords
import TestLimits
import Testing

/// The files that officers edit: what is in them, and what is said where something is wrong.
@Suite(.limited) struct `Lists of words` {
    @Test func `faults are told with file and line`() {
        let (_, faults) = Vocabulary.read([
            .plain: "# a note\n\n= use\n",
            .names: "poll\n",
            .glossary:
                "AA = Big A\nIt is an A.\n\nBB = Big B\n\nCC = Big C\nIt is a C.\n\nAA = Big A\nAgain.",
            .easyReadGlossary: "AA\nA.\n\nBB\nB.\n\nDD\nD.",
        ])
        #expect(
            faults.map { "\($0.file):\($0.line): \($0.what)" } == [
                "plain-words.list:3: there are no words before the =",
                "one-name.list:1: there is only 1 name on this line",
                "glossary.list:4: \"BB\" is not explained",
                "glossary.list:6: \"CC\" is not in glossary.easy-read.list",
                "glossary.list:9: \"AA\" is not in glossary.easy-read.list",
                "glossary.easy-read.list:4: \"BB\" is not in glossary.list",
                "glossary.easy-read.list:7: \"DD\" is not in glossary.list",
            ])
        #expect(faults.allSatisfy { !$0.advice.isEmpty })
    }

    @Test func `the glossary knows a word by each of its names`() throws {
        let (vocabulary, faults) = Vocabulary.read([
            .glossary: "SENCO, SENCo = coordinator\nA teacher.\nKind.\n\nco-production\nTogether.",
            .easyReadGlossary: "SENCO\nA teacher.\n\nco-production\nTogether.",
        ])
        #expect(faults.isEmpty)
        let glossary = vocabulary.glossary
        let entry = try #require(glossary.entry(named: "senco"))
        #expect(entry.full == "coordinator")
        #expect(entry.meaning == "A teacher.\nKind.")
        #expect(entry.easyReadMeaning == "A teacher.")
        #expect(
            glossary.entries(in: "The SENCo likes Co-production. SENCOs do.").map(\.name) == [
                "SENCO", "co-production",
            ])
        #expect(glossary.entries(in: "Say senco, or production.").isEmpty)
    }
}
