import Engine
import Foundation
import TestLimits
import Testing
import YouSaidKit

/// What officers write in `prompts/` and what people then read.
@Suite(.limited)
struct WordingTests {
    @Test func fillsInPlaceholdersInTheReadersForm() throws {
        let folder = try PromptFolder([
            "en-GB/polls/closed.txt": "The poll {poll} has closed.\n\n{count} of you voted.\n",
            "en-GB/polls/closed.easy-read.txt": "The poll is closed.\nIts name is {poll}.\n{count} voted.",
        ])
        let wording = try Wording(folder: folder.path)
        let prompt = Prompt("closed", ["poll": "Where next?", "count": 12], plugin: "polls")

        #expect(
            try wording.render(prompt, form: .standard, language: "en-GB", zone: "Europe/London")
                == "The poll Where next? has closed.\n\n12 of you voted.")
        #expect(
            try wording.render(prompt, form: .easyRead, language: "en-GB", zone: "Europe/London")
                == "The poll is closed.\nIts name is Where next?.\n12 voted.")
    }

    @Test func trimsLineEndsAndKeepsOneEmptyLineBetweenParagraphs() throws {
        let wording = try pair("a", "\r\n  Hello  \r\nyou.\t\n\n\n\nBye. \n\n\n")
        #expect(try words(wording, Prompt("a", plugin: "core")) == "  Hello\nyou.\n\nBye.")
    }

    @Test func doubledBracesAreBraces() throws {
        let wording = try pair("a", "Say {{hello}} to {name}}}.")
        #expect(try words(wording, Prompt("a", ["name": "Sam"], plugin: "core")) == "Say {hello} to Sam}.")
    }

    @Test func valuesAreNeverReadAsPlaceholders() throws {
        let wording = try pair("a", "You wrote: {text}")
        let prompt = Prompt("a", ["text": "{name} {{ }"], plugin: "core")
        #expect(try words(wording, prompt) == "You wrote: {name} {{ }")
    }

    @Test func everyKindOfValueIsSpoken() throws {
        let folder = try PromptFolder([
            "en-GB/core/list.txt": "{rows}\nat {time} on {date}",
            "en-GB/core/list.easy-read.txt": "{date}\n{time}\n{rows}",
            "en-GB/core/row.txt": "- {name}", "en-GB/core/row.easy-read.txt": "* {name}",
        ])
        let wording = try Wording(folder: folder.path)
        let moment = try LocalTime(
            year: 2026, month: 8, day: 6, hour: 17, minute: 30, zone: "Europe/London"
        ).moment()
        let rows = PromptValue.lines([
            .prompt(Prompt("row", ["name": "Sam"], plugin: "core")),
            .prompt(Prompt("row", ["name": 7], plugin: "core")), "end",
        ])
        let prompt = Prompt(
            "list", ["rows": rows, "time": .time(moment), "date": .date(moment)], plugin: "core")

        #expect(try words(wording, prompt) == "- Sam\n- 7\nend\nat 5:30pm on Thursday 6 August 2026")
        #expect(
            try words(wording, prompt, .easyRead) == "Thursday 6 August 2026\n5:30pm\n* Sam\n* 7\nend")
    }

    @Test func aNumberChoosesItsWord() throws {
        let wording = try pair("a", "It took {minutes} {minutes|minute|minutes}.")
        #expect(try words(wording, Prompt("a", ["minutes": 1], plugin: "core")) == "It took 1 minute.")
        #expect(try words(wording, Prompt("a", ["minutes": 0], plugin: "core")) == "It took 0 minutes.")
        #expect(try words(wording, Prompt("a", ["minutes": 21], plugin: "core")) == "It took 21 minutes.")
        #expect(throws: WordingFaults.self) { try pair("a", "{minutes|minute}") }
        #expect(throws: WordingFaults.self) { try pair("a", "{minutes||s}") }
    }

    @Test func aMissingFileIsNamed() throws {
        let wording = try pair("a", "Hello")
        #expect(throws: WordingError(file: "en-GB/polls/gone.txt", reason: .missingFile)) {
            try words(wording, Prompt("gone", plugin: "polls"))
        }
        #expect(throws: WordingError(file: "gone", reason: .noFolder)) {
            try words(wording, Prompt("gone"))
        }
    }

    @Test func aPlaceholderWithoutAValueIsNamedWithItsFile() throws {
        let wording = try pair("a", "Hello {nmae}")
        let error = #expect(throws: WordingError.self) {
            try words(wording, Prompt("a", ["name": "Secret Person"], plugin: "core"))
        }
        #expect(error?.file == "en-GB/core/a.txt")
        #expect(error?.placeholder == "nmae")
        #expect(error?.description.contains("Secret") == false)
    }

    @Test func aZoneThatNobodyKnowsIsAnError() throws {
        let wording = try pair("a", "At {time}")
        let prompt = Prompt("a", ["time": .time(Moment(milliseconds: 0))], plugin: "core")
        let wanted = WordingError(file: "en-GB/core/a.txt", reason: .unknownZone(placeholder: "time"))
        #expect(throws: wanted) {
            try wording.render(prompt, form: .standard, language: "en-GB", zone: "Mars/Olympus")
        }
    }

    @Test func aValueThatNoFormUsesIsToldToWhoeverAsks() throws {
        let wording = try pair("a", "Hello {name}")
        let prompt = Prompt("a", ["name": "Sam", "poll": "x"], plugin: "core")
        #expect(try words(wording, prompt) == "Hello Sam")
        #expect(wording.unusedValues(of: prompt, language: "en-GB") == ["poll"])
    }

    @Test func onePartMayBeLeftOutOnPurpose() throws {
        let folder = try PromptFolder([
            "en-GB/core/a.txt": "Dear {name}, {poll} has closed.",
            "en-GB/core/a.easy-read.txt": "{without name}\nThe poll is closed.\n{poll}",
        ])
        let wording = try Wording(folder: folder.path)
        let prompt = Prompt("a", ["name": "Sam", "poll": "Tea"], plugin: "core")
        #expect(try words(wording, prompt, .easyRead) == "The poll is closed.\nTea")
        #expect(wording.unusedValues(of: prompt, language: "en-GB") == [])
    }

    @Test(arguments: [
        ("Hello {name", 1, "without its }"), ("Hello\nname}", 2, "without its {"), ("{}", 1, "{}"),
        ("a\n\n{two words}", 3, "two words"), ("{1}", 1, "{1}"), ("", 1, "no words"),
        (" \n\n ", 1, "no words"), ("{without x}\nHello {x}", 1, "left out"),
        ("Hi\n{without }", 2, "not"),
    ])
    func aBadFileIsRefusedWithItsLine(text: String, line: Int, says: String) throws {
        let folder = try PromptFolder(["en-GB/core/a.txt": text, "en-GB/core/a.easy-read.txt": text])
        let (_, faults) = Wording.load(folder: folder.path)
        #expect(faults.map(\.file) == ["en-GB/core/a.easy-read.txt", "en-GB/core/a.txt"])
        #expect(faults.allSatisfy { $0.line == line && $0.what.contains(says) && !$0.advice.isEmpty })
    }

    @Test func bytesThatAreNotTextAreRefused() throws {
        let folder = try PromptFolder(["en-GB/core/a.easy-read.txt": "Hello"])
        try folder.write("en-GB/core/a.txt", Data("Hello\nyou ".utf8) + [0xE9, 0x0A])
        let (_, faults) = Wording.load(folder: folder.path)
        let texts = faults.map(\.description)
        #expect(texts.contains { $0.hasPrefix("en-GB/core/a.txt:2: the file is not UTF-8") })
    }

    @Test func theMarkThatSomeProgramsPutBeforeATextIsSkipped() throws {
        let mark = "\u{FEFF}"
        let folder = try PromptFolder([
            "en-GB/core/a.txt": mark + "Hello", "en-GB/core/a.easy-read.txt": mark + "Hi",
            "en-GB/sensitive.list": mark + "tea\n",
        ])
        let (wording, faults) = Wording.load(folder: folder.path)
        #expect(faults.isEmpty, "\(faults)")
        #expect(try words(wording, Prompt("a", plugin: "core"), .standard) == "Hello")
        #expect(try words(wording, Prompt("a", plugin: "core"), .easyRead) == "Hi")
    }

    @Test func bothFormsAreNeededWithTheSamePlaceholders() throws {
        let folder = try PromptFolder([
            "en-GB/core/one.txt": "Hello", "en-GB/core/two.easy-read.txt": "Hello",
            "en-GB/core/three.txt": "Hello {name}", "en-GB/core/three.easy-read.txt": "Hello {nmae}",
            "en-GB/core/four.easyread.txt": "Hello", "en-GB/core/good.txt": "Hello",
            "en-GB/core/good.easy-read.txt": "Hi", "en-GB/core/good.txt~": "{", "README.md": "read me",
        ])
        let (wording, faults) = Wording.load(folder: folder.path)
        #expect(
            faults.map(\.file) == [
                "en-GB/core/four.easyread.txt", "en-GB/core/one.easy-read.txt",
                "en-GB/core/three.easy-read.txt", "en-GB/core/three.txt", "en-GB/core/two.txt",
            ])
        #expect(faults[3].what.contains("{nmae}"))
        #expect(wording.has("good", plugin: "core", language: "en-GB"))
        #expect(!wording.has("one", plugin: "core", language: "en-GB"))
        #expect(throws: WordingFaults.self) { try Wording(folder: folder.path) }

        let report = Wording.check(folder: folder.path)
        #expect(report.faults == faults && report.languages == ["en-GB"] && !report.isGood)
        #expect(report.prompts == 3)
    }

    @Test func aForumsOwnWordsStandInForThoseOfTheSameName() throws {
        let shipped = try PromptFolder([
            "en-GB/core/a.txt": "Hello {name}", "en-GB/core/a.easy-read.txt": "Hi {name}",
            "en-GB/core/b.txt": "Bye", "en-GB/core/b.easy-read.txt": "Bye",
        ])
        let own = try PromptFolder(["en-GB/core/a.txt": "Ay up {name}"])
        let (wording, faults) = Wording.load(folder: shipped.path, own: own.path)
        #expect(faults.isEmpty)
        let prompt = Prompt("a", ["name": "Sam"], plugin: "core")
        #expect(try words(wording, prompt) == "Ay up Sam")
        #expect(try words(wording, prompt, .easyRead) == "Hi Sam")
        #expect(try words(wording, Prompt("b", plugin: "core")) == "Bye")
    }

    @Test func whatIsWrongInAForumsOwnWordsIsSaidOfTheirFile() throws {
        let shipped = try PromptFolder(["en-GB/core/a.txt": "Hello", "en-GB/core/a.easy-read.txt": "Hi"])
        // The new version has no {name} any more, and the forum's own words still do.
        let own = try PromptFolder(["en-GB/core/a.txt": "Hello {name}", "en-GB/core/c.txt": "{"])
        let (_, faults) = Wording.load(folder: shipped.path, own: own.path)
        #expect(faults.map(\.file) == ["en-GB/core/a.easy-read.txt", "en-GB/core/c.txt"])
        #expect(faults.map(\.folder) == [shipped.path, own.path])
        #expect(faults[0].what.contains("{name} is missing, which en-GB/core/a.txt uses"))
    }

    @Test func aFolderThatIsNotThereIsAFault() {
        let (_, faults) = Wording.load(folder: "/nowhere/prompts")
        #expect(faults.count == 1 && faults[0].what.contains("cannot be read"))
    }

    private func pair(_ name: String, _ text: String) throws -> Wording {
        let folder = try PromptFolder([
            "en-GB/core/\(name).txt": text, "en-GB/core/\(name).easy-read.txt": text,
        ])
        return try Wording(folder: folder.path)
    }

    @discardableResult
    private func words(
        _ wording: Wording, _ prompt: Prompt, _ form: WordingForm = .standard
    ) throws -> String {
        try wording.render(prompt, form: form, language: "en-GB", zone: "Europe/London")
    }
}

/// A folder of prompts for one test, gone with it.
final class PromptFolder {
    let path: String

    init(_ files: [String: String]) throws {
        path = FileManager.default.temporaryDirectory.path + "/prompts-\(UUID().uuidString)"
        for (name, text) in files { try write(name, Data(text.utf8)) }
    }

    func write(_ name: String, _ bytes: Data) throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
