import Engine
import Storage
import Threads

/// Whether the bot can do its work now: the database answers, the channels are ready. For `/readyz`.
final class Readiness: Sendable {
    private let store: Store
    private let waiting = Guarded<[String: String]>([:])

    init(store: Store) { self.store = store }

    /// Notes that a channel is not ready, and why; nil when it is.
    func set(_ channel: String, problem: String?) {
        waiting.with { $0[channel] = problem }
    }

    /// What is not ready, a line each; empty when all is well.
    func faults() -> [String] {
        var faults = waiting.with { $0 }.map { "channel \($0.key): \($0.value)" }.sorted()
        do {
            _ = try store.read { try $0.first("SELECT COUNT(*) FROM core_fact") }
            if let damage = store.damage { throw damage }
        } catch {
            faults.append("database: \(store.damage ?? error)")
        }
        return faults
    }
}
