/// Cuts a long text into parts that a platform takes: between paragraphs, else between lines, else between
/// words, and never inside what a reader sees as one character. Lengths are counted in UTF-16 units, as
/// Telegram counts them.
struct TextSplitter {
    /// The longest part, in UTF-16 units.
    let limit: Int

    /// Cuts a text.
    ///
    /// - Returns: The parts in their order, without white space at their edges; none for an empty text. The
    ///   same text always gives the same parts.
    func parts(of text: String) -> [String] {
        var parts: [String] = []
        var rest = Self.trimmed(text[...])
        while !rest.isEmpty {
            guard rest.utf16.count > limit else {
                parts.append(String(rest))
                break
            }
            let end = cut(rest)
            let part = Self.trimmed(rest[..<end])
            if !part.isEmpty { parts.append(String(part)) }
            rest = Self.trimmed(rest[end...])
        }
        return parts
    }

    /// The text cut off where it is too long, with "…" in place of the rest.
    func shortened(_ text: String) -> String {
        guard text.utf16.count > limit else { return text }
        let head = TextSplitter(limit: limit - 1).reach(text[...])
        return Self.trimmed(text[..<head]) + "…"
    }

    /// Where to cut a text that is too long.
    private func cut(_ text: Substring) -> Substring.Index {
        let end = reach(text)
        if let place = Self.lastParagraphEnd(in: text, upTo: end) { return place }
        // White space right behind what fits is as good a place as any before it.
        let reachable = text[..<(end < text.endIndex ? text.index(after: end) : end)]
        if let place = reachable.lastIndex(where: \.isNewline), place > text.startIndex { return place }
        if let place = reachable.lastIndex(where: \.isWhitespace), place > text.startIndex { return place }
        return end
    }

    /// How far the limit reaches without cutting a character in two. One character that is longer than the
    /// limit all by itself is cut between its scalars, since it cannot be sent otherwise.
    private func reach(_ text: Substring) -> Substring.Index {
        guard
            let edge = text.utf16.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
            edge < text.endIndex
        else { return text.endIndex }
        let character = text.startOfCharacter(at: edge)
        if character > text.startIndex { return character }
        var scalar = text.unicodeScalars.startIndex
        var length = 0
        for index in text.unicodeScalars.indices {
            length += UTF16.width(text.unicodeScalars[index])
            guard length <= limit else { break }
            scalar = text.unicodeScalars.index(after: index)
        }
        return scalar
    }

    /// The last place, up to a limit, at which a paragraph ends: where an empty line follows.
    private static func lastParagraphEnd(in text: Substring, upTo limit: Substring.Index) -> Substring.Index?
    {
        var place: Substring.Index?
        var lineEnd: Substring.Index?
        for index in text.indices {
            let character = text[index]
            if character.isNewline {
                if let lineEnd, lineEnd > text.startIndex { place = lineEnd }
                if lineEnd == nil, index <= limit { lineEnd = index }
            } else if !character.isWhitespace {
                lineEnd = nil
            }
            if index > limit, lineEnd == nil { break }
        }
        return place
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

extension Substring {
    /// Where the character begins that a place lies in; the place itself where one begins there.
    fileprivate func startOfCharacter(at place: Index) -> Index {
        if let exact = Index(place, within: self) { return exact }
        var start = startIndex
        for index in indices {
            guard index <= place else { break }
            start = index
        }
        return start
    }
}
