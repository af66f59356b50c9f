import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@testable import Engine
@testable import Storage

/// What the audit trail tells of those who take part: nothing.
@Suite(.limited) struct `The audit trail and those who take part` {
    private let forum: PretendForum

    init() throws {
        forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
    }

    private func entries() throws -> [String] {
        try forum.rows("SELECT action FROM core_audit ORDER BY id").map { try $0[0] }
    }

    @Test(.serves("H12")) func `what members do for themselves is no entry, whoever they are`() throws {
        let amira = try forum.member("Amira")
        let before = try entries()
        forum.officer.says("POLL Which day? | Saturday | Sunday")
        forum.officer.says("yes")
        for words in [
            "POLLS", "SUPPORT", "NAME Mira", "EASY READ", "SETTINGS", "AGE", "NUMBERS", "MY DATA", "LINK",
        ] {
            amira.says(words)
            amira.ignoresTheRest()
        }
        // Organisers are asked polls like everybody.
        let olga = try forum.organiser("Olga")
        let made = try entries()
        olga.says("POLLS")
        olga.ignoresTheRest()
        #expect(try entries() == made)
        #expect(
            try entries().filter { !before.contains($0) }.allSatisfy { !["POLLS", "SUPPORT"].contains($0) })
        let member = try #require(try forum.known(amira)).id.rawValue
        #expect(try forum.rows("SELECT id FROM core_audit WHERE member = \(member)").isEmpty)
        olga.says("AUDIT")
        let shown = olga.sees("said POLL")
        #expect(!shown.contains("POLLS") && !shown.contains("Mira"))
    }

    @Test func `what staff do by their role is an entry`() throws {
        for words in ["RESULTS", "MEMBERS", "MISSED", "AUDIT"] { forum.officer.says(words) }
        forum.officer.ignoresTheRest()
        for words in ["RESULTS", "MEMBERS", "MISSED", "AUDIT"] {
            #expect(try entries().contains("said \(words)"))
        }
    }

    @Test func `entries from before go, and those of staff stay`() throws {
        let path = forum.folder + "/before.db"
        let store = try Store(path: path)
        defer { store.close() }
        try store.migrate(owner: "core", Array(Schema.migrations.prefix(14)))
        try store.writeNow { database in
            for (id, roles) in [(1, Role.member.bit), (2, Role.organiser.bit)] {
                try database.run(
                    """
                    INSERT INTO core_member (id, name, roles, form, language, known)
                    VALUES ($1, NULL, $2, 'standard', 'en-GB', 0)
                    """, id, roles)
            }
            // The third has left, and was an organiser or not.
            let entries: [(Int, Int, String, String, Int?)] = [
                (1, 1, "polls", "said POLLS", nil), (2, 1, "welcome", "said SUPPORT", nil),
                (3, 2, "polls", "said POLLS", nil), (4, 2, "polls", "said RESULTS", nil),
                (5, 3, "welcome", "said SUPPORT", nil), (6, 3, "polls", "said CLOSE", nil),
                (7, 1, "core", "linked another contact", 1), (8, 3, "core", "linked another contact", 3),
                (9, 1, "welcome", "agreed for a young person", 5),
                (10, 2, "core", "gave the role organiser", 1),
                (11, 2, "core", "listened to what somebody sent", 1),
                (12, 2, "core", "put in an answer for somebody", nil),
            ]
            for (id, member, plugin, action, about) in entries {
                try database.run(
                    "INSERT INTO core_audit (id, moment, member, plugin, action, about) VALUES ($1, 7, $2, $3, $4, $5)",
                    id, member, plugin, action, about)
            }
            try database.run(
                "INSERT INTO core_erasure (id, day, way, counts) VALUES (1, 7, 'self', '{\"polls_vote\":3}')")
        }
        try store.migrate(owner: "core", Schema.migrations)
        let left = try store.read { try $0.rows("SELECT id, about FROM core_audit ORDER BY id") }
        #expect(try left.map { try $0[0] as Int } == [4, 6, 9, 10, 11, 12])
        #expect(try left.filter { try $0[0] as Int == 11 }.allSatisfy { try ($0[1] as Int?) == nil })
        #expect(try store.read { try $0.first("SELECT counts FROM core_erasure")?[0] as String? } == "{}")
    }
}
