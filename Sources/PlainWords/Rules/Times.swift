/// A time is written "5:30pm", "9am", "midday" or "midnight", and "2pm to 6pm" without a dash.
struct Times: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        var found: [Finding] = []
        for range in text.sentences {
            var place = range.lowerBound
            while place < range.upperBound {
                let (finding, end) = read(place, range, text)
                if let finding { found.append(finding) }
                place = end
            }
        }
        return found
    }

    private func read(_ place: Int, _ range: Range<Int>, _ text: ReadText) -> (Finding?, Int) {
        let word = text.words[place]
        guard word.isPlain else { return (nil, place + 1) }
        func lower(_ at: Int) -> String { range.contains(at) ? text.words[at].lower : "" }
        let joined = text.words[place].after.isEmpty
        if word.lower == "noon" { return (Finding(.time, at: word, instead: "midday"), place + 1) }
        guard word.hasDigit else { return (nil, place + 1) }
        // "2pm – 6pm": the dash stands alone.
        if place + 2 < range.upperBound, text.words[place + 1].kind == .marks, joined,
            ["-", "–", "—"].contains(text.words[place + 1].text), let first = ClockTime(word.lower),
            let last = ClockTime(lower(place + 2)), first.hasHalf || last.hasHalf || last.hasMinutes
        {
            let words = "\(word.text) \(text.words[place + 1].text) \(text.words[place + 2].text)"
            return (Finding(.time, at: word, words: words, instead: Self.span(first, last)), place + 3)
        }
        let parts = word.lower.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
        if parts.count == 2, let first = ClockTime(String(parts[0])), let last = ClockTime(String(parts[1])),
            first.hasHalf || last.hasHalf || first.hasMinutes && last.hasMinutes
        {
            return (Finding(.time, at: word, instead: Self.span(first, last)), place + 1)
        }
        guard let time = ClockTime(word.lower) else { return (nil, place + 1) }
        // "5 pm", "5 o'clock".
        let next = joined ? lower(place + 1) : ""
        if !time.hasHalf, ["am", "pm", "a.m", "p.m"].contains(next) {
            let whole = ClockTime(word.lower + next)
            return (
                Finding(
                    .time, at: word, words: "\(word.text) \(text.words[place + 1].text)",
                    instead: whole?.written),
                place + 2
            )
        }
        if ["o'clock", "oclock"].contains(next) {
            return (Finding(.time, at: word, words: "\(word.text) \(text.words[place + 1].text)"), place + 2)
        }
        let before = lower(place - 1)
        let isTime =
            time.hasHalf || time.hasColon
            || time.hasMinutes
                && ["at", "from", "until", "till", "by", "to", "between", "before", "after"].contains(before)
        guard isTime, time.written != word.text else { return (nil, place + 1) }
        return (Finding(.time, at: word, instead: time.written), place + 1)
    }

    private static func span(_ first: ClockTime, _ last: ClockTime) -> String? {
        guard let end = last.written else { return nil }
        if let start = first.written { return "\(start) to \(end)" }
        // "2-6pm" means 2pm.
        guard let half = last.half, let start = ClockTime("\(first.text)\(half)")?.written else { return nil }
        return "\(start) to \(end)"
    }
}

/// What looks like a time of day: "17:30", "5.30pm", "5PM", "9".
struct ClockTime {
    let text: String
    private let hour: Int
    private let minute: Int
    /// "am" or "pm".
    let half: String?
    let hasMinutes: Bool
    let hasColon: Bool

    /// - Parameter text: in small letters.
    init?(_ text: String) {
        var rest = text[...]
        var half: String?
        for (ending, name) in [("am", "am"), ("pm", "pm"), ("a.m", "am"), ("p.m", "pm")]
        where rest.hasSuffix(ending) {
            half = name
            rest = rest.dropLast(ending.count)
            break
        }
        let parts = rest.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            (1...2).contains(parts[0].utf8.count), let hour = Int(parts[0]), (0...24).contains(hour)
        else { return nil }
        var minute = 0
        if parts.count == 2 {
            guard parts[1].utf8.count == 2, let read = Int(parts[1]), read < 60 else { return nil }
            minute = read
        }
        if half != nil, !(1...12).contains(hour) { return nil }
        self.text = String(rest)
        self.hour = hour
        self.minute = minute
        self.half = half
        hasMinutes = parts.count == 2
        hasColon = rest.contains(":")
    }

    var hasHalf: Bool { half != nil }

    /// How it should be written; nil where nobody can know whether it is in the morning.
    var written: String? {
        var hour = hour
        var half = half
        if half == nil {
            guard hour == 0 || hour > 12 || text.hasPrefix("0") else { return nil }
            half = hour > 12 && hour < 24 ? "pm" : "am"
            hour = hour == 0 || hour == 24 ? 12 : hour > 12 ? hour - 12 : hour
        }
        if hour == 12, minute == 0 { return half == "am" ? "midnight" : "midday" }
        guard let half else { return nil }
        return "\(hour)" + (minute == 0 ? "" : minute < 10 ? ":0\(minute)" : ":\(minute)") + half
    }
}
