import ChannelContract
import Engine
import Testing
import YouSaidKit

/// What people do, and everything that follows from it.
extension Stage {
    /// Hands over what somebody did, as the platform would: again where it was not told that it is stored, and
    /// twice where the test wants that. Then does everything that follows from it.
    func deliver(_ events: [Event], from platform: PretendPlatform, at location: SourceLocation) {
        guard !events.isEmpty else { return }
        guard delayed == nil else {
            delayed?.append(contentsOf: events.map { (platform, $0) })
            return
        }
        for event in events where ["STOP", "START"].contains(event.text) {
            phones[Self.place(platform, event.address)]?.hasSaidStop = event.text == "STOP"
        }
        delivered = (delivered + events.map { (platform, $0, setup.clock.now) }).suffix(30)
        passTime()
        perform(at: location) {
            for events in planted(events) {
                for _ in 0..<(deliversTwice ? 2 : 1) { try handOver(events, from: platform) }
            }
            try settle()
        }
    }

    /// Everything that somebody does takes a second.
    func passTime() { setup.clock.move(to: setup.clock.now + .seconds(1)) }

    private func handOver(_ events: [Event], from platform: PretendPlatform) throws {
        try throughCrashes { try machine.engine.acceptNow(events, from: platform.rawValue) }
    }

    /// Does what is due until nothing is, through whatever crashes are planned.
    func settle() throws { try throughCrashes(settleInThisLife) }

    /// Cleans away what is too old to be kept, at most once an hour.
    func clean() throws {
        let before = lives
        try throughCrashes { try machine.engine.cleanNowIfDue() }
        // The next life takes up what the last one left.
        if lives != before { try settle() }
    }

    /// Does something again in the next life of the process where it dies on the way.
    private func throughCrashes(_ body: () throws -> Void) throws {
        while true {
            do {
                try body()
                guard machine.crash.isDead else { return }
            } catch {
                guard machine.crash.isDead else { throw error }
            }
            try startAgain()
        }
    }

    private func settleInThisLife() throws {
        var waiting = try waiting()
        while !waiting.isEmpty {
            var isBusy = false
            for due in dueWork where waiting.contains(where: { $0.work == due }) {
                while try machine.engine.performNow(due) { isBusy = true }
            }
            for platform in PretendPlatform.allCases
            where isSending(on: platform) && waiting.contains(where: { $0.channel == platform.rawValue }) {
                let sent = try machine.engine.deliverDue(channel: platform.rawValue) {
                    arrive($0, on: platform)
                }
                if sent > 0 { isBusy = true }
            }
            // What the engine holds back is marked in pages, and counts as work too.
            let left = try self.waiting()
            if !isBusy, left == waiting { return }
            waiting = left
        }
    }

    /// Something that is due: one kind of work, or messages on one channel.
    private struct Waiting: Equatable {
        let work: DueWork?
        let channel: String?
        let count: Int
    }

    /// What is due. Asked first, because most of the time little is, and each look at it is a transaction.
    private func waiting() throws -> [Waiting] {
        let now = setup.clock.now
        let rows = try machine.store.read { database in
            try database.rows(
                """
                SELECT 'replay', NULL, COUNT(*) FROM core_event WHERE state <> 0 AND state = 3
                UNION ALL SELECT 'timer', NULL, COUNT(*) FROM core_timer WHERE aside = 0 AND due <= $1
                UNION ALL SELECT 'concern', NULL, COUNT(*) FROM core_concern WHERE state <> 2 AND due <= $1
                UNION ALL SELECT 'attachment', NULL, COUNT(*) FROM core_attachment WHERE due <= $1
                UNION ALL SELECT 'role', NULL, COUNT(*) FROM core_role_change WHERE made <= $2
                UNION ALL SELECT 'unreached', NULL, COUNT(*) FROM core_unreached WHERE due <= $1
                UNION ALL SELECT 'leaving', NULL, COUNT(*) FROM core_leaving WHERE due <= $1
                UNION ALL SELECT 'page', NULL, COUNT(*) FROM core_broadcast WHERE done IS NULL AND due <= $1
                UNION ALL SELECT 'forget', NULL, COALESCE(SUM(forget + 1), 0) FROM core_question
                    WHERE forget IS NOT NULL
                UNION ALL SELECT 'message', channel, COUNT(*) FROM core_outgoing
                    WHERE state = 0 AND due <= $1 GROUP BY channel
                """, now, now - Engine.roleChangesWait)
        }
        let all = try rows.map { row in
            let work: DueWork? =
                switch try row[0] as String {
                case "replay": .replay
                case "timer": .timer
                case "concern": .concern
                case "attachment": .attachment
                case "role": .role
                case "unreached": .unreached
                case "leaving": .leaving
                case "page": .broadcastPage
                case "forget": .forgetting
                default: nil
                }
            return Waiting(work: work, channel: try row[1], count: try row[2])
        }
        return all.filter { $0.count > 0 }
    }

    /// Does something that may go wrong, and tells the test what did.
    func perform(at location: SourceLocation, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            fail("the bot could not go on: \(error)", at: location)
        }
        let faults = setup.watch.takeFaults()
        let hasThrown = faults.contains { if case .threw = $0 { true } else { false } }
        for fault in faults {
            if case .logged(let line) = fault {
                tell(line, isExplained: hasThrown, at: location)
            } else {
                tell(fault, at: location)
            }
        }
    }

    /// - Parameter isExplained: whether a plugin has thrown, which is told by itself and says more.
    private func tell(_ line: String, isExplained: Bool, at location: SourceLocation) {
        logged.append(line)
        note("(the log says: \(line))")
        // How long a turn takes says more about the machine that runs the tests.
        if !allowsFailures, !isExplained, line.contains(" failed: ") { fail(line, at: location) }
    }

    private func tell(_ fault: PluginWatch.Fault, at location: SourceLocation) {
        switch fault {
        case .threw(let plugin, let error):
            guard !error.hasPrefix("\(CrashPlan.ProcessDied.self)") else { return }
            note("(the plugin '\(plugin)' threw \(error))")
            failures.append(error)
            if !allowsFailures { fail("the plugin '\(plugin)' threw \(error)", at: location) }
        case .logged: break
        case .unusedValue(let plugin, let prompt, let value):
            fail(
                "the plugin '\(plugin)' gives the prompt '\(prompt)' a value '\(value)' that its words have no "
                    + "place for", at: location)
        }
    }
}
