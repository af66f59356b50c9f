import Foundation
import Storage
import TestLimits
import Testing
import YouSaidKit

@testable import Engine

@Suite(.limited) struct `The journal` {
    @Test func `every entry is read as it was written`() {
        let entries: [Journal.Entry] = [
            .stop(channel: "sms", hash: [0, 1, 255], number: 7), .start(channel: "sms", hash: [2]),
            .erase(member: 3), .eraseRequest(request: 6), .eraseContact(channel: "app", hash: [4, 5]),
            .moved(channel: "app", from: [6], to: [7]), .taken(message: 8), .returned(message: 8),
            .woke(plugin: "trial", key: "tea at ten, für alle", due: 9),
            .woke(plugin: "trial", key: "", due: 9, again: 10), .wrote(broadcast: 11, place: 12),
        ]
        #expect(Journal.entries(in: Data(entries.map(Journal.line).joined().utf8)) == entries)
    }

    @Test func `what an older bot wrote is read, and what cannot be read is passed over`() {
        let text = "W trial 9 746561\nW trial 9 746561 x\nW trial 9 746561 10 11\nT 8\n"
        let tea = Journal.Entry.woke(plugin: "trial", key: "tea", due: 9)
        #expect(Journal.entries(in: Data(text.utf8)) == [tea, .taken(message: 8)])
    }

    @Test func `a journal that is too long keeps what a backup of the last weeks may need`() throws {
        let path = NSTemporaryDirectory() + "journal-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let now = Moment(milliseconds: 1_000)
        func id(_ milliseconds: Int64) -> Int64 { milliseconds << IDMaker.countBits }
        let kept: [Journal.Entry] = [
            .stop(channel: "sms", hash: [1], number: id(1)), .erase(member: id(1)),
            .eraseContact(channel: "sms", hash: [2]), .start(channel: "sms", hash: [1]),
            .moved(channel: "sms", from: [1], to: [3]), .taken(message: id(1_000)),
            .returned(message: id(1_001)), .wrote(broadcast: id(2_000), place: 1),
            .woke(plugin: "trial", key: "tea", due: 1_000),
            // It came late: a backup of these weeks may still have it for its old time.
            .woke(plugin: "trial", key: "tea", due: 500, again: 1_500),
        ]
        let old: [Journal.Entry] = [
            .taken(message: id(999)), .returned(message: id(1)), .wrote(broadcast: id(5), place: 1),
            .woke(plugin: "trial", key: "tea", due: 999),
            .woke(plugin: "trial", key: "tea", due: 1, again: 2),
        ]
        let journal = try Journal(path: path)
        try journal.add(old + kept)
        try journal.shorten(before: now, ifLargerThan: 1 << 20)
        #expect(try Journal.read(path: path) == old + kept)
        try journal.shorten(before: now, ifLargerThan: 10)
        try journal.add([.taken(message: id(3_000))])
        #expect(try Journal.read(path: path) == kept + [.taken(message: id(3_000))])
    }

    /// What the journal tells of one timer, and when it comes next where the backup knows it for 50. Now is 100.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let turns: [(due: Int64, again: Int64?)]
        let next: Int64?

        init(_ description: String, _ turns: [(due: Int64, again: Int64?)], next: Int64?) {
            testDescription = description
            self.turns = turns
            self.next = next
        }
    }

    @Test(arguments: [
        Case("no turn at all", [], next: 50),
        Case("turns before the backup", [(10, 20), (20, 50)], next: 50),
        Case("one turn", [(50, nil)], next: nil),
        Case("one link", [(50, 60)], next: 60),
        Case("several links", [(50, 60), (60, 70), (70, 120)], next: 120),
        Case("a chain that ended", [(50, 60), (60, nil)], next: nil),
        Case("a chain that began again", [(50, nil), (80, 110)], next: 110),
        Case("the same turn twice, because the process died", [(50, 60), (50, 65), (65, 75)], next: 75),
        Case("a link that is due before the last one", [(50, 40), (40, 110)], next: 110),
        Case("a piece of work in pages, all due at once", [(50, 50), (50, 50), (50, nil)], next: nil),
        Case("it was moved to a later time", [(90, nil)], next: nil),
        Case("it was moved to an earlier time", [(40, nil)], next: 50),
        Case("it ran while the clock was wrong", [(5_000, 6_000)], next: 50),
    ])
    func `a timer waits for its next turn after a restore`(_ one: Case) throws {
        let folder = NSTemporaryDirectory() + "journal-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try Store(path: folder + "/timers.db")
        defer { store.close() }
        try store.migrate(owner: "core", Schema.migrations)
        let found = try store.writeNow { database in
            let timers = TimerBook()
            for key in ["tea", "cake"] {
                try timers.set(
                    plugin: "trial", key: key, kind: .wake, due: Moment(milliseconds: 50), local: nil,
                    data: ["a": "b"], in: database)
            }
            // Done again it changes nothing more.
            for _ in 1...2 {
                var woken = WokenTimers()
                for turn in one.turns {
                    woken.add(
                        plugin: "trial", key: "tea", due: Moment(milliseconds: turn.due),
                        again: turn.again.map(Moment.init(milliseconds:)))
                }
                _ = try woken.apply(timers, now: Moment(milliseconds: 100), in: database)
            }
            return try database.rows("SELECT key, due FROM core_timer ORDER BY key")
        }
        let due = try found.map { "\(try $0[0] as String) \(try $0[1] as Int64)" }
        #expect(due == ["cake 50"] + (one.next.map { ["tea \($0)"] } ?? []))
    }
}
