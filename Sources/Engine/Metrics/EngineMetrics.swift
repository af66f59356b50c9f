import ChannelContract
import Storage
import YouSaidKit

/// What the engine counts. Each figure is named once, here.
struct EngineMetrics: Sendable {
    private let registry: Metrics
    /// Over this a turn is logged by plugin: turns run one after another, so a slow one holds up everybody.
    static let turnBudget = Duration.milliseconds(50)

    init(_ registry: Metrics) {
        self.registry = registry
        registry.declareCounter("yousaid_events_accepted_total", "Events taken in and handled.")
        registry.declareCounter("yousaid_events_duplicate_total", "Events that had come before.")
        registry.declareLabelledCounter(
            "yousaid_requests_refused_total", "Requests to a webhook that were refused, by reason.")
        registry.declareHistogram("yousaid_turn_seconds", "How long turns took, by plugin.")
        registry.declareLabelledCounter("yousaid_plugin_errors_total", "Turns that a plugin failed.")
        registry.declareLabelledCounter("yousaid_sends_total", "Tries to send a message, by result.")
        registry.declareCounter("yousaid_storage_faults_total", "Times that the disk failed or was full.")
        registry.declareCounter("yousaid_timers_late_total", "Timers that were a minute late or more.")
    }

    func count(_ after: AfterCommit) {
        registry.count("yousaid_events_accepted_total", by: after.accepted)
        registry.count("yousaid_events_duplicate_total", by: after.duplicates)
        registry.count("yousaid_timers_late_total", by: after.lateTimers)
        for failure in after.failures {
            registry.count("yousaid_plugin_errors_total", [.init("plugin", failure.plugin)])
        }
        for turn in after.turns {
            registry.observe("yousaid_turn_seconds", [.init("plugin", turn.plugin)], turn.time)
        }
    }

    func storageFault() { registry.count("yousaid_storage_faults_total") }

    func refused(_ reason: Reception.Refusal, on channel: String) {
        registry.count(
            "yousaid_requests_refused_total", [.init("channel", channel), .init("reason", reason.rawValue)])
    }

    func sent(_ outcome: SendReport.Outcome, on channel: String) {
        let result =
            switch outcome {
            case .sent: "sent"
            case .retry, .moved: "retry"
            case .slowDown: "slowed"
            case .refused: "refused"
            case .unknown: "unknown"
            case .nobodyThere: "nobody-there"
            }
        registry.count("yousaid_sends_total", [.init("channel", channel), .init("result", result)])
    }

    /// Figures that are read from the tables when somebody asks.
    func readFrom(_ store: Store, clock: any EngineClock) {
        registry.gauge("yousaid_outbox_messages", "Messages that wait to go out, by channel.") {
            let rows = try? store.read {
                try $0.rows(
                    "SELECT channel, COUNT(*) FROM core_outgoing WHERE state = 0 GROUP BY channel")
            }
            return (rows ?? []).compactMap { row in
                guard let channel: String = try? row[0], let count: Int = try? row[1] else { return nil }
                return ([.init("channel", channel)], Double(count))
            }
        }
        registry.gauge("yousaid_outbox_oldest_seconds", "How long the oldest message that is due has waited.")
        {
            let now = clock.now
            let row = try? store.read {
                try $0.first("SELECT MIN(due) FROM core_outgoing WHERE state = 0 AND due <= $1", now)
            }
            guard let due: Moment? = try? row?[0], let due else { return [([], 0)] }
            return [([], Double((now - due).inMilliseconds) / 1000)]
        }
        registry.gauge("yousaid_storage_commits", "Commits of the database since the start.") {
            [([], Double(store.counters.batches))]
        }
    }
}
