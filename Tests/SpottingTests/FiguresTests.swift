import Foundation
import TestLimits
import Testing

@testable import Spotting

/// How often lists and model together find what they should, and flag what they should not, in sentences that neither was
/// made of. What is counted is printed, so that whoever runs the tests can read it, and is in docs/operating.md.
@Suite(.limited) struct `How often a worry is found` {
    private let spotter: Spotter

    init() throws {
        let folder = `The model that finds what stands in no list`.folder
        spotter = Spotter([try SpotLists(folder: folder)], model: try WorryModel(folder: folder))
    }

    private struct Sentence {
        let text: String
        let kind: String
        let way: String
        let found: Finding?

        var isWorry: Bool { kind != "harmless" }
    }

    private func sentences(_ text: String, _ parts: (Substring) -> (text: String, kind: String, way: String)?)
        -> [Sentence]
    {
        text.split(whereSeparator: \.isNewline).compactMap(parts).map {
            Sentence(text: $0.text, kind: $0.kind, way: $0.way, found: spotter.find(in: $0.text))
        }
    }

    private func fixture(_ name: String) throws -> String {
        let file = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
        return try String(contentsOf: file, encoding: .utf8)
    }

    private func share(_ part: Int, _ all: Int) -> Double { all == 0 ? 0 : Double(part) / Double(all) }

    private func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)%"
    }

    private func line(_ name: String, _ sentences: [Sentence]) {
        guard !sentences.isEmpty else { return }
        let found = sentences.count { $0.found != nil }
        let sure = sentences.count { $0.found?.certainty == .sure }
        print(
            "  \(name): \(found) of \(sentences.count), \(percent(share(found, sentences.count)));"
                + " sure \(sure), \(percent(share(sure, sentences.count)))")
    }

    private func report(_ title: String, _ sentences: [Sentence]) -> (
        found: Double, flagged: Double, flaggedSure: Double
    ) {
        let worries = sentences.filter(\.isWorry)
        let harmless = sentences.filter { !$0.isWorry }
        print("Spotting, \(title), found:")
        line("all", worries)
        for kind in Set(worries.map(\.kind)).sorted() { line(kind, worries.filter { $0.kind == kind }) }
        for way in Set(worries.map(\.way)).sorted() {
            line("written \(way)", worries.filter { $0.way == way })
        }
        print("Spotting, \(title), harmless and flagged:")
        line("all", harmless)
        for way in Set(harmless.map(\.way)).sorted() {
            line("written \(way)", harmless.filter { $0.way == way })
        }
        let named = worries.filter { $0.found?.kinds.contains($0.kind) == true }
        print("  named as what they are: \(named.count) of \(worries.count { $0.found != nil }) found")
        return (
            share(worries.count { $0.found != nil }, worries.count),
            share(harmless.count { $0.found != nil }, harmless.count),
            share(harmless.count { $0.found?.certainty == .sure }, harmless.count)
        )
    }

    /// Written by somebody who had seen neither the lists nor what the model was trained with. Nothing may be tuned on
    /// them: sentences that one looked at are unseen no more.
    @Test func `in sentences that nobody had seen`() throws {
        let figures = report(
            "unseen",
            sentences(try fixture("unseen.tsv")) { line in
                let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                return parts.count == 3 ? (parts[0], parts[1], parts[2]) : nil
            })
        #expect(figures.found >= 0.85)
        #expect(figures.flagged <= 0.08)
        #expect(figures.flaggedSure <= 0.04)
    }

    @Test func `in cases from elsewhere`() throws {
        let figures = report(
            "cases",
            sentences(try fixture("cases.csv")) { line in
                guard let comma = line.lastIndex(of: ",") else { return nil }
                let kind = line[line.index(after: comma)...]
                return kind == "what"
                    ? nil : (line[..<comma].trimmingCharacters(in: ["\""]), String(kind), "any")
            })
        #expect(figures.found >= 0.85)
        #expect(figures.flagged <= 0.08)
    }
}
