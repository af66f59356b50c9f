import ChannelContract
import Foundation
import Sealing
import Storage
import TestLimits
import Testing
import Welcome
import YouSaidKit

@testable import Engine
@testable import Service

@Suite(.limited) struct `Importing people` {
    private let folder: TemporaryFolder
    private let store: Store
    private let engine: Engine

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "/forum.db")
        let welcome = Welcome()
        engine = try Engine(
            store: store, sealer: Sealer(current: try SealingKey(bytes: Array(repeating: 7, count: 32))),
            configuration: Engine.Configuration(
                forum: Forum(name: "Voices", timeZone: "Europe/London"),
                wording: try Wording(folder: "prompts"),
                plugins: [
                    ActivePlugin(welcome, settings: Settings([:], declared: welcome.manifest.settings))
                ], channels: [:], journalPath: folder.path + "/journal.log",
                vaultsPath: folder.path + "/vaults"))
    }

    private func take(_ text: String, isTrial: Bool = false) throws -> ImportReport {
        var rest = Array(text.utf8)[...]
        let reader = CSVReader {
            defer { rest = rest.dropFirst(4_096) }
            return Array(rest.prefix(4_096))
        }
        var list = PeopleImport(engine: engine, channels: ["telegram", "sms"], isTrial: isTrial)
        return try list.read(reader) { _ in }
    }

    private func count(_ table: String) throws -> Int {
        try store.read { try $0.first("SELECT COUNT(*) FROM \(table)").map { try $0[0] } ?? 0 }
    }

    private func say(_ text: String, from address: String, key: String) throws {
        try engine.acceptNow([Event(key: key, address: address, text: text)], from: "telegram")
    }

    /// 5,000 lines, every hundredth of them bad in another way.
    private static let large: (text: String, bad: [Int]) = {
        let faults = [
            "carrier,1,Bad,,,", "telegram,,Bad,,,", "telegram,@name,Bad,,,", "sms,07700900123,Bad,,,",
            "telegram,%,\(String(repeating: "x", count: 41)),,,", "telegram,%,Bad,large,,",
            "telegram,%,Bad,,2009,", "telegram,%,Bad,,,organiser", "telegram,%,Bad,,", "telegram,%,\"Bad,,,",
        ]
        var text = "channel,address,name,form,age,roles\r\n"
        var bad: [Int] = []
        for number in 0..<5_000 {
            let line = number + 2
            if number % 100 == 50 {
                text +=
                    faults[number / 100 % faults.count].replacing("%", with: "\(900_000 + number)") + "\r\n"
                bad.append(line)
            } else {
                text += "telegram,\(1_000 + number),\"Person, \(number)\",easy-read,16-to-17,member\r\n"
            }
        }
        return (text, bad)
    }()

    @Test func `signs that nobody sees are no part of a name or an address, and are no name`() throws {
        let report = try take(
            """
            channel,address,name
            telegram,1001,S\u{200B}a\u{AD}m\u{202E}\u{E0041}
            sms,\u{202A}+44 7700 900123\u{202C},Noor
            telegram,1003,\u{2067}\u{3164}
            """)
        #expect(report.added == 2)
        #expect(report.faults.map(\.line) == [4])
        #expect(report.faults.first?.problem.contains("nothing in it can be seen") == true)
        let names = try store.read { database in
            try database.rows("SELECT name FROM core_member WHERE name IS NOT NULL ORDER BY name").map {
                try $0[0] as String
            }
        }
        #expect(names.contains("Sam") && names.contains("Noor"))
    }

    @Test(.serves("D2"))
    func
        `of 5,000 lines with 50 bad ones all good ones are in and all bad ones told, and again changes nothing`()
        throws
    {
        let (text, bad) = Self.large
        let trial = try take(text, isTrial: true)
        #expect(trial.added == 4_950)
        #expect(try count("core_contact") == 0)
        let report = try take(text)
        #expect(report.added == 4_950)
        #expect(report.faults.map(\.line) == bad)
        #expect(report.faults == trial.faults)
        #expect(report.faulty == 50)
        #expect(report.faults.allSatisfy { !$0.problem.contains("Bad") && !$0.advice.isEmpty })
        #expect(try count("core_contact") == 4_950)
        #expect(try count("core_imported") == 4_950)
        let again = try take(text)
        #expect(again.added == 0)
        #expect(again.known == 4_950)
        #expect(again.faults == report.faults)
        #expect(try count("core_member") == 4_950)
        // Nobody is sent anything, and nobody has said yes.
        #expect(try count("core_outgoing") == 0)
        #expect(try count("core_consent") == 0)
        #expect(try count("core_member WHERE roles <> 0") == 0)
    }

    @Test func `whoever was imported is asked like everybody when they first write`() throws {
        _ = try take("channel,address,name,roles\ntelegram,12,Amira,member;parent\n")
        let before = try #require(try engine.member(channel: "telegram", address: "12"))
        #expect(before.roles.isEmpty)
        #expect(before.name == "Amira")
        let kept = try store.read {
            try CoreExport(parts: engine.parts, database: $0, member: before.id, reader: Reader(before))
                .items()
        }
        #expect(kept.contains { $0.title.name == "export-imported" && $0.text == "member, parent" })
        try say("hello", from: "12", key: "1")
        #expect(try count("core_outgoing") == 1)
        #expect(try engine.member(channel: "telegram", address: "12")?.roles.isEmpty == true)
    }

    @Test func `a STOP from before stays, and whoever was deleted does not come back`() throws {
        try say("STOP", from: "12", key: "1")
        try say("START", from: "13", key: "2")
        let gone = try #require(try engine.member(channel: "telegram", address: "13")?.id)
        try store.writeNow { [parts = engine.parts] connection in
            var after = AfterCommit()
            try Erasure(parts: parts, database: connection, now: parts.clock.now).erase(gone, &after)
        }
        let report = try take("channel,address\ntelegram,12\ntelegram,13\ntelegram,14\ntelegram,14\n")
        #expect(report.added == 2)
        #expect(report.faults.map(\.line) == [3, 5])
        #expect(report.faults[0].problem == "this person asked to be deleted")
        #expect(report.faults[1].problem == "the same address stands in line 4")
        #expect(try count("core_contact WHERE stopped IS NOT NULL AND member IS NOT NULL") == 1)
    }

    @Test(arguments: [
        ("", "The file is empty"), ("name,age\nx,y\n", "does not name it"),
        ("channel;address\n", "not known"),
        ("channel,address,birthday\n", "not known"), ("channel,address,channel\n", "twice"),
    ])
    func `a file without a good first line is refused whole`(text: String, problem: String) throws {
        let fault = #expect(throws: ServiceFault.self) { _ = try take(text) }
        #expect(fault?.problem.contains(problem) == true)
        #expect(try count("core_member") == 0)
    }
}
