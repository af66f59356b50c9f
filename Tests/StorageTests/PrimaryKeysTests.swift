import TestLimits
import Testing
import YouSaidKit

@testable import Storage

@Suite("Primary keys", .limited)
struct PrimaryKeysTests {
    @Test(
        "a table's key is what its rows are kept by",
        arguments: [
            (
                "CREATE TABLE a (id BIGINT PRIMARY KEY, x TEXT)",
                "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT)"
            ),
            (
                "create table a (id bigint not null primary key)",
                "create table a (id INTEGER not null primary key)"
            ),
            (
                "CREATE TABLE a (x BIGINT, y TEXT, PRIMARY KEY (x, y));",
                "CREATE TABLE a (x BIGINT, y TEXT, PRIMARY KEY (x, y)) WITHOUT ROWID;"
            ),
            (
                "CREATE TABLE IF NOT EXISTS a (name TEXT PRIMARY KEY)",
                "CREATE TABLE IF NOT EXISTS a (name TEXT PRIMARY KEY) WITHOUT ROWID"
            ),
        ])
    func meaning(_ sql: String, _ expected: String) {
        #expect(PrimaryKeys.meant(by: sql) == expected)
    }

    @Test(
        "everything else stays as it was written",
        arguments: [
            "CREATE TABLE a (x BIGINT)", "CREATE INDEX a_x ON a (x)", "ALTER TABLE a ADD COLUMN y BIGINT",
            "CREATE TABLE a (name TEXT PRIMARY KEY) WITHOUT ROWID",
            "CREATE TABLE a (x TEXT DEFAULT 'no PRIMARY KEY here')",
            "CREATE TABLE a (x TEXT) -- no PRIMARY KEY", "CREATE TABLE a (x TEXT /* PRIMARY KEY */)",
            "INSERT INTO a (x) VALUES ('PRIMARY KEY')", "", "CREATE TABLE a (x TEXT /* PRIMARY KEY",
        ])
    func others(_ sql: String) {
        #expect(PrimaryKeys.meant(by: sql) == sql)
    }

    @Test("words in quotes and comments do not count, but those behind them do")
    func quoted() {
        #expect(
            PrimaryKeys.meant(by: "CREATE TABLE a (x TEXT DEFAULT ')', /* ) */ \"PRIMARY\" TEXT PRIMARY KEY)")
                == "CREATE TABLE a (x TEXT DEFAULT ')', /* ) */ \"PRIMARY\" TEXT PRIMARY KEY) WITHOUT ROWID")
    }

    @Test("a key of several columns refuses NULL, as PostgreSQL does, and a number refuses words")
    func strict() throws {
        let forum = try Forum()
        try forum.store.migrate(
            owner: "polls",
            [
                Migration(
                    1, "CREATE TABLE polls_pair (x TEXT, y TEXT, PRIMARY KEY (x, y))",
                    "CREATE TABLE polls_one (id BIGINT PRIMARY KEY)")
            ])
        #expect(throws: DatabaseError.self) {
            try forum.store.writeNow { try $0.run("INSERT INTO polls_pair (x, y) VALUES ('a', NULL)") }
        }
        #expect(throws: DatabaseError.self) {
            try forum.store.writeNow { try $0.run("INSERT INTO polls_one (id) VALUES ('abc')") }
        }
    }
}
