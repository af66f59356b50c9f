import Foundation
import PlainWords

/// Reads the lists of words of a language: `prompts/en-GB/words/`. Used by ``WordingFolder``.
enum WordLists {
    /// The folder's name; no plugin can have it as its id.
    static let folder = "words"

    /// - Parameter paths: the folders of prompts. A list in a later one stands in for that of an earlier one.
    /// - Returns: what was in order, and what was not.
    static func read(_ language: String, in paths: [String]) -> (Vocabulary, [WordingFault]) {
        let place = "\(language)/\(folder)"
        var faults: [WordingFault] = []
        var texts: [Vocabulary.File: String] = [:]
        for path in paths { read(place, in: path, into: &texts, &faults) }
        let (vocabulary, found) = Vocabulary.read(texts)
        faults += found.map {
            WordingFault(file: "\(place)/\($0.file)", line: $0.line, what: $0.what, advice: $0.advice)
        }
        return (vocabulary, faults)
    }

    private static func read(
        _ place: String, in path: String, into texts: inout [Vocabulary.File: String],
        _ faults: inout [WordingFault]
    ) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(place)")) ?? []
        for name in names.sorted() where name.hasSuffix(".list") && !name.hasPrefix(".") {
            let file = "\(place)/\(name)"
            guard let known = Vocabulary.File(rawValue: name) else {
                let known = Vocabulary.File.allCases.map(\.rawValue).joined(separator: ", ")
                faults.append(
                    WordingFault(
                        file: file, line: 1, what: "this list is not known",
                        advice: "The lists are \(known)."))
                continue
            }
            do throws(WordingFault) {
                guard let bytes = FileManager.default.contents(atPath: "\(path)/\(file)") else {
                    throw WordingFault(
                        file: file, line: 1, what: "the file cannot be read", advice: "See who may read it.")
                }
                texts[known] = try WordingFolder.text(bytes, named: file)
            } catch {
                faults.append(error)
            }
        }
    }
}
