extension GroupWords {
    /// What can be written, with the forum's topics, for somebody whose words were not understood.
    /// - Throws: `DatabaseError`.
    public func help() throws -> Prompt {
        let topics = try turn.people.topics()
        guard !topics.isEmpty else { return Prompt("group-how", plugin: "core") }
        return Prompt(
            "group-how-topics", ["topics": .lines(topics.map { .text($0.label) })], plugin: "core")
    }

    /// How many there are, and who: "12 members who chose Health".
    /// - Throws: `DatabaseError`, and where a prompt is missing.
    public func count(_ group: Group) throws -> String {
        let count = try turn.people.count(group)
        let parts = try parts(of: group)
        let who = try head(parts, count: count)
        return try joined(who, parts)
    }

    /// Who it is, without a number: "members who chose Health".
    /// - Throws: `DatabaseError`, and where a prompt is missing.
    public func name(_ group: Group) throws -> String {
        let parts = try parts(of: group)
        return try joined(say(Self.headName(parts)), parts)
    }

    /// A group taken apart: whose members, and what each clause says of them.
    private struct Parts {
        var head: Group?
        /// What stands right behind the people: how old they are.
        var ages: [String] = []
        var clauses: [String] = []
    }

    private func parts(of group: Group) throws -> Parts {
        var parts = Parts()
        try take(group, into: &parts, isWithout: false)
        return parts
    }

    private func take(_ group: Group, into parts: inout Parts, isWithout: Bool) throws {
        let not = isWithout ? "-not" : ""
        switch group {
        case .members, .role:
            if isWithout {
                parts.clauses.append(try say("group-not", ["who": .text(try say(Self.name(of: group)))]))
            } else if parts.head == nil || parts.head == .members {
                parts.head = group
            } else {
                parts.clauses.append(try say("group-also", ["who": .text(try say(Self.name(of: group)))]))
            }
        case .these: if isWithout { parts.clauses.append(try say("group-some-not")) }
        case .asked: parts.clauses.append(try say("group-asked" + not))
        case .answered: parts.clauses.append(try say("group-answered" + not))
        case .unanswered: parts.clauses.append(try say("group-unanswered" + not))
        case .interested(let id):
            let label = try turn.people.topics().first { $0.id == id }?.label ?? "?"
            parts.clauses.append(try say("group-interested" + not, ["topic": .text(label)]))
        case .age(let bands):
            parts.ages.append(try say("group-age" + not, ["ages": .text(try ages(bands))]))
        case .ageSaid(let moment):
            parts.clauses.append(try say("group-age-said" + not, ["date": .date(moment)]))
        case .consenting(let kind):
            parts.clauses.append(try say("group-consent-\(kind.rawValue)" + not))
        case .askedSince(let moment):
            parts.clauses.append(try say("group-asked-since" + not, ["date": .date(moment)]))
        case .all(let groups) where isWithout:
            for group in groups where groups.count == 1 { try take(group, into: &parts, isWithout: true) }
            if groups.count != 1 {
                let all = try name(.all(groups))
                parts.clauses.append(try say("group-not", ["who": .text(all)]))
            }
        case .all(let groups): for group in groups { try take(group, into: &parts, isWithout: false) }
        case .but(let all, let few):
            if isWithout {
                parts.clauses.append(try say("group-not", ["who": .text(try name(group))]))
            } else {
                try take(all, into: &parts, isWithout: false)
                try take(few, into: &parts, isWithout: true)
            }
        }
    }

    /// "16 to 17", "16 or over", or each band where they do not follow one another.
    private func ages(_ bands: [AgeBand]) throws -> String {
        let sorted = AgeBand.allCases.filter(bands.contains)
        guard let first = sorted.first, let last = sorted.last else { return "" }
        let places = sorted.compactMap { AgeBand.allCases.firstIndex(of: $0) }
        let isRow = zip(places, places.dropFirst()).allSatisfy { $1 == $0 + 1 }
        guard isRow else { return try sorted.map { try ages([$0]) }.joined(separator: ", ") }
        guard let highest = last.highest else { return try say("ages-from", ["age": .number(first.lowest)]) }
        if first.lowest == 0 { return try say("ages-under", ["age": .number(highest + 1)]) }
        return try say("ages-between", ["from": .number(first.lowest), "to": .number(highest)])
    }

    private func head(_ parts: Parts, count: Int) throws -> String {
        let name = Self.headName(parts)
        if count == 1 { return try say(name + "-one") }
        return try say("group-counted", ["count": .number(count), "who": .text(try say(name))])
    }

    private static func headName(_ parts: Parts) -> String { parts.head.map(name) ?? "group-people" }

    private static func name(of group: Group) -> String {
        switch group {
        case .role(let role) where role != .member: "group-\(role.rawValue)"
        default: "group-members"
        }
    }

    private func joined(_ head: String, _ parts: Parts) throws -> String {
        var words = head
        for clauses in [parts.ages, parts.clauses] {
            guard let first = clauses.first else { continue }
            let all = try clauses.dropFirst().reduce(first) { all, next in
                try say("group-and", ["first": .text(all), "second": .text(next)])
            }
            words = try say("group-who", ["who": .text(words), "clauses": .text(all)])
        }
        return words
    }

    private func say(_ name: String, _ values: [String: PromptValue] = [:]) throws -> String {
        try turn.render(Prompt(name, values, plugin: "core"))
    }
}
