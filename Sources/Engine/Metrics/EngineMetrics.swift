import ChannelContract
import Storage
import Threads
import YouSaidKit

/// What the engine counts. Each figure is named once, here. No label ever names a person.
final class EngineMetrics: Sendable {
    /// Over this a turn is logged by plugin: turns run one after another, so a slow one holds up everybody.
    static let turnBudget = Duration.milliseconds(50)

    private let registry: Metrics
    private let accepted: Counter.Series
    private let duplicates: Counter
    private let passedOver: Counter
    private let refused: Counter
    private let turns: Histogram
    /// The series of each plugin, which every turn would have to look for by a list of labels.
    private let turnsByPlugin = Guarded<[String: Histogram.Series]>([:])
    private let pluginErrors: Counter
    private let sends: Counter
    private let storageFaults: Counter
    private let lateTimers: Counter

    /// - Parameters:
    ///   - registry: where everything is counted.
    ///   - plugins: those that run, by id.
    ///   - channels: those that are there, by name.
    init(_ registry: Metrics, plugins: [String], channels: [String]) {
        self.registry = registry
        accepted = registry.counter("yousaid_events_accepted_total", "Events taken in and handled.")
            .series()
        duplicates = registry.counter("yousaid_events_duplicate_total", "Events that had come before.")
        passedOver = registry.counter(
            "yousaid_events_passed_over_total",
            "Events that could not be read or stored, and were passed over.",
            labels: ["channel"])
        refused = registry.counter(
            "yousaid_requests_refused_total", "Requests to a webhook that were refused.",
            labels: ["channel", "reason"])
        turns = registry.histogram("yousaid_turn_seconds", "How long turns took.", labels: ["plugin"])
        pluginErrors = registry.counter(
            "yousaid_plugin_errors_total", "Turns that a plugin failed.", labels: ["plugin"])
        sends = registry.counter(
            "yousaid_sends_total", "Tries to send a message.", labels: ["channel", "result"])
        storageFaults = registry.counter(
            "yousaid_storage_faults_total", "Times that the disk failed or was full.")
        lateTimers = registry.counter(
            "yousaid_timers_late_total", "Timers that ran a minute late or more.")
        beginAtZero(plugins: plugins, channels: channels)
    }

    /// Shows what has labels from the start. Prometheus sees no growth in a series that begins with its first fault, and
    /// so no alert would come of that one.
    private func beginAtZero(plugins: [String], channels: [String]) {
        for plugin in plugins + ["core"] { pluginErrors.add(0, plugin) }
        for channel in channels {
            passedOver.add(0, channel)
            for reason in [Reception.Refusal.forged, .malformed] { refused.add(0, channel, reason.rawValue) }
            for result in Self.results { sends.add(0, channel, result) }
        }
    }

    func count(_ after: AfterCommit) {
        if after.accepted > 0 { accepted.add(UInt64(after.accepted)) }
        if after.duplicates > 0 { duplicates.add(UInt64(after.duplicates)) }
        if after.lateTimers > 0 { lateTimers.add(UInt64(after.lateTimers)) }
        for failure in after.failures { pluginErrors.add(1, failure.plugin) }
        for turn in after.turns { series(of: turn.plugin).observe(turn.time) }
    }

    private func series(of plugin: String) -> Histogram.Series {
        turnsByPlugin.with { known in
            if let found = known[plugin] { return found }
            let new = turns.series(plugin)
            known[plugin] = new
            return new
        }
    }

    func passedOver(on channel: String) { passedOver.add(1, channel) }

    func storageFault() { storageFaults.add(1) }

    func refused(_ reason: Reception.Refusal, on channel: String) { refused.add(1, channel, reason.rawValue) }

    private static let results = [
        "sent", "retry", "slowed", "refused", "unknown", "nobody-there", "shut-out",
    ]

    func sent(_ outcome: SendReport.Outcome, on channel: String) {
        let result =
            switch outcome {
            case .sent: "sent"
            case .retry, .moved: "retry"
            case .slowDown: "slowed"
            case .shutOut: "shut-out"
            case .refused: "refused"
            case .unknown: "unknown"
            case .nobodyThere: "nobody-there"
            }
        sends.add(1, channel, result)
    }

    /// Figures that are read from the tables when somebody asks.
    func readFrom(_ store: Store, clock: any EngineClock) {
        registry.gauge("yousaid_outbox_messages", "Messages that wait to go out.", labels: ["channel"]) {
            let rows = try? store.read {
                try $0.rows(
                    "SELECT channel, COUNT(*) FROM core_outgoing WHERE state = 0 GROUP BY channel")
            }
            return (rows ?? []).compactMap { row in
                guard let channel: String = try? row[0], let count: Int = try? row[1] else { return nil }
                return ([channel], Double(count))
            }
        }
        registry.gauge(
            "yousaid_outbox_oldest_seconds", "How long the oldest message that is due has waited."
        ) {
            let now = clock.now
            guard let since = try? store.read({ try LateMessages.oldest(now: now, in: $0) }) else {
                return [([], 0)]
            }
            return [([], Double((now - since).inMilliseconds) / 1000)]
        }
        registry.gauge(
            "yousaid_group_messages", "Messages to groups, by whether all got them within an hour.",
            labels: ["same_time"]
        ) {
            guard let tally = try? store.read({ try SameTime.tally(in: $0) }) else { return [] }
            return [(["yes"], Double(tally.sameTime)), (["no"], Double(tally.all - tally.sameTime))]
        }
        registry.gauge("yousaid_storage_commits", "Commits of the database since the start.") {
            [([], Double(store.counters.batches))]
        }
    }
}
