import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// Which helplines somebody reads.
@Suite(.serves("H10"), .limited) struct `Helplines by age` {
    private func helpNow(_ answer: String?, after: Duration = .zero, form: WordingForm = .standard) throws
        -> String
    {
        let forum = try PretendForum(Welcome(), Polls(), settings: ["welcome": ["consents": .text("")]])
        let amira = forum.person("Amira", on: .sms)
        if let answer {
            amira.says("JOIN")
            amira.says(answer)
            if form == .easyRead { amira.says("EASY READ") }
        }
        forum.advance(after)
        amira.ignoresTheRest()
        amira.says("HELP NOW")
        return amira.sees("You are not alone.")
    }

    @Test(arguments: ["13 to 15", "16 to 17"])
    func `under 19 there is Childline`(age: String) throws {
        let words = try helpNow(age)
        #expect(words.contains("Childline: call 0800 1111. Or chat at childline.org.uk."))
        #expect(!words.contains("under 19"))
        for line in ["999.", "116 123", "SHOUT to 85258", "text register to 999", "999bsl.co.uk"] {
            #expect(words.contains(line), "\(line)")
        }
    }

    @Test(arguments: [nil, "18 to 25"])
    func `where nobody can tell there is everything`(age: String?) throws {
        let words = try helpNow(age)
        for line in ["Childline: call 0800 1111", "for those under 19", "116 123", "SHOUT to 85258"] {
            #expect(words.contains(line), "\(line)")
        }
    }

    @Test func `from 19 on there is no Childline`() throws {
        for words in [try helpNow("over 25"), try helpNow("18 to 25", after: .hours(24 * 370))] {
            #expect(!words.contains("Childline"))
            #expect(words.contains("Samaritans: call 116 123."))
            #expect(words.contains("SHOUT to 85258"))
        }
        // Whoever was 16 or 17 may be 19 after some years.
        #expect(try helpNow("16 to 17", after: .hours(24 * 370)).contains("under 19"))
    }

    @Test(arguments: WordingForm.allCases)
    func `the list can be read as a text message`(form: WordingForm) throws {
        let words = try helpNow("16 to 17", form: form)
        // Four text messages with everything around it.
        #expect(words.count <= 4 * 153, "\(words.count)")
    }

    @Test func `a forum adds lines of its own`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "own-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let core = folder.appending(path: "en-GB/core")
        try FileManager.default.createDirectory(
            at: core.deletingLastPathComponent(), withIntermediateDirectories: true)
        let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "prompts/en-GB/core")
        try FileManager.default.copyItem(at: shipped, to: core)
        for form in ["", ".easy-read"] {
            try Data("Our council: call 01905 822666.\n".utf8).write(
                to: core.appending(path: "helplines-own\(form).txt"))
        }
        let forum = try PretendForum(Welcome(), Polls(), prompts: folder.path)
        let amira = try forum.member("Amira")
        amira.says("HELP")
        amira.sees("116 123", "Our council: call 01905 822666.", "HELP NOW")
    }
}
