/// The words that the rules know in one language, from the files that officers edit. Read by the host when it reads
/// its prompts; used by ``WordingCheck``.
public struct Vocabulary: Sendable {
    /// The files that there can be. Any of them may be missing.
    public enum File: String, Sendable, CaseIterable {
        case plain = "plain-words.list"
        case kind = "kind-words.list"
        case metaphors = "metaphors.list"
        case names = "one-name.list"
        case capitals = "capitals.list"
        case glossary = "glossary.list"
        case easyReadGlossary = "glossary.easy-read.list"
    }

    public private(set) var glossary = Glossary()
    private(set) var plain = PhraseList()
    private(set) var kind = PhraseList()
    private(set) var metaphors = PhraseList()
    /// For each thing all of its names.
    private(set) var names: [PhraseList] = []
    /// Words that may stand in capitals: what people send, and what everybody knows.
    private var capitals: Set<String> = []
    /// Words that people send to the bot.
    private var said: Set<String> = []

    public init() {}

    /// Reads the files.
    /// - Returns: what was in order, and what was not.
    public static func read(_ files: [File: String]) -> (Vocabulary, [ListFault]) {
        var vocabulary = Vocabulary()
        var faults: [ListFault] = []
        for (file, list) in [
            (File.plain, \Vocabulary.plain), (.kind, \.kind), (.metaphors, \.metaphors),
        ] {
            for line in ListLine.lines(of: files[file] ?? "") {
                vocabulary[keyPath: list].read(line, file.rawValue, &faults)
            }
        }
        for line in ListLine.lines(of: files[.names] ?? "") {
            let words = line.text.split(separator: ",").map { ListLine.trimmed($0) }.filter { !$0.isEmpty }
            guard words.count > 1, let first = words.first else {
                faults.append(
                    ListFault(
                        file: File.names.rawValue, line: line.number,
                        what: "there is only 1 name on this line",
                        advice: "Write all names for the thing, the best first: poll, survey"))
                continue
            }
            vocabulary.names.append(Self.group(words, best: first))
        }
        for line in ListLine.lines(of: files[.capitals] ?? "") {
            vocabulary.capitals.formUnion(
                line.text.split { $0 == "," || $0.isWhitespace }.map { $0.uppercased() })
        }
        let (glossary, found) = Glossary.read(
            files[.glossary] ?? "", easyRead: files[.easyReadGlossary] ?? "")
        vocabulary.glossary = glossary
        return (vocabulary, faults + found)
    }

    /// Each name counts with its "s"; both are one name.
    private static func group(_ words: [String], best: String) -> PhraseList {
        var list = PhraseList()
        for word in words {
            list.add(word, instead: word)
            list.add(word + "s", instead: word)
        }
        return list
    }

    /// Adds the words that people send to the bot, such as POLL and "HELP NOW".
    public mutating func addCommands(_ commands: some Sequence<String>) {
        for command in commands {
            for word in command.split(whereSeparator: \.isWhitespace) { said.insert(word.uppercased()) }
        }
    }

    func isSaid(_ word: String) -> Bool { said.contains(word) || capitals.contains(word) }

    /// True for what may stand in capitals without being explained.
    func isKnownInCapitals(_ word: String) -> Bool { said.contains(word) || capitals.contains(word) }
}

extension PhraseList {
    fileprivate mutating func read(_ line: ListLine, _ file: String, _ faults: inout [ListFault]) {
        let parts = line.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            .map { ListLine.trimmed($0) }
        guard !parts[0].isEmpty, !parts[0].hasPrefix("*") else {
            faults.append(
                ListFault(
                    file: file, line: line.number, what: "there are no words before the =",
                    advice: "Write it like this: words to avoid = words to use"))
            return
        }
        // Several ways to write it may stand on one line.
        for words in parts[0].split(separator: ",").map({ ListLine.trimmed($0) }) where !words.isEmpty {
            add(words, instead: parts.count > 1 ? parts[1] : "")
        }
    }
}

/// A line of a list that is no note.
struct ListLine {
    let number: Int
    let text: String

    static func lines(of text: String) -> [ListLine] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap {
            let line = trimmed($1)
            return line.isEmpty || line.hasPrefix("#") ? nil : ListLine(number: $0 + 1, text: line)
        }
    }

    static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0.isWhitespace }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
