/// The lists of words and phrases that may tell of harm, as they lie in files: one file a kind of harm, one phrase
/// on a line, `#` before what only people read. Three files have a meaning of their own:
///
/// - `groups.list`: words that stand for one another, with a name: `@someone = dad|mum|my carer`. The other lists
///   write `@someone` for any of them, also inside brackets.
/// - `not-meant.list`: ways of speaking in which such words mean no harm, such as "killing time". They are passed
///   over.
/// - `real-words.list`: words that look like a misspelling of a listed word and are none, such as "hurry" of "hurt".
public struct SpotLists: Sendable {
    /// What is wrong with a list: where, and what to do.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public let file: String
        public let line: Int
        public let what: String
        public let advice: String

        public var description: String { "\(file):\(line): \(what). \(advice)" }
    }

    /// All that is wrong with the lists.
    public struct Faults: Error, Sendable, CustomStringConvertible {
        public let all: [Fault]
        public var description: String { all.map(\.description).joined(separator: "\n") }
    }

    static let groups = "groups"
    static let notMeant = "not-meant"
    static let realWords = "real-words"

    /// The phrases of each kind of harm, by the name of its file.
    private(set) var phrases: [(kind: String, phrase: SpotPhrase)] = []
    private(set) var harmless: [SpotPhrase] = []
    private(set) var real: Set<String> = []

    /// - Parameter files: the text of each file by its name without `.list`.
    /// - Throws: ``Faults`` with every line that cannot be read.
    public init(_ files: [String: String]) throws(Faults) {
        var faults: [Fault] = []
        var groups: [String: String] = [:]
        for (index, line) in Self.lines(of: files[Self.groups] ?? "") {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmed }
            guard parts.count == 2, parts[0].first == "@", !parts[1].isEmpty else {
                faults.append(
                    Fault(
                        file: "\(Self.groups).list", line: index, what: "this is no group of words",
                        advice: "Write @name = one|two|three."))
                continue
            }
            groups[String(parts[0].dropFirst())] = parts[1]
        }
        for (name, text) in files.sorted(by: { $0.key < $1.key }) where name != Self.groups {
            for (index, line) in Self.lines(of: text) {
                do throws(SpotPhrase.Fault) {
                    try add(try Self.writtenOut(line, groups), to: name)
                } catch {
                    faults.append(
                        Fault(file: "\(name).list", line: index, what: error.what, advice: error.advice))
                }
            }
        }
        if phrases.isEmpty, faults.isEmpty {
            faults.append(
                Fault(
                    file: ".", line: 1, what: "there are no lists of words that may tell of harm",
                    advice: "Bring the folder back from the one that came with YouSaid."))
        }
        guard faults.isEmpty else { throw Faults(all: faults) }
    }

    private mutating func add(_ line: String, to name: String) throws(SpotPhrase.Fault) {
        let phrase = try SpotPhrase(line)
        switch name {
        case Self.notMeant: harmless.append(phrase)
        case Self.realWords:
            real.formUnion(phrase.words.map(\.text))
        default: phrases.append((name, phrase))
        }
    }

    /// The lines that say something, with their numbers.
    private static func lines(of text: String) -> [(number: Int, text: String)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let said = line.prefix { $0 != "#" }.trimmed
            return said.isEmpty ? nil : (index + 1, said)
        }
    }

    /// A line with the words of each group in place of its name.
    private static func writtenOut(
        _ line: String, _ groups: [String: String]
    ) throws(SpotPhrase.Fault) -> String {
        var result = ""
        var rest = line[...]
        while let sign = rest.firstIndex(of: "@") {
            let before = rest[..<sign]
            let name = rest[rest.index(after: sign)...].prefix { $0.isLetter || $0 == "-" }
            guard let words = groups[String(name)] else {
                throw SpotPhrase.Fault(
                    what: "there is no group '@\(name)'", advice: "See groups.list for those there are.")
            }
            // Inside brackets its words join the others.
            let opened = (result + before).lastIndex(of: "(")
            let closed = (result + before).lastIndex(of: ")")
            let isInside = opened.map { opened in closed.map { $0 < opened } ?? true } ?? false
            result += before + (isInside ? words : "(\(words))")
            rest = rest[name.endIndex...]
        }
        return result + rest
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
        return String(self[start..<end])
    }
}
