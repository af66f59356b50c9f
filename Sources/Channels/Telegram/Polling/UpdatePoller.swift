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

    /// Asks until the task is cancelled.
    func run() async {
        var offset: Int64?
        var failures = 0
        var reported: String?
        while !Task.isCancelled {
            let begin = ContinuousClock.now
            let answer = await ask(from: offset)
            guard !Task.isCancelled else { return }
            var trouble: ChannelError?
            var wait: Duration?
            switch answer {
            case .updates(let updates):
                do {
                    try await take(updates)
                    if let last = updates.map(\.id).max() { offset = last + 1 }
                    // Should something ever answer "nothing" at once, it must not be asked without end.
                    if updates.isEmpty, .now - begin < pauses.first { wait = pauses.first }
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
            if case .updates = answer, wait == nil { failures = 0 }
            // The same trouble is said once, however often it is met.
            if trouble?.message != reported {
                reported = trouble?.message
                inbox.report(trouble, from: channel)
            }
            if let wait { try? await Task.sleep(for: wait) }
        }
    }

    private enum Answer {
        case updates([IncomingUpdate])
        case failed(BotReply)
    }

    private func ask(from offset: Int64?) async -> Answer {
        let question = GetUpdates(offset: offset, timeout: Int(pollTime.components.seconds))
        do {
            let response = try await api.post(
                GetUpdates.method, question, timeout: pollTime + .seconds(20))
            if response.status == 200, let updates = try? Self.updates(in: response.body) {
                return .updates(updates)
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

    private func take(_ updates: [IncomingUpdate]) async throws {
        let events = updates.compactMap(\.event)
        if !events.isEmpty { try await inbox.accept(events, from: channel) }
        for callback in updates.compactMap(\.callback) {
            // In the background, and no child of this task: an answer that is due is not dropped on stopping.
            Task { [api] in _ = await api.call(AnswerPress.method, AnswerPress(callback: callback)) }
        }
    }

    /// Reads the updates; nil where the answer is none of updates.
    private static func updates(in body: [UInt8]) throws(JSONError) -> [IncomingUpdate]? {
        var json = JSONReader(body)
        guard try json.enterObject() else { return nil }
        var updates: [IncomingUpdate]?
        while try json.nextMember() {
            guard json.key(is: "result") else {
                try json.skip()
                continue
            }
            guard try json.enterArray() else { continue }
            var list: [IncomingUpdate] = []
            while try json.nextElement() {
                if let update = try IncomingUpdate(&json) { list.append(update) }
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
