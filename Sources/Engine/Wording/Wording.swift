import PlainWords
import Spotting
import YouSaidKit

/// Every word that the bot says, from the files under `prompts/`. Loaded once at start; the outbox and
/// ``YouSaidKit/Turn/words(_:_:)`` put prompts into words through it, on any thread.
///
/// A prompt is two files, `prompts/en-GB/polls/closed.txt` and `closed.easy-read.txt`: plain text in UTF-8
/// with `{placeholders}`. An empty line parts paragraphs; `{{` and `}}` are braces that people read. Both
/// forms use the same placeholders, but for those that one leaves out on purpose, with a line `{without name}`.
///
/// ```swift
/// let wording = try Wording(folder: "prompts")
/// let text = try wording.render(prompt, form: .easyRead, language: "en-GB", zone: "Europe/London")
/// ```
public final class Wording: Sendable {
    struct Key: Hashable {
        let language: String
        let plugin: String
        let name: String
        let form: WordingForm

        var file: String { "\(language)/\(plugin)/\(name)\(Wording.ending(form))" }

        var inDefaultLanguage: Key {
            Key(language: PeopleBook.defaultLanguage, plugin: plugin, name: name, form: form)
        }

        var otherForm: Key {
            Key(
                language: language, plugin: plugin, name: name,
                form: form == .standard ? .easyRead : .standard)
        }
    }

    private let templates: [Key: Template]
    private let vocabularies: [String: Vocabulary]
    private let finders: [String: WordFinder]
    /// The languages that have a folder.
    public let languages: [String]
    /// The same with what their speakers call them.
    public let languageNames: [Language]
    /// Finds what may tell of harm, by the lists in each language's folder `safety` and the model beside them; nil where
    /// there are no lists.
    public let spotter: Spotter?

    private init(_ folder: WordingFolder) {
        templates = folder.templates
        languages = folder.languages
        languageNames = folder.languages.map { language in
            let key = Key(language: language, plugin: "core", name: "language-name", form: .standard)
            guard case .words(let name)? = folder.templates[key]?.pieces.first else {
                return Language(id: language, name: language)
            }
            return Language(id: language, name: name.trimmed)
        }
        vocabularies = folder.vocabularies
        finders = folder.vocabularies.mapValues { WordFinder($0.glossary) }
        spotter = folder.spotter
    }

    /// Loads the folder of prompts, all of which has to be in order.
    /// - Throws: ``WordingFaults`` with everything that is wrong.
    public convenience init(folder: String) throws {
        let found = WordingFolder(path: folder)
        guard found.faults.isEmpty else { throw WordingFaults(faults: found.faults) }
        self.init(found)
    }

    /// Loads what is in order in the folder of prompts, and says what is not.
    /// - Parameters:
    ///   - own: a forum's own folder, whose files stand in for those of the same name.
    ///   - usingModel: whether the model of what may tell of harm reads messages beside the lists.
    public static func load(
        folder: String, own: String? = nil, usingModel: Bool = true
    ) -> (Wording, [WordingFault]) {
        let found = WordingFolder(path: folder, own: own, usingModel: usingModel)
        return (Wording(found), found.faults)
    }

    /// Checks the files and their placeholders, for `yousaid prompts check`.
    public static func check(folder: String, own: String? = nil) -> WordingReport {
        let found = WordingFolder(path: folder, own: own)
        let prompts = found.templates.keys.count { $0.form == .standard }
        let review = WordingReview(found)
        return WordingReport(
            languages: found.languages, prompts: prompts, faults: found.faults, findings: review.findings,
            words: review.words, readability: review.readability)
    }

    /// The lists of words of a language; empty ones where it has none.
    func vocabulary(_ language: String) -> Vocabulary { vocabularies[language] ?? Vocabulary() }

    /// Finds hard words and what they mean.
    func finder(_ language: String) -> WordFinder { finders[language] ?? WordFinder(Glossary()) }

    /// How many prompts there are, over all languages.
    public var count: Int { templates.keys.count { $0.form == .standard } }

    /// True where a prompt is there in both forms.
    public func has(_ name: String, plugin: String, language: String) -> Bool {
        WordingForm.allCases.allSatisfy { form in
            templates[Key(language: language, plugin: plugin, name: name, form: form)] != nil
        }
    }

    /// The values of a prompt that neither form of its words has a place for. The bot says the words without
    /// them, because whoever edits a file may drop a name; a plugin's tests ask here and fail.
    public func unusedValues(of prompt: Prompt, language: String) -> [String] {
        guard let plugin = prompt.plugin else { return [] }
        let used = WordingForm.allCases.reduce(into: Set<String>()) { used, form in
            let key = Key(language: language, plugin: plugin, name: prompt.name, form: form)
            used.formUnion(templates[key]?.placeholders ?? [])
        }
        return prompt.values.keys.filter { !used.contains($0) }.sorted()
    }

    /// Puts a prompt into words.
    /// - Parameters:
    ///   - prompt: its folder is named ("core" for the core's own), and so are those of prompts inside it.
    ///   - form: the form that the reader finds easiest.
    ///   - language: the folder of the language, "en-GB".
    ///   - zone: the time zone in which dates and times are written, "Europe/London".
    /// - Throws: ``WordingError`` where the file is missing or has a placeholder without a value.
    public func render(
        _ prompt: Prompt, form: WordingForm, language: String, zone: String
    ) throws -> String {
        var text = ""
        try append(prompt, to: &text, Reader(form: form, language: language, zone: zone))
        return text
    }

    static func ending(_ form: WordingForm) -> String {
        switch form {
        case .standard: ".txt"
        case .easyRead: ".easy-read.txt"
        }
    }

    /// For whom words are made.
    private struct Reader {
        let form: WordingForm
        let language: String
        let zone: String
    }

    private func append(_ prompt: Prompt, to text: inout String, _ reader: Reader) throws {
        guard let plugin = prompt.plugin else {
            throw WordingError(file: prompt.name, reason: .noFolder)
        }
        let key = Key(language: reader.language, plugin: plugin, name: prompt.name, form: reader.form)
        // What nobody has translated yet is said in the language that everything is there in.
        guard let template = templates[key] ?? templates[key.inDefaultLanguage] else {
            throw WordingError(file: key.file, reason: .missingFile)
        }
        text.reserveCapacity(text.utf8.count + template.size + 32 * template.placeholders.count)
        for piece in template.pieces {
            switch piece {
            case .words(let words):
                text += words
            case .byNumber(let name, let one, let many):
                guard let value = prompt.values[name] else {
                    throw WordingError(file: template.file, reason: .noValue(placeholder: name))
                }
                text += value == .number(1) ? one : many
            case .placeholder(let name):
                guard let value = prompt.values[name] else {
                    throw WordingError(file: template.file, reason: .noValue(placeholder: name))
                }
                do {
                    try append(value, to: &text, reader)
                } catch is TimeError {
                    throw WordingError(file: template.file, reason: .unknownZone(placeholder: name))
                }
            }
        }
    }

    private func append(_ value: PromptValue, to text: inout String, _ reader: Reader) throws {
        switch value {
        case .text(let words): text += words
        case .number(let number): text += String(number)
        case .prompt(let prompt): try append(prompt, to: &text, reader)
        case .date(let moment): text += try SpokenTime.date(moment, zone: reader.zone)
        case .time(let moment): text += try SpokenTime.time(moment, zone: reader.zone)
        case .lines(let values):
            for (index, value) in values.enumerated() {
                if index > 0 { text.append("\n") }
                try append(value, to: &text, reader)
            }
        }
    }
}
