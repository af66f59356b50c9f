import PlainWords

/// Finds the word of the glossary that somebody means: "EHCP", "ehcp?", "EHPC", "what is an EHCP". Made once for each
/// language by ``Wording``; asked by ``Conversation``.
struct WordFinder: Sendable {
    /// The word by which people ask: "WORD EHCP".
    static let command = "WORD"
    static let aliases = ["WORDS"]

    enum Found: Equatable {
        case entry(Glossary.Entry)
        /// It is like these, which are equally near.
        case near([Glossary.Entry])
        case nothing
    }

    let glossary: Glossary
    private let byName: [String: Glossary.Entry]

    /// Nobody asks for a longer word, and a long text is not worth folding.
    private static let longest = 80

    init(_ glossary: Glossary) {
        self.glossary = glossary
        let names = glossary.entries.flatMap { entry in entry.names.map { (Self.folded($0), entry) } }
        let full = glossary.entries.compactMap { entry in entry.full.map { (Self.folded($0), entry) } }
        byName = Dictionary(names + full, uniquingKeysWith: { first, _ in first })
    }

    private static func folded(_ text: String) -> String {
        FoldedText(text).words.filter { !$0.isEmoji }.map(\.text).joined(separator: " ")
    }

    /// Finds a word.
    /// - Parameter isSure: true where it was asked for: then a near miss will do.
    func find(_ text: String, isSure: Bool) -> Found {
        guard text.utf8.count <= Self.longest else { return .nothing }
        var name = Self.folded(text)
        for article in ["a ", "an ", "the "] where name.hasPrefix(article) {
            name = String(name.dropFirst(article.count))
        }
        guard !name.isEmpty else { return .nothing }
        // "Hi" and "nice" are what people say all day, and short for something as well.
        if !isSure, EnglishWords.isEveryday(name) { return .nothing }
        if let entry = byName[name] { return .entry(entry) }
        if name.hasSuffix("s"), let entry = byName[String(name.dropLast())] { return .entry(entry) }
        // In 3 letters every letter counts: "PEP" is not "PAP".
        guard isSure, name.unicodeScalars.count > 3 else { return .nothing }
        var near: [Glossary.Entry] = []
        for (known, entry) in byName
        where known.unicodeScalars.count > 3 && EditDistance.between(name, known, limit: 1) != nil {
            if !near.contains(entry) { near.append(entry) }
        }
        if near.count == 1 { return .entry(near[0]) }
        return near.isEmpty ? .nothing : .near(near.sorted { $0.name < $1.name })
    }

    /// Whether the first letter is one of these: most messages need no closer look.
    static func begins(_ text: String, with letters: String) -> Bool {
        guard let first = text.first(where: \.isLetter) else { return false }
        return letters.contains(first.lowercased())
    }

    /// What a message asks the meaning of: "what does EHCP mean?" asks for "EHCP".
    static func asked(_ text: String) -> String? {
        guard text.utf8.count <= longest, begins(text, with: "wmed") else { return nil }
        let said = folded(text)
        for lead in ["what does ", "what do ", "whats ", "what is ", "what are ", "what s ", "what "]
        where said.hasPrefix(lead) {
            let rest = said.dropFirst(lead.count)
            for end in [" mean", " means", " stand for"] where rest.hasSuffix(end) {
                return String(rest.dropLast(end.count))
            }
            return lead == "what " || lead.hasPrefix("what do") ? nil : String(rest)
        }
        for lead in ["meaning of ", "explain ", "define "] where said.hasPrefix(lead) {
            return String(said.dropFirst(lead.count))
        }
        return nil
    }
}
