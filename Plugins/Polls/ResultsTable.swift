import Foundation
import YouSaidKit

/// The results of a poll as a table, for organisers who go on working with them: a line for each choice, of everybody and
/// of each group that may be shown, and one for each answer in people's own words.
struct ResultsTable: Sendable {
    private let results: PollResults
    private let groups: [GroupTally]
    private let said: [SaidWords.Said]

    /// How many people of a group chose one choice.
    struct GroupTally: Sendable, Hashable {
        /// Its places, from 1.
        let question: Int
        let choice: Int
        let group: String
        let votes: Int
        let answered: Int
    }

    init(_ results: PollResults, by groups: [GroupTally] = [], _ said: [SaidWords.Said] = []) {
        self.results = results
        self.groups = groups
        self.said = said
    }

    /// All that organisers may have of a poll that is closed.
    static func whole(of results: PollResults, in database: any Database) throws -> ResultsTable {
        ResultsTable(
            results, by: try CountingGroups.kept(of: results.poll.id, in: database),
            try SaidWords.kept(of: results.poll.id, in: database))
    }

    private struct Line: Encodable {
        let question: Int
        let text: String
        let choice: String
        let group: String
        let people: Int
        let answered: Int
    }

    /// What stands in the column of the group where it is about all.
    private static let everybody = "everybody"
    /// What stands there for something that somebody said in their own words.
    private static let ownWords = "own words"

    private var lines: [Line] {
        guard case .found(let findings) = results.outcome else { return [] }
        return findings.enumerated().flatMap { index, finding in
            let tallies = finding.tallies ?? []
            return tallies.map {
                Line(
                    question: index + 1, text: finding.question.text, choice: $0.label,
                    group: Self.everybody, people: $0.votes, answered: finding.answered)
            }
                + groups.filter { $0.question == index + 1 && tallies.indices.contains($0.choice - 1) }
                .map {
                    Line(
                        question: index + 1, text: finding.question.text,
                        choice: tallies[$0.choice - 1].label, group: $0.group, people: $0.votes,
                        answered: $0.answered)
                }
                + said.filter { $0.question == index + 1 }.map {
                    Line(
                        question: index + 1, text: finding.question.text, choice: $0.text,
                        group: Self.ownWords, people: 1, answered: finding.answered)
                }
        }
    }

    /// True where there are no numbers to see.
    var isEmpty: Bool { lines.isEmpty }

    /// The table with the names of its columns.
    var rows: [[String]] {
        [["question", "text", "choice", "group", "people", "answered"]]
            + lines.map {
                ["\($0.question)", $0.text, $0.choice, $0.group, "\($0.people)", "\($0.answered)"]
            }
    }

    /// The table as CSV, as RFC 4180 has it: lines end in CR and LF, every text is quoted.
    var csv: String {
        rows.map { row in
            row.map { Int($0) == nil ? Self.quoted($0) : $0 }.joined(separator: ",") + "\r\n"
        }.joined()
    }

    /// The same as JSON.
    var json: String {
        get throws {
            struct Whole: Encodable {
                let poll: String
                let asked: Int
                let answered: Int
                let results: [Line]
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let whole = Whole(
                poll: results.poll.name, asked: results.asked, answered: results.answered, results: lines)
            return String(decoding: try encoder.encode(whole), as: UTF8.self)
        }
    }

    /// A text in quotes. Programs for tables take what begins with one of these characters as a formula and run it; an
    /// apostrophe in front makes it words again, as OWASP has it ("CSV Injection").
    static func quoted(_ text: String) -> String {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace } ?? " "
        let startsBadly =
            "=+-@|＝＋－＠".unicodeScalars.contains(first)
            || text.unicodeScalars.first.map { "\t\r\n".unicodeScalars.contains($0) } ?? false
        let safe = startsBadly ? "'" + text : text
        return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
