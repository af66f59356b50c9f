import Foundation
import PlainWords
import YouSaidKit

/// Applies the rules for words that people can read to all prompts and to the glossary. Made by
/// ``Wording/check(folder:own:)``; a running bot does without it.
struct WordingReview {
    private(set) var findings: [WordingFinding] = []
    /// How many words the glossaries explain.
    private(set) var words = 0
    private(set) var readability: [WordingForm: Readability] = [:]

    init(_ found: WordingFolder) {
        for language in found.languages {
            let vocabulary = found.vocabularies[language] ?? Vocabulary()
            let check = WordingCheck(vocabulary, isEnglish: language.hasPrefix("en"))
            for key in found.templates.keys where key.language == language {
                guard let folder = found.folders[key],
                    let bytes = FileManager.default.contents(atPath: "\(folder)/\(key.file)")
                else { continue }
                let text = String(decoding: bytes.withoutByteOrderMark, as: UTF8.self)
                readability[key.form, default: Readability()].add(text)
                findings += check.findings(in: text).map {
                    WordingFinding(file: key.file, folder: folder, line: $0.line, finding: $0)
                }
            }
            words += vocabulary.glossary.entries.count
            for entry in vocabulary.glossary.entries { review(entry, language, check) }
        }
        findings.sort { ($0.file, $0.line, $0.finding.column) < ($1.file, $1.line, $1.finding.column) }
    }

    private mutating func review(_ entry: Glossary.Entry, _ language: String, _ check: WordingCheck) {
        for (text, line, file, form) in [
            (entry.meaning, entry.line, Vocabulary.File.glossary, WordingForm.standard),
            (entry.easyReadMeaning, entry.easyReadLine, .easyReadGlossary, .easyRead),
        ] {
            readability[form, default: Readability()].add(text)
            for finding in check.findings(in: text) {
                // The word itself stands written out above its meaning, and needs no kinder word there.
                if entry.names.contains(where: { $0.lowercased() == finding.words.lowercased() }) { continue }
                findings.append(
                    WordingFinding(
                        file: "\(language)/\(WordLists.folder)/\(file.rawValue)", folder: nil,
                        line: line + finding.line - 1, finding: finding))
            }
        }
    }
}
