import Foundation
import Polls
import Sealing
import Storage
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// What a copy of the database tells to whoever has the sealing key as well.
enum SecretBallot {
    /// The sealing key of every pretend forum.
    private static let sealer = try? Sealer(current: SealingKey(bytes: Array(repeating: 7, count: 32)))

    /// Every row of every table but the one that says when tables were made, by the machine's clock. What the sealing key opens is opened; what it does not is only as long as it is.
    static func everything(in path: String) throws -> [String] {
        let sealer = try #require(sealer)
        return try Store.look(at: path) { database in
            let tables = try database.rows(
                """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'core_migration' ORDER BY name
                """)
            return try tables.flatMap { table in
                let name: String = try table[0]
                return try database.rows("SELECT * FROM \(name)").map { row in
                    var values: [String] = []
                    while let value = try? row[values.count] as SQLValue {
                        values.append(show(value, sealer))
                    }
                    return name + ": " + values.joined(separator: ", ")
                }.sorted()
            }
        }
    }

    private static func show(_ value: SQLValue, _ sealer: Sealer) -> String {
        switch value {
        case .null: "null"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .blob(let bytes): open(bytes, sealer)
        case .text(let text) where text.count >= 24 && !text.contains(" ") && !text.hasPrefix("{"):
            (Data(base64Encoded: text) ?? Data(base64Encoded: String(text.dropFirst()))).map {
                open(Array($0), sealer)
            } ?? text
        case .text(let text): inOrder(text) ?? text
        }
    }

    /// JSON with its keys in order: an encoder has none. Nil for what is no JSON.
    private static func inOrder(_ text: String) -> String? {
        guard text.hasPrefix("{"), let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
            let sorted = try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
        else { return nil }
        return String(decoding: sorted, as: UTF8.self)
    }

    private static func open(_ bytes: [UInt8], _ sealer: Sealer) -> String {
        for purpose in ["address", "outgoing", "event", "vault", "concern"] {
            if let open = try? sealer.open(bytes, for: purpose) {
                return String(decoding: open, as: UTF8.self)
            }
        }
        return "\(bytes.count) sealed bytes"
    }
}

/// Everything that somebody can get hold of who has the machine, its backups and the sealing key: and what it tells
/// them of an anonymous poll that is closed.
@Suite(.limited) struct `An anonymous poll keeps its secret` {
    /// What an attacker has: backups from while the poll was open, the database at the end, the journal, the log.
    private struct Seen: Equatable {
        var backups: [[String]] = []
        var end: [String] = []
        var journal = ""
        var log: [String] = []
    }

    private static let names = ["Amira", "Ben", "Cai", "Dee", "Fynn", "Fay"]

    /// Six people are asked, and some vote one after another; the first changes their mind on the way, and the answer
    /// that is said back to the second waits to be sent. A backup is made after each vote.
    private func play(
        _ choices: [String], by voters: [String] = names,
        poll: String = "Which day? | Saturday | Sunday | Friday"
    ) throws -> Seen {
        let forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        let people = try Self.names.map { try forum.member($0) }
        var seen = Seen()
        forum.officer.says("POLL " + poll)
        forum.officer.says("yes")
        for (place, choice) in choices.enumerated() {
            let person = try #require(people.first { $0.name == voters[place] })
            if place == 0 { person.presses("Friday") }
            if place == 1 { forum.fails(.refusedForNow(after: .hours(3))) }
            person.presses(choice)
            seen.backups.append(try SecretBallot.everything(in: try forum.backup().database))
        }
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.officer.sees("The poll has closed.")
        forum.advance(.hours(5))
        seen.end = try SecretBallot.everything(in: forum.database)
        let journal = URL(filePath: forum.database).deletingLastPathComponent().appending(path: "journal")
        seen.journal = try String(contentsOf: journal, encoding: .utf8)
        seen.log = forum.log
        return seen
    }

    @Test(.serves("H12")) func `whoever has every copy and the sealing key sees the same, whoever said what`()
        throws
    {
        let one = try play(["Saturday", "Sunday", "Sunday", "Friday", "Saturday", "Saturday"])
        let other = try play(["Sunday", "Saturday", "Saturday", "Saturday", "Sunday", "Friday"])
        #expect(one.backups.count == 6)
        for (one, other) in zip(one.backups, other.backups) { #expect(one == other) }
        #expect(one.end == other.end)
        #expect(one.journal == other.journal)
        #expect(one.log == other.log)
        #expect(one.end.contains { $0.contains("polls_choice") && $0.hasSuffix(", 3") })
    }

    @Test func `the comparison above sees another result, and in a backup not even that`() throws {
        let one = try play(["Saturday", "Sunday", "Sunday", "Friday"])
        let other = try play(["Saturday", "Sunday", "Friday", "Friday"])
        // Other results are no secret.
        #expect(one.end != other.end)
        #expect(one.backups == other.backups)
    }

    @Test func `nobody can tell who answered once a poll is closed`() throws {
        let choices = ["Saturday", "Sunday", "Saturday", "Sunday"]
        let one = try play(choices, by: ["Amira", "Ben", "Cai", "Dee"])
        let other = try play(choices, by: ["Fay", "Fynn", "Dee", "Ben"])
        #expect(one.end == other.end)
        #expect(one.journal == other.journal)
    }

    @Test
    func
        `no file holds a key, a pseudonym or a sealed vote of a closed poll, but backups their sealed votes`()
        throws
    {
        let forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        let people = try ["Amira", "Ben", "Cai", "Dee"].map { try forum.member($0) }
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        for person in people { person.presses("Saturday") }
        people[0].presses("Sunday")
        let backup = try forum.backup()
        let votes = try forum.rows("SELECT voter, value FROM polls_vote")
        let secrets = try votes.flatMap { [try $0[0] as String, try $0[1] as String] }
        #expect(secrets.count == 8)
        let key = try #require(try Self.files(in: forum.folder).first { $0.pathExtension == "key" })
        let keyText = try String(contentsOf: key, encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        forum.officer.says("CLOSE")
        forum.officer.says("yes")
        forum.advance(.hours(2))
        try forum.crashAndRestart()
        var held = 0
        for file in try Self.files(in: forum.folder) {
            let bytes = try Data(contentsOf: file)
            #expect(bytes.range(of: Data(keyText.utf8)) == nil, "\(file.lastPathComponent)")
            #expect(file.pathExtension != "key")
            let isBackup = file.path == backup.database
            for secret in secrets where bytes.range(of: Data(secret.utf8)) != nil {
                held += 1
                #expect(isBackup, "\(file.lastPathComponent) still holds a vote")
            }
        }
        // The search finds what is there.
        #expect(held == 8)
    }

    private static func files(in folder: String) throws -> [URL] {
        let all = FileManager.default.enumerator(
            at: URL(filePath: folder), includingPropertiesForKeys: [.isRegularFileKey])
        return try #require(all).compactMap { $0 as? URL }.filter {
            try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false
        }
    }

    @Test func `votes are kept in an order that tells nothing, and without a time`() throws {
        // With 8 voters the order of their pseudonyms is that of their votes once in 40,320 times.
        var inOrder = 0
        for _ in 0..<3 {
            let forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
            let people = try forum.members(8)
            forum.officer.says("POLL Which day? | Saturday | Sunday")
            forum.officer.says("yes")
            var arrived: [String] = []
            for person in people {
                person.presses("Saturday")
                let voters = try forum.rows("SELECT voter FROM polls_vote").map { try $0[0] as String }
                arrived += voters.filter { !arrived.contains($0) }
            }
            let kept = try forum.rows("SELECT voter FROM polls_vote").map { try $0[0] as String }
            if kept == arrived { inOrder += 1 }
            let tables = try forum.rows("SELECT sql FROM sqlite_master WHERE name = 'polls_vote'")
            let columns = try #require(tables.first)[0] as String
            for word in ["moment", "time", "made", "id BIGINT"] { #expect(!columns.contains(word)) }
        }
        #expect(inOrder < 3)
    }
}
