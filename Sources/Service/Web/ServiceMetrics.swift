import Engine
import Foundation
import Storage
import YouSaidKit

/// Figures about the bot as a whole, for `/metrics`: whether it is well, how old the last backup is, what room there
/// is. Read when somebody asks.
enum ServiceMetrics {
    static func register(
        in metrics: Metrics, data: DataFolder, readiness: Readiness, engine: Engine, clock: any EngineClock
    ) {
        let started = Double(clock.now.milliseconds) / 1_000
        metrics.gauge("yousaid_started_seconds", "When the bot was started, in seconds since 1970.") {
            [([], started)]
        }
        metrics.gauge("yousaid_ready", "1 where the database answers and all channels are ready.") {
            [([], readiness.faults().isEmpty ? 1 : 0)]
        }
        metrics.gauge("yousaid_held", "1 after a restore, until an organiser says RELEASE.") {
            [([], engine.isHeld ? 1 : 0)]
        }
        metrics.gauge(
            "yousaid_lead_reachable", "1 where a safeguarding lead would hear of somebody who may need help."
        ) {
            (try? engine.canReachLead()).map { [([], $0 ? 1 : 0)] } ?? []
        }
        metrics.gauge(
            "yousaid_backup_age_seconds", "How old the last backup is; missing where there is none."
        ) {
            guard let last = LastBackup.read(in: data.path) else { return [] }
            return [([], Double((clock.now - last.moment).inMilliseconds) / 1_000)]
        }
        metrics.gauge("yousaid_disk_free_bytes", "How much room the data folder's disk has.") {
            Disk.freeBytes(data.path).map { [([], Double($0))] } ?? []
        }
        metrics.gauge("yousaid_timer_oldest_seconds", "How long the oldest timer that is due has waited.") {
            let now = clock.now
            let row = try? engine.store.read {
                try $0.first("SELECT MIN(due) FROM core_timer WHERE aside = 0 AND due <= $1", now)
            }
            guard let due: Moment? = try? row?[0], let due else { return [([], 0)] }
            return [([], Double((now - due).inMilliseconds) / 1_000)]
        }
    }
}

/// The disk that a folder is on.
enum Disk {
    /// How much room there is for a program that is not root's.
    static func freeBytes(_ path: String) -> Int? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        return Int(clamping: UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize)).0)
    }
}
