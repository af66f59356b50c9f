/// A day of the calendar, for ``Dates``: which weekday it is, and how it is written.
struct CalendarDay: Equatable {
    let day: Int
    let month: Int
    let year: Int

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November",
        "December",
    ]
    static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    /// Nil for a day that there is not.
    init?(day: Int, month: Int, year: Int) {
        let full = year < 100 ? 2000 + year : year
        guard (1900...2999).contains(full), (1...12).contains(month),
            (1...Self.length(of: month, in: full)).contains(day)
        else { return nil }
        self.day = day
        self.month = month
        self.year = full
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Sakamoto's way.
    var weekday: String {
        let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let year = month < 3 ? self.year - 1 : self.year
        return Self.weekdays[(year + year / 4 - year / 100 + year / 400 + offsets[month - 1] + day) % 7]
    }

    /// "Thursday 6 August 2026".
    var written: String { "\(weekday) \(day) \(Self.months[month - 1]) \(year)" }

    /// The number of a month's name, and whether the name is shortened.
    static func month(_ word: String) -> (number: Int, isShort: Bool)? {
        let lower = word.lowercased()
        guard lower.count >= 3 else { return nil }
        for (index, name) in months.enumerated() {
            let full = name.lowercased()
            if lower == full { return (index + 1, false) }
            if lower == full.prefix(3) || lower == "sept" && index == 8 { return (index + 1, true) }
        }
        return nil
    }

    /// The full name of a weekday, and whether it is shortened.
    static func weekday(_ word: String) -> (name: String, isShort: Bool)? {
        let lower = word.lowercased()
        for name in weekdays {
            let full = name.lowercased()
            if lower == full { return (name, false) }
            if lower.count >= 3, lower.count <= 5,
                full.hasPrefix(lower) || (lower == "weds" && name == "Wednesday")
            {
                return (name, true)
            }
        }
        return nil
    }
}
