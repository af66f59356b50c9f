import Foundation
import TestLimits
import Testing

@testable import Spotting

/// The model that comes with YouSaid: its file, and that it reads as its trainer does.
@Suite(.limited) struct `The model that finds what stands in no list` {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "prompts/en-GB/safety").path

    private let bytes: [UInt8]
    private let model: WorryModel

    init() throws {
        bytes = Array(try #require(FileManager.default.contents(atPath: "\(Self.folder)/worries.model")))
        model = try WorryModel(bytes)
    }

    private struct Scored {
        let text: String
        let score: Double
        let kinds: Set<String>
    }

    /// Made by script/train-worries: a score, kinds, and the text's bytes in hexadecimal figures.
    private func scored() throws -> [Scored] {
        let file = try #require(Bundle.module.url(forResource: "Fixtures/scores", withExtension: "tsv"))
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            let figures = Array(parts[2].utf8)
            let text = stride(from: 0, to: figures.count, by: 2).compactMap {
                UInt8(String(decoding: figures[$0...$0 + 1], as: UTF8.self), radix: 16)
            }
            return Scored(
                text: String(decoding: text, as: UTF8.self), score: try #require(Double(parts[0])),
                kinds: Set(parts[1].split(separator: ",").map(String.init)))
        }
    }

    @Test func `a text has the score that the trainer gave it, however odd it is`() throws {
        let scored = try scored()
        #expect(scored.count >= 250)
        for one in scored {
            let reading = model.read(one.text)
            #expect(abs(reading.score - one.score) < 1e-9, "\(one.text.prefix(80)): \(one.score)")
            if one.score >= model.weak { #expect(reading.kinds == one.kinds, "\(one.text.prefix(80))") }
        }
    }

    @Test(arguments: [
        ("k i l l", ["kill"]), ("K.M.S", ["kms"]), ("don’t   DIE", ["dont", "die"]),
        ("diiie noooo", ["die", "no"]),
        ("he1p m€", ["heip", "m"]), ("@home h@te a$$ ha!", ["ahome", "hate", "a", "ha"]),
        ("kіll mysеlf", ["kill", "myself"]), ("ｋｉｌｌ 𝖒𝖊", ["kill", "me"]),
        ("k\u{200B}ill d\u{301}ie", ["kill", "die"]),
        ("cut🔪me", ["cut", "🔪", "me"]), ("999 10:30 1,000", ["999", "10", "30", "1", "000"]), ("", []),
    ])
    func `words are read as they are meant`(_ text: String, _ words: [String]) {
        #expect(WorryText(text).words == words)
    }

    @Test func `letters that run together read much like the words`() {
        let together = [
            ("iwanttodie", "iwanttogo"), ("ihatemyselfandwanttodie", "ilikepizzaandwanttogo"),
            ("mydadhitsme", "mydadlikestea"), ("ｉ ｗａｎｔ ｔｏ ｄｉｅ", "ｉ ｗａｎｔ ｔｏ ｇｏ"),
        ]
        for (harm, harmless) in together {
            #expect(model.read(harm).score > model.read(harmless).score, "\(harm)")
            #expect(model.read(harm).score > model.weak, "\(harm)")
            #expect(model.read(harmless).score < model.maybe, "\(harmless)")
        }
    }

    @Test func `what is said in the middle of a long text is found`() {
        let filling = String(repeating: "we talked about the new bus stop and the cake was good. ", count: 40)
        #expect(model.read(filling).score < model.maybe)
        let reading = model.read(
            filling
                + "i want to kill myself tonight. i cant go on. i have got the tablets here. nobody will miss me. "
                + filling)
        #expect(reading.score >= model.maybe)
        #expect(reading.kinds.contains("self-harm"))
    }

    // MARK: The file

    private func fault(_ bytes: [UInt8]) -> WorryModel.Fault? {
        do throws(WorryModel.Fault) {
            _ = try WorryModel(bytes)
            return nil
        } catch { return error }
    }

    @Test func `a file that is no model, or of another version, is refused with advice`() {
        #expect(fault([])?.what == "this is no file of weights")
        #expect(fault(Array("hello".utf8))?.what == "this is no file of weights")
        var later = bytes
        later[16] = 2
        #expect(
            fault(later)?.what == "the weights are of version 2, and this program reads version 1")
        #expect(fault(later)?.advice.isEmpty == false)
    }

    @Test func `a file that is damaged anywhere is refused`() {
        for place in [20, 24, 28, 32, 36, 60, 70, 200, 300_000, bytes.count - 5, bytes.count - 1] {
            var damaged = bytes
            damaged[place] ^= 0x40
            #expect(fault(damaged)?.what == "the file of weights is damaged", "at \(place)")
        }
        for count in [16, 18, 20, 23, 24, 40, 100, bytes.count / 2, bytes.count - 1] {
            #expect(
                fault(Array(bytes.prefix(count)))?.what == "the file of weights is damaged", "\(count) bytes")
        }
        #expect(fault(bytes + [0])?.what == "the file of weights is damaged")
    }

    @Test func `the file is small`() { #expect(bytes.count < 1_000_000) }

    // MARK: Beside the lists

    @Test func `what the lists are sure of is sure whatever the model reads`() throws {
        let lists = try SpotLists(["danger": "bread and butter", "not-meant": "tea"])
        #expect(
            Spotter([lists], model: model).find(in: "bread and butter") == Finding(.sure, kinds: ["danger"]))
    }

    @Test func `a phrase that is often harmless counts where the rest does not read harmless`() throws {
        let lists = try SpotLists(["danger": "? knife", "abuse": "hits me"])
        let alone = Spotter(lists)
        #expect(alone.find(in: "a knife for lunch please") == Finding(.maybe, kinds: ["danger"]))
        #expect(alone.find(in: "he hits me with a knife") == Finding(.sure, kinds: ["danger", "abuse"]))
        let both = Spotter([lists], model: model)
        #expect(both.find(in: "can i have a fork and a knife for lunch at the meeting please") == nil)
        #expect(both.find(in: "he has a knife and says he will kill me")?.certainty != nil)
        #expect(both.find(in: "he has a knife and says he will kill me")?.kinds.contains("danger") == true)
    }

    @Test func `nothing is found in what is plainly harmless`() throws {
        let spotter = Spotter([try SpotLists(folder: Self.folder)], model: model)
        for text in [
            "", "yes", "2", "see you on monday", "i like pizza", "thank you", "what time does it start?",
        ] {
            #expect(spotter.find(in: text) == nil, "\(text)")
        }
    }
}
