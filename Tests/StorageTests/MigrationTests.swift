import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("Migrations", .limited)
struct MigrationTests {
    let forum: Forum
    private let first = Migration(
        1, "CREATE TABLE polls_poll (id BIGINT PRIMARY KEY, word TEXT UNIQUE)",
        "CREATE INDEX polls_word ON polls_poll (word)")
    private let second = Migration(2, "ALTER TABLE polls_poll ADD COLUMN closed BIGINT")

    init() throws { forum = try Forum() }

    private func things() throws -> [String] {
        try forum.store.read { connection in
            try connection.rows("SELECT name FROM sqlite_master WHERE name NOT LIKE 'core%' ORDER BY name")
                .map {
                    try $0["name"]
                }
        }
    }

    private func failure(_ owner: String = "polls", _ migrations: Migration...) -> MigrationError? {
        do {
            try forum.store.migrate(owner: owner, migrations)
            return nil
        } catch { return error as? MigrationError }
    }

    @Test("each step runs once, in order, and is noted by owner")
    func inOrder() throws {
        try forum.store.migrate(owner: "polls", [first])
        try forum.store.migrate(owner: "polls", [first, second])
        try forum.store.migrate(owner: "polls", [first, second])
        try forum.store.migrate(owner: "welcome", [Migration(1, "CREATE TABLE welcome_seen (id BIGINT)")])
        try forum.store.migrate(owner: "nothing", [])
        let noted: [String] = try forum.store.read { connection in
            try connection.rows("SELECT owner, number, applied FROM core_migration ORDER BY owner, number")
                .map {
                    let applied: Moment = try $0["applied"]
                    #expect(abs(applied.date.timeIntervalSinceNow) < 60)
                    return "\(try $0["owner"] as String) \(try $0["number"] as Int)"
                }
        }
        #expect(noted == ["polls 1", "polls 2", "welcome 1"])
    }

    @Test("a step that fails leaves nothing behind, says which and why, and can be mended")
    func failing() throws {
        let broken = Migration(2, "CREATE TABLE polls_vote (id BIGINT)", "CREATE TABL polls_more (id BIGINT)")
        let error = failure("polls", first, broken)
        #expect(error?.owner == "polls" && error?.number == 2)
        #expect(error?.description == "migration 2 of 'polls': near \"TABL\": syntax error")
        #expect(try !things().contains("polls_vote"))
        // The step before it stays.
        #expect(try things().contains("polls_word"))
        try forum.store.migrate(owner: "polls", [first, second])
    }

    @Test("numbers begin at 1 and have no gaps", arguments: [[2], [1, 3], [1, 1], [0, 1], [2, 1]])
    func numbers(numbers: [Int]) {
        let steps = numbers.map { Migration($0, "CREATE TABLE polls_\($0) (id BIGINT)") }
        #expect(throws: MigrationError.self) { try forum.store.migrate(owner: "polls", steps) }
        #expect(throws: Never.self) { try forum.store.writeNow { try $0.vote(1) } }
    }

    @Test("a database that a newer version made is left alone")
    func newer() throws {
        try forum.store.migrate(owner: "polls", [first, second])
        let error = failure("polls", first)
        #expect(error?.number == 2)
        #expect(error?.reason.contains("made by a newer version") == true)
    }

    @Test(
        "a step may touch only what carries its owner's name",
        arguments: [
            ("CREATE TABLE votes (id BIGINT)", "votes"),
            ("CREATE TABLE pollsvotes (id BIGINT)", "pollsvotes"),
            ("CREATE INDEX polls_i ON vote (choice)", "polls_i"), ("CREATE INDEX i ON polls_poll (id)", "i"),
            ("CREATE VIEW v AS SELECT 1", "v"), ("DROP TABLE vote", "vote"),
            ("ALTER TABLE vote ADD COLUMN x BIGINT", "vote"),
            ("ALTER TABLE polls_poll RENAME TO poll", "poll"),
            ("CREATE TRIGGER polls_t AFTER DELETE ON vote BEGIN DELETE FROM polls_poll; END", "polls_t"),
            ("CREATE TRIGGER t AFTER DELETE ON polls_poll BEGIN DELETE FROM vote; END", "t"),
            ("CREATE TABLE core_polls (id BIGINT)", "core_polls"),
        ])
    func prefix(sql: String, name: String) throws {
        try forum.store.migrate(owner: "polls", [first])
        let before = try things()
        let error = failure("polls", first, Migration(2, sql))
        #expect(error?.number == 2)
        #expect(error?.reason.contains("'polls_…'") == true)
        #expect(try things() == before)
    }

    @Test(
        "an owner's id is a word that can stand before a table's name",
        arguments: ["", "Polls", "a_b", "1a", "a b", "é"])
    func owners(id: String) { #expect(failure(id)?.reason.contains("small letters") == true) }

    @Test("a step cannot end its own transaction")
    func noCommit() throws {
        #expect(failure("polls", Migration(1, "CREATE TABLE polls_a (id BIGINT)", "COMMIT"))?.number == 1)
        #expect(try !things().contains("polls_a"))
    }
}
