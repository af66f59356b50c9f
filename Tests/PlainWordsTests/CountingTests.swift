import PlainWords
import TestLimits
import Testing

/// Rules that count, and what is reported.
@Suite(.limited) struct `Counting` {
    private let check = WordingCheck(`Rules for words that people can read`.vocabulary)

    private func findings(_ rule: Rule, _ text: String, choices: [String] = []) -> [Finding] {
        check.findings(in: text, choices: choices).filter { $0.rule == rule }
    }

    private func sentence(_ count: Int) -> String {
        Array(repeating: "word", count: count).joined(separator: " ")
    }

    @Test func `15 words are enough, and a line's end ends a sentence`() throws {
        #expect(findings(.length, sentence(15)).isEmpty)
        let found = try #require(findings(.length, sentence(16)).first)
        #expect(found.count == 16)
        #expect(found.severity == .blocks)
        #expect(findings(.length, sentence(15) + "\n" + sentence(15)).isEmpty)
        #expect(findings(.length, sentence(15) + ". " + sentence(15)).isEmpty)
        #expect(findings(.length, sentence(8) + ", e.g. " + sentence(9)).count == 1)
    }

    @Test func `a telephone number is one word, a placeholder too, an emoji none`() {
        #expect(findings(.length, sentence(12) + " 0800 11 11 {name}: {other} 🎉").isEmpty)
        #expect(findings(.length, sentence(14) + " {name} {other}").count == 1)
    }

    @Test func `the place is told by line and column`() throws {
        let found = try #require(findings(.time, "Hello.\n{without name}\nCome 🎉 at 17:30.").first)
        #expect(found.line == 3)
        #expect(found.column == 11)
    }

    @Test func `what a line leaves out is not read`() {
        #expect(check.findings(in: "{without EHCP}").isEmpty)
    }

    @Test func `2 emoji at the end are enough`() {
        #expect(findings(.emojiPlace, "Well done! 🎉🎉").isEmpty)
        #expect(findings(.emojiPlace, "Well done! 🎉🎉🎉").count == 1)
        #expect(findings(.emojiPlace, "🎉 Well done!").count == 1)
    }

    @Test func `one thing to do is enough`() {
        #expect(findings(.tasks, "Please fill in the form.").isEmpty)
        #expect(findings(.tasks, "Please open the form. Tell us by Friday.").first?.count == 2)
        #expect(findings(.tasks, "Bring a drink and tell your friends.").first?.count == 2)
        #expect(findings(.tasks, "Write to us, or press a button.").isEmpty)
        #expect(findings(.tasks, "Send STOP to stop. Send EASY READ to read less.").isEmpty)
        #expect(findings(.tasks, "Text messages are free. Help is near. Do not worry.").isEmpty)
    }

    @Test func `5 options are enough`() {
        let choices = (1...5).map { "Day \($0)" }
        #expect(findings(.options, "Which day?", choices: choices).isEmpty)
        #expect(findings(.options, "Which day?", choices: choices + ["Not sure"]).first?.count == 6)
    }

    @Test func `choices are read too, and the question explains their short forms`() {
        #expect(findings(.time, "When?", choices: ["5pm", "17:30"]).map(\.words) == ["17:30"])
        #expect(findings(.acronym, "What next?", choices: ["EHCP"]).map(\.words) == ["EHCP"])
        let text = "Your Education, Health and Care Plan (EHCP). What next?"
        #expect(findings(.acronym, text, choices: ["EHCP"]).isEmpty)
    }

    @Test func `a text message holds 160 characters, or 70 with a smart quote`() {
        #expect(findings(.sms, String(repeating: "a", count: 160)).isEmpty)
        #expect(findings(.sms, String(repeating: "a", count: 161)).first?.count == 161)
        #expect(findings(.sms, String(repeating: "€", count: 80)).isEmpty)
        #expect(findings(.sms, String(repeating: "€", count: 81)).first?.count == 162)
        let quoted = "Don’t " + String(repeating: "a", count: 70)
        #expect(findings(.smsCharacter, quoted).first?.instead == "'")
        #expect(findings(.smsCharacter, "Don’t").isEmpty)
        #expect(findings(.sms, quoted).isEmpty)
    }

    @Test func `in other languages only what holds everywhere is checked`() {
        let other = WordingCheck(`Rules for words that people can read`.vocabulary, isEnglish: false)
        #expect(other.findings(in: "Am 17:30, two 50% EHCP").isEmpty)
        #expect(other.findings(in: sentence(16)).map(\.rule) == [.length])
    }

    @Test func `figures leave names and placeholders out`() throws {
        var figures = Readability()
        figures.add("We meet on Saturday with {name}.\nSend HELP.")
        #expect(figures.words == 5)
        #expect(figures.sentences == 2)
        #expect(figures.longest == 6)
        #expect(try #require(figures.readingAge) < 8)
        var hard = Readability()
        hard.add("Organisational participation necessitates interdisciplinary communication opportunities.")
        #expect(try #require(hard.readingAge) > 20)
        #expect(Readability().readingAge == nil)
    }
}
