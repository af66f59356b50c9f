import ChannelContract
import HTTP
import YouSaidKit

/// Asks Telegram for updates again and again, for those without a public address. Run by ``PollingTask``.
///
/// Telegram forgets an update when a later one is asked for. So the next question is only moved on when the
/// inbox has what came; whatever is asked for twice takes effect once all the same.
struct UpdatePoller: Sendable {
    let api: BotAPI
    let channel: String
    let inbox: any Inbox
    /// How long Telegram waits for an update before it answers with none.
    let pollTime: Duration
    let pauses: Pauses

    /// So often what came is handed over as a whole before each part is by itself.
    private static let triesTogether = 3

    /// Asks until the task is cancelled.
    func run() async {
        var offset: Int64?
        var failures = 0
        var reported: String?
        var patience = Patience()
        while !Task.isCancelled {
            let begin = ContinuousClock.now
            let answer = await ask(from: offset)
            guard !Task.isCancelled else { return }
            var trouble: ChannelError?
            var wait: Duration?
            switch answer {
            case .updates(let updates):
                let batch = Batch(updates, from: offset, &patience)
                do {
                    try await take(batch, isLast: failures + 1 >= Self.triesTogether)
                    offset = batch.next ?? offset
                    // Should something ever answer "nothing" at once, it must not be asked without end.
                    if updates.isEmpty, .now - begin < pauses.first { wait = pauses.first }
                    // What is damaged may be whole the next time.
                    if batch.isHeldUp { wait = pauses.first }
                    failures = 0
                } catch {
                    // The inbox knows its own trouble and says it.
                    wait = pauses.after(failures)
                    failures += 1
                }
            case .failed(let reply):
                trouble = ChannelError(reply, channel: channel)
                wait = pauses.after(failures)
                if case .failed(let failure) = reply, let asked = failure.wait { wait = asked }
                failures += 1
            }
            // The same trouble is said once, however often it is met.
            if trouble?.message != reported {
                reported = trouble?.message
                inbox.report(trouble, from: channel)
            }
            if let wait { try? await Task.sleep(for: wait) }
        }
    }

    private enum Answer {
        case updates([Found])
        case failed(BotReply)
    }

    /// An update in an answer.
    private enum Found {
        case whole(IncomingUpdate)
        case damaged(DamagedUpdate)

        var number: Int64? {
            switch self {
            case .whole(let update): update.id
            case .damaged(let update): update.number
            }
        }
    }

    /// What is to be done with an answer.
    private struct Batch {
        /// What is handed over, in its order, and the numbers of what is passed over.
        var events: [Event] = []
        var callbacks: [String] = []
        var passedOver: [Int64] = []
        /// From where to ask next; nil where nothing came.
        var next: Int64?
        /// Whether something damaged is asked for once more. What stands behind it is handed over all the same, and
        /// takes effect once however often it comes.
        var isHeldUp = false

        init(_ updates: [Found], from offset: Int64?, _ patience: inout Patience) {
            var expected = offset
            for found in updates {
                // Numbers follow one another; one that cannot be read is the next.
                let number = found.number ?? expected
                expected = number.map { $0 + 1 }
                switch found {
                case .whole(let update):
                    if let event = update.event { events.append(event) }
                    if let callback = update.callback { callbacks.append(callback) }
                case .damaged(let update):
                    guard let number, patience.isOver(number.hashValue) else {
                        if !isHeldUp { next = number ?? offset }
                        isHeldUp = true
                        continue
                    }
                    if let event = update.event { events.append(event) }
                    if let callback = update.callback { callbacks.append(callback) }
                    passedOver.append(number)
                }
                if !isHeldUp { next = max(next ?? .min, (number ?? 0) + 1) }
            }
        }
    }

    private func ask(from offset: Int64?) async -> Answer {
        let question = GetUpdates(offset: offset, timeout: Int(pollTime.components.seconds))
        do {
            let response = try await api.post(
                GetUpdates.method, question, timeout: pollTime + .seconds(20))
            if response.status == 200 {
                if let updates = try? Self.updates(in: response.body) { return .updates(updates) }
                let parts = DamagedUpdate.split(response.body)
                if !parts.isEmpty { return .updates(parts.map(Self.read)) }
            }
            let reply = BotReply(status: response.status, body: response.body)
            if case .done = reply { return .failed(.unreadable(status: response.status)) }
            return .failed(reply)
        } catch let error as ClientError {
            return .failed(.notSent(reason: error.message))
        } catch {
            return .failed(.notSent(reason: "the question for updates cannot be encoded"))
        }
    }

    /// Reads one update, with whatever stands behind it.
    private static func read(_ bytes: [UInt8]) -> Found {
        var json = JSONReader(bytes)
        if let update = try? IncomingUpdate(&json) { return .whole(update) }
        return .damaged(DamagedUpdate(bytes))
    }

    /// - Parameter isLast: whether what cannot be stored is passed over, and the rest is not held up by it.
    private func take(_ batch: Batch, isLast: Bool) async throws {
        if !batch.events.isEmpty {
            do {
                try await inbox.accept(batch.events, from: channel)
            } catch {
                // A disk that fails or is full is well again some time, and then nothing is at fault.
                let isDisk = (error as? DatabaseError)?.isStorageFault == true
                guard isLast, !isDisk else { throw error }
                for event in batch.events { try await takeAlone(event) }
            }
        }
        for number in batch.passedOver { try await inbox.passedOver(String(number), from: channel) }
        for callback in batch.callbacks {
            // In the background, and no child of this task: an answer that is due is not dropped on stopping.
            Task { [api] in _ = await api.call(AnswerPress.method, AnswerPress(callback: callback)) }
        }
    }

    private func takeAlone(_ event: Event) async throws {
        do {
            try await inbox.accept([event], from: channel)
        } catch {
            guard (error as? DatabaseError)?.isStorageFault != true, !Task.isCancelled else { throw error }
            try await inbox.passedOver(event.key, from: channel)
        }
    }

    /// Reads the updates; nil where the answer is none of updates.
    private static func updates(in body: [UInt8]) throws(JSONError) -> [Found]? {
        var json = JSONReader(body)
        guard try json.enterObject() else { return nil }
        var updates: [Found]?
        while try json.nextMember() {
            guard json.key(is: "result") else {
                try json.skip()
                continue
            }
            guard try json.enterArray() else { continue }
            var list: [Found] = []
            while try json.nextElement() {
                if let update = try IncomingUpdate(&json) { list.append(.whole(update)) }
            }
            updates = list
        }
        try json.end()
        return updates
    }
}

/// How long to wait after failures in a row: ever longer, and never exactly as long as somebody else.
struct Pauses: Sendable {
    var first = Duration.seconds(1)
    var longest = Duration.seconds(60)

    func after(_ failures: Int) -> Duration {
        let full = min(first * (1 << min(failures, 16)), longest)
        return full * Double.random(in: 0.5...1)
    }
}

/// Keeps the one task that asks for updates.
actor PollingTask {
    private var task: Task<Void, Never>?

    /// Begins, unless it has begun.
    func start(_ poller: UpdatePoller) {
        guard task == nil else { return }
        task = Task { await poller.run() }
    }

    /// Ends, and returns when it has ended.
    func stop() async {
        guard let running = task else { return }
        running.cancel()
        await running.value
        task = nil
    }
}
