import Foundation
import PlainWords
import TestLimits
import Testing
import YouSaidKit
import YouSaidTesting

@testable import Engine

/// The words that ship, and what the check of a folder of prompts finds.
@Suite(.limited) struct `Words that ship` {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "prompts").path

    @Test(.serves("B1", "B2", "B8"))
    func `every prompt and every explained word passes the rules, in both forms`() {
        let report = Wording.check(folder: Self.folder)
        #expect(report.faults.map(\.description) == [])
        let blocking = report.findings.filter { $0.finding.severity == .blocks }
        #expect(blocking.map { "\($0.file):\($0.line): \($0.finding.rule) \($0.finding.words)" } == [])
        #expect(report.isGood)
        #expect(report.words > 80)
        for form in WordingForm.allCases {
            #expect((report.readability[form]?.longest ?? 99) <= WordingCheck.mostWords)
            #expect((report.readability[form]?.readingAge ?? 99) <= 11)
        }
    }

    @Test(.serves("B3")) func `nobody is told to press where their phone has no buttons`() throws {
        // These are about buttons: a setting, a page on the web, a preview of phones, and what somebody did.
        let about = [
            "choose-buttons", "kept-buttons", "help-buttons", "phone-buttons", "link-explain",
            "concern-says-ok-line",
        ]
        let folder = URL(filePath: Self.folder).appending(path: "en-GB")
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        where name.hasSuffix(".txt") && !about.contains(where: { name.contains("/\($0).") }) {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let found = text.firstMatch(of: /\b(press|buttons?|tap|click)(e[ds]|ing)?\b/.ignoresCase())
            #expect(found == nil, "\(name)")
        }
    }

    @Test(.serves("B5")) func `the glossary's faults in the source documents are corrected`() throws {
        let glossary = try Wording(folder: Self.folder).vocabulary("en-GB").glossary
        for (name, full) in [
            ("DCO", "Designated Clinical Officer"), ("HAF", "Holiday Activities and Food"),
            ("EHCNA", "Education, Health and Care Needs Assessment"),
            ("HWICB", "Herefordshire and Worcestershire Integrated Care Board"),
            ("HWHCT", "Herefordshire and Worcestershire Health and Care Trust"),
            ("CAHMS", "Child and Adolescent Mental Health Services"),
        ] {
            #expect(glossary.entry(named: name)?.full == full)
        }
        #expect(glossary.entry(named: "SaLT") == glossary.entry(named: "SLT"))
        #expect(glossary.entry(named: "SENCo") == glossary.entry(named: "SENCO"))
        #expect(glossary.entry(named: "CP")?.meaning.contains("child protection") == true)
    }

    @Test(arguments: PlainWords.Rule.allCases.map(\.rawValue))
    func `advice for every rule has its words, in both forms`(name: String)
        throws
    {
        guard let rule = PlainWords.Rule(rawValue: name) else {
            return #expect(Bool(false), "no rule \(name)")
        }
        let wording = try Wording(folder: Self.folder)
        let advice = Advice(wording, "en-GB", now: Moment(milliseconds: 0))
        for instead in [nil, "other words", "(leave it out)"] {
            let finding = Finding(rule, line: 1, column: 1, words: "some words", instead: instead, count: 7)
            let prompt = advice.prompt(for: finding)
            #expect(wording.unusedValues(of: prompt, language: "en-GB") == [])
            for form in WordingForm.allCases {
                let text = try wording.render(prompt, form: form, language: "en-GB", zone: "Europe/London")
                #expect(!text.isEmpty)
            }
        }
    }

    @Test func `findings and faults of a folder are told with file and line`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (file, text) in [
            ("polls/a.txt", "Hello.\nCome at 17:30. Send POLL, or SAY IT."),
            ("polls/a.easy-read.txt", "Come."),
            ("polls/help-poll.txt", "Ask."), ("polls/help-poll.easy-read.txt", "Ask."),
            ("words/glossary.list", "# note\n\nAA = Big A\nFine.\nWe have two AA."),
            ("words/glossary.easy-read.list", "AA\nFine."), ("words/plain.list", "x = y"),
        ] {
            let path = folder.appending(path: "en-GB/" + file)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
        }
        let report = Wording.check(folder: folder.path)
        #expect(
            report.faults.map { "\($0.file):\($0.line): \($0.what)" } == [
                "en-GB/words/plain.list:1: this list is not known"
            ])
        #expect(
            report.findings.map { "\($0.file):\($0.line):\($0.finding.column) \($0.finding.rule.rawValue)" }
                == [
                    "en-GB/polls/a.txt:2:9 time", "en-GB/polls/a.txt:2:30 capitals",
                    "en-GB/words/glossary.list:5:9 number",
                ])
        #expect(!report.isGood)
    }
}
