import ChannelContract
import Engine

/// The engine's inbox as a channel sees it, with what the engine does not need to know: whether the channel can
/// get its events at all, for the log and `/readyz`.
struct ReportingInbox: Inbox {
    let engine: Engine
    let readiness: Readiness
    let log: @Sendable (String) -> Void

    @discardableResult func accept(_ events: [Event], from channel: String) async throws -> [Int] {
        try await engine.accept(events, from: channel)
    }

    func someoneIsThere(on channel: String) async { await engine.someoneIsThere(on: channel) }

    func passedOver(_ number: String?, from channel: String) async throws {
        try await engine.passedOver(number, from: channel)
    }

    func report(_ trouble: ChannelError?, from channel: String) {
        engine.noteReceiving(trouble, on: channel)
        log(trouble?.description ?? "channel '\(channel)' gets its events again")
    }
}
