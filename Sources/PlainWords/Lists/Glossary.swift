/// Hard words, with what they mean. Read from two files, one for each form:
///
///     EHCP, EHC plan = Education, Health and Care Plan
///     The plan says what help you need. The council writes it with you.
///
/// The first line has the word and other ways to write it, and after "=" the words written out, where there are some.
/// The lines below explain it, up to an empty line. In the Easy Read file the first line is the word alone.
public struct Glossary: Sendable {
    public struct Entry: Sendable, Hashable {
        /// The word, and other ways to write it.
        public let names: [String]
        /// The words written out; nil where the word is no short form.
        public let full: String?
        public let meaning: String
        public let easyReadMeaning: String
        /// Where the words of the meanings begin in their files, from 1.
        public let line: Int
        public let easyReadLine: Int

        public var name: String { names.first ?? "" }
        /// True where the word is letters that stand for words, such as EHCP or SENCo.
        public var isShort: Bool { full != nil && Glossary.isShort(name) }
    }

    /// In the order of the file.
    public private(set) var entries: [Entry] = []
    private var byName: [String: Int] = [:]
    /// Names of several words, to be found in texts.
    private var phrases = PhraseList()

    public init() {}

    /// The entry with this name, in any letters.
    public func entry(named name: String) -> Entry? { byName[name.lowercased()].map { entries[$0] } }

    /// The entry that is meant by a word in a text: short forms count only in their own letters, because "met" is
    /// no MET.
    func entry(written name: String) -> Entry? {
        guard let entry = entry(named: name) else { return nil }
        return !Self.isShort(name.uppercased()) || !entry.isShort || entry.names.contains(name) ? entry : nil
    }

    /// The words of a text that are explained here, in the text's order, each once.
    public func entries(in text: String) -> [Entry] {
        let read = ReadText(text)
        var found: [(place: Int, entry: Entry)] = []
        for match in phrases.matches(in: read) {
            if let entry = entry(named: match.phrase.instead) {
                found.append((match.words.lowerBound, entry))
            }
        }
        for (place, word) in read.words.enumerated() where word.isPlain {
            for name in [word.text, word.text.hasSuffix("s") ? String(word.text.dropLast()) : ""] {
                guard let entry = entry(written: name), entry.isShort else { continue }
                found.append((place, entry))
                break
            }
        }
        var seen: Set<String> = []
        return found.sorted { $0.place < $1.place }.map(\.entry).filter { seen.insert($0.name).inserted }
    }

    private static func isShort(_ name: String) -> Bool {
        name.count { $0.isUppercase } > 1 && !name.contains(where: \.isWhitespace)
    }

    // MARK: Reading

    /// Reads both files.
    static func read(_ text: String, easyRead: String) -> (Glossary, [ListFault]) {
        var glossary = Glossary()
        var faults: [ListFault] = []
        func note(_ file: Vocabulary.File, _ line: Int, _ what: String, _ advice: String) {
            faults.append(ListFault(file: file.rawValue, line: line, what: what, advice: advice))
        }
        var easy: [String: Block] = [:]
        for block in Block.blocks(of: easyRead) {
            guard !block.meaning.isEmpty else {
                note(
                    .easyReadGlossary, block.line, "\"\(block.head)\" is not explained",
                    "Write what it means below it.")
                continue
            }
            if easy.updateValue(block, forKey: block.head.lowercased()) != nil {
                note(
                    .easyReadGlossary, block.line, "\"\(block.head)\" is here a second time",
                    "Remove one of them.")
            }
        }
        for block in Block.blocks(of: text) {
            let parts = block.head.split(separator: "=", maxSplits: 1).map { ListLine.trimmed($0) }
            let names = (parts.first ?? "").split(separator: ",").map { ListLine.trimmed($0) }.filter {
                !$0.isEmpty
            }
            guard let name = names.first else {
                note(
                    .glossary, block.line, "there is no word before the =",
                    "Write it like this: EHCP = Education, Health and Care Plan")
                continue
            }
            guard !block.meaning.isEmpty else {
                note(.glossary, block.line, "\"\(name)\" is not explained", "Write what it means below it.")
                continue
            }
            guard let plain = easy.removeValue(forKey: name.lowercased()) else {
                note(
                    .glossary, block.line,
                    "\"\(name)\" is not in \(Vocabulary.File.easyReadGlossary.rawValue)",
                    "Explain it there too.")
                continue
            }
            if let twice = names.first(where: { glossary.byName[$0.lowercased()] != nil }) {
                note(.glossary, block.line, "\"\(twice)\" is here a second time", "Make one of both.")
                continue
            }
            glossary.add(
                Entry(
                    names: names, full: parts.count > 1 ? parts[1] : nil, meaning: block.meaning,
                    easyReadMeaning: plain.meaning, line: block.line + 1, easyReadLine: plain.line + 1))
        }
        for block in easy.values.sorted(by: { $0.line < $1.line }) {
            note(
                .easyReadGlossary, block.line,
                "\"\(block.head)\" is not in \(Vocabulary.File.glossary.rawValue)",
                "Add it there, or correct its name.")
        }
        return (glossary, faults)
    }

    private mutating func add(_ entry: Entry) {
        for name in entry.names {
            byName[name.lowercased()] = entries.count
            guard !Self.isShort(name) else { continue }
            for form in [name, name + "s"] { phrases.add(form, instead: entry.name) }
        }
        entries.append(entry)
    }
}

/// A word and what stands below it, up to an empty line.
private struct Block {
    let head: String
    let line: Int
    let meaning: String

    static func blocks(of text: String) -> [Block] {
        var blocks: [Block] = []
        var lines: [String] = []
        var start = 0
        func finish() {
            guard let head = lines.first else { return }
            blocks.append(
                Block(head: head, line: start, meaning: lines.dropFirst().joined(separator: "\n")))
            lines = []
        }
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let words = ListLine.trimmed(line)
            if words.isEmpty { finish() }
            if words.isEmpty || words.hasPrefix("#") { continue }
            if lines.isEmpty { start = index + 1 }
            lines.append(words)
        }
        finish()
        return blocks
    }
}
