import YouSaidKit

/// Takes names out of what people wrote in their own words, before anybody reads it: an answer to an anonymous poll
/// must not name whoever wrote it, nor somebody else.
///
/// It takes out what members like to be called, words in the middle of a sentence that begin with a capital and are
/// not known as ordinary, and handles, addresses and long numbers. That is too much rather than too little; and it
/// still misses a name that is written small and is nobody's in the forum.
struct NamesTakenOut {
    /// What members like to be called, in small letters.
    let names: Set<String>
    /// Words with a capital that are no names, such as Monday, in small letters.
    let capitals: Set<String>
    /// Names that are ordinary words too, such as Will: they are names where they begin with a capital in the middle of a
    /// sentence.
    let alsoWords: Set<String>
    /// What stands in the place of a name: "[name]".
    let mark: String
    /// Whether only ``names`` are taken out, wherever they may be meant, and nothing that may be somebody else's.
    var knownOnly = false

    /// Words of a text that may be names, in small letters: for asking whose they are.
    static func words(of text: String) -> Set<String> {
        Set(text.split { !$0.isLetter && $0 != "-" && !isApostrophe($0) }.map { bare($0).lowercased() })
    }

    /// The text without names. Several in a row become one mark.
    func taken(from text: String) -> String {
        // Where all is in capitals, a capital means nothing.
        let isShouted = !text.contains(where: \.isLowercase)
        var startsSentence = true
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            guard !first.isWhitespace else {
                if first.isNewline { startsSentence = true }
                result.append(first)
                rest = rest.dropFirst()
                continue
            }
            let piece = rest.prefix { !$0.isWhitespace }
            rest = rest.dropFirst(piece.count)
            result += taken(fromPiece: piece, startsSentence: startsSentence, isShouted: isShouted)
            startsSentence = piece.last.map { ".!?…:".contains($0) } ?? false
        }
        return Self.joined(result, mark)
    }

    /// One piece without white space: a word with what stands around it.
    private func taken(fromPiece piece: Substring, startsSentence: Bool, isShouted: Bool) -> String {
        if !knownOnly,
            piece.contains("@") || piece.contains("://") || piece.hasPrefix("www.")
                || piece.count(where: \.isNumber) >= 6
        {
            return mark
        }
        let start = piece.prefix { !$0.isLetter }
        let end = String(piece.reversed().prefix { !$0.isLetter }.reversed())
        let core = piece.dropFirst(start.count).dropLast(start.count == piece.count ? 0 : end.count)
        guard !core.isEmpty else { return String(piece) }
        // "Ben/Amira" and "Anne-Marie" are looked at part by part; one name makes a mark of all.
        let parts = core.split { !$0.isLetter && !Self.isApostrophe($0) }
        let hasName = parts.enumerated().contains { index, part in
            isName(part, startsSentence: startsSentence && index == 0, isShouted: isShouted)
        }
        guard hasName else { return String(piece) }
        let possessive = core.hasSuffix("'s") || core.hasSuffix("’s") ? String(core.suffix(2)) : ""
        return start + mark + possessive + end
    }

    private func isName(_ part: Substring, startsSentence: Bool, isShouted: Bool) -> Bool {
        let word = Self.bare(part)
        let small = word.lowercased()
        let hasCapital = word.first?.isUppercase ?? false
        if names.contains(small) {
            return !alsoWords.contains(small)
                || (hasCapital && (knownOnly || (!startsSentence && !isShouted)))
        }
        guard !knownOnly, hasCapital, !startsSentence, !isShouted, word.count > 1, !capitals.contains(small)
        else {
            return false
        }
        // All in capitals is a short form or a loud word.
        return word.contains(where: \.isLowercase)
    }

    /// A word without 's and what else stands behind an apostrophe.
    private static func bare(_ word: Substring) -> Substring {
        word.firstIndex(where: isApostrophe).map { $0 > word.startIndex ? word[..<$0] : word } ?? word
    }

    private static func isApostrophe(_ character: Character) -> Bool { character == "'" || character == "’" }

    /// One mark where several stand in a row.
    private static func joined(_ text: String, _ mark: String) -> String {
        var text = text
        let twice = mark + " " + mark
        while let range = text.firstRange(of: twice) { text.replaceSubrange(range, with: mark) }
        return text
    }
}
