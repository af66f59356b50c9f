import Foundation
import TestLimits
import TestSupport
import Testing
import Threads
import YouSaidKit

@testable import Engine
@testable import Service

/// What `yousaid doctor` makes of a machine; the machine says about itself what the test wants.
@Suite(.ahead, .limited) struct `The doctor` {
    private let folder: TemporaryFolder
    /// The folder of the whole source.
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private let start = Moment(milliseconds: 1_785_600_000_000)

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/var", withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    private func doctor(
        _ more: String = "", at moment: Moment? = nil, bytes: Int? = 100 << 30, clockIsKept: Bool? = true,
        hasChartFont: Bool = true, keyRefusal: String? = nil, environment: [String: String] = [:]
    ) throws -> Doctor {
        let file = try folder.write("{forum: {name: 'F'}, listen: '127.0.0.1:0', \(more)}", to: "f.json5")
        let now = moment ?? start
        let machine = Doctor.Machine(
            now: { now }, clockIsKept: { clockIsKept }, freeBytes: { _ in bytes },
            hasChartFont: { hasChartFont }, keyRefusal: { keyRefusal }, installed: nil)
        return Doctor(
            try Configuration.load(path: file).get(), environment: environment, machine: machine)
    }

    private func findings(_ doctor: Doctor, _ subject: Finding.Subject) async -> [Finding] {
        await doctor.findings().filter { $0.subject == subject }
    }

    @Test(arguments: [(100 << 30, Finding.State.well), (1 << 30, .look), (10 << 20, .bad)])
    func `a disk that fills up is seen before it is full`(bytes: Int, state: Finding.State) async throws {
        #expect(
            await findings(try doctor(bytes: bytes), .disk)
                == [Finding(.disk, state, .freeBytes(bytes))])
    }

    @Test func `a font that is missing is named, with what follows and what to do`() async throws {
        #expect(await findings(try doctor(), .charts) == [Finding(.charts, .well, .fine)])
        let found = await findings(try doctor(hasChartFont: false), .charts)
        #expect(found == [Finding(.charts, .look, .noChartFont)])
        let words = FindingText.words(try #require(found.first))
        #expect(words.what.contains("results go out in words and without pictures"))
        let command = try #require(words.advice?.firstMatch(of: /apt-get install ([a-z-]+)/))
        // Whoever installs it by the guide has it.
        for file in ["script/setup", "script/install"] {
            let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
            #expect(text.contains(command.1), "\(file)")
        }
    }

    @Test func `keys that may be written to the disk are told of, with what to do`() async throws {
        let found = await findings(try doctor(keyRefusal: "Cannot allocate memory"), .key)
        #expect(found == [Finding(.key, .look, .keysNotLocked(reason: "Cannot allocate memory"))])
        let unit = try String(
            contentsOf: Self.root.appending(path: "deploy/yousaid.service"), encoding: .utf8)
        let limit = try #require(unit.firstMatch(of: /LimitMEMLOCK=\w+/)).0
        #expect(FindingText.words(try #require(found.first)).advice?.contains(limit) == true)
        #expect(await findings(try doctor(), .key).isEmpty)
    }

    @Test(arguments: [
        (1, Finding.State.well), (25, .well), (27, .look), (24 * 8, .bad),
    ])
    func `a backup grows old`(hours: Int, state: Finding.State) async throws {
        let file = try folder.write("", to: "b.db")
        LastBackup(moment: start, path: file).note(in: folder.path + "/var")
        let later = try doctor(at: start + .hours(Int64(hours)))
        #expect(await findings(later, .backup) == [Finding(.backup, state, .backup(hoursAgo: hours))])
        try FileManager.default.removeItem(atPath: file)
        #expect(await findings(later, .backup) == [Finding(.backup, .look, .backupGone(path: file))])
    }

    @Test func `a clock that is off is told by the platform's`() throws {
        let date = "Sat, 01 Aug 2026 16:00:00 GMT"
        #expect(HTTPDate.read(date) == start)
        for (seconds, state) in [(0, Finding.State.well), (9, .well), (-30, .look), (120, .bad)] {
            let found = try doctor(at: start + .seconds(Int64(seconds))).clock(against: date)
            #expect(found.map(\.state) == [state])
        }
        #expect(
            try doctor(clockIsKept: false).clock(against: nil)
                == [Finding(.clock, .look, .clockNotKept)])
        for text in ["", "yesterday", "Sat, 01 Agu 2026 16:00:00 GMT", "Sat, 01 Aug 2026 16:00 GMT"] {
            #expect(HTTPDate.read(text) == nil)
        }
    }

    private func telegram(_ reply: PretendBotAPI.Reply, url: String?) async throws -> [Finding] {
        let api = try PretendBotAPI()
        defer { api.stop() }
        api.answer("getWebhookInfo", with: reply)
        let more =
            "channels: {telegram: {token: {env: 'T'}, secret: {env: 'S'}, apiURL: '\(api.url)'}},"
            + (url.map { "publicURL: '\($0)'," } ?? "")
        let doctor = try doctor(more, environment: ["T": api.token, "S": "made-up_secret"])
        return await doctor.findings().filter { $0.subject == .telegram || $0.subject == .webhook }
    }

    @Test func `what Telegram says about the webhook is understood`() async throws {
        let ours = "https://bot.example.org"
        func webhook(_ more: String) -> PretendBotAPI.Reply {
            .done(#"{"url":"\#(ours)/webhooks/telegram",\#(more)}"#)
        }
        #expect(
            try await telegram(webhook(#""pending_update_count":0"#), url: ours)
                == [Finding(.webhook, .well, .webhook(pending: 0))])
        #expect(
            try await telegram(webhook(#""pending_update_count":101"#), url: ours)
                == [Finding(.webhook, .look, .webhook(pending: 101))])
        let failing =
            #""pending_update_count":3,"last_error_date":1785599900,"last_error_message":"Connection refused""#
        #expect(
            try await telegram(webhook(failing), url: ours) == [
                Finding(.webhook, .well, .webhook(pending: 3)),
                Finding(.webhook, .bad, .webhookFails(minutesAgo: 1, reason: "Connection refused")),
            ])
        let over = #""pending_update_count":0,"last_error_date":1785500000,"last_error_message":"x""#
        #expect(
            try await telegram(webhook(over), url: ours)
                == [Finding(.webhook, .well, .webhook(pending: 0))])
        #expect(
            try await telegram(.done(#"{"url":"","pending_update_count":0}"#), url: ours)
                == [Finding(.webhook, .bad, .webhookMissing)])
        #expect(
            try await telegram(.done(#"{"url":"","pending_update_count":0}"#), url: nil)
                == [Finding(.telegram, .well, .askedForMessages)])
        #expect(
            try await telegram(webhook(#""pending_update_count":0"#), url: nil)
                == [Finding(.webhook, .bad, .webhookElsewhere)])
        #expect(
            try await telegram(.failed(401, "Unauthorized"), url: ours)
                == [Finding(.telegram, .bad, .tokenRefused)])
        let page = try await telegram(.raw(status: 200, body: "<html>"), url: ours)
        #expect(page.map(\.state) == [.bad])
    }

    @Test func `late timers and messages are counted`() async throws {
        let bot = try await WholeBot(in: DataFolder(path: folder.path + "/var"))
        try await bot.write("JOIN")
        #expect(try await bot.wait { !bot.texts().isEmpty })
        await bot.stop()
        let quiet = try doctor(at: Moment(Date()))
        #expect(await findings(quiet, .timers) == [Finding(.timers, .well, .fine)])
        #expect(await findings(quiet, .outbox) == [Finding(.outbox, .well, .waiting(count: 0))])
        let again = try await WholeBot(in: DataFolder(path: folder.path + "/var"))
        await again.stop()
        try Self.change(
            folder.path + "/var/yousaid.db",
            """
            UPDATE core_outgoing SET state = 0, due = \(start.milliseconds);
            INSERT INTO core_timer VALUES ('gone', 'k', 0, \(start.milliseconds), NULL, '{}', 0, 0);
            """)
        let late = try doctor(at: start + .seconds(400))
        #expect(
            await findings(late, .timers) == [Finding(.timers, .look, .late(count: 1, seconds: 400))])
        let outbox = await findings(late, .outbox)
        #expect(outbox.map(\.state) == [.bad] && outbox.map(\.fact) == [.late(count: 1, seconds: 400)])
    }

    @Test func `secrets that others can read are named, and a folder that only root may pass is closed`()
        async throws
    {
        let secrets = folder.path + "/secrets"
        func make(_ path: String, mode: Int) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        try FileManager.default.createDirectory(atPath: secrets, withIntermediateDirectories: false)
        for name in ["token", "key"] {
            try "x".write(toFile: secrets + "/" + name, atomically: false, encoding: .utf8)
        }
        try make(secrets + "/token", mode: 0o644)
        try make(secrets + "/key", mode: 0o600)
        try make(secrets, mode: 0o700)
        let doctor = try doctor(environment: ["YOUSAID_SECRETS": secrets])
        #expect(await findings(doctor, .rights) == [Finding(.rights, .well, .fine)])
        try make(secrets, mode: 0o755)
        #expect(
            await findings(doctor, .rights) == [
                Finding(.rights, .bad, .openToOthers(path: secrets + "/token"))
            ])
    }

    @Test func `a database that is damaged is to be restored, and not read as somebody else`() async throws {
        let path = folder.path + "/var/yousaid.db"
        try String(repeating: "no database ", count: 1_000).write(
            toFile: path, atomically: false, encoding: .utf8)
        let found = await findings(try doctor(), .database)
        #expect(found == [Finding(.database, .bad, .damaged(path: path))])
        #expect(found.allSatisfy { FindingText.words($0).advice?.contains("backup") == true })
    }

    @Test func `a forum without a safeguarding lead is not well`() async throws {
        let bot = try await WholeBot(in: DataFolder(path: folder.path + "/var"))
        try await bot.write("JOIN")
        #expect(try await bot.wait { !bot.texts().isEmpty })
        await bot.stop()
        #expect(await findings(try doctor(), .safeguarding) == [Finding(.safeguarding, .bad, .noLead)])
        try Self.change(
            folder.path + "/var/yousaid.db",
            "UPDATE core_member SET roles = roles | \(Role.safeguardingLead.bit);")
        #expect(await findings(try doctor(), .safeguarding) == [Finding(.safeguarding, .well, .fine)])
        // A worry was finished, and nobody has said how long such are kept.
        try Self.change(
            folder.path + "/var/yousaid.db",
            """
            INSERT INTO core_concern (id, number, channel, hash, kinds, raised, state, told, finished)
            VALUES (1, 1, 'telegram', x'00', 'abuse', 0, 2, 0, 0);
            """)
        #expect(
            await findings(try doctor(), .safeguarding)
                == [Finding(.safeguarding, .well, .fine), Finding(.safeguarding, .look, .worriesKept)])
    }

    /// Changes a database as somebody else would, while nobody has it open.
    private static func change(_ path: String, _ sql: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [
            "-c",
            "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.executescript(sys.argv[2]); d.close()",
            path, sql,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func `every finding has words, and what is not well has advice`() {
        let facts: [Finding.Fact] = [
            .built(daysAgo: 91, version: "1"), .notReady(["x"]), .notRunning, .mayNotAsk,
            .clockOff(seconds: 20),
            .clockNotKept, .freeBytes(1), .noChartFont, .keysNotLocked(reason: "r"), .openToOthers(path: "p"),
            .otherOwner(path: "p"),
            .wrongKey,
            .keyBesideDatabase(path: "p"), .missing(path: "p"), .cannotRead(path: "p", reason: "r"),
            .damaged(path: "p"), .noLead, .cannotWrite(path: "p"), .noBackup, .backup(hoursAgo: 30),
            .backupGone(path: "p"),
            .notReached(reason: "r"), .tokenRefused, .webhook(pending: 101), .webhookMissing,
            .webhookElsewhere,
            .webhookFails(minutesAgo: 1, reason: "r"), .late(count: 1, seconds: 2), .aside(count: 1),
            .undecided(count: 1), .failed(count: 1), .held,
        ]
        for fact in facts {
            let words = FindingText.words(Finding(.timers, .look, fact))
            #expect(!words.what.isEmpty && words.advice?.isEmpty == false, "\(fact)")
        }
        for subject in Finding.Subject.allCases {
            #expect(FindingText.words(Finding(subject, .well, .fine)).advice == nil)
        }
    }
}
