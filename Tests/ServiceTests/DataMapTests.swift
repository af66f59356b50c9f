import TestLimits
import Testing
import YouSaidKit

@testable import Service

/// What is declared about what is kept, against what is kept.
@Suite(.limited) struct `The data map` {
    private struct Diary: Plugin {
        var manifest: Manifest
        var migrations: [Migration]

        init(keeps: [Kept], _ statements: String...) {
            manifest = Manifest(id: "diary", name: "Diary", version: "2", keeps: keeps)
            migrations = statements.enumerated().map { Migration($0 + 1, $1) }
        }

        func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
        func forget(_ member: Member.ID, in turn: Turn) throws {}
    }

    private static let page = Kept(
        "diary_page", "what somebody wrote", isPersonal: true, why: "to read it again", until: "DELETE ME",
        seenBy: "nobody else")

    private func undeclared(_ plugin: Diary) -> [String] {
        DataMap(forum: nil, plugins: [plugin], keepFailed: .hours(48)).parts.last?.undeclared ?? []
    }

    @Test func `a table that a plugin does not declare is found`() {
        let pages = "CREATE TABLE diary_page (id BIGINT PRIMARY KEY)"
        let notes = "create table if not exists diary_note(id BIGINT)"
        #expect(undeclared(Diary(keeps: [Self.page], pages)) == [])
        #expect(undeclared(Diary(keeps: [Self.page], pages, notes)) == ["diary_note"])
        #expect(undeclared(Diary(keeps: [Self.page], pages, notes, "DROP TABLE diary_note")) == [])
        #expect(
            undeclared(
                Diary(
                    keeps: [], "CREATE TABLE diary_old (id BIGINT)",
                    "ALTER TABLE diary_old RENAME TO diary_new"))
                == ["diary_new"])
        #expect(undeclared(Diary(keeps: [], "CREATE INDEX diary_i ON diary_page (id)")) == [])
    }

    @Test func `the configuration's own time is in it`() {
        let map = DataMap(forum: "F", plugins: [], keepFailed: .hours(48)).markdown
        #expect(map.contains("a message that failed, 2 days"))
        #expect(map.hasPrefix("# What the bot of F keeps\n"))
        let day = DataMap(forum: "F", plugins: [], keepFailed: .hours(24)).markdown
        #expect(day.contains("a message that failed, 1 day |"))
    }

    @Test func `how long time lets a table be is in it, as declared or as configured`() {
        let map = DataMap(forum: "F", plugins: [], keepFailed: .hours(48)).markdown
        #expect(map.contains("| 90 days |"))
        #expect(!map.contains("as configured"))
        let other = DataMap(
            forum: "F", plugins: [], keepFailed: .hours(48), keep: ["core_outgoing": .hours(24 * 30)]
        ).markdown
        #expect(other.contains("| 30 days, as configured |"))
    }
}
