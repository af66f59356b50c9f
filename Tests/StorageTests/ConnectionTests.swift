import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("Statements and rows", .limited)
struct ConnectionTests {
    let forum: Forum

    init() throws { forum = try Forum() }

    /// Runs `work` in a transaction that may fail.
    @discardableResult
    private func write<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) throws -> T {
        try forum.store.writeNow(work)
    }

    @Test("placeholders are bound by their number, in whatever order they appear and however often")
    func placeholderOrder() throws {
        try write { try $0.run("INSERT INTO vote (choice, id) VALUES ($2, $1)", 7, "seven") }
        let found = try forum.store.read {
            try $0.first("SELECT $2 AS b, choice, $1 AS a, $2 AS c FROM vote WHERE id = $3", "one", "two", 7)
        }
        let row = try #require(found)
        #expect(try row["a"] as String == "one")
        #expect(try row["b"] as String == "two" && row["c"] as String == "two")
        #expect(try row["choice"] as String == "seven")
    }

    @Test(
        "every kind of value comes back as it went in",
        arguments: [
            SQLValue.null, .integer(0), .integer(.min), .integer(.max), .real(0.1), .real(-1e300), .text(""),
            .text("x"), .text("Grüße 👩‍👩‍👧 \u{0} end"), .text(String(repeating: "long ", count: 5000)), .blob([]),
            .blob([0, 255]), .blob([UInt8](repeating: 7, count: 20_000)),
        ])
    func roundTrip(value: SQLValue) throws {
        try write { connection in
            try connection.run("CREATE TABLE any_value (value)")
            try connection.run("INSERT INTO any_value (value) VALUES ($1)", value)
        }
        let rows = try forum.store.read { try $0.rows("SELECT value FROM any_value") }
        #expect(try rows.map { try $0["value"] } == [value])
    }

    @Test("a value of another kind than expected is an error that names the column and not the value")
    func wrongKinds() throws {
        try write { connection in
            try connection.run("CREATE TABLE person (age BIGINT)")
            // SQLite takes it without a word.
            try connection.run("INSERT INTO person (age) VALUES ($1)", "Robin")
        }
        try forum.store.read { connection in
            let row = try #require(try connection.first("SELECT age FROM person"))
            let error = #expect(throws: DatabaseError.self) { let _: Int = try row["age"] }
            #expect(error?.kind == .type)
            #expect(error?.message == "column 'age' does not hold a Int")
            #expect(throws: DatabaseError.self) { let _: Int = try row["name"] }
        }
    }

    @Test("a statement says how many rows it changed", arguments: [1, 3])
    func changes(count: Int) throws {
        let counts = try write { connection in
            for id in 1...4 { try connection.vote(id) }
            return [
                try connection.run("UPDATE vote SET choice = 'no' WHERE id <= $1", count),
                try connection.run("DELETE FROM vote WHERE id > 4"),
                try connection.run("CREATE TABLE another (id BIGINT)"),
                try connection.run("DELETE FROM vote"),
            ]
        }
        #expect(counts == [count, 0, 0, 4])
    }

    @Test("RETURNING gives rows")
    func returning() throws {
        let ids: [Int] = try write { connection in
            try connection.rows("INSERT INTO vote (id, choice) VALUES (1, 'a'), (2, 'b') RETURNING id").map {
                try $0["id"]
            }
        }
        #expect(ids == [1, 2])
    }

    @Test("the same query may be used again while its rows are read")
    func nested() throws {
        let pairs = try write { connection in
            for id in 1...3 { try connection.vote(id) }
            var pairs = 0
            try connection.each("SELECT id FROM vote") { _ in
                try connection.each("SELECT id FROM vote") { _ in pairs += 1 }
            }
            return pairs
        }
        #expect(pairs == 9)
    }

    @Test("what the rows' reader throws ends the query and nothing else")
    func bodyThrows() throws {
        try write { connection in
            try connection.vote(1)
            #expect(throws: PluginError.self) {
                try connection.each("SELECT id FROM vote") { _ in throw PluginError() }
            }
            try connection.vote(2)
        }
        #expect(try forum.votes == [1, 2])
    }

    @Test("a query sees the columns that its table got later")
    func newColumns() throws {
        try write { connection in
            try connection.vote(1)
            #expect(try connection.first("SELECT * FROM vote")?["choice"] as String? == "yes")
            try connection.run(
                "ALTER TABLE vote ADD COLUMN weight BIGINT NOT NULL DEFAULT 3 CHECK (weight > 0)")
            #expect(try connection.first("SELECT * FROM vote")?["weight"] as Int? == 3)
        }
    }

    @Test("more different statements than are kept make no difference")
    func manyStatements() throws {
        try write { connection in
            for id in 1...1200 { try connection.run("INSERT INTO vote (id, choice) VALUES (\(id), 'yes')") }
            try connection.each("SELECT id FROM vote WHERE id < 4") { row in
                for number in 0..<600 { _ = try connection.first("SELECT \(number)") }
                let _: Int = try row["id"]
            }
        }
        #expect(try forum.votes.count == 1200)
    }

    @Test(
        "what is not for turns is refused",
        arguments: [
            "BEGIN", "COMMIT", "ROLLBACK", "END", "SAVEPOINT a", "RELEASE part", "ROLLBACK TO part",
            "PRAGMA synchronous = OFF", "ATTACH ':memory:' AS other", "DETACH main", "VACUUM",
            "/* x */ commit",
        ])
    func refused(sql: String) throws {
        let error = #expect(throws: DatabaseError.self) { try write { try $0.run(sql) } }
        #expect(error?.kind == .statement)
        try write { try $0.vote(1) }
        #expect(try forum.votes == [1])
    }

    @Test(
        "wrong SQL is the statement's fault and is explained",
        arguments: [
            ("SELEC 1", "near \"SELEC\": syntax error"), ("SELECT x FROM vote", "no such column: x"),
            ("SELECT 1 FROM votes", "no such table: votes"), ("SELECT ?", "placeholders have to be $1"),
            ("SELECT $1, $3", "placeholders have to be $1"), ("SELECT $0", "placeholders have to be $1"),
            ("SELECT $a", "placeholders have to be $1"), ("SELECT :1", "placeholders have to be $1"),
            ("SELECT $1", "1 placeholders but was given 0 values"), ("", "no SQL"), ("-- nothing", "no SQL"),
            ("SELECT 1; SELECT 2", "more than one statement"), ("SELECT \"text\"", "no such column: text"),
        ])
    func wrongSQL(sql: String, expected: String) throws {
        let error = #expect(throws: DatabaseError.self) { try forum.store.read { _ = try $0.rows(sql) } }
        #expect(error?.kind == .statement)
        #expect(error?.message.contains(expected) == true)
    }

    @Test("a semicolon and white space may end a statement")
    func semicolon() throws {
        #expect(try forum.store.read { try $0.rows("SELECT 1 ; \n").count } == 1)
    }

    @Test("broken rules are told apart from other faults, and named without a value")
    func brokenRules() throws {
        try write { connection in
            try connection.vote(1)
            try connection.run("CREATE TABLE child (vote BIGINT NOT NULL REFERENCES vote (id))")
            try connection.run("CREATE TABLE strict_one (number INTEGER) STRICT")
        }
        let cases: [(String, [SQLValue], DatabaseError.Kind)] = [
            ("INSERT INTO vote (id, choice) VALUES (1, $1)", [.text("Robin")], .constraint),
            ("INSERT INTO vote (id, choice) VALUES (2, $1)", [.text("")], .constraint),
            ("INSERT INTO vote (id, choice) VALUES (2, $1)", [.null], .constraint),
            ("INSERT INTO child (vote) VALUES ($1)", [.integer(9)], .constraint),
            ("INSERT INTO strict_one (number) VALUES ($1)", [.text("Robin")], .type),
            ("SELECT json_extract('{}', $1)", [.text("Robin")], .statement),
        ]
        for (sql, values, expected) in cases {
            let error = #expect(throws: DatabaseError.self) {
                try write { _ = try $0.run(sql, values: values) }
            }
            #expect(error?.kind == expected)
            #expect(error?.message.isEmpty == false && error?.message.contains("Robin") == false)
        }
    }

    @Test("a reader cannot write, and that is the statement's fault")
    func readersCannotWrite() throws {
        let error = #expect(throws: DatabaseError.self) { try forum.store.read { try $0.vote(1) } }
        #expect(error?.kind == .statement)
        #expect(error?.isStorageFault == false)
    }

    @Test("once a statement has failed the transaction is over, and swallowing the error does not save it")
    func swallowed() throws {
        let error = #expect(throws: DatabaseError.self) {
            try write { connection in
                try connection.vote(1)
                try? connection.vote(1)
                let others: [(Connection) throws -> Void] = [
                    { try $0.vote(2) }, { _ = try $0.rows("SELECT 1") }, { _ = try $0.attempt {} },
                ]
                for other in others where (try? other(connection)) != nil {
                    Issue.record("a statement was run after a failed one")
                }
            }
        }
        #expect(error?.kind == .constraint)
        #expect(try forum.votes == [])
        #expect(throws: DatabaseError.self) {
            try forum.store.read { connection in _ = try? connection.rows("SELECT nothing") }
        }
        try write { try $0.vote(3) }
        #expect(try forum.votes == [3])
    }

    @Test("a failure inside a loop over rows ends the loop, even swallowed")
    func swallowedInLoop() throws {
        let seen = Shared(0)
        #expect(throws: DatabaseError.self) {
            try write { connection in
                for id in 1...3 { try connection.vote(id) }
                try connection.each("SELECT id FROM vote") { _ in
                    seen.with { $0 += 1 }
                    try? connection.vote(1)
                }
            }
        }
        #expect(seen.with { $0 } == 1)
    }

    @Test("a row of an audit trail is added, and never changed or taken away")
    func auditIsAddedTo() throws {
        try write { connection in
            try connection.run("CREATE TABLE some_audit (id BIGINT PRIMARY KEY, action TEXT)")
            try connection.run("INSERT INTO some_audit (id, action) VALUES ($1, $2)", 1, "looked")
        }
        for sql in [
            "UPDATE some_audit SET action = 'nothing'", "DELETE FROM some_audit",
            "DELETE FROM some_audit WHERE id = 1",
            "INSERT INTO some_audit (id, action) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET action = 'x'",
        ] {
            #expect(throws: DatabaseError.self) { try write { try $0.run(sql) } }
        }
        let rows = try forum.store.read { try $0.rows("SELECT action FROM some_audit") }
        #expect(try rows.map { try $0[0] as String } == ["looked"])
    }
}
