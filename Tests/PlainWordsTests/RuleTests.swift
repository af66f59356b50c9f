import PlainWords
import TestLimits
import Testing

/// For each rule, texts in which it must find something and texts in which it must not.
@Suite(.limited) struct `Rules for words that people can read` {
    /// A small vocabulary, so that officers may change the lists and no test breaks.
    static let vocabulary: Vocabulary = {
        var (vocabulary, faults) = Vocabulary.read([
            .plain: "utilis* = use\nprior to, in advance of = before\nleverage",
            .kind: "suffer* from = has\nhard to reach, hard-to-reach = people we have not heard from yet",
            .metaphors: "on track = going to plan",
            .names: "poll, survey",
            .capitals: "NHS, SHOUT, CODE, UK",
            .glossary:
                "EHCP, EHC plan = Education, Health and Care Plan\nA plan.\n\nMET = Medical Education Team\nA team.",
            .easyReadGlossary: "EHCP\nA plan.\n\nMET\nA team.",
        ])
        #expect(faults.isEmpty)
        vocabulary.addCommands(["POLL", "STOP", "HELP NOW", "EASY READ"])
        return vocabulary
    }()

    struct Text: Sendable, CustomTestStringConvertible {
        let rule: Rule
        let text: String
        let words: String?
        let instead: String?
        var testDescription: String { "\(rule.rawValue): \(text)" }
    }

    static func bad(_ rule: Rule, _ text: String, _ words: String, _ instead: String? = nil) -> Text {
        Text(rule: rule, text: text, words: words, instead: instead)
    }
    static func good(_ rule: Rule, _ text: String) -> Text {
        Text(rule: rule, text: text, words: nil, instead: nil)
    }

    static func findings(_ rule: Rule, _ text: String) -> [Finding] {
        WordingCheck(vocabulary).findings(in: text).filter { $0.rule == rule }
    }

    @Test(arguments: faulty) func `is found, with what to write in its place`(text: Text) throws {
        let found = Self.findings(text.rule, text.text)
        let first = try #require(found.first, "nothing was found")
        #expect(first.words == text.words)
        #expect(first.instead == text.instead)
        #expect(found.count == 1)
    }

    @Test(arguments: fine) func `is not found`(text: Text) {
        #expect(Self.findings(text.rule, text.text) == [])
    }

    /// A rule without a text of each kind is not tested.
    @Test func `every rule is in both tables`() {
        let counted: Set<Rule> = [.length, .options, .sms, .smsCharacter, .emojiPlace, .tasks]
        for rule in Rule.allCases where !counted.contains(rule) {
            #expect(Self.faulty.contains { $0.rule == rule }, "\(rule)")
            #expect(Self.fine.contains { $0.rule == rule }, "\(rule)")
        }
    }

    static let faulty: [Text] = [
        bad(
            .ideas, "This poll has closed, so I cannot count it.",
            "This poll has closed, so I cannot count it.",
            "This poll has closed. So I cannot count it."),
        bad(
            .ideas, "They have joined, and I have told them.", "They have joined, and I have told them.",
            "They have joined. I have told them."),
        bad(
            .ideas, "We moved the meeting because the room is small.",
            "We moved the meeting because the room is small.",
            "We moved the meeting. This is because the room is small."),
        bad(.ideas, "It is late; we will stop.", "It is late; we will stop."),
        bad(
            .ideas, "Come at 5pm but you'll have to wait.", "Come at 5pm but you'll have to wait.",
            "Come at 5pm. But you'll have to wait."),
        bad(
            .ideas, "The library is full and the park is wet.", "The library is full and the park is wet.",
            "The library is full. The park is wet."),
        bad(.acronym, "Bring your EHCP.", "EHCP", "Education, Health and Care Plan (EHCP)"),
        bad(.acronym, "Two EHCPs came.", "EHCP", "Education, Health and Care Plan (EHCP)"),
        bad(.acronym, "Ask the XYZ team.", "XYZ"),
        bad(.acronym, "Ask the XYZ. I will come.", "XYZ"),
        bad(.acronym, "The MET can help.", "MET", "Medical Education Team (MET)"),
        bad(.date, "Come on 6 August 2026.", "6 August 2026", "Thursday 6 August 2026"),
        bad(.date, "Come on Thursday 6th August 2026.", "Thursday 6th August 2026", "Thursday 6 August 2026"),
        bad(.date, "Come on August 6, 2026.", "August 6 2026", "Thursday 6 August 2026"),
        bad(.date, "Come on Thu 6 Aug 2026.", "Thu 6 Aug 2026", "Thursday 6 August 2026"),
        bad(.date, "Come on 6/8/2026.", "6/8/2026", "Thursday 6 August 2026"),
        bad(.date, "Come on 6.8.26.", "6.8.26", "Thursday 6 August 2026"),
        bad(.date, "Come on 2026-08-06.", "2026-08-06", "Thursday 6 August 2026"),
        bad(.date, "Come by 6/8.", "6/8"),
        bad(.date, "Come on Saturday 8 August.", "Saturday 8 August"),
        bad(.date, "We meet again in Feb.", "Feb", "February"),
        bad(.date, "Thurs", "Thurs", "Thursday"),
        bad(.date, "Sun", "Sun", "Sunday"),
        bad(
            .weekday, "Come on Wednesday 6 August 2026.", "Wednesday 6 August 2026", "Thursday 6 August 2026"),
        bad(.time, "Come at 17:30.", "17:30", "5:30pm"),
        bad(.time, "Come at 5.30pm.", "5.30pm", "5:30pm"),
        bad(.time, "Come at 5PM.", "5PM", "5pm"),
        bad(.time, "Come at 5 pm.", "5 pm", "5pm"),
        bad(.time, "Come at 5:00pm.", "5:00pm", "5pm"),
        bad(.time, "Come at 09:15.", "09:15", "9:15am"),
        bad(.time, "Come at 12pm.", "12pm", "midday"),
        bad(.time, "Come at 12am.", "12am", "midnight"),
        bad(.time, "Come at noon.", "noon", "midday"),
        bad(.time, "Come at 5:30.", "5:30"),
        bad(.time, "Come at 5 o'clock.", "5 o'clock"),
        bad(.time, "It is 2pm-6pm.", "2pm-6pm", "2pm to 6pm"),
        bad(.time, "It is 2-6pm.", "2-6pm", "2pm to 6pm"),
        bad(.time, "It is 2pm – 6pm.", "2pm – 6pm", "2pm to 6pm"),
        bad(.number, "Choose two days.", "two", "2"),
        bad(.number, "There are twenty-five places.", "twenty-five", "25"),
        bad(.number, "We have two thousand pounds.", "two thousand", "2,000"),
        bad(.percentage, "50% of you said yes.", "50%", "1 in 2"),
        bad(.percentage, "33 per cent said yes.", "33 per cent", "about 1 in 3"),
        bad(.percentage, "57% said yes.", "57%", "about 6 in 10"),
        bad(.picture, "https://example.org/map.png", "https://example.org/map.png"),
        bad(.picture, "See ![](map.png) here", "![](map.png)"),
        bad(.code, "Your code is 7KO0.", "7KO0"),
        bad(.emoticon, "See you :-)", ":-)"),
        bad(.emoticon, "See you:)", ":)"),
        bad(.emoticon, "We <3 it.", "<3"),
        bad(.emoji, "Bring 🍕 to the park.", "🍕"),
        bad(.capitals, "PLEASE COME ON TIME", "PLEASE COME ON TIME", "please come on time"),
        bad(.capitals, "Do NOT wait.", "NOT", "not"),
        bad(.plainWord, "We utilise a form.", "utilise", "use"),
        bad(.plainWord, "Come prior to 5pm.", "prior to", "before"),
        bad(.plainWord, "We leverage it.", "leverage"),
        bad(.kindWord, "She suffers from asthma.", "suffers from", "has"),
        bad(.kindWord, "Some are hard-to-reach.", "hard-to-reach", "people we have not heard from yet"),
        bad(.metaphor, "We are on track.", "on track", "going to plan"),
        bad(.twoNames, "This is a poll. The survey is short.", "poll, survey", "poll"),
        bad(.passive, "The form was quickly sent.", "was quickly sent"),
        bad(.passive, "You are invited.", "are invited"),
    ]

    static let fine: [Text] = [
        good(.ideas, "If you are late and you need help, call us."),
        good(.ideas, "You choose what you say and what you keep."),
        good(.ideas, "My mum and I will come."),
        good(.ideas, "Send this so that we can count it."),
        good(.ideas, "It says what help you get and who gives it."),
        good(.ideas, "It goes to all of them, but not to people who said STOP."),
        good(.ideas, "You can write or call."),
        good(.acronym, "Your Education, Health and Care Plan (EHCP) is ready. Bring the EHCP."),
        good(.acronym, "Bring your EHCP. This is a plan for you."),
        good(.acronym, "An EHCP is a plan."),
        good(.acronym, "Ask the Example Youth Zone (EYZ)."),
        good(.acronym, "Send STOP or HELP NOW. Text SHOUT to the NHS."),
        good(.acronym, "We met her. I like it? No."),
        good(.acronym, "CODE 7KHM 2PWR"),
        good(.date, "Come on Thursday 6 August 2026."),
        good(.date, "Come on Saturday. May is nice. March on."),
        good(.date, "We are open 24/7. The Sun is out. Jan came."),
        good(.date, "The code is 1.2.3 and 99/99/9999."),
        good(.weekday, "Come on Thursday 6 August 2026."),
        good(.time, "Come from 2pm to 6pm, at 5:30pm or midday."),
        good(.time, "It costs 5.30 pounds. I am 5. Call 0800 1111."),
        good(.time, "The score is 2-6. Pages 2-6 are nice."),
        good(.number, "Choose one of 2 days, one-to-one."),
        good(.number, "Hundreds came. You said it twice."),
        good(.percentage, "1 in 2 of you said yes."),
        good(.picture, "This is a map of the park:\nhttps://example.org/map.png"),
        good(.picture, "https://example.org/meeting"),
        good(.code, "Your code is 7KHM. Call 0800 1111. Go to Room 10."),
        good(.emoticon, "You can send (for example: Yes). See: http://a.b/c"),
        good(.emoji, "See you there! 🎉"),
        good(.capitals, "Send EASY READ or STOP. I am in the UK. A plan."),
        good(.plainWord, "We use a form before 5pm."),
        good(.plainWord, "The Utilise Group is here."),
        good(.kindWord, "She has asthma. It is hard to read."),
        good(.metaphor, "The train is on time. A track is long."),
        good(.twoNames, "This poll is short. Other polls are long."),
        good(.passive, "We sent the form. You are interested. It is red."),
    ]
}
