/// Reads a group out of what an officer writes, and says it back: "members who chose health", "16 and over", "not
/// asked this month". For every plugin that lets officers choose who something is for.
///
/// ```swift
/// let groups = GroupWords(turn)
/// guard let group = try groups.read("health, 16 and over") else { return try turn.reply(groups.help()) }
/// turn.reply("preview", ["people": .text(try groups.count(group))])  // "12 members who chose Health"
/// ```
public struct GroupWords {
    let turn: Turn

    /// A reader for one turn: topics are those of now, words those of whoever began it.
    public init(_ turn: Turn) { self.turn = turn }

    // MARK: Reading

    /// The group that somebody means.
    /// - Returns: the group, or nil where a word in it is not understood; ``help()`` says what can be written.
    /// - Throws: `DatabaseError`, ``TimeError``.
    public func read(_ text: String) throws -> Group? {
        let words = Self.words(of: text)
        let topics = try turn.people.topics().map { (words: Self.words(of: $0.label), id: $0.id) }
        var wanted: [Group] = []
        var unwanted: [Group] = []
        var isWithout = false
        var place = 0
        while place < words.count {
            let rest = words[place...]
            if let found = try topic(rest, topics) ?? age(rest) ?? phrase(rest) {
                if isWithout { unwanted.append(found.group) } else { wanted.append(found.group) }
                place += found.length
            } else if EnglishGroupWords.without.contains(words[place]) {
                isWithout = true
                place += 1
            } else if EnglishGroupWords.fillers.contains(words[place]) {
                place += 1
            } else {
                return nil
            }
        }
        guard !words.isEmpty, !isWithout || !unwanted.isEmpty else { return nil }
        return Self.combined(wanted, without: unwanted)
    }

    /// Members, unless somebody else is named.
    private static func combined(_ wanted: [Group], without unwanted: [Group]) -> Group {
        var wanted = wanted
        let namesPeople = wanted.contains { group in
            switch group {
            case .members, .role: true
            default: false
            }
        }
        if !namesPeople { wanted.insert(.members, at: 0) }
        let all = wanted.count == 1 ? wanted[0] : Group.all(wanted)
        return unwanted.reduce(all) { .but($0, $1) }
    }

    private struct Found {
        let group: Group
        let length: Int
    }

    private func topic(
        _ rest: ArraySlice<String>, _ topics: [(words: [String], id: Topic.ID)]
    ) -> Found? {
        topics.filter { !$0.words.isEmpty && rest.starts(with: $0.words) }
            .max { $0.words.count < $1.words.count }
            .map { Found(group: .interested($0.id), length: $0.words.count) }
    }

    private func phrase(_ rest: ArraySlice<String>) throws -> Found? {
        let found = EnglishGroupWords.phrases.filter { rest.starts(with: $0.words) }
            .max { $0.words.count < $1.words.count }
        guard let found else { return nil }
        let length = found.words.count
        switch found.meaning {
        case .group(let group): return Found(group: group, length: length)
        case .notAskedThisWeek:
            return Found(group: .notAsked(since: turn.now - .hours(7 * 24)), length: length)
        case .notAskedThisMonth: return Found(group: .notAsked(since: try startOfMonth()), length: length)
        }
    }

    /// When this month began on the forum's clock.
    func startOfMonth() throws -> Moment {
        let today = try LocalTime(turn.now, zone: turn.forum.timeZone)
        return try LocalTime(
            year: today.year, month: today.month, day: 1, hour: 0, minute: 0, zone: today.zone
        ).moment()
    }

    /// "16 and over", "16+", "over 25", "under 13", "13 to 15".
    private func age(_ rest: ArraySlice<String>) -> Found? {
        let words = Array(rest.prefix(3))
        func found(_ from: Int, _ to: Int?, _ length: Int) -> Found? {
            AgeBand.bands(from: from, to: to).map { Found(group: .age($0), length: length) }
        }
        guard let first = words.first else { return nil }
        if words.count > 1, let number = Int(words[1]) {
            switch first {
            case "under", "below": return found(0, number - 1, 2)
            case "over", "above": return found(number + 1, nil, 2) ?? found(number, nil, 2)
            default: break
            }
        }
        guard let number = Int(first) else { return nil }
        if words.count > 1, words[1] == "+" { return found(number, nil, 2) }
        guard words.count == 3 else { return nil }
        if ["and", "or"].contains(words[1]) {
            switch words[2] {
            case "over", "older", "up", "above": return found(number, nil, 3)
            case "under", "younger", "below": return found(0, number, 3)
            default: return nil
            }
        }
        guard words[1] == "to" || words[1] == "-", let last = Int(words[2]) else { return nil }
        return found(number, last, 3)
    }

    /// Small letters and figures; "+" and "-" beside a number stand alone.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for character in text.lowercased() {
            if character.isLetter || character.isNumber {
                word.append(character)
            } else if character == "'" || character == "’" {
                continue
            } else {
                let isAfterNumber = Int(word) != nil
                end()
                if isAfterNumber, character == "+" { words.append("+") }
                if isAfterNumber, ["-", "–"].contains(character) { words.append("-") }
            }
        }
        end()
        return words
    }
}
