import Foundation
import TestLimits
import TestSupport
import Testing
import YouSaidKit

@testable import Service

/// What the alerts of `deploy/alerts.yml` look at is there from the start.
@Suite(.limited) struct `The figures that alerts look at` {
    /// Missing where there is no backup yet; the alert says so itself.
    private static let mayBeMissing: Set = ["yousaid_backup_age_seconds"]

    @Test func `a bot that has just started shows each of them, and nothing to worry about`() async throws {
        let rules = try String(contentsOfFile: "deploy/alerts.yml", encoding: .utf8)
        let looked = rules.matches(of: /(yousaid_[a-z_]+)(\{[^}]*\})?/).map { ($0.1, $0.2 ?? "") }
        #expect(looked.count > 10)
        let folder = try TemporaryFolder()
        let bot = try await WholeBot(in: DataFolder(path: folder.path))
        let read = try PrometheusReader(String(decoding: try await bot.get("/metrics").body, as: UTF8.self))
        await bot.stop()
        for (name, labels) in looked where !Self.mayBeMissing.contains(String(name)) {
            let wanted = labels.matches(of: /([a-z]+)=~?"([^"]*)"/).map {
                (String($0.1), $0.2.split(separator: "|").map(String.init))
            }
            let series = read.samples.filter { sample in
                sample.name == name
                    && wanted.allSatisfy { label, values in sample.labels[label].map(values.contains) ?? false
                    }
            }
            #expect(!series.isEmpty, "\(name)\(labels)")
            // A counter that begins with its first fault has not grown, as Prometheus sees it.
            if name.hasSuffix("_total") { #expect(series.allSatisfy { $0.value == 0 }, "\(name)\(labels)") }
        }
    }

    @Test func `what waits for somebody at the console is no message that is stuck`() async throws {
        let folder = try TemporaryFolder()
        let bot = try await WholeBot(in: DataFolder(path: folder.path))
        try await bot.bot.engine.store.write { database in
            _ = try database.run(
                """
                INSERT INTO core_outgoing (id, channel, rank, kind, state, due, attempts, parts)
                VALUES (1, 'console', 0, 'notice', 0, 1, 0, 0)
                """)
        }
        let read = try PrometheusReader(String(decoding: try await bot.get("/metrics").body, as: UTF8.self))
        await bot.stop()
        #expect(read.value("yousaid_outbox_messages", ["channel": "console"]) == 1)
        #expect(read.value("yousaid_outbox_oldest_seconds") == 0)
    }

    @Test func `a message that is tried in vain again and again waits since it was written`() async throws {
        let folder = try TemporaryFolder()
        let bot = try await WholeBot(in: DataFolder(path: folder.path))
        let now = Moment(Date())
        // Written an hour ago; its next try is in an hour, so that it is not due.
        let id = (now - .hours(1)).milliseconds << 20
        try await bot.bot.engine.store.write { database in
            _ = try database.run(
                """
                INSERT INTO core_outgoing (id, channel, rank, kind, state, due, attempts, parts)
                VALUES ($1, 'elsewhere', 0, 'notice', 0, $2, 6, 0)
                """, id, now + .hours(1))
        }
        let read = try PrometheusReader(String(decoding: try await bot.get("/metrics").body, as: UTF8.self))
        await bot.stop()
        let waited = try #require(read.value("yousaid_outbox_oldest_seconds"))
        #expect(waited >= 3_599)
    }
}
