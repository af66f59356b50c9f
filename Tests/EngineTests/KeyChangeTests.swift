import ChannelContract
import Foundation
import Sealing
import Storage
import TestLimits
import Testing
import Welcome
import YouSaidKit

@testable import Engine

/// Changing the sealing key: ended at any moment and gone on with, beside a bot that has both keys, and with backups and
/// a journal from before.
@Suite(.limited) struct `Changing the sealing key` {
    private final class Clock: EngineClock {
        let now = Moment(milliseconds: 1_772_445_600_000)
    }

    private struct Ended: Error {}

    /// A database and a journal on the disk, and a bot that is opened on them again and again.
    private final class Disk {
        let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)").path
        private var keys = 0

        init() throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        var database: String { folder + "/forum.db" }
        var journal: String { folder + "/journal.log" }

        static func key(_ byte: UInt8) throws -> SealingKey {
            try SealingKey(bytes: Array(repeating: byte, count: 32))
        }

        /// Does something with a bot that has these keys, and ends it.
        func run<T>(
            _ key: UInt8, previous: [UInt8] = [], on database: String? = nil, _ body: (Engine) throws -> T
        ) throws -> T {
            let store = try Store(path: database ?? self.database)
            defer { store.close() }
            let prompts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "prompts").path
            let welcome = Welcome()
            let traits = ChannelTraits(
                hasButtons: false, messagesPerSecond: 1_000, intervalPerPerson: .zero, concurrentSends: 1)
            let engine = try Engine(
                store: store,
                sealer: Sealer(current: try Self.key(key), previous: try previous.map(Self.key)),
                configuration: Engine.Configuration(
                    forum: Forum(name: "Voices", timeZone: "Europe/London"),
                    wording: try Wording(folder: prompts),
                    plugins: [
                        ActivePlugin(
                            welcome, settings: Settings([:], declared: welcome.manifest.settings))
                    ], channels: ["sms": traits], journalPath: journal, vaultsPath: journal + "-vaults",
                    clock: Clock()))
            return try body(engine)
        }

        func say(_ text: String, from address: String, to engine: Engine) throws {
            keys += 1
            try engine.acceptNow([Event(key: "\(keys)", address: address, text: text)], from: "sms")
        }
    }

    private static let people = 1_203

    /// A forum of more people than two pages hold. The first said STOP; one waits for a lead.
    private func forum() throws -> Disk {
        let disk = try Disk()
        try disk.run(1) { engine in
            for number in 0..<Self.people { try disk.say("START", from: "+\(number)", to: engine) }
            try disk.say("STOP", from: "+0", to: engine)
            try disk.say("he hits me", from: "+1", to: engine)
        }
        return disk
    }

    @Test func `ended after every page and run again, everything is sealed with the new key`() throws {
        let disk = try forum()
        var runs = 0
        var isDone = false
        while !isDone, runs < 100 {
            runs += 1
            try disk.run(2, previous: [1]) { engine in
                do {
                    let end = try engine.sealAnew { _ in throw Ended() }
                    #expect(end.done == 0)
                    isDone = true
                } catch is Ended {}
                // Between two runs people are found, whichever key they are kept with, and nobody is doubled.
                for number in [0, Self.people - 1] {
                    try disk.say("HELP", from: "+\(number)", to: engine)
                    #expect(try engine.member(channel: "sms", address: "+\(number)") != nil)
                }
                let count: Int? = try engine.store.read {
                    try $0.first("SELECT COUNT(*) FROM core_member")?[0]
                }
                #expect(count == Self.people)
            }
        }
        #expect(runs > 5)
        // The old key is gone.
        try disk.run(2) { engine in
            for number in 0..<Self.people {
                #expect(try engine.member(channel: "sms", address: "+\(number)") != nil)
            }
            let sealer = Sealer(current: try Disk.key(2))
            let left = try engine.store.read { try Engine.keyChange(in: $0, with: sealer) }
            #expect(left == KeyChangeProgress())
            var heard: Set<String> = []
            try engine.deliverDue(channel: "sms") { delivery in
                heard.insert(delivery.address)
                return SendReport(.sent(receipt: "r"), partsDelivered: 1)
            }
            #expect(heard.contains("+\(Self.people - 1)"))
            let concern = try engine.store.read { try $0.rows("SELECT body FROM core_concern_words") }
            #expect(concern.count == 1)
            let words = try sealer.open(try concern[0][0], for: ConcernBook.purpose)
            #expect(try KeptWords(words).text == "he hits me")
        }
    }

    @Test func `a STOP and an erasure count for a backup from before, from between and from after`() throws {
        let disk = try forum()
        let before = disk.folder + "/before.db"
        let between = disk.folder + "/between.db"
        try Store.backup(of: disk.database, to: before)
        try disk.run(1) { engine in
            try disk.say("STOP", from: "+3", to: engine)
        }
        // Ended after the first page: the first half is known by the new hash.
        try disk.run(2, previous: [1]) { engine in
            #expect(throws: Ended.self) { try engine.sealAnew { _ in throw Ended() } }
            for number in [4, Self.people - 4] { try disk.say("STOP", from: "+\(number)", to: engine) }
        }
        try Store.backup(of: disk.database, to: between)
        try disk.run(2, previous: [1]) { engine in
            _ = try engine.sealAnew { _ in }
            for number in [5, Self.people - 5] { try disk.say("STOP", from: "+\(number)", to: engine) }
            try disk.say("START", from: "+0", to: engine)
            let id = try #require(try engine.member(channel: "sms", address: "+6")?.id)
            try engine.store.writeNow { connection in
                var after = AfterCommit()
                try Erasure(parts: engine.parts, database: connection, now: Moment(milliseconds: 0))
                    .erase(id, &after)
            }
        }
        for backup in [before, between, disk.database] {
            let copy = disk.folder + "/restored-\(UUID().uuidString).db"
            try Store.backup(of: backup, to: copy)
            try disk.run(2, previous: [1], on: copy) { engine in
                _ = try engine.applyJournal(at: disk.journal)
                func isStopped(_ number: Int) throws -> Bool {
                    try engine.store.read { database in
                        try engine.parts.contacts.sender(
                            channel: "sms", address: "+\(number)", in: database
                        ).contact?.stopped != nil
                    }
                }
                for number in [3, 4, Self.people - 4, 5, Self.people - 5] {
                    #expect(try isStopped(number), "\(number) in \(backup)")
                }
                #expect(try !isStopped(0))
                #expect(try engine.member(channel: "sms", address: "+6") == nil)
                #expect(try engine.member(channel: "sms", address: "+7") != nil)
                _ = try engine.sealAnew { _ in }
            }
            let found = try disk.run(2, on: copy) { try $0.member(channel: "sms", address: "+7") }
            #expect(found != nil)
        }
    }

    @Test func `what no key opens is counted, stays as it is, and holds nothing up`() throws {
        let disk = try forum()
        try disk.run(2) { engine in
            let end = try engine.sealAnew { _ in }
            #expect(end.done == 0)
            #expect(end.unreadable >= Self.people)
            #expect(end.left == end.unreadable)
        }
        let found = try disk.run(1) { try $0.member(channel: "sms", address: "+7") }
        #expect(found != nil)
    }
}
