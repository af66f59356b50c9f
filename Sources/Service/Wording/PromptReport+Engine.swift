import Engine
import Foundation
import PlainWords
import YouSaidKit

extension PromptReport {
    init(_ report: WordingReport, folder: String, own: String?) {
        self.init(
            folder: own ?? folder, languages: report.languages, count: report.prompts,
            faults: report.faults.map { "\($0.folder ?? folder)/\($0)" },
            findings: report.findings.map { found in
                Finding(
                    file: "\(found.folder ?? folder)/\(found.file)", line: found.line,
                    column: found.finding.column,
                    rule: found.finding.rule.rawValue, blocks: found.finding.severity == .blocks,
                    text: WordingFindingText.text(found.finding), instead: found.finding.instead)
            }, explained: report.words,
            figures: [(WordingForm.standard, "standard"), (.easyRead, "Easy Read")].compactMap { form, name in
                report.readability[form].map { figures in
                    Figures(
                        form: name, sentences: figures.sentences, words: figures.words,
                        wordsInASentence: figures.wordsInASentence, longest: figures.longest,
                        longestSentence: figures.longestSentence, readingAge: figures.readingAge)
                }
            })
    }

    /// The report for other programs.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
