import Threads
import YouSaidKit

/// When the bot last told a group chat that it talks one to one only, so that it says so once a day and not at
/// every message. In memory: after a restart it may be said once more.
final class GroupNotices: Sendable {
    private static let interval = Duration.hours(24)
    /// More groups than this are forgotten, oldest and newest alike.
    private static let limit = 1_000

    private let told = Guarded<[[UInt8]: Moment]>([:])

    func maySpeak(to group: [UInt8], at now: Moment) -> Bool {
        told.with { told in
            guard let last = told[group] else { return true }
            return now - last >= Self.interval
        }
    }

    func spoke(to group: [UInt8], at now: Moment) {
        told.with { told in
            if told.count >= Self.limit { told.removeAll() }
            told[group] = now
        }
    }
}
