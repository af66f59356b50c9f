import Engine
import Storage
import Threads

/// Whether the bot can do its work now: the database answers, the channels are ready. For `/readyz`.
final class Readiness: Sendable {
    private let store: Store
    private let waiting = Guarded<[String: String]>([:])

    /// What channels that had been ready cannot do.
    private let troubles: @Sendable () -> [(channel: String, reason: String)]

    init(store: Store, troubles: @escaping @Sendable () -> [(channel: String, reason: String)]) {
        self.store = store
        self.troubles = troubles
    }

    /// Notes that a channel is not ready, and why; nil when it is.
    func set(_ channel: String, problem: String?) {
        waiting.with { $0[channel] = problem }
    }

    /// What is not ready, a line each; empty when all is well.
    func faults() -> [String] {
        let starting = waiting.with { $0 }
        var faults = starting.map { "channel \($0.key): \($0.value)" }.sorted()
        let others = Set(troubles().filter { starting[$0.channel] == nil }.map { "channel \($0): \($1)" })
        faults += others.sorted()
        do {
            _ = try store.read { try $0.first("SELECT COUNT(*) FROM core_fact") }
            if let damage = store.damage { throw damage }
        } catch {
            faults.append("database: \(store.damage ?? error)")
        }
        return faults
    }
}
