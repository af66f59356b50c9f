import Foundation

/// One word of a folded text. Two are equal where they read the same: "two" and "2" do.
struct Token: Sendable, Hashable {
    enum Kind: Sendable {
        case word
        /// A whole number; true where it was spelt out, which makes "one" less of a number than "1".
        case number(Int, spelt: Bool)
        /// A place in a row: "2nd", "second".
        case ordinal(Int)
        /// A time of day in minutes; true where nobody said whether it is in the morning.
        case time(Int, isOpen: Bool)
        case emoji
    }

    let text: String
    let kind: Kind

    static func == (left: Token, right: Token) -> Bool { left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// True where two times of day may be the same one: "4:30" and "4:30pm".
    func isSameTime(as other: Token) -> Bool {
        guard case .time(let mine, let mineOpen) = kind, case .time(let theirs, let theirsOpen) = other.kind
        else { return false }
        return mine == theirs || (mineOpen || theirsOpen) && mine % 720 == theirs % 720
    }
}

/// What somebody wrote, made comparable: case, accents, curly quotes, wide letters, punctuation and skin tones
/// are gone, numbers and times stand in one way. Made by ``AnswerMatcher`` of answers and of labels.
struct FoldedText: Sendable {
    private(set) var words: [Token] = []
    /// Where in ``words`` a new sentence begins, besides 0.
    private(set) var sentenceStarts: [Int] = []
    /// True where there is a question mark.
    private(set) var asks = false

    init(_ text: String) {
        var reader = TokenReader(FoldedText.folded(text))
        while let item = reader.next() {
            switch item {
            case .token(let token): words.append(token)
            case .sentence: beginSentence()
            case .question:
                asks = true
                beginSentence()
            }
        }
        if words.count > 1, words.contains(where: \.isTimeWord) { joinTimes() }
    }

    private init(words: [Token]) { self.words = words }

    /// The same with letters that were drawn out brought back: "yesss" is "yes".
    var withoutDrawnOutLetters: FoldedText? {
        var changed = false
        let short = words.map { word -> Token in
            guard case .word = word.kind else { return word }
            var letters: [Character] = []
            var run = 0
            for letter in word.text {
                run = letter == letters.last ? run + 1 : 1
                if run < 3 { letters.append(letter) } else if run == 3 { letters.removeLast() }
            }
            let text = String(letters)
            if text != word.text { changed = true }
            return Token(text: text, kind: .word)
        }
        return changed ? FoldedText(words: short) : nil
    }

    private mutating func beginSentence() {
        if !words.isEmpty, sentenceStarts.last != words.count { sentenceStarts.append(words.count) }
    }

    /// Lower case, without accents, wide letters, invisible marks and skin tones; one kind of quote.
    static func folded(_ text: String) -> [Unicode.Scalar] {
        if text.utf8.allSatisfy({ $0 < 128 }) { return Array(text.lowercased().unicodeScalars) }
        var folded: [Unicode.Scalar] = []
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if let letters = otherLetters[scalar] {
                folded += letters.unicodeScalars
                continue
            }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format, .modifierSymbol: continue
            default: folded.append(scalar)
            }
        }
        return folded
    }

    private static let otherLetters: [Unicode.Scalar: String] = [
        "\u{2018}": "'", "\u{2019}": "'", "\u{02BC}": "'", "\u{2032}": "'", "\u{00B4}": "'", "`": "'",
        "\u{201C}": "\"", "\u{201D}": "\"", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d",
        "ı": "i", "\u{1F51F}": "10", "\u{2044}": "/",
    ]

    // MARK: Times of day in several words

    /// Makes one token of "4 pm", "half past four", "quarter to 5", "5 o'clock" and "at 4".
    private mutating func joinTimes() {
        var joined: [Token] = []
        var moved: [Int] = []
        var index = 0
        while index < words.count {
            moved.append(joined.count)
            if let (token, count) = time(at: index) {
                moved += Array(repeating: joined.count + 1, count: count - 1)
                joined.append(token)
                index += count
            } else {
                joined.append(words[index])
                index += 1
            }
        }
        sentenceStarts = sentenceStarts.map { $0 < moved.count ? moved[$0] : joined.count }
        words = joined
    }

    private func time(at index: Int) -> (Token, count: Int)? {
        func hour(_ offset: Int) -> Int? {
            guard index + offset < words.count, case .number(let hour, _) = words[index + offset].kind,
                (1...12).contains(hour)
            else { return nil }
            return hour
        }
        func word(_ offset: Int) -> String? {
            index + offset < words.count ? words[index + offset].text : nil
        }
        switch (word(0), word(1)) {
        case (_, "am"?), (_, "pm"?):
            guard let found = hour(0) else { return nil }
            return (.time(hour: found, minute: 0, half: word(1)), 2)
        case (_, "oclock"?):
            guard let found = hour(0) else { return nil }
            return (.time(hour: found, minute: 0), 2)
        case ("half"?, "past"?):
            return hour(2).map { (.time(hour: $0, minute: 30), 3) }
        case ("half"?, _):
            return hour(1).map { (.time(hour: $0, minute: 30), 2) }
        case ("quarter"?, "past"?):
            return hour(2).map { (.time(hour: $0, minute: 15), 3) }
        case ("quarter"?, "to"?):
            return hour(2).map { (.time(hour: $0 == 1 ? 12 : $0 - 1, minute: 45), 3) }
        case ("at"?, _), ("around"?, _), ("about"?, _), ("after"?, _), ("before"?, _), ("by"?, _):
            guard let found = hour(1) else { return nil }
            if let half = word(2), half == "am" || half == "pm" {
                return (.time(hour: found, minute: 0, half: half), 3)
            }
            return (.time(hour: found, minute: 0), word(2) == "oclock" ? 3 : 2)
        default: return nil
        }
    }
}

extension Token {
    /// A time of day, in the one way in which all are written here.
    static func time(hour: Int, minute: Int, half: String? = nil) -> Token {
        var minutes = hour * 60 + minute
        if half == "pm", hour < 12 { minutes += 720 }
        if half == "am", hour == 12 { minutes -= 720 }
        let isOpen = half == nil && (1...12).contains(hour)
        return Token(text: "\(hour):\(minute)\(half ?? "")", kind: .time(minutes, isOpen: isOpen))
    }

    fileprivate var isTimeWord: Bool {
        switch text {
        case "am", "pm", "oclock", "half", "quarter", "at", "around", "about", "after", "before", "by": true
        default: false
        }
    }
}
