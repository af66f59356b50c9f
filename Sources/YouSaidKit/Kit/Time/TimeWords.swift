/// The words of a time, taken one after another by ``TimeReader``.
struct TimeWords {
    /// How far ahead.
    enum Span {
        case hours(Int)
        case days(Int)
    }

    struct Date {
        let day: Int
        let month: Int
        let year: Int?
    }

    struct Hour {
        let hour: Int
        let minute: Int
    }

    private var words: ArraySlice<String>

    init(_ text: String) {
        let small = text.lowercased().map { ",;()".contains($0) ? " " : $0 }
        var words = String(small).split(whereSeparator: \.isWhitespace).map(String.init)
        words.removeAll { ["at", "on", "of", "the", "by", "o'clock", "from"].contains($0) }
        self.words = words[...]
    }

    var isEmpty: Bool { words.isEmpty }

    /// Whether a time of day comes next.
    var hasHour: Bool {
        var rest = self
        return !rest.takeHours().isEmpty
    }

    mutating func take(_ word: String) -> Bool {
        guard words.first == word else { return false }
        words.removeFirst()
        return true
    }

    /// "In 2 weeks", "in a day".
    mutating func takeSpan() -> Span? {
        guard words.count >= 3, words.first == "in" else { return nil }
        let number = words[words.startIndex + 1]
        let small = ["a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6]
        guard let count = Int(number) ?? small[number], (1...400).contains(count) else { return nil }
        let span: Span
        switch words[words.startIndex + 2] {
        case "hour", "hours": span = .hours(count)
        case "day", "days": span = .days(count)
        case "week", "weeks": span = .days(count * 7)
        default: return nil
        }
        words = words.dropFirst(3)
        return span
    }

    private static let weekdayNames = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let monthNames = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]

    /// The place of the name that a word begins; 3 letters are enough.
    private static func place(of word: String, in names: [String]) -> Int? {
        guard word.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    /// 1 is Monday.
    mutating func takeWeekday() -> Int? {
        guard let word = words.first, let found = Self.place(of: word, in: Self.weekdayNames) else {
            return nil
        }
        words.removeFirst()
        return found
    }

    /// "4 December 2026", "December 4", "4/12/2026": the day comes before the month.
    mutating func takeDate() -> Date? {
        guard let first = words.first else { return nil }
        let parts = first.split(separator: "/").compactMap { Int($0) }
        if parts.count >= 2, first.filter({ $0 == "/" }).count == parts.count - 1 {
            words.removeFirst()
            return Date(day: parts[0], month: parts[1], year: parts.count > 2 ? Self.full(parts[2]) : nil)
        }
        guard words.count >= 2 else { return nil }
        let second = words[words.startIndex + 1]
        let date: (day: Int, month: Int)
        if let day = Self.day(first), let month = Self.place(of: second, in: Self.monthNames) {
            date = (day, month)
        } else if let month = Self.place(of: first, in: Self.monthNames), let day = Self.day(second) {
            date = (day, month)
        } else {
            return nil
        }
        words = words.dropFirst(2)
        guard let word = words.first, word.count == 4, let year = Int(word), (2000...2100).contains(year)
        else { return Date(day: date.day, month: date.month, year: nil) }
        words.removeFirst()
        return Date(day: date.day, month: date.month, year: year)
    }

    private static func full(_ year: Int) -> Int { year < 100 ? 2000 + year : year }

    private static func day(_ word: String) -> Int? {
        let ending = ["st", "nd", "rd", "th"].first { word.hasSuffix($0) }
        return Int(word.dropLast(ending?.count ?? 0)).flatMap { (1...31).contains($0) ? $0 : nil }
    }

    /// The times of day that are meant: one, or two for "4", which may be in the night or in the afternoon.
    mutating func takeHours() -> [Hour] {
        guard let first = words.first else { return [] }
        if first == "midday" || first == "noon" {
            words.removeFirst()
            return [Hour(hour: 12, minute: 0)]
        }
        var word = first
        var half: String?
        for ending in ["am", "pm"] where word.hasSuffix(ending) {
            half = ending
            word.removeLast(2)
        }
        let isAlone = half == nil && words.count > 1 && ["am", "pm"].contains(words[words.startIndex + 1])
        if isAlone { half = words[words.startIndex + 1] }
        let parts = word.split(separator: word.contains(".") ? "." : ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let hour = Int(parts[0]), (0...23).contains(hour) else {
            return []
        }
        var minute = 0
        if parts.count == 2 {
            guard parts[1].count == 2, let found = Int(parts[1]), (0...59).contains(found) else { return [] }
            minute = found
        }
        if half != nil, !(1...12).contains(hour) { return [] }
        words = words.dropFirst(isAlone ? 2 : 1)
        switch half {
        case "am": return [Hour(hour: hour % 12, minute: minute)]
        case "pm": return [Hour(hour: hour % 12 + 12, minute: minute)]
        default:
            // "16:30" and "09:00" say which half of the day they mean; "4" and "4:30" do not.
            if hour == 0 || hour > 12 || word.hasPrefix("0") { return [Hour(hour: hour, minute: minute)] }
            return [Hour(hour: hour % 12, minute: minute), Hour(hour: hour % 12 + 12, minute: minute)]
        }
    }
}
