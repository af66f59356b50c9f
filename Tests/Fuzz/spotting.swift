import Foundation
import Spotting

private let folder = "prompts/en-GB/safety"
private let lists: SpotLists? = try? SpotLists(folder: folder)
private let weights: [UInt8]? = FileManager.default.contents(atPath: "\(folder)/\(WorryModel.name)").map(
    Array.init)
private let model: WorryModel? = weights.flatMap { try? WorryModel($0) }
private let spotter: Spotter? = lists.map { Spotter([$0], model: model) }

/// A message, looked through with the lists and the model that come with the bot; below its first line, a list of somebody's
/// own and groups of words of their own; and all of it as a file of weights.
func fuzzSpotting(_ bytes: [UInt8]) {
    guard let spotter, let weights, model != nil else { fatalError("lists and model cannot be read") }
    let text = String(decoding: bytes, as: UTF8.self)
    let message = text.prefix { !$0.isNewline }
    // Of the lists alone: with more behind it a message may read less like harm, to the model.
    must(
        spotter.kinds(in: String(message)).isSubset(of: spotter.kinds(in: message + "\nhello there")),
        "what the lists find is found with more behind it")
    // With words in between: "to die for" is a way of speaking, and is seen across sentences too.
    let plain = "I want to die\nhello there \(message)"
    must(spotter.kinds(in: plain).contains("self-harm"), "and nothing hides what is plain")
    must(spotter.find(in: plain)?.certainty == .sure, "which is sure whatever the model reads")
    let found = spotter.find(in: text)
    must(found.map { !$0.kinds.isEmpty } ?? true, "what is found is of some kind")
    must(found == spotter.find(in: text), "and is found again")
    fuzzLists(String(text[message.endIndex...]), message: String(message))
    fuzzModel(bytes, weights)
}

private func fuzzLists(_ rest: String, message: String) {
    do throws(SpotLists.Faults) {
        let lists = try SpotLists(["own": rest, "groups": "@one = a|b c\n@two = @one|d"])
        _ = Spotter([lists], model: model).find(in: message)
    } catch {
        must(
            error.all.allSatisfy { $0.line >= 1 && !$0.what.isEmpty && !$0.advice.isEmpty },
            "a fault says what")
    }
    do throws(SpotLists.Faults) {
        _ = try SpotLists(["groups": rest, "own": "@one two"])
    } catch {
        must(!error.all.isEmpty, "refused lists have a fault")
    }
}

/// The bytes as a file of weights, and laid over the beginning, the middle and the end of a good one.
private func fuzzModel(_ bytes: [UInt8], _ weights: [UInt8]) {
    read(bytes)
    for start in [0, 16, 20, weights.count / 2, max(0, weights.count - bytes.count)] {
        var damaged = weights
        for (place, byte) in zip(start..<weights.count, bytes) { damaged[place] = byte }
        if damaged != weights { must(!read(damaged), "a damaged file is refused") }
        read(Array(damaged.prefix(start + bytes.count)))
    }
}

@discardableResult
private func read(_ bytes: [UInt8]) -> Bool {
    do throws(WorryModel.Fault) {
        _ = try WorryModel(bytes)
        return true
    } catch {
        must(!error.what.isEmpty && !error.advice.isEmpty, "a refused file of weights has advice")
        return false
    }
}
