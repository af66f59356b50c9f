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
/// are gone, numbers and times stand in one way. Made by ``AnswerReader`` of answers and of labels.
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
            case .tokens(let first, let second): words += [first, second]
            case .sentence: beginSentence()
            case .question:
                asks = true
                beginSentence()
            }
        }
        if words.count > 1, words.contains(where: \.isJoined) { joinWords() }
    }

    private init(words: [Token]) { self.words = words }

    /// The same with letters that were drawn out brought back: "yesss" is "yes", and "zooo" is "zoo". Empty where
    /// there are none.
    var withoutDrawnOutLetters: [FoldedText] {
        [1, 2].compactMap { kept in
            var changed = false
            let short = words.map { word -> Token in
                guard case .word = word.kind else { return word }
                let text = Self.shortened(word.text, to: kept)
                if text != word.text { changed = true }
                return text == word.text ? word : TokenReader.token(text)
            }
            return changed ? FoldedText(words: short) : nil
        }
    }

    /// Three of a letter and more become fewer.
    private static func shortened(_ text: String, to kept: Int) -> String {
        var letters: [Character] = []
        var run = 0
        for letter in text {
            run = letter == letters.last ? run + 1 : 1
            if run == 3, kept == 1 { letters.removeLast() }
            if run <= 2 { letters.append(letter) }
        }
        return String(letters)
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

    // MARK: What several words say together

    /// Makes one token of "4 pm", "half past four", "quarter to 5", "5 o'clock" and "at 4", of "twenty four", of
    /// "can not" and of "or more".
    private mutating func joinWords() {
        var joined: [Token] = []
        var moved: [Int] = []
        var index = 0
        while index < words.count {
            moved.append(joined.count)
            if let (token, count) = time(at: index) ?? together(at: index) {
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

    private func word(_ index: Int) -> String? { index < words.count ? words[index].text : nil }

    /// A number that was spelt out, and only so.
    private func spelt(_ index: Int) -> Int? {
        guard index < words.count, case .number(let number, spelt: true) = words[index].kind else {
            return nil
        }
        return number
    }

    private func together(at index: Int) -> (Token, count: Int)? {
        if let tens = spelt(index), tens >= 20, tens % 10 == 0, let ones = spelt(index + 1), ones < 10 {
            return (Token(text: "\(tens + ones)", kind: .number(tens + ones, spelt: true)), 2)
        }
        guard let first = word(index), let second = word(index + 1) else { return nil }
        // "U 13" is "under 13".
        if first == "you", words[index + 1].isNumber { return (Token(text: "under", kind: .word), 1) }
        // "Fish n chips"; "n" alone is no.
        if first == "n", index > 0 { return (Token(text: "and", kind: .word), 1) }
        if first == "i", second == "am", word(index + 2) == "not" {
            return (Token(text: "im", kind: .word), 2)
        }
        if second == "not", let short = Self.withNot[first] { return (Token(text: short, kind: .word), 2) }
        if index > 0, words[index - 1].isNumber, first == "or" || first == "and" {
            if ["more", "over", "above", "older", "up"].contains(second) {
                return (Token(text: "ormore", kind: .word), 2)
            }
            if ["less", "under", "below", "younger", "fewer"].contains(second) {
                return (Token(text: "orless", kind: .word), 2)
            }
        }
        return nil
    }

    private static let withNot = [
        "can": "cant", "do": "dont", "does": "doesnt", "did": "didnt", "will": "wont", "would": "wouldnt",
        "could": "couldnt", "should": "shouldnt", "is": "isnt", "are": "arent", "was": "wasnt",
    ]

    private func time(at index: Int) -> (Token, count: Int)? {
        func hour(_ offset: Int) -> Int? {
            guard index + offset < words.count, case .number(let hour, _) = words[index + offset].kind,
                (1...12).contains(hour)
            else { return nil }
            return hour
        }
        func word(_ offset: Int) -> String? { self.word(index + offset) }
        /// "Five thirty", "six forty five".
        func minutes() -> (Int, count: Int)? {
            guard spelt(index) != nil, let tens = spelt(index + 1), [15, 30, 40, 45].contains(tens) else {
                return nil
            }
            if tens == 40 { return spelt(index + 2) == 5 ? (45, 3) : nil }
            return (tens, 2)
        }
        if let hour = hour(0), let (minutes, count) = minutes() {
            return (.time(hour: hour, minute: minutes), count)
        }
        switch (word(0), word(1)) {
        case (_, "am"?), (_, "pm"?):
            guard let found = hour(0) else { return nil }
            return (.time(hour: found, minute: 0, half: word(1)), 2)
        case (_, "oclock"?):
            guard let found = hour(0) else { return nil }
            return (.time(hour: found, minute: 0), 2)
        case (_, "o"?) where word(2) == "clock":
            guard let found = hour(0) else { return nil }
            return (.time(hour: found, minute: 0), 3)
        case ("half"?, "past"?):
            return hour(2).map { (.time(hour: $0, minute: 30), 3) }
        case ("half"?, _):
            return hour(1).map { (.time(hour: $0, minute: 30), 2) }
        case ("quarter"?, "past"?):
            return hour(2).map { (.time(hour: $0, minute: 15), 3) }
        case ("quarter"?, "to"?):
            return hour(2).map { (.time(hour: $0 == 1 ? 12 : $0 - 1, minute: 45), 3) }
        case ("at"?, _), ("around"?, _), ("about"?, _):
            guard let found = hour(1) else { return nil }
            if let half = word(2), half == "am" || half == "pm" {
                return (.time(hour: found, minute: 0, half: half), 3)
            }
            if word(2) == "o", word(3) == "clock" { return (.time(hour: found, minute: 0), 4) }
            return (.time(hour: found, minute: 0), word(2) == "oclock" ? 3 : 2)
        default: return nil
        }
    }
}

extension Token {
    /// A time of day, in the one way in which all are written here.
    /// - Parameter hasZero: true for "05:00", which is in the morning.
    static func time(hour: Int, minute: Int, half: String? = nil, hasZero: Bool = false) -> Token {
        var minutes = hour * 60 + minute
        if half == "pm", hour < 12 { minutes += 720 }
        if half == "am", hour == 12 { minutes -= 720 }
        let isOpen = half == nil && (1...12).contains(hour) && !hasZero
        return Token(text: "\(hour):\(minute)\(half ?? "")", kind: .time(minutes, isOpen: isOpen))
    }

    /// A word that may belong together with one beside it.
    fileprivate var isJoined: Bool {
        if case .number(let number, spelt: true) = kind, number >= 15 { return true }
        switch text {
        case "am", "pm", "oclock", "clock", "half", "quarter", "at", "around", "about", "not", "more", "over",
            "above", "older", "up", "less", "under", "below", "younger", "fewer", "n", "you":
            return true
        default: return false
        }
    }

    var isWord: Bool {
        if case .word = kind { return true }
        return false
    }

    var isTime: Bool {
        if case .time = kind { return true }
        return false
    }

    /// A place in a row: "2nd".
    var isPlace: Bool {
        if case .ordinal = kind { return true }
        return false
    }

    /// True where it is the number, or the place of that number: "9" and "9th" in "Saturday 9 May".
    func holds(_ number: Int) -> Bool {
        switch kind {
        case .number(let mine, _), .ordinal(let mine): mine == number
        default: false
        }
    }

    /// True where it is a time of day in that hour: "4" may mean "4:30pm".
    func isHour(_ number: Int) -> Bool {
        guard case .time(let minutes, _) = kind else { return false }
        return minutes / 60 == number || minutes / 60 % 12 == number % 12 && number <= 12
    }

    /// True where a label's bare "4" is what somebody calls "at 4".
    func isHour(of time: Token) -> Bool {
        guard case .time(let minutes, _) = time.kind, minutes % 60 == 0, case .number(let mine, _) = kind
        else {
            return false
        }
        return mine == minutes / 60 || minutes / 60 > 12 && mine == minutes / 60 - 12
    }

    /// True where four figures are this time of day: "1830".
    func isTime(written number: Int) -> Bool {
        guard number >= 100, number % 100 < 60, number / 100 < 24 else { return false }
        return isSameTime(as: .time(hour: number / 100, minute: number % 100))
    }

    /// True where a number or a time is the same as another, however it is said: "4" in "After 4pm".
    func isSame(_ other: Token) -> Bool {
        if self == other || isSameTime(as: other) || isHour(of: other) || other.isHour(of: self) {
            return true
        }
        return false
    }
}
