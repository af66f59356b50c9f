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
        while true {
            do {
                try machine.engine.acceptNow(events, from: platform.rawValue)
                guard machine.crash.isDead else { return }
            } catch {
                guard machine.crash.isDead else { throw error }
            }
            try startAgain()
        }
    }

    /// Does what is due until nothing is, through whatever crashes are planned.
    func settle() throws {
        while true {
            do {
                try settleInThisLife()
                guard machine.crash.isDead else { return }
            } catch {
                guard machine.crash.isDead else { throw error }
            }
            try startAgain()
        }
    }

    private func settleInThisLife() throws {
        var waiting = try dueMessages()
        while true {
            var isBusy = false
            for due in dueWork {
                while try machine.engine.performNow(due) { isBusy = true }
            }
            for platform in PretendPlatform.allCases where isSending(on: platform) {
                let sent = try machine.engine.deliverDue(channel: platform.rawValue) {
                    arrive($0, on: platform)
                }
                if sent > 0 { isBusy = true }
            }
            // What the engine holds back is marked in pages, and counts as work too.
            let left = try dueMessages()
            if !isBusy, left == waiting { return }
            waiting = left
        }
    }

    private func dueMessages() throws -> Int {
        let now = setup.clock.now
        return try machine.store.read {
            try $0.first("SELECT COUNT(*) FROM core_outgoing WHERE state = 0 AND due <= $1", now)?[0] ?? 0
        }
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
