import Engine
import TestLimits
import Testing
import YouSaidKit

/// What young people write when they answer a question, and which choice it is taken for.
@Suite(.limited)
struct UnderstandingTests {
    /// One answer, and the label that is expected: "Saturday"; "Saturday|Sunday" for unclear between the two;
    /// "" for not understood.
    struct Case: Sendable, CustomTestStringConvertible {
        let said: String
        let means: String

        var testDescription: String { "\"\(said)\" means \(means.isEmpty ? "nothing" : means)" }
    }

    /// The reasons with which an answer lies between choices.
    private static let between: [AnswerReading.Reason] = [.severalNamed, .anyOfThem, .placeOrLabel]

    static func cases(_ table: [(String, String)]) -> [Case] {
        table.map { Case(said: $0, means: $1) }
    }

    static func check(
        _ said: Case, _ labels: [String], at location: SourceLocation = #_sourceLocation
    ) {
        let choices = labels.enumerated().map { Choice("c\($0)", label: $1) }
        check(said, choices, at: location)
    }

    static func check(
        _ said: Case, _ choices: [Choice], at location: SourceLocation = #_sourceLocation
    ) {
        let reading = AnswerReader(choices).read(said.said)
        let found =
            switch reading.outcome {
            case .choice(let choice): choice.label
            case .unclear(let between) where Self.between.contains(reading.reason) && between.count > 1:
                between.map(\.label).joined(separator: "|")
            case .several, .unclear, .somethingElse: ""
            }
        #expect(found == said.means, "\"\(said.said)\"", sourceLocation: location)
    }

    // MARK: Days

    @Test(
        arguments: cases([
            ("Saturday", "Saturday"), ("saturday", "Saturday"), ("SATURDAY!!", "Saturday"),
            ("  saturday.  ", "Saturday"), ("Saturday 😀🎉", "Saturday"), ("🎉saturday", "Saturday"),
            ("*Sunday*", "Sunday"), ("\"sunday\"", "Sunday"), ("“Sunday”", "Sunday"),
            ("sat", "Saturday"), ("sat pls", "Saturday"), ("Sun", "Sunday"), ("satur", "Saturday"),
            ("saterday", "Saturday"), ("Satuday", "Saturday"), ("satday", "Saturday"), ("sudnay", "Sunday"),
            ("sunady", "Sunday"), ("saturdayyyyy", "Saturday"), ("sundays", "Sunday"),
            ("saturday please", "Saturday"), ("i think sunday", "Sunday"), ("I'd like saturday", "Saturday"),
            ("id like saturday", "Saturday"), ("can I go on sunday please", "Sunday"),
            ("hi sunday thanks x", "Sunday"), ("i reckon sat is best", "Saturday"),
            ("sunday works for me", "Sunday"), ("im free sunday", "Sunday"), ("yes saturday", "Saturday"),
            ("ok saturday then", "Saturday"), ("yeah sunday", "Sunday"), ("the sunday one", "Sunday"),
            ("saturday 👍", "Saturday"), ("sunday <3", "Sunday"), ("sunday :D", "Sunday"),
            ("saturday?", "Saturday"), ("saturday saturday", "Saturday"), ("sàturdáy", "Saturday"),
            ("Ｓａｔｕｒｄａｙ", "Saturday"), ("sunday because i cant do saturday", "Sunday"),
            ("Sunday cos saturday is my birthday", "Sunday"), ("Sunday. I love sundays", "Sunday"),
            ("Hi its Emma. Saturday please", "Saturday"), ("saturday!\nmum is coming", "Saturday"),
            ("sun day", "Sunday"), ("probably sunday", "Sunday"), ("sunday i guess", "Sunday"),
        ]))
    func dayNames(said: Case) { Self.check(said, ["Saturday", "Sunday"]) }

    @Test(
        arguments: cases([
            ("1", "Saturday"), ("2", "Sunday"), ("2.", "Sunday"), ("2)", "Sunday"), ("(2)", "Sunday"),
            (" 2 ", "Sunday"), ("2!", "Sunday"), ("#2", "Sunday"), ("2️⃣", "Sunday"), ("1⃣", "Saturday"),
            ("②", "Sunday"), ("２", "Sunday"), ("two", "Sunday"), ("Two", "Sunday"), ("one", "Saturday"),
            ("option 2", "Sunday"), ("Option two", "Sunday"), ("number two", "Sunday"),
            ("number one", "Saturday"), ("no 2", "Sunday"), ("no. 2", "Sunday"), ("num 1", "Saturday"),
            ("answer 1", "Saturday"), ("choice 2 please", "Sunday"), ("second", "Sunday"),
            ("the second one", "Sunday"), ("2nd", "Sunday"), ("2nd one", "Sunday"),
            ("I'd like the 2nd one thanks", "Sunday"), ("first", "Saturday"), ("the first", "Saturday"),
            ("first one pls", "Saturday"), ("1st", "Saturday"), ("last one", "Sunday"), ("last", "Sunday"),
            ("the last one", "Sunday"), ("bottom one", "Sunday"), ("top one", "Saturday"),
            ("2 please", "Sunday"), ("i pick 2", "Sunday"), ("2 sunday", "Sunday"), ("2 - Sunday", "Sunday"),
            ("2. Sunday", "Sunday"), ("sunday (2)", "Sunday"), ("yes 2", "Sunday"), ("2 2 2", "Sunday"),
            ("I vote for number 1", "Saturday"), ("2 👍🏽", "Sunday"), ("second option", "Sunday"),
            ("one please", "Saturday"), ("2 cos i have football", "Sunday"),
        ]))
    func places(said: Case) { Self.check(said, ["Saturday", "Sunday"]) }

    @Test(
        arguments: cases([
            ("not Saturday", ""), ("not sat", ""), ("don't want saturday", ""), ("dont want saturday", ""),
            ("i don’t want saturday", ""), ("anything but saturday", ""), ("neither", ""), ("none", ""),
            ("no saturday", ""), ("never on a sunday", ""), ("saturday isn't good", ""),
            ("i hate sunday", ""),
            ("can't do saturday", ""), ("cannot do sunday", ""), ("can not do sunday", ""),
            ("saturday 👎", ""), ("❌ saturday", ""), ("sunday not saturday", "Sunday"),
            ("saturday or sunday", "Saturday|Sunday"), ("sat or sun", "Saturday|Sunday"),
            ("both", "Saturday|Sunday"), ("either", "Saturday|Sunday"), ("both please", "Saturday|Sunday"),
            ("saturday and sunday", "Saturday|Sunday"), ("saturday sunday", "Saturday|Sunday"),
            ("sat/sun", "Saturday|Sunday"), ("sat n sun", "Saturday|Sunday"), ("1 and 2", "Saturday|Sunday"),
            ("1 or 2", "Saturday|Sunday"), ("1,2", "Saturday|Sunday"), ("1 & 2", "Saturday|Sunday"),
            ("either saturday or sunday is fine", "Saturday|Sunday"), ("i don't mind", "Saturday|Sunday"),
            ("saturday 2", "Saturday|Sunday"), ("both saturday", ""), ("Saturday\nSunday", "Saturday|Sunday"),
            ("saturday instead of sunday", ""), ("s", ""), ("sa", ""), ("su", ""), ("day", ""),
        ]))
    func turnedRoundOrUnclear(said: Case) { Self.check(said, ["Saturday", "Sunday"]) }

    @Test(
        arguments: cases([
            ("", ""), ("   ", ""), ("?", ""), ("...", ""), ("12", ""), ("21", ""), ("22", ""), ("3", ""),
            ("0", ""), ("02", ""), ("007", ""), ("-1", ""), ("+1", ""), ("1.5", ""), ("99999999999999", ""),
            ("2pm", ""), ("at 2", ""), ("at 1 o'clock", ""), ("half 2", ""), ("02/05", ""), ("2 people", ""),
            ("i have 2 dogs", ""), ("2 of us", ""), ("just a second", ""), ("one sec", ""),
            ("wait a second", ""), ("at last!", ""), ("no one", ""), ("this one", ""), ("that one", ""),
            ("which one?", ""), ("one day", ""), ("no problem", ""), ("first of all who are you", ""),
            ("last time was good", ""), ("monday", ""), ("sunny", ""), ("satisfied", ""), ("sand", ""),
            ("what is saturday", ""), ("when is it on saturday?", ""), ("is it saturday today", ""),
            ("saturday if my mum can come", ""), ("sunday but only after 12", ""), ("saturday depends", ""),
            ("saturday is my mum's birthday", ""), ("i sat down", ""), ("we'd love that", ""),
            ("maybe saturday", ""), ("hello", ""), ("thanks", ""), ("👍", ""), ("😀", ""), ("yes", ""),
            ("no", ""), ("ok", ""), ("lol", ""), ("why", ""), ("STOP", ""), ("help", ""),
            ("07700 900123", ""),
            ("https://example.org/2", ""), ("saturday. no wait sunday", ""),
            ("Saturday! Is that ok?", "Saturday"),
            ("c", ""), ("c u", ""), (":3", ""), ("<3", ""), ("2x", ""), ("16yrs", ""),
        ]))
    func notAnAnswer(said: Case) { Self.check(said, ["Saturday", "Sunday"]) }

    // MARK: Yes and no

    @Test(
        arguments: cases([
            ("yes", "Yes"), ("Yes!", "Yes"), ("y", "Yes"), ("yeah", "Yes"), ("yep", "Yes"), ("ye", "Yes"),
            ("yh", "Yes"), ("aye", "Yes"), ("yesss", "Yes"), ("yeeees", "Yes"), ("yes yes yes", "Yes"),
            ("yes please", "Yes"), ("yeah go on then", "Yes"), ("ok", "Yes"), ("sure", "Yes"), ("👍", "Yes"),
            ("👍🏽", "Yes"), ("👍👍", "Yes"), ("✅", "Yes"), ("✔️", "Yes"), ("yes 👍", "Yes"),
            ("of course", "Yes"), ("defo", "Yes"), ("count me in", "Yes"), ("i will", "Yes"),
            ("yes i'd love to", "Yes"), ("Yes! Can't wait", "Yes"), ("yes cos its fun", "Yes"),
            ("Yes, I would love to help with the cooking", "Yes"), ("id love to", "Yes"),
            ("no", "No"), ("No.", "No"), ("nope", "No"), ("nah", "No"), ("n", "No"), ("noooo", "No"),
            ("no thanks", "No"), ("no thank you", "No"), ("👎", "No"), ("❌", "No"), ("not really", "No"),
            ("nah im good", "No"), ("no i can't", "No"), ("i don't want to", "No"), ("i dont think so", "No"),
            ("no i dont want to", "No"), ("no cos i have school", "No"), ("not this time sorry", "No"),
            ("no that's ok thanks", "No"), ("no sorry i went last time", "No"), ("nope 😂", "No"),
            ("not sure", "Not sure"), ("I'm not sure", "Not sure"), ("dunno", "Not sure"),
            ("idk", "Not sure"),
            ("maybe", "Not sure"), ("mabye", "Not sure"), ("i don’t know", "Not sure"), ("🤷‍♀️", "Not sure"),
            ("no idea", "Not sure"), ("might", "Not sure"), ("3", "Not sure"), ("unsure", "Not sure"),
        ]))
    func yesAndNo(said: Case) { Self.check(said, ["Yes", "No", "Not sure"]) }

    @Test(
        arguments: cases([
            ("yes no", "Yes|No"), ("yeah nah", "Yes|No"), ("yes or no", ""), ("yes and no", ""),
            ("no problem", ""), ("no worries", ""), ("no one told me", ""), ("yes but not saturday", ""),
            ("yes if my mum lets me", ""), ("not yes", ""), ("not no", ""), ("why not tell me more", ""),
            ("yes? when is it?", ""), ("yesterday", ""), ("nothing", ""), ("know", ""), ("note", ""),
            ("now", ""), ("Ok. I will ask my mum", ""), ("okay what time", ""), ("i am hungry", ""),
            ("maybe yes", "Yes|Not sure"), ("eyes", ""), ("noon", ""), ("nose", ""),
            ("someone said yes to me yesterday", ""), ("surely", ""),
        ]))
    func yesAndNoThatAreNot(said: Case) { Self.check(said, ["Yes", "No", "Not sure"]) }

    @Test func aChoiceThatBeginsWithYesIsYes() {
        let labels = ["Yes, I will come", "No, not this time", "I don't mind"]
        for (said, means) in [
            ("yes", labels[0]), ("👍", labels[0]), ("yep", labels[0]), ("nah", labels[1]), ("❌", labels[1]),
            ("dont mind", labels[2]), ("whatever", labels[2]), ("not this time", labels[1]),
        ] { Self.check(Case(said: said, means: means), labels) }
    }

    @Test func yesIsUnclearWhereTwoChoicesSayYes() {
        let labels = ["Yes, in person", "Yes, online", "No"]
        Self.check(Case(said: "yes", means: "Yes, in person|Yes, online"), labels)
        Self.check(Case(said: "yes online", means: "Yes, online"), labels)
        Self.check(Case(said: "on line", means: "Yes, online"), labels)
        Self.check(Case(said: "in person", means: "Yes, in person"), labels)
        Self.check(Case(said: "no", means: "No"), labels)
    }

    @Test func canAndCannotAreToldApart() {
        let labels = ["I can come", "I can't come"]
        for (said, means) in [
            ("i can come", labels[0]), ("I cant come", labels[1]), ("i can’t come", labels[1]),
            ("sorry cant come", labels[1]), ("cannot come", labels[1]), ("can come", labels[0]),
            ("👍", labels[0]), ("no", labels[1]), ("2", labels[1]),
        ] { Self.check(Case(said: said, means: means), labels) }
    }

    @Test func noneAndBothMayBeChoices() {
        let labels = ["Art", "Music", "Both", "None of these"]
        for (said, means) in [
            ("both", "Both"), ("both of them", "Both"), ("none", "None of these"),
            ("neither", "None of these"),
            ("none of them", "None of these"), ("art", "Art"), ("art and music", "Art|Music"),
            ("4", labels[3]),
            ("not art", ""), ("last one", "None of these"), ("second to last", "Both"),
            ("last but one", "Both"),
        ] { Self.check(Case(said: said, means: means), labels) }
    }

    // MARK: Places and things

    @Test(
        arguments: cases([
            ("town park", "Town park"), ("the park", "Town park"), ("park", "Town park"),
            ("hall", "Town hall"),
            ("town", "Town park|Town hall"), ("the town hall please", "Town hall"), ("townpark", "Town park"),
            ("libary", "The library"), ("library", "The library"), ("the libry", "The library"),
            ("swiming pool", "Swimming pool"), ("swimming", "Swimming pool"), ("swim", "Swimming pool"),
            ("swimming pool would be good", "Swimming pool"), ("pool", "Swimming pool"),
            ("prak", "Town park"),
            ("the middle", ""), ("park or library", "Town park|The library"),
            ("the libary pls :)", "The library"),
            ("i like the town park best", "Town park"), ("hallway", ""), ("call", ""), ("dark", ""),
            ("toen hall", "Town hall"), ("third", "The library"), ("3rd option", "The library"),
        ]))
    func wordsOfALabel(said: Case) {
        Self.check(said, ["Town park", "Town hall", "The library", "Swimming pool"])
    }

    @Test func aDayThatIsNotOfferedIsNoMisspelling() {
        Self.check(Case(said: "tuesday", means: ""), ["Thursday", "Friday"])
        Self.check(Case(said: "tues", means: ""), ["Thursday", "Friday"])
        Self.check(Case(said: "thursday", means: "Thursday"), ["Thursday", "Friday"])
        Self.check(Case(said: "thurs", means: "Thursday"), ["Tuesday", "Thursday"])
        Self.check(Case(said: "weds", means: "Wednesday"), ["Tuesday", "Wednesday"])
        Self.check(Case(said: "wensday", means: "Wednesday"), ["Tuesday", "Wednesday"])
        Self.check(Case(said: "t", means: ""), ["Tuesday", "Thursday"])
    }

    @Test func twoEquallyNearMissesAreNotGuessedBetween() {
        Self.check(Case(said: "banf", means: "Band|Bank"), ["Band", "Bank"])
        Self.check(Case(said: "walking", means: ""), ["Talking", "Singing"])
        Self.check(Case(said: "cat", means: ""), ["Bat", "Car"])
        Self.check(Case(said: "car", means: "Car"), ["Cat", "Car"])
    }

    @Test func aWholeLabelGoesBeforeAPartOfAnother() {
        let labels = ["Saturday", "Saturday morning", "Park", "Town park"]
        for (said, means) in [
            ("saturday", "Saturday"), ("saturday morning please", "Saturday morning"), ("park", "Park"),
            ("i think the park", "Park"), ("town park", "Town park"), ("morning", "Saturday morning"),
            ("sat", "Saturday|Saturday morning"),
        ] { Self.check(Case(said: said, means: means), labels) }
    }

    @Test func datesInLabelsAreToldApart() {
        let labels = ["Saturday 9 May", "Saturday 16 May"]
        for (said, means) in [
            ("saturday", "Saturday 9 May|Saturday 16 May"), ("sat 16th", "Saturday 16 May"),
            ("the 9th", "Saturday 9 May"), ("9 may", "Saturday 9 May"), ("16", "Saturday 16 May"),
            ("2", "Saturday 16 May"), ("may", "Saturday 9 May|Saturday 16 May"), ("6", ""),
        ] { Self.check(Case(said: said, means: means), labels) }
        let early = ["Saturday 2 May", "Saturday 9 May"]
        Self.check(Case(said: "the 2nd", means: "Saturday 2 May|Saturday 9 May"), early)
        Self.check(Case(said: "2", means: "Saturday 2 May|Saturday 9 May"), early)
    }

    // MARK: The choice's own words

    @Test func aChoicesOwnWordsCountAsItsLabel() {
        let choices = [
            Choice("a", label: "The leisure centre", words: ["gym", "pool"]),
            Choice("b", label: "Online", words: ["zoom", "on my phone"]),
        ]
        for (said, means) in [
            ("gym", "The leisure centre"), ("the pool please", "The leisure centre"), ("zoom", "Online"),
            ("on my phone", "Online"), ("Zooom", "Online"), ("leisure", "The leisure centre"),
        ] { Self.check(Case(said: said, means: means), choices) }
    }

    @Test func smallWordsMayBeLabels() {
        for (said, means) in [
            ("good", "Good"), ("very good", "Very good"), ("it was good", "Good"), ("ok", "OK"),
            ("bad", "Bad"),
            ("not good", ""), ("👍", ""),
        ] { Self.check(Case(said: said, means: means), ["Very good", "Good", "OK", "Bad"]) }
        for (said, means) in [("me", "Me"), ("its for me", "Me"), ("my mum", "My mum"), ("mum", "My mum")] {
            Self.check(Case(said: said, means: means), ["Me", "My mum", "Someone else"])
        }
        for (said, means) in [("a", "A"), ("B please", "B"), ("i want c", "C"), ("a or b", "A|B")] {
            Self.check(Case(said: said, means: means), ["A", "B", "C"])
        }
    }

    @Test func emojiInLabelsAreAnswers() {
        let labels = ["😀 Happy", "😐 OK", "😢 Sad"]
        for (said, means) in [
            ("😀", labels[0]), ("😢😢", labels[2]), ("happy", labels[0]), ("😀 happy", labels[0]),
            ("😡", ""), ("😀😢", "\(labels[0])|\(labels[2])"),
        ] { Self.check(Case(said: said, means: means), labels) }
    }

    @Test func labelsWithAndAreOneAnswer() {
        let labels = ["Arts & crafts", "Sport", "Food and drink"]
        for (said, means) in [
            ("arts and crafts", labels[0]), ("crafts", labels[0]), ("crafts and arts", labels[0]),
            ("food", labels[2]), ("sport and food", "Sport|Food and drink"), ("footbal", ""),
        ] { Self.check(Case(said: said, means: means), labels) }
    }

    @Test func otherLettersAreFolded() {
        Self.check(Case(said: "cafe", means: "Café Zoë"), ["Café Zoë", "Park"])
        Self.check(Case(said: "łódź", means: "Lodz"), ["Lodz", "Park"])
        Self.check(Case(said: "dont know", means: "Don’t know"), ["Don’t know", "Park"])
        Self.check(Case(said: "السبت", means: "السبت"), ["السبت", "الأحد"])
    }

    @Test func twoChoicesWithOneLabelAreUnclear() {
        Self.check(Case(said: "tea", means: "Tea|Tea"), ["Tea", "Tea", "Milk"])
    }

    @Test func aVeryLongTextIsOnlyComparedWithTheLabels() {
        let story = String(repeating: "please ", count: 40) + "saturday"
        Self.check(Case(said: story, means: "Saturday"), ["Saturday", "Sunday"])
        let other = String(repeating: "sunday ", count: 40)
        Self.check(Case(said: other, means: ""), ["Saturday", "Sunday"])
        let label = String(repeating: "long ", count: 50)
        Self.check(Case(said: label.uppercased(), means: label), [label, "Short"])
    }

    @Test func withoutChoicesNothingIsUnderstood() {
        #expect(AnswerReader([]).read("1").outcome == .somethingElse)
    }

    @Test func nothingThatIsWrittenBringsItDown() {
        let odd = [
            "\u{0}", "'", "''''", "a'", "'s", "1.", ".1", "1:", ":", "half", "at", "last but", "to last",
            "no",
        ]
        let words = odd + ["\u{200D}", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1st 2nd", "quarter to 1", "2 to last", "+", "/", "&&&", "9999"]
        for first in words {
            for second in words {
                let readings = [
                    AnswerReader([Choice("a", label: second), Choice("b", label: "b")])
                        .read(first + " " + second),
                    AnswerReader([Choice("a", label: ""), Choice("b", label: first)]).read(first + second),
                ]
                for reading in readings {
                    #expect(Set(reading.choices.map(\.id)).isSubset(of: ["a", "b"]), "\(first) \(second)")
                }
            }
        }
    }
}
