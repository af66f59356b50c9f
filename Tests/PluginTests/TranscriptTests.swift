import Foundation
import TestLimits
import Testing
import Welcome
import YouSaidTesting

@testable import Polls

/// What young people read of each kind of question, from the question to the result: on a phone with buttons and by text
/// message, in standard words and in Easy Read. The conversations stand in the folder Transcripts, to be read by people; a
/// kind without them fails.
///
/// After a change of words that is meant: `YOUSAID_WRITE_TRANSCRIPTS=1 swift test --filter Transcripts`, then read what
/// has changed.
@Suite(.limited) struct `Transcripts of each kind of question` {
    /// What is asked, and how it is answered.
    struct Walk {
        let poll: String
        /// What is pressed where there are buttons. What has no button is written.
        let presses: [String]
        /// What is written where there are none.
        let texts: [String]
    }

    private static func walk(through kind: QuestionKind) -> Walk {
        switch kind {
        case .one:
            Walk(
                poll: "Question: Where shall we meet?\n- Library\n- Park\nOther: yes",
                presses: ["Something else", "On a boat"], texts: ["2"])
        case .several:
            Walk(
                poll: "Question: What shall we eat?\nKind: several\nUp to: 2\n- Pizza\n- Soup\n- Salad",
                presses: ["Pizza", "Salad", "DONE"], texts: ["1 and 2"])
        case .yesNo:
            Walk(
                poll: "Question: Did you feel listened to?\nKind: yes or no", presses: ["Yes"],
                texts: ["nope"])
        case .scale:
            Walk(
                poll: "Question: How was the meeting?\nKind: scale", presses: ["Good 🙂"],
                texts: ["very good"])
        case .words:
            Walk(
                poll:
                    "Question: What could be better?\nKind: words\nEasy: We want to make our meetings better.",
                presses: ["More breaks"], texts: ["A quiet room"])
        case .date:
            Walk(
                poll: "Question: When shall we meet?\nKind: date\n- Saturday 4pm\n- Sunday 2pm",
                presses: ["Saturday 7 March 2026, 4pm", "Sunday 8 March 2026, 2pm", "DONE"],
                texts: ["sunday", "done"])
        case .signOff:
            Walk(
                poll: "Question: The leaflet about buses\nKind: made together", presses: ["Yes"],
                texts: ["yes"])
        }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Transcripts")

    @Test(.serves("B1", "B3", "B6"), arguments: QuestionKind.allCases)
    func `it reads as it stands in its file`(kind: QuestionKind) throws {
        try compare(Self.walk(through: kind), kind.rawValue)
    }

    @Test(.serves("B1", "C15", "F14")) func `several questions in a row do too`() throws {
        let walk = Walk(
            poll: """
                Name: After the meeting
                Question: Did you feel listened to?
                Kind: yes or no
                Question: What was good?
                Kind: several
                - Food
                - Games
                Question: What could be better?
                Kind: words
                """, presses: ["Yes", "BACK", "No", "Games", "DONE", "SKIP"],
            texts: ["1", "back", "no", "pause", "polls", "1, 2", "Longer games"])
        try compare(walk, "survey")
    }

    private func compare(_ walk: Walk, _ name: String) throws {
        let found = try Self.play(walk)
        let file = Self.folder.appending(path: name + ".txt")
        if ProcessInfo.processInfo.environment["YOUSAID_WRITE_TRANSCRIPTS"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try found.write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try? String(contentsOf: file, encoding: .utf8)
        #expect(
            kept != nil, "there is no \(file.lastPathComponent): write it with YOUSAID_WRITE_TRANSCRIPTS=1")
        let apart = zip(
            found.split(separator: "\n", omittingEmptySubsequences: false),
            (kept ?? found).split(separator: "\n", omittingEmptySubsequences: false)
        ).first { $0 != $1 }
        #expect(apart == nil && (kept ?? found).count == found.count, "the first line that differs")
    }

    // MARK: Playing

    private static func play(_ walk: Walk) throws -> String {
        let forum = try PretendForum(Welcome(), Polls())
        let people = [
            ("A phone with buttons", try forum.member("Amira")),
            ("A phone with buttons, Easy Read", try forum.member("Cai")),
            ("Text messages", try forum.member("Ben", on: .sms)),
            ("Text messages, Easy Read", try forum.member("Dee", on: .sms)),
        ]
        // Somebody who is asked and says nothing.
        _ = try forum.member("Eve")
        for (title, person) in people where title.hasSuffix("Easy Read") { person.says("EASY READ") }
        var told = people.map { [String]() + ["=== \($0.0) ===", ""] }
        var seen = people.map { $0.1.messages.count }
        func hear() {
            for (place, (_, person)) in people.enumerated() {
                for message in person.messages[seen[place]...] { told[place].append(show(message)) }
                seen[place] = person.messages.count
            }
        }
        forum.officer.says("POLL\n" + walk.poll)
        forum.officer.sees("Send this now?")
        forum.officer.says("yes")
        hear()
        for (place, (title, person)) in people.enumerated() {
            let hasButtons = title.hasPrefix("A phone with buttons")
            for words in hasButtons ? walk.presses : walk.texts {
                if hasButtons, person.buttons.contains(words) {
                    told[place].append("              [\(words)] is pressed\n")
                    person.presses(words)
                } else {
                    told[place].append("              “\(words)”\n")
                    person.says(words)
                }
                hear()
            }
        }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("The poll has closed.")
        hear()
        return told.map { $0.joined(separator: "\n") }.joined(separator: "\n")
    }

    private static func show(_ message: PretendMessage) -> String {
        let buttons = message.buttons.map { "[\($0.label)]" }.joined(separator: " ")
        let drawing = message.drawing == nil ? "" : "\n(with a picture of the bars)"
        return message.text + (buttons.isEmpty ? "" : "\n\n" + buttons) + drawing + "\n"
    }
}
