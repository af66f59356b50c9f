import TestLimits
import Testing
import YouSaidKit

@testable import Engine

@Suite(.limited) struct `Reading several choices` {
    private let reader = AnswerReader(
        [
            Choice("1", label: "Pizza"), Choice("2", label: "Soup"), Choice("3", label: "Bread and butter"),
            Choice("4", label: "Salad"),
        ], wanted: .several)

    @Test(arguments: [
        ("1", "1"), ("pizza", "1"), ("1 and 3", "1 3"), ("1,3", "1 3"), ("3 1", "1 3"), ("1 2 4", "1 2 4"),
        ("pizza, soup and salad", "1 2 4"), ("soop & piza", "1 2"), ("bread and butter", "3"),
        ("1\n2", "1 2"),
        ("all of them", "1 2 3 4"), ("the first one, salad", "1 4"), ("2 and 2", "2"),
    ]) func `what is clear is understood`(text: String, places: String) {
        #expect(reader.read(text).choices.map(\.id).joined(separator: " ") == places)
    }

    @Test(arguments: ["", "cheese", "pizza and cheese", "1 and 9", "not pizza", "19", "why?"])
    func `where one part is not clear, nothing is guessed`(text: String) {
        #expect(reader.read(text).choices.isEmpty)
    }
}
