import TestLimits
import Testing
import YouSaidKit
import YouSaidTesting

@testable import Engine

/// What is true of every answer that is read, whatever the words and the choices.
@Suite(.limited) struct `Every answer` {
    private static let seed = UInt64.random(in: 1...999_999)

    private static let words = [
        "yes", "no", "not", "sat", "sunday", "1", "2", "3", "13", "4pm", "after", "under", "oct", "b", "a",
        "i", "cant", "dont",
        "only", "or", "and", "n", "both", "all", "whatever", "👍", "👎", "🤷", "🍕", "the", "second", "last",
        "one", "of", "these",
        "to", "is", "it", "can", "?", "!", ".", ",", "\n", "no", "idk", "im", "at", "half", "past", "o'clock",
        "p.m.", "18+", "u",
        "twenty", "four", "neither", "nor", "rather", "than", "zooo", "please", "x", "1st", "-", "/", "’",
        "\u{200B}", "é", "بلى",
        "", "00", "9999", "99999999999999999999", "5,000", "2hrs", "hate", "but", "if", "been", "park",
        "Town park", "other",
    ]

    private static let labels = [
        "Saturday", "Sunday", "Yes", "No", "Not sure", "1 October", "3 October", "4pm", "5:30pm", "Under 13",
        "13 to 15",
        "3 or more", "None", "One", "Town park", "Zoo", "Group A", "B", "👍", "🍕", "I can come",
        "I can't come", "Neither", "Agree",
        "Disagree", "Someone else", "", " ", "Very good 😀", "18+", "Fish & chips", "After 4pm", "2 hours",
        "9999 or more",
    ]

    @Test func `is among the choices, and says why`() {
        print("Answers are made up with the seed \(Self.seed)")
        var generator = SeededGenerator(seed: Self.seed)
        for _ in 0..<1_000 {
            let choices = (0..<Int.random(in: 0...6, using: &generator)).map { place in
                Choice("\(place)", label: Self.labels.randomElement(using: &generator) ?? "")
            }
            let text = (0..<Int.random(in: 0...7, using: &generator))
                .map { _ in Self.words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
            for wanted in [AnswerReader.Wanted.one, .several, .consent] {
                for shown in [AnswerReader.Shown.buttons, .numbers] {
                    let reading = AnswerReader(choices, shown: shown, wanted: wanted).read(text)
                    check(reading, choices, wanted, text)
                }
            }
        }
    }

    private func check(
        _ reading: AnswerReading, _ choices: [Choice], _ wanted: AnswerReader.Wanted, _ text: String
    ) {
        switch reading.outcome {
        case .choice(let choice):
            #expect(choices.contains(choice), "\(text)")
        case .several(let several):
            #expect(
                wanted == .several && several.count > 1 && several.allSatisfy(choices.contains), "\(text)")
        case .unclear(let between):
            #expect(!between.isEmpty && between.allSatisfy(choices.contains), "\(text)")
            #expect(!reading.reason.counts, "\(text)")
        case .somethingElse:
            #expect(!reading.reason.counts, "\(text)")
        }
    }

    @Test func `is a place only where there is one`() {
        for count in 1...12 {
            let choices = (1...count).map {
                Choice("\($0)", label: "Thing \("abcdefghijklmn".dropFirst($0).prefix(1))x")
            }
            for number in 0...15 {
                for shown in [AnswerReader.Shown.buttons, .numbers] {
                    let found = AnswerReader(choices, shown: shown).read("\(number)").choices.map(\.id)
                    #expect(found == ((1...count).contains(number) ? ["\(number)"] : []))
                }
            }
        }
    }

    @Test func `in the very words of one label is that choice`() {
        for label in Self.labels where label.contains(where: { $0.isLetter || $0.isNumber }) {
            let choices = [
                Choice("a", label: "Elephants"), Choice("b", label: label), Choice("c", label: "Giraffes"),
            ]
            #expect(AnswerReader(choices).read(label).choices.map(\.id) == ["b"], "\(label)")
        }
    }

    @Test(arguments: [
        ("1", AnswerReading.Reason.place), ("b", .letter), ("sat", .partOfLabel), ("Saturday", .label),
        ("sun not sat", .contrast), ("not saturday", .turnedDown), ("is it saturday?", .asksSomething),
        ("saturday if i can", .onCondition), ("sat or sun", .severalNamed), ("whatever", .anyOfThem),
        ("5", .noSuchPlace), ("after 2", .otherNumber), ("me 2", .everydayWords), ("", .nothingSaid),
        ("banana", .unknownWords), (String(repeating: "sat ", count: 60), .tooLong),
    ])
    func `has its reason`(text: String, reason: AnswerReading.Reason) {
        let choices = [Choice("sat", label: "Saturday"), Choice("sun", label: "Sunday")]
        #expect(AnswerReader(choices).read(text).reason == reason)
    }

    @Test(arguments: [
        ("yeah", AnswerReading.Reason.meaning), ("no i want to", .goesAgainstItself),
        ("👍👎", .goesAgainstItself),
        ("i cant say no", .twoNegatives), ("im fine thanks", .everydayWords), ("yes and no", .everydayWords),
    ])
    func `to yes or no has its reason`(text: String, reason: AnswerReading.Reason) {
        let choices = [Choice("yes", label: "Yes"), Choice("no", label: "No")]
        #expect(AnswerReader(choices).read(text).reason == reason)
    }

    @Test func `that is a consent is a plain yes`() {
        let choices = [Choice("yes", label: "Yes"), Choice("no", label: "No")]
        #expect(AnswerReader(choices, wanted: .consent).read("go on then").reason == .noPlainYes)
        #expect(AnswerReader(choices, wanted: .consent).read("👍").reason == .noPlainYes)
        #expect(AnswerReader(choices, wanted: .consent).read("yes 👍").choices.map(\.id) == ["yes"])
        #expect(AnswerReader(choices, wanted: .one).read("go on then").choices.map(\.id) == ["yes"])
    }

    @Test func `says where somebody is only where it does`() {
        let choices = [Choice("zoo", label: "Zoo"), Choice("park", label: "Park")]
        #expect(AnswerReader(choices).read("im at the zoo").reason == .whereTheyAre)
        #expect(AnswerReader(choices).read("at the zoo").choices.map(\.id) == ["zoo"])
    }

    @Test func `that is both a place and a number of a label is asked back`() {
        let choices = [Choice("2", label: "2 hours"), Choice("1", label: "1 hour")]
        #expect(AnswerReader(choices).read("2").reason == .placeOrLabel)
        #expect(AnswerReader(choices, shown: .numbers).read("2").choices.map(\.id) == ["1"])
    }

    // MARK: Work

    /// Texts of a megabyte, and texts that are made to be hard.
    private static let long: [String] = [
        "a", "sat ", "not ", "1,", "👍", "no i ", "saturda", "b, ", "?", "\u{FDFA}", "e\u{301}",
    ].map {
        String(repeating: $0, count: 1_000_000 / $0.utf8.count)
    }

    @Test func `takes little work, whatever the text`() {
        let labels = (0..<10).map { "Saturdays and sundays in the town park number \($0)" }
        let choices = labels.map { Choice($0, label: $0, words: ["sat", "sun", "1", "2"]) }
        let hard = ["sat ", "not ", "1,", "👍 ", "no i ", "saturdy ", "b, ", "half ", "i cant "].map {
            String(repeating: $0, count: AnswerReader.longest / $0.count)
        }
        for text in Self.long + hard {
            for wanted in [AnswerReader.Wanted.one, .several, .consent] {
                let work = AnswerReader(choices, wanted: wanted).reading(text).work
                #expect(work < 200_000, "\(text.prefix(12)) took \(work)")
            }
        }
    }

    @Test func `is read no further than a platform can send`() {
        for text in Self.long {
            let read = AnswerReader.cut(text)
            #expect(read.unicodeScalars.count <= 4_096)
            #expect(text.unicodeScalars.starts(with: read.unicodeScalars))
        }
        #expect(AnswerReader.cut("Saturday") == "Saturday")
    }
}
