import ChannelContract
import YouSaidKit

/// Sends what is due on one channel: takes rows, keeps the pace, holds back whoever said STOP, and marks what
/// became of each message. One for each channel, driven by ``Heart``.
///
/// One person's messages go one after another; different people's go side by side.
actor MessageSender {
    private let engine: Engine
    private let channel: any Channel
    private let clock: any EngineClock
    private var pace: Pace
    private let bell: Bell

    /// Taken, and not in the journal yet: none of it may start.
    private var unnoted: [ClaimedMessage] = []
    /// Taken, not started yet. A slice, because it is used up from its front.
    private var taken: ArraySlice<ClaimedMessage> = []
    private var busy: Set<Contact.ID> = []
    private var underWay = 0
    private var reports: [(message: ClaimedMessage, report: SendReport)] = []
    private var isRecording = false
    private var isStopping = false
    private var hasGivenUp = false
    private var idle: CheckedContinuation<Void, Never>?

    /// How many messages are taken from the tables at a time.
    private static let page = 256
    /// So few are left that the next ones are taken.
    private static let fewLeft = 128
    /// How often marking is tried while the bot stops and the disk is at fault, a quarter of a second apart.
    private static let triesWhileStopping = 8

    init(engine: Engine, channel: any Channel, bell: Bell) {
        self.engine = engine
        self.channel = channel
        self.bell = bell
        clock = engine.parts.clock
        pace = Pace(
            messagesPerSecond: channel.traits.messagesPerSecond,
            intervalPerPerson: channel.traits.intervalPerPerson, now: clock.now)
    }

    /// Starts what may start now, and takes more where there is room. Called whenever something may have changed.
    func pump() async {
        guard !isStopping else { return }
        guard noteTaken() else { return }
        startTaken()
        while !isStopping, underWay < channel.traits.concurrentSends {
            // No more than may start soon: what is taken cannot be overtaken by a reply.
            let limit = min(Self.page, pace.room(now: clock.now)) - taken.count
            guard limit > 0 else { break }
            let mayBeMore: Bool
            do {
                let claim = try await engine.claim(channel: channel.name, limit: limit)
                if isStopping {
                    // The stop came while they were being taken.
                    return try await engine.putBack(claim.messages.map(\.delivery.id))
                }
                unnoted += claim.messages
                mayBeMore = claim.mayBeMore
            } catch {
                engine.parts.metrics.storageFault()
                return
            }
            if unnoted.isEmpty, !mayBeMore { break }
            guard noteTaken() else { return }
            startTaken()
        }
    }

    /// Notes in the journal what was taken.
    /// - Returns: false where that fails: it is kept, and noted at the next call.
    private func noteTaken() -> Bool {
        // A stop that came while rows were being taken has to find all of them, to put them back.
        guard !isStopping else { return false }
        do {
            try engine.noteTaken(unnoted)
        } catch {
            engine.parts.metrics.storageFault()
            return false
        }
        taken += unnoted
        unnoted = []
        return true
    }

    private func startTaken() {
        guard !taken.isEmpty else { return }
        let now = clock.now
        var room = min(pace.room(now: now), channel.traits.concurrentSends - underWay)
        // Only those that are looked at are moved: this runs once for each message that is done.
        var waiting: [ClaimedMessage] = []
        while room > 0, let message = taken.popFirst() {
            if engine.stopList.holdsBack(message) {
                // Back to the tables: the next claim marks it as withheld.
                report(message, SendReport(.slowDown(after: .zero, reason: "stopped")))
                continue
            }
            if let contact = message.contact,
                busy.contains(contact) || waiting.contains(where: { $0.contact == contact })
            {
                waiting.append(message)
                continue
            }
            guard pace.start(message.contact, now: now) else {
                waiting.append(message)
                continue
            }
            start(message)
            room -= 1
        }
        if !waiting.isEmpty { taken = waiting + taken }
    }

    private func start(_ message: ClaimedMessage) {
        underWay += 1
        if let contact = message.contact { busy.insert(contact) }
        Task {
            // Once more, right before it goes: a STOP may have been answered since.
            let report =
                engine.stopList.holdsBack(message)
                ? SendReport(.slowDown(after: .zero, reason: "stopped"))
                : await channel.send(engine.parts.charts.ready(message))
            done(message, report)
        }
    }

    private func done(_ message: ClaimedMessage, _ report: SendReport) {
        underWay -= 1
        if let contact = message.contact { busy.remove(contact) }
        switch report.outcome {
        case .slowDown(let after, _), .shutOut(let after, _):
            if after > .zero { pace.pause(until: clock.now + after) }
        default: break
        }
        engine.noteSend(report.outcome, on: channel.name)
        self.report(message, report)
        if isStopping { return finishIfIdle() }
        startTaken()
        // Before the last ones go, so that the line to the platform never stands idle.
        if taken.count <= Self.fewLeft { bell.ring() }
    }

    // MARK: Marking

    private func report(_ message: ClaimedMessage, _ report: SendReport) {
        engine.parts.metrics.sent(report.outcome, on: channel.name)
        reports.append((message, report))
        guard !isRecording else { return }
        isRecording = true
        Task { await record() }
    }

    /// Marks what has come together, many in one transaction, for as long as there is something.
    private func record() async {
        var failures = 0
        while !reports.isEmpty {
            let batch = reports
            reports = []
            do {
                try await engine.record(batch)
            } catch {
                // The disk is at fault. What was sent must be marked, or it goes again: keep and try again.
                reports = batch + reports
                if hasGivenUp { return }
                engine.parts.metrics.storageFault()
                failures += 1
                if isStopping, failures >= Self.triesWhileStopping {
                    // The next start finds them as being sent, which is what can be known about them.
                    reports = []
                    break
                }
                try? await Task.sleep(for: .milliseconds(250))
            }
        }
        isRecording = false
        finishIfIdle()
    }

    // MARK: Stopping

    /// Starts nothing more, waits for what is under way, and puts back what was taken.
    ///
    /// A platform that does not answer is waited for no longer than `limit`: whether such a message arrived is as
    /// unknown then as after a crash, and the next start treats it so.
    func stop(within limit: Duration) async {
        isStopping = true
        let ids = (unnoted + taken).map(\.delivery.id)
        unnoted = []
        taken = []
        try? await engine.putBack(ids)
        guard underWay > 0 || isRecording else { return }
        let deadline = Task {
            try await Task.sleep(for: limit)
            giveUp()
        }
        await withCheckedContinuation { idle = $0 }
        deadline.cancel()
    }

    private func giveUp() {
        guard let waiting = idle else { return }
        hasGivenUp = true
        idle = nil
        waiting.resume()
    }

    private func finishIfIdle() {
        guard underWay == 0, !isRecording, reports.isEmpty, let waiting = idle else { return }
        idle = nil
        waiting.resume()
    }
}
