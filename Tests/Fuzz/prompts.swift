import Foundation

@testable import Engine

/// One file of words, as it lies in the folder of prompts.
func fuzzPrompts(_ bytes: [UInt8]) {
    do throws(WordingFault) {
        let template = try WordingFolder.template(Data(bytes), named: "en-GB/core/fuzz.txt")
        must(!template.pieces.isEmpty, "a file that is read has words")
        let named = template.pieces.compactMap { piece -> String? in
            if case .placeholder(let name) = piece { name } else { nil }
        }
        must(Set(named) == template.placeholders, "every placeholder is known")
        must(template.placeholders.isDisjoint(with: template.leftOut), "nothing is used and left out")
        for case .words(let words) in template.pieces { must(!words.isEmpty, "no piece is empty") }
    } catch {
        must(error.line >= 1 && !error.what.isEmpty && !error.advice.isEmpty, "a fault says what to do")
    }
}
