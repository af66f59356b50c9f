import Engine
import YouSaidKit

private let sets: [[Choice]] = [
    [Choice("yes", label: "Yes", words: ["yep"]), Choice("no", label: "No")],
    [
        Choice("sat", label: "Saturday 9 August"), Choice("sun", label: "Sunday"),
        Choice("none", label: "Neither"),
    ],
    [Choice("a", label: "5:30pm"), Choice("b", label: "Half past six"), Choice("c", label: "17:00")],
    [
        Choice("1", label: "👍"), Choice("2", label: "Not sure"), Choice("3", label: ""),
        Choice("4", label: "🤷"),
    ],
    (1...12).map { Choice("\($0)", label: "Number \($0)") },
    [Choice("cafe", label: "Café"), Choice("park", label: "Town park"), Choice("on", label: "On-line")],
]

private let commands: [(word: String, aliases: [String])] = [
    ("MY DATA", ["DATA"]), ("POLL", ["NEW POLL"]), ("RESULTS", ["RESULT"]),
]

/// What somebody wrote, as a command, as a reserved word and as an answer. The first byte says to which made-up
/// question; asked all of them every time, the fuzzer would get a tenth as far. Where the bytes have lines, the first is
/// the text, and the rest are the choices' labels.
func fuzzMatching(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    _ = ReservedWord.read(text)
    if let found = CommandReader(commands).read(text) {
        must(commands.contains { $0.word == found.word }, "a command is one that was declared")
        must(found.standsAlone == found.rest.isEmpty, "a command stands alone where nothing follows")
    }
    let lines = text.split(separator: "\n", maxSplits: 8).map(String.init)
    guard lines.count > 1 else { return match(text, sets[Int(first) % sets.count]) }
    match(lines[0], lines.dropFirst().enumerated().map { Choice("\($0)", label: $1, words: [$1]) })
}

private func match(_ text: String, _ choices: [Choice]) {
    mustHold(AnswerReader(choices).read(text), of: choices, wanted: .one)
}
