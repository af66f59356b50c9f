import YouSaidKit

/// What the journal tells about timers that had their turn, put together for one restore.
///
/// A timer of the backup that had its turn since does not have it again. Where its last turn set it again it waits for
/// that time, with the data that it has in the backup: the journal knows when, and not what for. So a chain of timers
/// that set themselves again goes on. What else was set or taken back after the backup was made is lost with
/// everything else of that time.
struct WokenTimers {
    private struct Name: Hashable {
        let plugin: String
        let key: String
    }

    /// One turn of a timer.
    private struct Turn {
        let due: Moment
        /// When it was to come again; nil where it was not.
        let again: Moment?
    }

    private var turns: [Name: [Turn]] = [:]

    /// Takes the next entry of the journal.
    mutating func add(plugin: String, key: String, due: Moment, again: Moment?) {
        turns[Name(plugin: plugin, key: key), default: []].append(Turn(due: due, again: again))
    }

    /// Puts the timers of a restored database right. Done again it changes nothing more.
    /// - Returns: how many timers were changed.
    func apply(_ timers: TimerBook, now: Moment, in database: any Database) throws -> Int {
        var changed = 0
        for row in try database.rows("SELECT plugin, key, due FROM core_timer") {
            let name = Name(plugin: try row[0], key: try row[1])
            let due: Moment = try row[2]
            guard let turns = turns[name], let next = Self.next(after: due, turns, now: now), next != .at(due)
            else {
                continue
            }
            changed += 1
            switch next {
            case .at(let again):
                try timers.move(plugin: name.plugin, key: name.key, to: again, in: database)
            case .never: try timers.cancel(plugin: name.plugin, key: name.key, in: database)
            }
        }
        return changed
    }

    private enum Next: Equatable {
        case at(Moment)
        case never
    }

    /// When a timer that the backup knows for `due` comes next; nil where it had no turn since.
    ///
    /// Entries of times before it tell of the days before the backup, and those of times to come were written while
    /// the clock was wrong. The last of the others counts, also where a link is missing in between because another
    /// turn had moved the timer, and where an entry is there twice because the process died before the first counted.
    private static func next(after due: Moment, _ turns: [Turn], now: Moment) -> Next? {
        var found: Next?
        for turn in turns {
            let isLink = turn.due == due || found == .at(turn.due)
            guard isLink || (turn.due > due && turn.due <= now) else { continue }
            found = turn.again.map { .at($0) } ?? .never
        }
        return found
    }
}
