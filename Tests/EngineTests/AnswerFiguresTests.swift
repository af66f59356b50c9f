import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Engine

/// Hard answers with what each of them means, read as the bot reads them.
@Suite(.limited) struct `Answers count as what was meant` {
    /// One line of a fixture.
    struct Row {
        let question: String
        let labels: [String]
        let shown: String
        let text: String
        /// Each is a label, several with "+" between, the number of a place in a scale, or "ask".
        let right: [String]
    }

    /// How the rows of a fixture were read.
    struct Figures {
        var understood = 0
        var counted: [String] = []
        var notUnderstood: [String] = []
        var total: Int { understood + counted.count + notUnderstood.count }
    }

    static let ask = "ask"

    @Test func `nothing hard counts as something else`() throws {
        let figures = try figures(of: "answers")
        #expect(figures.total == 358)
        #expect(figures.counted.isEmpty)
        #expect(figures.notUnderstood.count <= 5)
    }

    @Test func `nothing of any kind counts as something else`() throws {
        let figures = try figures(of: "answers-by-kind")
        #expect(figures.total >= 1_500)
        #expect(figures.counted.isEmpty)
        #expect(figures.notUnderstood.count * 100 <= figures.total * 2)
    }

    @Test func `nothing that young people might write counts as something else`() throws {
        let figures = try figures(of: "answers-mixed")
        #expect(figures.total >= 500)
        #expect(figures.counted.isEmpty)
        #expect(figures.notUnderstood.count * 100 <= figures.total * 2)
    }

    private func figures(of name: String) throws -> Figures {
        var figures = Figures()
        for row in try rows(of: name) {
            let found = read(row)
            let line =
                "\(row.question) (\(row.shown)) '\(row.text)': \(found), not \(row.right.joined(separator: " / "))"
            if row.right.contains(found) {
                figures.understood += 1
            } else if found == Self.ask {
                figures.notUnderstood.append(line)
            } else {
                figures.counted.append(line)
            }
        }
        print(
            "Answers, \(name): \(figures.understood) of \(figures.total) as they should be, "
                + "\(figures.counted.count) counted as something else, "
                + "\(figures.notUnderstood.count) not understood")
        let wrong =
            figures.counted.map { "  counted: \($0)" } + figures.notUnderstood.map { "  asked back: \($0)" }
        if !wrong.isEmpty { print(wrong.joined(separator: "\n")) }
        return figures
    }

    /// What the row's text is read as, in the words of the fixture.
    private func read(_ row: Row) -> String {
        let choices = row.labels.map { Choice($0, label: $0, isAside: $0 == "DONE") }.filter { !$0.isAside }
        let wanted: AnswerReader.Wanted =
            switch row.question {
            case "several": .several
            case "consent": .consent
            default: .one
            }
        let shown: AnswerReader.Shown = row.shown == "numbers" ? .numbers : .buttons
        let labels = AnswerReader(choices, shown: shown, wanted: wanted).read(row.text).choices.map(\.label)
        if labels.isEmpty { return Self.ask }
        if row.right.allSatisfy({ $0 == Self.ask || Int($0) != nil }), row.question == "scale" {
            return labels.compactMap { label in row.labels.firstIndex(of: label).map { "\($0 + 1)" } }
                .joined(separator: "+")
        }
        return labels.joined(separator: "+")
    }

    private func rows(of name: String) throws -> [Row] {
        let file = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "csv"))
        return try fields(of: String(contentsOf: file, encoding: .utf8)).dropFirst().map { fields in
            try #require(fields.count == 5)
            return Row(
                question: fields[0], labels: fields[1].components(separatedBy: " | "), shown: fields[2],
                text: fields[3], right: fields[4].components(separatedBy: " / "))
        }
    }

    private func fields(of text: String) -> [[String]] {
        var lines: [[String]] = []
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        func endLine() {
            fields.append(field)
            field = ""
            if fields != [""] { lines.append(fields) }
            fields = []
        }
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                field = ""
            case "\n" where !isQuoted, "\r\n" where !isQuoted: endLine()
            default: field.append(character)
            }
        }
        endLine()
        return lines
    }
}
