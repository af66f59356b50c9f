import YouSaidKit

/// What the page shows of the clock.
struct ClockFace: Codable {
    /// What comes next.
    struct Planned: Codable {
        /// "a poll closes"
        let what: String
        /// "Thursday 7 August 2026, 5pm"
        let when: String
        /// "in 3 days"
        let wait: String
        /// Whether it is further away than the next reminder would be.
        let isFar: Bool
    }

    /// "Wednesday 6 August 2026"
    let date: String
    /// "5:30pm"
    let time: String
    /// Nil where nothing is planned.
    let planned: Planned?

    init(_ clock: any PlaygroundClock, zone: String) throws {
        let now = clock.now
        date = try SpokenTime.date(now, zone: zone)
        time = try SpokenTime.time(now, zone: zone)
        planned = try clock.next().map { next in
            Planned(
                what: next.words,
                when:
                    "\(try SpokenTime.date(next.moment, zone: zone)), \(try SpokenTime.time(next.moment, zone: zone))",
                wait: "in " + RoughTime.words(next.moment - now),
                isFar: next.moment - now > ClockMove.nearby)
        }
    }
}

/// How long something takes, as people say it: "3 days".
enum RoughTime {
    static func words(_ span: Duration) -> String {
        let minutes = max(1, (span.inMilliseconds + 30_000) / 60_000)
        if minutes < 90 { return count(minutes, "minute") }
        let hours = (minutes + 30) / 60
        if hours < 36 { return count(hours, "hour") }
        let days = (hours + 12) / 24
        if days < 60 { return count(days, "day") }
        return "about " + count((days + 15) / 30, "month")
    }

    private static func count(_ number: Int64, _ unit: String) -> String {
        "\(number) \(unit)\(number == 1 ? "" : "s")"
    }
}
