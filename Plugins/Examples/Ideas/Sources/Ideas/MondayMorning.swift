import Foundation
import YouSaidKit

/// On Mondays at 10 on the forum's wall, organisers hear how many ideas wait for them.
struct MondayMorning {
    /// The timer's key. A timer that is set again under the same key is moved.
    static let key = "monday"

    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// Sets the timer for the next Monday.
    func set() throws {
        guard try turn.settings.flag("mondays") else { return }
        try turn.wake(Self.key, at: try next())
    }

    /// It is Monday. Where ideas still wait, the next Monday comes too.
    func tell() throws {
        let waiting = try IdeaStore(turn.database).countUnread()
        guard waiting > 0, try turn.settings.flag("mondays") else { return }
        turn.broadcast(Message(Prompt("waiting", ["count": .number(waiting)])), to: .role(.organiser))
        try set()
    }

    private func next() throws -> LocalTime {
        let zone = turn.forum.timeZone
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        let monday = DateComponents(hour: 10, minute: 0, weekday: 2)
        guard
            let date = calendar.nextDate(
                after: turn.now.date, matching: monday, matchingPolicy: .nextTime)
        else { throw TimeError.noSuchTime }
        return try LocalTime(Moment(date), zone: zone)
    }
}
