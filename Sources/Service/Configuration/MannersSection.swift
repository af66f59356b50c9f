import Engine
import YouSaidKit

/// Reads the section `manners` of the configuration: when the bot writes by itself, how much, and how fast it answers.
struct MannersSection {
    let section: SectionReader

    static let hoursExample = "\"8am to 8pm\", \"always\" or \"never\""
    static let termExample = "\"2 September 2026 to 18 December 2026\""
    private static let wholeDay = OpenHours.Span(from: 0, until: 1440)

    /// Hours of one kind of day; nil within stands for days on which nothing is sent.
    private enum Hours {
        case span(OpenHours.Span)
        case never
    }

    func read() -> Manners {
        section.refuseUnknown(known: ConfigurationKey.names(in: section.path))
        let usual = OpenHours.usual
        let terms = section.list("terms", example: "[\(Self.termExample)]").compactMap(term)
        let weekdays = hours("weekdays")
        let weekends = hours("weekends")
        let term = hours("termTime")
        if section.has("termTime"), terms.isEmpty {
            section.faults.add(
                section.path(of: "termTime"), "there are no terms to which it could belong",
                "Add: terms: [\(Self.termExample)],")
        }
        let open = OpenHours(
            weekdays: weekdays.map(span) ?? usual.weekdays, weekend: weekends.map(span) ?? usual.weekend,
            term: term.flatMap(span), terms: terms)
        if open.weekdays == nil, open.weekend == nil, open.term == nil {
            section.faults.add(
                section.path(of: "weekdays"), "there would be no day on which anything is sent",
                "Write hours, such as \"8am to 8pm\".")
        }
        let isAlways = open.weekdays == Self.wholeDay && open.weekend == Self.wholeDay && open.term == nil
        return Manners(
            hours: isAlways ? nil : open,
            messagesAWeek: limit("messagesAWeek", 1_000) ?? Manners.usual.messagesAWeek,
            messagesAMinute: limit("messagesAMinute", 1_000_000) ?? Manners.usual.messagesAMinute)
    }

    private func span(_ hours: Hours) -> OpenHours.Span? {
        if case .span(let span) = hours { span } else { nil }
    }

    /// 0 is no limit. The outer nil: it is not set.
    private func limit(_ key: String, _ most: Int) -> Int?? {
        section.wholeNumber(key, in: 0...most, example: "20, or 0 for no limit").map { $0 == 0 ? nil : $0 }
    }

    private func hours(_ key: String) -> Hours? {
        section.text(key, example: Self.hoursExample, problem: "these are no hours of a day") { text in
            switch text.lowercased() {
            case "never": Hours.never
            case "always": Self.wholeDay.map(Hours.span)
            default: DayHoursText.read(text).map(Hours.span)
            }
        }
    }

    private func term(_ path: String, _ value: ConfigurationValue) -> ClosedRange<OpenHours.Day>? {
        guard case .text(let text) = value else {
            section.wrongType(path, value, wanted: "a text", Self.termExample)
            return nil
        }
        let ends = text.split(separator: " to ").map(String.init)
        guard ends.count == 2, let first = DayHoursText.day(ends[0]), let last = DayHoursText.day(ends[1]),
            first <= last
        else {
            section.faults.add(path, "this is no term", "Write it like \(Self.termExample).")
            return nil
        }
        return first...last
    }
}

/// Hours and days, as people write them in the configuration.
enum DayHoursText {
    /// "8am to 8pm", "8:30am to midnight".
    static func read(_ text: String) -> OpenHours.Span? {
        let ends = text.lowercased().split(separator: " to ").map { $0.filter { $0 != " " } }
        guard ends.count == 2, let from = minute(ends[0], isEnd: false),
            let until = minute(ends[1], isEnd: true)
        else { return nil }
        return OpenHours.Span(from: from, until: until)
    }

    private static func minute(_ text: String, isEnd: Bool) -> Int? {
        switch text {
        case "midnight": return isEnd ? 1440 : 0
        case "midday": return 720
        default: break
        }
        let isAfternoon = text.hasSuffix("pm")
        guard isAfternoon || text.hasSuffix("am") else { return nil }
        let parts = text.dropLast(2).split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let hour = Int(parts[0]), (1...12).contains(hour) else {
            return nil
        }
        var minutes = 0
        if parts.count == 2 {
            guard parts[1].count == 2, let read = Int(parts[1]), (0...59).contains(read) else { return nil }
            minutes = read
        }
        return (hour % 12 + (isAfternoon ? 12 : 0)) * 60 + minutes
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]

    /// "2 September 2026"
    static func day(_ text: String) -> OpenHours.Day? {
        let parts = text.lowercased().split(separator: " ")
        guard parts.count == 3, let day = Int(parts[0]), let year = Int(parts[2]),
            (2000...2200).contains(year), let month = months.firstIndex(of: String(parts[1]))
        else { return nil }
        return OpenHours.Day(year: year, month: month + 1, day: day)
    }
}
