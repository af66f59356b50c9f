import Engine
import YouSaidKit

/// An answer, as it is read where one choice is wanted, several or a consent, and where numbers were shown or not: the
/// first byte says which. The first line is the text, and the others are the choices; a choice with "=" in it has other
/// words behind that.
func fuzzAnswers(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let lines = String(decoding: bytes.dropFirst(), as: UTF8.self).split(
        separator: "\n", maxSplits: 12, omittingEmptySubsequences: false)
    let choices = lines.dropFirst().enumerated().map { index, line in
        let parts = line.split(separator: "=").map(String.init)
        return Choice("\(index)", label: parts.first ?? "", words: Array(parts.dropFirst()))
    }
    let wanted: [AnswerReader.Wanted] = [.one, .several, .consent]
    let chosen = wanted[Int(first >> 1) % wanted.count]
    let reader = AnswerReader(choices, shown: first & 1 == 0 ? .buttons : .numbers, wanted: chosen)
    let text = lines.first.map(String.init) ?? ""
    let reading = reader.read(text)
    mustHold(reading, of: choices, wanted: chosen)
    must(reader.read(text) == reading, "the same words are read in the same way")
}

/// What is true of each answer that was read.
func mustHold(_ reading: AnswerReading, of choices: [Choice], wanted: AnswerReader.Wanted) {
    switch reading.outcome {
    case .somethingElse: must(!reading.reason.counts, "what counts names a choice")
    case .choice(let choice): must(choices.contains(choice), "what is understood was offered")
    case .several(let several):
        must(several.count > 1 && wanted == .several, "several are two or more, where they are wanted")
        must(several.allSatisfy(choices.contains), "what is understood was offered")
    case .unclear(let between):
        must(!between.isEmpty, "unclear is between some")
        must(between.allSatisfy(choices.contains), "what is unclear was offered")
        must(!reading.reason.counts, "what is unclear has a reason for that")
    }
}
