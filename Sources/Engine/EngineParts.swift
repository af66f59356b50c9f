import ChannelContract
import Sealing
import Storage
import YouSaidKit

/// What every part of the engine shares. Made once, by ``Engine``.
struct EngineParts: Sendable {
    let forum: Forum
    let clock: any EngineClock
    let ids: IDMaker
    let sealer: Sealer
    let composer: Composer
    let plugins: PluginRegistry
    let questions: QuestionBook
    let timers: TimerBook
    let journal: Journal
    let watch: any TurnWatch
    /// What each channel can do, by its name.
    let channels: [String: ChannelTraits]
    let metrics: EngineMetrics

    var makeID: @Sendable () -> Int64 {
        let ids = ids
        return { ids.next() }
    }

    var contacts: ContactBook { ContactBook(sealer: sealer, makeID: makeID) }

    var outbox: Outbox {
        Outbox(
            sealer: sealer, contacts: contacts,
            broadcasts: BroadcastBook(composer: composer, makeID: makeID), composer: composer, makeID: makeID,
            channels: channels)
    }
}

/// Notes which turn is running, where even a death of the process leaves the note behind.
protocol TurnWatch: Sendable {
    func begin(_ key: [UInt8], plugin: String)
    func end()
    /// How often a turn ended the process.
    func deaths(of key: [UInt8]) -> Int
    /// The plugin whose turn it was.
    func plugin(of key: [UInt8]) -> String?
    /// Forgets a turn that went well, or that was set aside.
    func clear(_ key: [UInt8])
}

/// Watches nothing: for tests that end no process.
struct NoWatch: TurnWatch {
    func begin(_ key: [UInt8], plugin: String) {}
    func end() {}
    func deaths(of key: [UInt8]) -> Int { 0 }
    func plugin(of key: [UInt8]) -> String? { nil }
    func clear(_ key: [UInt8]) {}
}
