import Foundation
import Service

/// `yousaid doctor`: looks at a running installation and says what to do.
struct DoctorCommand: ToolCommand {
    let syntax = Syntax(
        "doctor", "looks at an installation that runs, and says what to do",
        details: """
            It looks at the configuration, plugins and words, the font for charts, the clock, the disk, who may read
            what, the key, the database, the journal, the age of the last backup, the platforms and their webhooks,
            late timers and messages, and whether a safeguarding lead can be reached. Nothing is changed. Run it as the
            bot's own user, with the same secrets: see deploy/README.md.

            Each finding begins with 'well', 'LOOK' (the bot does its work, and somebody should look) or 'BAD'.
            """,
        options: [.config, .init("json", "prints the findings as JSON, for other programs")],
        fine: "nothing is bad; somebody may have to look at something", failure: "something is bad",
        example: "yousaid doctor --config forum.json5")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let findings = await tool.service.examine(try tool.configuration(arguments))
        let text = arguments.option("json") == nil ? Self.page(findings) : try Self.json(findings)
        tool.terminal.say(Terminal.printable(text))
        return findings.contains { $0.state == .bad } ? .failure : .fine
    }

    private static func page(_ findings: [Finding]) -> String {
        let width = findings.map(\.subject.rawValue.count).max() ?? 0
        let lines = findings.map { finding in
            let subject = finding.subject.rawValue
            let words = FindingText.words(finding)
            let place =
                "\(mark(finding.state))  \(subject)\(String(repeating: " ", count: width - subject.count))  "
            let advice = words.advice.map { "\n" + String(repeating: " ", count: place.count) + $0 } ?? ""
            return place + words.what + advice
        }
        let (bad, look) = (findings.count { $0.state == .bad }, findings.count { $0.state == .look })
        let end =
            bad + look == 0 ? "All is well." : "Bad: \(bad). To look at: \(look)."
        return (lines + [end]).joined(separator: "\n")
    }

    private static func mark(_ state: Finding.State) -> String {
        switch state {
        case .well: "well"
        case .look: "LOOK"
        case .bad: "BAD "
        }
    }

    private struct Line: Encodable {
        let subject: String
        let state: String
        let what: String
        let advice: String?
    }

    private static func json(_ findings: [Finding]) throws -> String {
        let lines = findings.map { finding in
            let words = FindingText.words(finding)
            return Line(
                subject: finding.subject.rawValue, state: finding.state.rawValue, what: words.what,
                advice: words.advice)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(lines), as: UTF8.self)
    }
}
