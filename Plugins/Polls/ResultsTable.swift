import Foundation

/// The results of a poll as a table, for organisers who go on working with them: a line for each choice.
struct ResultsTable: Sendable {
    private let results: PollResults

    init(_ results: PollResults) { self.results = results }

    private struct Line: Encodable {
        let question: Int
        let text: String
        let choice: String
        let people: Int
        let answered: Int
    }

    private var lines: [Line] {
        guard case .found(let findings) = results.outcome else { return [] }
        return findings.enumerated().flatMap { index, finding in
            (finding.tallies ?? []).map {
                Line(
                    question: index + 1, text: finding.question.text, choice: $0.label, people: $0.votes,
                    answered: finding.answered)
            }
        }
    }

    /// The table as CSV, as RFC 4180 has it: lines end in CR and LF, every text is quoted.
    var csv: String {
        let rows =
            [["question", "text", "choice", "people", "answered"].map(Self.quoted)]
            + lines.map {
                [
                    "\($0.question)", Self.quoted($0.text), Self.quoted($0.choice), "\($0.people)",
                    "\($0.answered)",
                ]
            }
        return rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
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
