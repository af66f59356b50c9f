import Storage
import YouSaidKit

/// SENT: an organiser sees whether everybody got the latest messages at the same time.
extension Conversation {
    /// How many messages it goes back.
    private static let latest = 5

    mutating func sent() throws {
        let spreads = try SameTime.latest(Self.latest, in: database)
        guard !spreads.isEmpty else { return try say("sent-none") }
        try say("sent", ["lines": .lines(try spreads.map(line))])
    }

    private func line(_ spread: SameTime.Spread) throws -> PromptValue {
        var values: [String: PromptValue] = ["date": .date(spread.made), "time": .time(spread.made)]
        guard spread.reached > 0 || spread.isWritten else {
            values["nextDate"] = .date(max(spread.due, spread.made))
            values["nextTime"] = .time(max(spread.due, spread.made))
            return .prompt(Prompt("sent-waiting", values, plugin: SafetyDesk.owner))
        }
        values["people"] = .number(spread.reached)
        guard let rest = spread.rest else {
            return .prompt(Prompt("sent-secret", values, plugin: SafetyDesk.owner))
        }
        values["later"] = .number(rest.later)
        values["waiting"] = .number(rest.waiting)
        values["stopped"] = .number(rest.stopped)
        values["unreached"] = .number(rest.unreached)
        guard spread.reached > 0 else {
            values["people"] = nil
            return .prompt(Prompt("sent-nobody", values, plugin: SafetyDesk.owner))
        }
        values["minutes"] = .number(Int((spread.span.inMilliseconds + 59_999) / 60_000))
        return .prompt(
            Prompt(spread.isSameTime ? "sent-same-time" : "sent-apart", values, plugin: SafetyDesk.owner))
    }
}
