import ChannelContract
import YouSaidKit

/// Brings together what the bot says to the operator and whoever waits for it: those who said something and wait
/// for the replies, and those who listen. Everything passes through here; ``ConsoleChannel`` owns it.
actor ConsoleDesk {
    /// Somebody who said something.
    private struct Asker {
        var replies: [ConsoleMessage] = []
        /// How many there will be; nil as long as the turn has not ended.
        var count: Int?
        var waiting: CheckedContinuation<Void, Never>?
    }

    /// A message for listeners, until one of them says that it has arrived.
    private struct Posted {
        let number: Int64
        let delivery: Int64
        let message: ConsoleMessage
        let sending: CheckedContinuation<SendReport, Never>
        var isHandedOut = false
    }

    private let replyTime: Duration
    private let presence: Duration
    private let receiptTime: Duration
    private var isOpen = false
    private var askers: [String: Asker] = [:]
    private var posted: [Posted] = []
    private var listeners: [Int64: CheckedContinuation<Void, Never>] = [:]
    private var lastNumber: Int64 = 0
    private var lastListened: ContinuousClock.Instant?
    /// When a message was last sent back because nobody was there.
    private var lastAbsence: ContinuousClock.Instant?
    /// An earlier run may have left messages that wait for somebody.
    private var isFirst = true

    init(_ configuration: ConsoleChannel.Configuration) {
        replyTime = configuration.replyTime
        presence = configuration.presence
        receiptTime = configuration.receiptTime
    }

    func open() { isOpen = true }

    /// Sends everybody away.
    func close() {
        isOpen = false
        for key in askers.keys { wakeAsker(key) }
        for number in posted.map(\.number) { settle(number, asArrived: false) }
        wakeListeners()
    }

    // MARK: What the bot says

    func deliver(_ delivery: Delivery) async -> SendReport {
        guard isOpen else { return SendReport(.nobodyThere) }
        let message = ConsoleMessage(delivery)
        if let cause = delivery.cause, askers[cause] != nil {
            askers[cause]?.replies.append(message)
            wakeAskerIfDone(cause)
            return Self.sent(delivery.id)
        }
        guard isSomebodyListening else {
            lastAbsence = .now
            return SendReport(.nobodyThere)
        }
        let number = nextNumber()
        return await withCheckedContinuation { sending in
            posted.append(Posted(number: number, delivery: delivery.id, message: message, sending: sending))
            wakeListeners()
            Task {
                try? await Task.sleep(for: receiptTime)
                settle(number, asArrived: false)
            }
        }
    }

    private static func sent(_ id: Int64) -> SendReport {
        SendReport(.sent(receipt: String(id)), partsDelivered: 1)
    }

    private var isSomebodyListening: Bool {
        !listeners.isEmpty || lastListened.map { ContinuousClock.now - $0 < presence } ?? false
    }

    /// Numbers begin with the time, so that one of an earlier run says nothing about messages of this run.
    private func nextNumber() -> Int64 {
        let now = Moment(.now).milliseconds
        lastNumber = max(lastNumber + 1, now)
        return lastNumber
    }

    /// Reports what became of a posted message, the first time that something is known.
    private func settle(_ number: Int64, asArrived hasArrived: Bool) {
        guard let index = posted.firstIndex(where: { $0.number == number }) else { return }
        let entry = posted.remove(at: index)
        // Whoever was there has gone: the next message need not wait as long to find that out.
        if !hasArrived, listeners.isEmpty { lastListened = nil }
        switch (hasArrived, entry.isHandedOut) {
        case (true, _): entry.sending.resume(returning: Self.sent(entry.delivery))
        case (false, true):
            entry.sending.resume(
                returning: SendReport(.unknown(reason: "the console left while it was being shown")))
        case (false, false):
            lastAbsence = .now
            entry.sending.resume(returning: SendReport(.nobodyThere))
        }
    }

    // MARK: Those who say something

    /// Gets ready for the replies to an event.
    func expect(_ key: String) { askers[key] = Asker() }

    func giveUp(_ key: String) { askers[key] = nil }

    /// Waits for the replies to an event, once it is known how many there are.
    func replies(to key: String, count: Int) async -> ConsoleReplies {
        askers[key]?.count = count
        let deadline = Task {
            try? await Task.sleep(for: replyTime)
            wakeAsker(key)
        }
        await withCheckedContinuation { waiting in
            guard isOpen, askers[key] != nil else { return waiting.resume() }
            askers[key]?.waiting = waiting
            wakeAskerIfDone(key)
        }
        deadline.cancel()
        let replies = askers.removeValue(forKey: key)?.replies ?? []
        let isWhole = replies.count >= count
        let reason = isOpen ? "not all replies came in time" : "the bot stopped before all replies came"
        return ConsoleReplies(
            replies: replies, ok: isWhole,
            problem: isWhole ? nil : "The message was taken, but \(reason). 'yousaid chat' shows the rest.",
            moreWaiting: lastAbsence != nil)
    }

    private func wakeAskerIfDone(_ key: String) {
        guard let asker = askers[key], let count = asker.count, asker.replies.count >= count else { return }
        wakeAsker(key)
    }

    private func wakeAsker(_ key: String) {
        let waiting = askers[key]?.waiting
        askers[key]?.waiting = nil
        waiting?.resume()
    }

    // MARK: Those who listen

    /// Notes that somebody listens.
    /// - Returns: whether messages were sent back before, so that the engine has to be told.
    func arrive() -> Bool {
        lastListened = .now
        defer { isFirst = false }
        guard let absence = lastAbsence else { return isFirst }
        // The engine may not have noted the absence yet, and then would miss that it is over: the next one to
        // listen tells it again.
        if ContinuousClock.now - absence > Self.settlingTime { lastAbsence = nil }
        return true
    }

    private static let settlingTime = Duration.seconds(2)

    /// Waits for messages with higher numbers than `after`; those up to it have arrived.
    func news(after: Int64, wait: Duration) async -> ConsoleNews {
        for entry in posted where entry.number <= after { settle(entry.number, asArrived: true) }
        let limit = lastAbsence == nil ? wait : min(wait, Self.settlingTime)
        if posted.isEmpty, isOpen, limit > .zero { await waitForMessage(limit) }
        lastListened = .now
        for index in posted.indices { posted[index].isHandedOut = true }
        return ConsoleNews(messages: posted.map(\.message), next: posted.last?.number ?? after)
    }

    private func waitForMessage(_ limit: Duration) async {
        let number = nextNumber()
        let deadline = Task {
            try? await Task.sleep(for: limit)
            listeners.removeValue(forKey: number)?.resume()
        }
        await withCheckedContinuation { listeners[number] = $0 }
        deadline.cancel()
    }

    private func wakeListeners() {
        let waiting = listeners
        listeners = [:]
        for listener in waiting.values { listener.resume() }
    }
}
