/// Cuts a folded text into words, numbers, times and emoji. Used by ``FoldedText`` alone.
struct TokenReader {
    enum Item {
        case token(Token)
        /// Two that were written as one word: "2hrs".
        case tokens(Token, Token)
        case sentence
        case question
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    mutating func next() -> Item? {
        while let scalar = peek() {
            if scalar.isLetterOrDigit { return readWord() }
            if skipEmoticon() { continue }
            let before = index > 0 ? scalars[index - 1] : " "
            index += 1
            switch scalar {
            case "\n", "\r", ".", "!", ";": return .sentence
            case "?": return .question
            case "&": return .token(Token(text: "and", kind: .word))
            case "/": return .token(Token(text: "or", kind: .word))
            case "-" where before.isDigit && peek()?.isDigit == true:
                // "13-15" is "13 to 15".
                return .token(Token(text: "to", kind: .word))
            case "+", "-":
                // "+1" and "-1" say something else than "1"; "1 - Sunday" and "swim-time" do not.
                let isSign = !before.isLetterOrDigit && peek()?.isDigit == true
                if isSign { return .token(Token(text: String(scalar), kind: .word)) }
                // "18+" is 18 or more; "1 + 3" is both.
                if scalar == "+", before.isDigit, !isFollowedByWord() {
                    return .token(Token(text: "ormore", kind: .word))
                }
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

    /// True where something to read stands behind white space.
    private func isFollowedByWord() -> Bool {
        var offset = 0
        while let scalar = peek(offset), scalar == " " { offset += 1 }
        return peek(offset)?.isLetterOrDigit == true
    }

    private mutating func readWord() -> Item {
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
        // "5 p.m." is "5pm".
        if peek() == ".", run.last == "p" || run.last == "a", peek(1) == "m",
            peek(2)?.isLetterOrDigit != true,
            run.count == 1 || run.dropLast().allSatisfy(\.isDigit)
        {
            run.append("m")
            index += peek(2) == "." ? 3 : 2
        }
        let text = String(run)
        if let (number, unit) = TokenReader.amount(text) { return .tokens(number, unit) }
        return .token(TokenReader.token(text))
    }

    /// "2hrs" and "14yrs": a number and what it counts.
    private static func amount(_ run: String) -> (Token, Token)? {
        let digits = run.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= 4, digits.first != "0", let number = Int(digits),
            let unit = EnglishWords.units[String(run.dropFirst(digits.count))]
        else { return nil }
        return (
            Token(text: String(digits), kind: .number(number, spelt: false)), Token(text: unit, kind: .word)
        )
    }

    /// True for "1,500": "1,2" are two numbers.
    private func hasThreeDigits(after offset: Int) -> Bool {
        (0..<3).allSatisfy { peek(offset + $0)?.isDigit == true } && peek(offset + 3)?.isDigit != true
    }

    static func token(_ run: String) -> Token {
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

    /// "i'd" is "id", "mum's" is "mum", "don't" is "dont": "we'd" must not become Wednesday.
    private static func withoutApostrophe(_ run: String) -> String {
        if run.hasPrefix("i'") { return run.filter { $0 != "'" } }
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
        case "oclock", "o'clock":
            guard (1...12).contains(number) else { return nil }
            return .time(hour: number, minute: 0)
        case "am", "pm":
            // "630pm".
            if number >= 100, (1...12).contains(number / 100), number % 100 < 60 {
                return .time(hour: number / 100, minute: number % 100, half: String(ending))
            }
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
        return .time(
            hour: number, minute: minute, half: half.isEmpty ? nil : String(half),
            hasZero: digits.first == "0")
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
