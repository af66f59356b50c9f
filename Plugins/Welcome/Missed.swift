import YouSaidKit

/// MISSED: whom the forum has not asked anything this month, as rough numbers and never as names.
struct Missed {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    func count() throws {
        let missed = Group.notAsked(since: try startOfMonth())
        var lines = [try line(Prompt("missed-all"), missed)]
        for band in AgeBand.allCases {
            let group = Group.all([missed, .age([band])])
            guard try turn.people.count(.all([.members, .age([band])])) > 0 else { continue }
            lines.append(try line(Prompt("age-\(band.rawValue)"), group))
        }
        for topic in try turn.people.topics() {
            let words = Prompt("missed-topic", ["topic": .text(topic.label)])
            lines.append(try line(words, .all([missed, .interested(topic.id)])))
        }
        turn.reply(
            "missed", ["date": .date(try startOfMonth()), "lines": .lines(lines)])
    }

    private func line(_ who: Prompt, _ group: Group) throws -> PromptValue {
        let count = RoughCount.prompt(try turn.people.count(group))
        return .prompt(Prompt("missed-line", ["who": .prompt(who), "count": .prompt(count)]))
    }

    private func startOfMonth() throws -> Moment {
        let today = try LocalTime(turn.now, zone: turn.forum.timeZone)
        return try LocalTime(
            year: today.year, month: today.month, day: 1, hour: 0, minute: 0, zone: today.zone
        ).moment()
    }
}
