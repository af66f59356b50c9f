/// A date is written "Thursday 6 August 2026": the weekday, no "th", the month in full, the year.
struct Dates: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        var found: [Finding] = []
        for range in text.sentences {
            var place = range.lowerBound
            while place < range.upperBound {
                let (finding, end) = read(place, range, text)
                if let finding { found.append(finding) }
                place = max(place + 1, end)
            }
        }
        return found
    }

    /// Reads what may be a date from one word on.
    /// - Returns: what is wrong with it, and where reading goes on.
    private func read(_ place: Int, _ range: Range<Int>, _ text: ReadText) -> (Finding?, Int) {
        let word = text.words[place]
        guard word.isPlain else { return (nil, place + 1) }
        if word.hasDigit, let finding = figures(word, place, range, text) { return (finding, place + 1) }
        if let spelt = SpeltDate(place, range, text) { return (spelt.finding(text), spelt.end) }
        return (shortened(word, place, range, text), place + 1)
    }

    /// "6/8/2026", "2026-08-06"; "6/8" after "on", "by" or a weekday.
    private func figures(_ word: ReadText.Word, _ place: Int, _ range: Range<Int>, _ text: ReadText)
        -> Finding?
    {
        let parts = word.text.split(omittingEmptySubsequences: false) { "/-.".contains($0) }
        let signs = Set(word.text.filter { "/-.".contains($0) })
        guard signs.count == 1, parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 4 && Int($0) != nil })
        else {
            return nil
        }
        let numbers = parts.compactMap { Int($0) }
        if numbers.count == 3 {
            let isYearFirst = parts[0].utf8.count == 4
            // "1.2.3" is a version of something.
            guard isYearFirst || [2, 4].contains(parts[2].utf8.count) else { return nil }
            let day = CalendarDay(
                day: isYearFirst ? numbers[2] : numbers[0], month: numbers[1],
                year: isYearFirst ? numbers[0] : numbers[2])
            return day.map { Finding(.date, at: word, instead: $0.written) }
        }
        guard numbers.count == 2, signs == ["/"], place > range.lowerBound, (1...31).contains(numbers[0]),
            (1...12).contains(numbers[1])
        else { return nil }
        let before = text.words[place - 1].lower
        guard ["on", "by", "from", "until"].contains(before) || CalendarDay.weekday(before) != nil else {
            return nil
        }
        return Finding(.date, at: word)
    }

    /// "Feb", "Thurs": a name that is only a part of itself, where no date stands around it.
    private func shortened(
        _ word: ReadText.Word, _ place: Int, _ range: Range<Int>, _ text: ReadText
    ) -> Finding? {
        guard word.startsWithCapital else { return nil }
        let isAlone = range.count == 1
        if let month = CalendarDay.month(word.text), month.isShort {
            // Jan, Mar and Dec may be names; the others are nothing else.
            let isSure = !["jan", "mar", "dec"].contains(word.lower)
            guard isSure || isAlone else { return nil }
            return Finding(.date, at: word, instead: CalendarDay.months[month.number - 1])
        }
        if let day = CalendarDay.weekday(word.text), day.isShort {
            let isWord = ["sun", "sat", "wed"].contains(word.lower)
            guard !isWord || isAlone || place + 1 < range.upperBound && text.words[place + 1].hasDigit else {
                return nil
            }
            return Finding(.date, at: word, instead: day.name)
        }
        return nil
    }
}

/// A date in words: "6 August", "August 6th, 2026", "Thu 6 Aug 2026".
private struct SpeltDate {
    private let start: Int
    let end: Int
    private let day: Int
    private let month: Int
    private let year: Int?
    private let weekday: String?
    private let isRight: Bool

    init?(_ place: Int, _ range: Range<Int>, _ text: ReadText) {
        func word(_ at: Int) -> String? {
            range.contains(at) && text.words[at].isPlain ? text.words[at].text : nil
        }
        var at = place
        var isRight = true
        // "Thursday", "Thursday the 6th of August".
        let named = word(at).flatMap(CalendarDay.weekday)
        if let named {
            isRight = !named.isShort && text.words[at].after.isEmpty
            at += 1
            if word(at) == "the" { (at, isRight) = (at + 1, false) }
        }
        weekday = named?.name
        if let first = word(at).flatMap(Self.day) {
            at += 1
            if word(at) == "of" { (at, isRight) = (at + 1, false) }
            guard let name = word(at).flatMap(CalendarDay.month),
                text.words[at].startsWithCapital || named != nil
            else {
                return nil
            }
            (day, month) = (first.number, name.number)
            isRight = isRight && !first.hasEnding && !name.isShort
            at += 1
        } else if let name = word(at).flatMap(CalendarDay.month), text.words[at].startsWithCapital,
            let second = word(at + 1).flatMap(Self.day), text.words[at].after.isEmpty || name.isShort
        {
            (day, month) = (second.number, name.number)
            isRight = false
            at += 2
        } else {
            return nil
        }
        let separated = text.words[at - 1].after
        if separated.isEmpty || separated == ",", let number = word(at).flatMap({ Int($0) }),
            (1900...2999).contains(number)
        {
            year = number
            isRight = isRight && separated.isEmpty
            at += 1
        } else {
            year = nil
        }
        self.isRight = isRight && year != nil && weekday != nil
        start = place
        end = at
    }

    /// "6", "6th".
    private static func day(_ word: String) -> (number: Int, hasEnding: Bool)? {
        let digits = word.prefix(while: \.isNumber)
        guard (1...2).contains(digits.utf8.count), let number = Int(digits), (1...31).contains(number) else {
            return nil
        }
        let ending = word.dropFirst(digits.count).lowercased()
        guard ending.isEmpty || ["st", "nd", "rd", "th"].contains(ending) else { return nil }
        return (number, !ending.isEmpty)
    }

    func finding(_ text: ReadText) -> Finding? {
        let first = text.words[start]
        let written = text.words[start..<end].map(\.text).joined(separator: " ")
        let full = year.flatMap { CalendarDay(day: day, month: month, year: $0) }
        if isRight {
            guard let full, full.weekday != weekday else { return nil }
            return Finding(.weekday, at: first, words: written, instead: full.written)
        }
        return Finding(.date, at: first, words: written, instead: full?.written)
    }
}
