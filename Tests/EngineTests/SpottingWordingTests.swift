import Foundation
import Spotting
import TestLimits
import Testing

@testable import Engine

/// The lists and the model of what may tell of harm, in the folder of prompts.
@Suite(.limited) struct `Lists and model in the folder of prompts` {
    private let shipped: Data

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "prompts/en-GB/safety/\(WorryModel.name)")
        shipped = try Data(contentsOf: file)
    }

    private let lists = ["en-GB/safety/danger.list": "bread and butter\n"]
    private let unlisted = "my dad hits me with his belt every night and i am scared"

    @Test func `the model beside the lists finds what stands in none of them`() throws {
        let folder = try PromptFolder(lists)
        #expect(Wording.load(folder: folder.path).0.spotter?.find(in: unlisted) == nil)
        try folder.write("en-GB/safety/\(WorryModel.name)", shipped)
        let (wording, faults) = Wording.load(folder: folder.path)
        #expect(faults.isEmpty)
        #expect(wording.spotter?.find(in: unlisted)?.kinds.contains("abuse") == true)
    }

    @Test func `without the model the lists are alone`() throws {
        let folder = try PromptFolder(lists)
        try folder.write("en-GB/safety/\(WorryModel.name)", shipped)
        let (wording, _) = Wording.load(folder: folder.path, usingModel: false)
        #expect(wording.spotter?.find(in: unlisted) == nil)
        #expect(wording.spotter?.find(in: "bread and butter")?.certainty == .sure)
    }

    @Test func `a forum's own model stands in for the one that came along`() throws {
        let folder = try PromptFolder(lists)
        try folder.write("en-GB/safety/\(WorryModel.name)", shipped)
        let own = try PromptFolder(["en-GB/core/README.md": "ours"])
        try own.write("en-GB/safety/\(WorryModel.name)", Data("YouSaid worries\n".utf8) + [9, 0, 0, 0])
        let (_, faults) = Wording.load(folder: folder.path, own: own.path)
        #expect(faults.map(\.file) == ["en-GB/safety/\(WorryModel.name)"])
        #expect(faults.map(\.folder) == [own.path])
    }

    @Test func `a damaged model is a fault with its file and advice`() throws {
        let folder = try PromptFolder(lists)
        try folder.write("en-GB/safety/\(WorryModel.name)", shipped.dropLast(7))
        let report = Wording.check(folder: folder.path)
        #expect(!report.isGood)
        #expect(
            report.faults.map(\.description) == [
                "en-GB/safety/worries.model:1: the file of weights is damaged. Bring worries.model back from the"
                    + " folder that came with YouSaid, or train it again."
            ])
    }
}
