import Foundation
import PlainWords
import Spotting
import YouSaidKit

/// Reads the folder of prompts from the disk and finds what is wrong with it. Used by ``Wording`` when the
/// bot starts and by `yousaid prompts check`.
///
/// A forum's own folder lies over the one that came with the program: a file that is in both counts from the forum's
/// own. So the forum keeps only the words that it changed, and a new version brings the others.
struct WordingFolder {
    private(set) var templates: [Wording.Key: Template] = [:]
    private(set) var faults: [WordingFault] = []
    private(set) var languages: [String] = []
    /// The lists of words, by language.
    private(set) var vocabularies: [String: Vocabulary] = [:]
    private(set) var spotter: Spotter?
    /// Which folder each template is from.
    private(set) var folders: [Wording.Key: String] = [:]

    /// - Parameters:
    ///   - path: the folder, in which everything is there.
    ///   - own: the folder that lies over it; it may be empty.
    ///   - usingModel: whether the model reads messages beside the lists.
    init(path: String, own: String? = nil, usingModel: Bool = true) {
        readAll(path, mayBeEmpty: false)
        if let own { readAll(own, mayBeEmpty: true) }
        for language in languages {
            var (lists, found) = WordLists.read(language, in: [path] + (own.map { [$0] } ?? []))
            faults += found
            lists.addCommands(commands(in: language))
            vocabularies[language] = lists
        }
        comparePairs()
        readLists([path] + (own.map { [$0] } ?? []), usingModel: usingModel)
        faults.sort { ($0.file, $0.line) < ($1.file, $1.line) }
    }

    private mutating func readAll(_ path: String, mayBeEmpty: Bool) {
        guard let found = Self.folders(in: path) else {
            note(
                ".", in: path, "the folder of prompts cannot be read",
                "See that the configuration names it rightly.")
            return
        }
        if found.isEmpty, !mayBeEmpty {
            note(
                ".", in: path, "the folder of prompts is empty",
                "It needs a folder for each language, such as en-GB.")
        }
        languages = Set(languages + found).sorted()
        for language in found {
            for plugin in Self.folders(in: "\(path)/\(language)") ?? [] { read(path, language, plugin) }
        }
    }

    private mutating func read(_ path: String, _ language: String, _ plugin: String) {
        let folder = "\(language)/\(plugin)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
        // What an editor leaves behind (".closed.txt.swp", "closed.txt~") is nobody's wording.
        for name in names.sorted() where name.hasSuffix(".txt") && !name.hasPrefix(".") {
            let isEasyRead = name.hasSuffix(Wording.ending(.easyRead))
            let form: WordingForm = isEasyRead ? .easyRead : .standard
            let prompt = String(name.dropLast(Wording.ending(form).count))
            guard Template.isName(prompt[...]) else {
                note(
                    "\(folder)/\(name)", in: path, "the file's name cannot be used",
                    "Name it like closed.txt and closed.easy-read.txt: letters, digits and hyphens.")
                continue
            }
            let key = Wording.Key(language: language, plugin: plugin, name: prompt, form: form)
            do throws(WordingFault) {
                templates[key] = try Self.template("\(path)/\(key.file)", named: key.file)
                folders[key] = path
            } catch {
                var fault = error
                fault.folder = path
                faults.append(fault)
            }
        }
    }

    /// The command words, as far as the prompts tell: HELP shows help-easy-read.txt for EASY READ.
    private func commands(in language: String) -> [String] {
        let lead = "help-"
        return templates.keys.filter { $0.language == language && $0.name.hasPrefix(lead) }
            .map { String($0.name.dropFirst(lead.count)).replacing("-", with: " ") }
            + Engine.ownCommands + ReservedWord.commands
    }

    /// Reads the lists of words that may tell of harm. People write in whatever language they like: all lists count
    /// for everybody, and a forum's own beside those that came with the program.
    private mutating func readLists(_ paths: [String], usingModel: Bool) {
        var lists: [SpotLists] = []
        for path in paths { read(path, into: &lists) }
        // One model reads all languages, and a forum's own stands in for the one that came with the program.
        var model: WorryModel?
        for path in paths where usingModel { model = self.model(in: path) ?? model }
        if !lists.isEmpty { spotter = Spotter(lists, model: model) }
    }

    private mutating func read(_ path: String, into lists: inout [SpotLists]) {
        for language in languages {
            let folder = "\(language)/\(Self.safety)"
            guard SpotLists.areIn(folder: "\(path)/\(folder)") else { continue }
            do throws(SpotLists.Faults) {
                lists.append(try SpotLists(folder: "\(path)/\(folder)"))
            } catch {
                faults += error.all.map {
                    WordingFault(
                        file: "\(folder)/\($0.file)", folder: path, line: $0.line, what: $0.what,
                        advice: $0.advice)
                }
            }
        }
    }

    private mutating func model(in path: String) -> WorryModel? {
        let folder = "\(PeopleBook.defaultLanguage)/\(Self.safety)"
        do throws(WorryModel.Fault) {
            return try WorryModel(folder: "\(path)/\(folder)")
        } catch {
            note("\(folder)/\(WorryModel.name)", in: path, error.what, error.advice)
            return nil
        }
    }

    /// The folder of the lists of words that may tell of harm.
    private static let safety = "safety"

    private static func template(_ path: String, named file: String) throws(WordingFault) -> Template {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw WordingFault(
                file: file, line: 1, what: "the file cannot be read", advice: "See who may read it.")
        }
        return try template(bytes, named: file)
    }

    /// Reads one file's bytes.
    static func template(_ bytes: Data, named file: String) throws(WordingFault) -> Template {
        return try Template(try text(bytes, named: file), file: file)
    }

    /// The text of one file's bytes.
    static func text(_ bytes: Data, named file: String) throws(WordingFault) -> String {
        guard let text = String(validating: bytes.withoutByteOrderMark, as: UTF8.self) else {
            throw WordingFault(
                file: file, line: firstBadLine(bytes), what: "the file is not UTF-8",
                advice: "Save it again as UTF-8.")
        }
        return text
    }

    /// The first line that is not UTF-8: an end of line never stands inside a UTF-8 character.
    private static func firstBadLine(_ bytes: Data) -> Int {
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return (index ?? 0) + 1
    }

    /// Both forms of a prompt must be there and know the same placeholders.
    private mutating func comparePairs() {
        let broken = Set(faults.map(\.file))
        for (key, template) in templates {
            let folder = folders[key]
            let other = key.otherForm
            guard let pair = templates[other] else {
                // Where the other file is there but faulty, its own fault says enough.
                if !broken.contains(other.file) {
                    note(
                        other.file, in: folder, "the file is missing, and \(key.file) is there",
                        "Every prompt is written in both forms: add it.")
                }
                continue
            }
            let known = template.placeholders.union(template.leftOut)
            for name in pair.placeholders.subtracting(known).sorted() {
                note(
                    key.file, in: folder, "{\(name)} is missing, which \(pair.file) uses",
                    "Use it, or leave it out on purpose with a line of its own: {without \(name)}")
            }
            for name in template.leftOut.subtracting(pair.placeholders).sorted() {
                note(
                    key.file, in: folder,
                    "{without \(name)} leaves out what \(pair.file) does not use either",
                    "Remove that line, or correct the name.")
            }
        }
    }

    private mutating func note(
        _ file: String, in folder: String?, _ what: String, _ advice: String
    ) {
        faults.append(WordingFault(file: file, folder: folder, line: 1, what: what, advice: advice))
    }

    private static func folders(in path: String) -> [String]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return nil }
        return names.sorted().filter { name in
            var isFolder: ObjCBool = false
            return !name.hasPrefix(".")
                && FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
        }
    }
}
