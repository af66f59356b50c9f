import Testing
import YouSaidKit

/// The clock of the forum.
extension PretendForum {
    /// What time it is.
    public var now: Moment { stage.setup.clock.now }

    /// Lets time go by. What is too old to be kept is cleaned away. Timers and messages that come due on the way do so
    /// on time, one after another.
    public func advance(_ span: Duration, sourceLocation: SourceLocation = #_sourceLocation) {
        let end = now + span
        stage.note("(\(span.inMilliseconds / 60_000) minutes go by)")
        var next: Moment? = now
        while let moment = next {
            stage.setup.clock.move(to: moment)
            next = nil
            stage.perform(at: sourceLocation) {
                try stage.settle()
                try stage.clean()
                next = try stage.nextDue(until: end) ?? (moment < end ? end : nil)
            }
        }
    }

    /// Lets time go by until the wall shows this.
    /// - Throws: `TimeError` where there is no such time.
    public func advance(to time: LocalTime, sourceLocation: SourceLocation = #_sourceLocation) throws {
        advance(try time.moment() - now, sourceLocation: sourceLocation)
    }

    /// Stops the bot for a while, and starts it again: what came due meanwhile is late.
    /// - Throws: where it does not start again.
    public func isDown(for span: Duration, sourceLocation: SourceLocation = #_sourceLocation) throws {
        stage.note("(the bot is down for \(span.inMilliseconds / 60_000) minutes)")
        try stage.crash()
        stage.setup.clock.move(to: now + span)
        stage.perform(at: sourceLocation) { try stage.settle() }
    }
}

extension Stage {
    /// The next moment after now, and not after `end`, at which a timer or a message comes due.
    func nextDue(until end: Moment) throws -> Moment? {
        let now = setup.clock.now
        return try machine.store.read { database in
            try database.first(
                """
                SELECT MIN(due) FROM (
                    SELECT due FROM core_timer WHERE aside = 0 AND due > $1 AND due <= $2
                    UNION ALL SELECT due FROM core_concern WHERE state <> 2 AND due > $1 AND due <= $2
                    UNION ALL SELECT due FROM core_broadcast WHERE done IS NULL AND due > $1 AND due <= $2
                    UNION ALL SELECT due FROM core_attachment WHERE due > $1 AND due <= $2
                    UNION ALL SELECT due FROM core_unreached WHERE due > $1 AND due <= $2
                    UNION ALL SELECT due FROM core_leaving WHERE due > $1 AND due <= $2
                    UNION ALL SELECT due FROM core_outgoing WHERE state = 0 AND due > $1 AND due <= $2) d
                """, now, end
            ).flatMap { try $0[0] }
        }
    }
}
