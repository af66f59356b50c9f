/// A text message holds 160 characters of the telephone's own alphabet; one character outside it leaves room for 70.
struct TextMessages: TextRule {
    /// The alphabet of GSM 03.38; each of the second line takes the room of two.
    private static let alphabet = Set(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            .unicodeScalars
    ).union("abcdefghijklmnopqrstuvwxyzäöñüà".unicodeScalars)
    private static let double = Set("^{}\\[~]|€".unicodeScalars)
    /// What typewriters had instead.
    private static let plain: [Unicode.Scalar: String] = [
        "’": "'", "‘": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "…": "...", "\u{A0}": "a space",
    ]
    /// What a placeholder is taken to be long.
    private static let placeholderLength = 8

    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        guard let first = text.words.first else { return [] }
        var length = 0
        var units = 0
        var odd: [Unicode.Scalar] = []
        for word in Self.lines(text.text) {
            for scalar in word.unicodeScalars {
                units += scalar.value > 0xFFFF ? 2 : 1
                if Self.alphabet.contains(scalar) {
                    length += 1
                } else if Self.double.contains(scalar) {
                    length += 2
                } else {
                    length += Self.plain[scalar]?.count ?? 1
                    odd.append(scalar)
                }
            }
        }
        let missing = text.words.reduce(0) { sum, word in
            word.kind == .placeholder ? sum + Self.placeholderLength - word.text.count : sum
        }
        length = max(0, length + missing)
        units = max(0, units + missing)
        if odd.isEmpty {
            return length > 160 ? [Finding(.sms, at: first, words: shown(text), count: length)] : []
        }
        // Only what a plain character could stand for is worth saying; an emoji is meant.
        if let character = odd.first(where: { Self.plain[$0] != nil }),
            odd.allSatisfy({ Self.plain[$0] != nil }),
            units > 70, let word = text.words.first(where: { Self.holds($0, character) })
        {
            return [
                Finding(
                    .smsCharacter, at: word, words: String(Character(character)),
                    instead: Self.plain[character],
                    count: units)
            ]
        }
        let isLong = odd.allSatisfy { Self.plain[$0] != nil } ? length > 160 : units > 70
        return isLong ? [Finding(.sms, at: first, words: shown(text), count: units)] : []
    }

    private static func holds(_ word: ReadText.Word, _ scalar: Unicode.Scalar) -> Bool {
        (word.before + word.text + word.after).unicodeScalars.contains(scalar)
    }

    private func shown(_ text: ReadText) -> String { text.sentences.first.map { text.shown($0) } ?? "" }

    /// The text as people get it: without the notes to the program.
    private static func lines(_ text: String) -> [Substring] {
        guard text.contains("{without ") else { return [text[...]] }
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).filter {
            !$0.hasPrefix("{without ")
        }
    }
}
