/// Cuts a folded text into words, numbers, times and emoji. Used by ``FoldedText`` alone.
struct TokenReader {
    enum Item {
        case token(Token)
        case sentence
        case question
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    mutating func next() -> Item? {
        while let scalar = peek() {
            if scalar.isLetterOrDigit { return .token(readWord()) }
            if skipEmoticon() { continue }
            let before = index > 0 ? scalars[index - 1] : " "
            index += 1
            switch scalar {
            case "\n", "\r", ".", "!", ";": return .sentence
            case "?": return .question
            case "&": return .token(Token(text: "and", kind: .word))
            case "/": return .token(Token(text: "or", kind: .word))
            case "+", "-":
                // "+1" and "-1" say something else than "1"; "1 - Sunday" and "swim-time" do not.
                let isSign = !before.isLetterOrDigit && peek()?.isDigit == true
                if isSign { return .token(Token(text: String(scalar), kind: .word)) }
                if scalar == "+" { return .token(Token(text: "and", kind: .word)) }
            default:
                if scalar.isPicture { return .token(Token(text: String(scalar), kind: .emoji)) }
            }
        }
        return nil
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        index + offset < scalars.count ? scalars[index + offset] : nil
    }

    /// Passes over ":D", ";-)", "<3" and ":3", whose letters and figures are no words.
    private mutating func skipEmoticon() -> Bool {
        guard let eyes = peek(), eyes == ":" || eyes == ";" || eyes == "=" || eyes == "<" else {
            return false
        }
        let nose = eyes != "<" && (peek(1) == "-" || peek(1) == "'") ? 1 : 0
        guard let mouth = peek(1 + nose), peek(2 + nose)?.isLetterOrDigit != true else { return false }
        let mouths: [Unicode.Scalar] = eyes == "<" ? ["3"] : ["d", "p", "o", "x", "3", "s", "c"]
        guard mouths.contains(mouth) else { return false }
        index += 2 + nose
        return true
    }

    private mutating func readWord() -> Token {
        var run = String.UnicodeScalarView()
        while let scalar = peek() {
            if scalar.isLetterOrDigit {
                run.append(scalar)
            } else if scalar == "'", !run.isEmpty, peek(1)?.isLetterOrDigit == true {
                run.append(scalar)
            } else if let last = run.last, last.isDigit, peek(1)?.isDigit == true,
                scalar == ":" || scalar == "." || scalar == "," && hasThreeDigits(after: 1)
            {
                run.append(scalar)
            } else {
                break
            }
            index += 1
        }
        return TokenReader.token(String(run))
    }

    /// True for "1,500": "1,2" are two numbers.
    private func hasThreeDigits(after offset: Int) -> Bool {
        (0..<3).allSatisfy { peek(offset + $0)?.isDigit == true } && peek(offset + 3)?.isDigit != true
    }

    private static func token(_ run: String) -> Token {
        if run.unicodeScalars.first?.isDigit == true, let token = figures(run) { return token }
        let plain = run.utf8.contains(39) ? withoutApostrophe(run) : run
        let word = EnglishWords.spellings[plain] ?? plain
        if let number = EnglishWords.ordinals[word] {
            return Token(text: "\(number)th", kind: .ordinal(number))
        }
        if let number = EnglishWords.numbers[word] {
            return Token(text: "\(number)", kind: .number(number, spelt: true))
        }
        return Token(text: word, kind: .word)
    }

    /// "i'd" is "i", "mum's" is "mum", "don't" is "dont": "we'd" must not become Wednesday.
    private static func withoutApostrophe(_ run: String) -> String {
        for ending in ["'d", "'ll", "'ve", "'m", "'re", "'s"] where run.hasSuffix(ending) {
            return String(run.dropLast(ending.count)).filter { $0 != "'" }
        }
        return run.filter { $0 != "'" }
    }

    /// A token that begins with a figure: "2", "2nd", "4:30", "4.30pm".
    private static func figures(_ run: String) -> Token? {
        let digits = run.prefix { $0.isASCII && $0.isNumber }
        let ending = run.dropFirst(digits.count)
        guard let number = Int(digits), digits.count <= 4 else { return nil }
        switch ending {
        case "":
            // "007" and "02" are no places in a list.
            guard digits.first != "0" || digits.count == 1 else { return nil }
            return Token(text: run, kind: .number(number, spelt: false))
        case "st", "nd", "rd", "th":
            return Token(text: "\(number)th", kind: .ordinal(number))
        case "am", "pm":
            guard (1...12).contains(number) else { return nil }
            return .time(hour: number, minute: 0, half: String(ending))
        default: break
        }
        guard ending.first == ":" || ending.first == "." else { return nil }
        let minutes = ending.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let half = ending.dropFirst(minutes.count + 1)
        guard minutes.count == 2, let minute = Int(minutes), minute < 60, number < 24,
            half.isEmpty || half == "am" || half == "pm"
        else { return nil }
        return .time(hour: number, minute: minute, half: half.isEmpty ? nil : String(half))
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }

    var isLetterOrDigit: Bool {
        if isASCII { return isDigit || ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
        return properties.isAlphabetic || properties.numericType == .decimal
    }

    /// True for an emoji or another picture of a thing.
    fileprivate var isPicture: Bool {
        !isASCII && (properties.isEmojiPresentation || properties.generalCategory == .otherSymbol)
    }
}
