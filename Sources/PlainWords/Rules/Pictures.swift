/// Faces made of punctuation marks: ":-)".
struct Emoticons: TextRule {
    private static let faces: Set<String> = [
        ":)", ":-)", ":(", ":-(", ";)", ";-)", ":D", ":-D", ":P", ":-P", ":p", ":-p", ":/", ":-/", ":|",
        ":-|", ":o",
        ":O", ":'(", ":*", "=)", "=D", "XD", "xD", "<3", ":3", "^^", "^_^", "-_-", "(:", ":))", ":]", ":-]",
    ]
    /// Those that can touch a word: "Hi:)". A bracket after a colon says nothing else.
    private static let endings = [":)", ":-)", ":(", ":-(", ";)", ";-)"]

    static func isFace(_ chunk: String) -> Bool {
        if faces.contains(chunk) { return true }
        guard chunk.count <= 8, let last = chunk.last, ".,!?".contains(last) else { return false }
        return faces.contains(String(chunk.prefix { !".,!?".contains($0) }))
    }

    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        text.words.compactMap { word in
            if word.kind == .marks, Self.isFace(word.text) { return Finding(.emoticon, at: word) }
            // A bracket that was opened before may end after a colon.
            guard let face = Self.endings.first(where: { word.after.hasPrefix($0) }),
                !word.before.contains("(")
            else {
                return nil
            }
            return Finding(.emoticon, at: word, words: face)
        }
    }
}

/// An emoji stands at the end, after the words; at most 2; never in place of a word.
struct Emoji: TextRule {
    /// How many a message may have.
    static let most = 2

    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        var found: [Finding] = []
        var count = 0
        var third: ReadText.Word?
        for range in text.sentences {
            for place in range where text.words[place].kind == .emoji {
                let word = text.words[place]
                count += 1
                if count == Self.most + 1 { third = word }
                let hasBefore = text.words[range.lowerBound..<place].contains { $0.counts }
                let hasAfter = text.words[(place + 1)..<range.upperBound].contains { $0.counts }
                if hasBefore, hasAfter {
                    found.append(Finding(.emoji, at: word))
                } else if hasAfter {
                    found.append(Finding(.emojiPlace, at: word))
                }
            }
        }
        if let third { found.append(Finding(.emojiPlace, at: third, count: count)) }
        return found
    }
}

/// A code that people type has no 0 beside an O.
struct Codes: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        text.words.compactMap { word in
            guard word.isPlain, word.text.count >= 4, word.text.contains("0"), word.text.contains("O"),
                word.text.allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "-" })
            else { return nil }
            return Finding(.code, at: word)
        }
    }
}

/// A picture says in words what it shows.
struct Pictures: TextRule {
    private static let endings = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"]

    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        // Words on the line above or below a link may say what it shows.
        let lines = Set(text.words.lazy.filter { $0.kind != .link }.map(\.line))
        var found: [Finding] = []
        for range in text.sentences {
            for place in range {
                let word = text.words[place]
                let whole = word.before + word.text + word.after
                if whole.contains("![](") {
                    found.append(Finding(.picture, at: word, words: ReadText.shortened(whole)))
                } else if word.kind == .link, range.count == 1,
                    Self.endings.contains(where: { word.lower.hasSuffix($0) }),
                    lines.isDisjoint(with: [word.line - 1, word.line, word.line + 1])
                {
                    found.append(Finding(.picture, at: word, words: ReadText.shortened(word.text)))
                }
            }
        }
        return found
    }
}
