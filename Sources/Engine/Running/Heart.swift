import ChannelContract
import YouSaidKit

/// Keeps a running bot alive: sends what is due, wakes timers, writes out broadcasts, handles again what somebody
/// asked for, and cleans up. Started once by the service.
public actor Heart {
    private let engine: Engine
    private let channels: [String: any Channel]
    private let senders: [String: MessageSender]
    private let sendBells: [String: Bell]
    private let workBell = Bell()
    private var tasks: [Task<Void, Never>] = []

    /// How often everything is looked at even where nobody rang: retries and timers that have come due.
    private static let tick = Duration.milliseconds(200)

    public init(engine: Engine, channels: [any Channel]) {
        self.engine = engine
        self.channels = Dictionary(channels.map { ($0.name, $0) }) { first, _ in first }
        var senders: [String: MessageSender] = [:]
        var bells: [String: Bell] = [:]
        for channel in channels {
            let bell = Bell()
            bells[channel.name] = bell
            senders[channel.name] = MessageSender(engine: engine, channel: channel, bell: bell)
        }
        self.senders = senders
        sendBells = bells
    }

    public func start() {
        let sendBells = sendBells
        let workBell = workBell
        engine.onWork { work in
            switch work {
            case .send(let channel): sendBells[channel]?.ring()
            case .sendAll: for bell in sendBells.values { bell.ring() }
            case .broadcast, .timers, .replay: workBell.ring()
            }
        }
        for (name, sender) in senders {
            guard let bell = sendBells[name] else { continue }
            tasks.append(
                Task {
                    await bell.listen { await sender.pump() }
                })
        }
        let engine = engine
        let channels = channels
        engine.onUnstored { name, delivery in
            guard let channel = channels[name] else { return }
            Task { _ = await channel.send(delivery) }
        }
        tasks.append(
            Task {
                await workBell.listen { await Self.work(engine) }
            })
        tasks.append(
            Task {
                while !Task.isCancelled {
                    for bell in sendBells.values { bell.ring() }
                    workBell.ring()
                    try? await Task.sleep(for: Self.tick)
                }
            })
    }

    /// Does what is due by itself, a transaction at a time, so that messages get their turn in between.
    private static func work(_ engine: Engine) async {
        await trying(engine) { try await engine.noticeClock() }
        // What one kind of work meets must not hold up the others.
        for due in DueWork.allCases {
            await trying(engine) {
                while !Task.isCancelled, try await engine.perform(due) {}
            }
        }
        await trying(engine) { try await engine.cleanIfDue() }
    }

    private static func trying(_ engine: Engine, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            // The disk is at fault; the next tick tries again.
            engine.parts.metrics.storageFault()
        }
    }

    /// How long a stop waits for platforms to answer. The whole stop has ten seconds.
    private static let patience = Duration.seconds(4)

    /// Stops looking for work, and waits until what is being sent is marked. When it returns, nothing of the
    /// engine's is under way any more, but for sends that a platform has not answered in time.
    public func stop() async {
        for task in tasks { task.cancel() }
        workBell.end()
        let senders = Array(senders.values)
        await withTaskGroup(of: Void.self) { group in
            for sender in senders { group.addTask { await sender.stop(within: Self.patience) } }
        }
        for bell in sendBells.values { bell.end() }
        for task in tasks { await task.value }
        tasks = []
    }
}
