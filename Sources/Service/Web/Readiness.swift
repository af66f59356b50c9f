import Engine
import Storage
import Threads

/// Whether the bot can do its work now: the database answers, the disk has room, the channels are ready. For `/readyz`.
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
        if let fault = diskFault() { faults.append(fault) }
        return faults
    }

    /// With less than this the next message may be refused.
    private static let leastBytes = 256 << 10

    /// What keeps the disk from taking what people write.
    private func diskFault() -> String? {
        let refusal = store.counters.refusal
        let isFull = refusal?.kind == .full || (Disk.freeBytes(store.path) ?? .max) < Self.leastBytes
        if isFull { return "disk: no room is left, and messages are refused until there is" }
        // What the database is known to suffer from has been said.
        return store.damage == nil ? refusal.map { "disk: it refuses what is written (\($0))" } : nil
    }
}
