import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Retention` {
    /// Keeps cups for 30 days, and what was never poured for ever.
    private struct Tea: Plugin {
        let manifest = Manifest(
            id: "trial", name: "Tea", version: "1",
            keeps: [
                Kept(
                    "trial_cup", "who had which tea", isPersonal: true, why: "to brew it again",
                    until: "30 days have gone by", seenBy: "the member", keeps: .days(30, since: "poured"))
            ])
        let migrations = [
            Migration(1, "CREATE TABLE trial_cup (id BIGINT PRIMARY KEY, poured BIGINT)")
        ]
        let commands = [Command("CUPS", .roles(Set(Role.allCases)), help: "help")]

        func handle(_ call: CommandCall, in turn: Turn) throws {
            for number in 0..<(Int(call.text) ?? 0) {
                let poured = number == 0 ? nil : turn.now
                try turn.database.run(
                    "INSERT INTO trial_cup (id, poured) VALUES ($1, $2)", turn.newID(), poured)
            }
            turn.reply("line", ["text": "Poured."])
        }

        func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
        func forget(_ member: Member.ID, in turn: Turn) throws {}
    }

    private func cups(_ forum: PretendForum) throws -> Int {
        try forum.rows("SELECT id FROM trial_cup").count
    }

    @Test func `rows go when they are too old, in pages, and are reported in numbers`() throws {
        let forum = try PretendForum(Tea(), words: Scripted.words)
        forum.officer.says("CUPS 1301")
        forum.officer.sees("Poured.")
        forum.advance(.hours(29 * 24))
        #expect(try cups(forum) == 1301)
        forum.officer.says("CUPS 2")
        forum.advance(.hours(2 * 24))
        // What has no time stays, and so does what is young.
        #expect(try cups(forum) == 3)
        forum.officer.says("RECORDS")
        forum.officer.sees("trial_cup: 1300", "People who were deleted:\nnone")
        forum.advance(.hours(100 * 24))
        #expect(try cups(forum) == 2)
        forum.officer.says("RECORDS")
        let report = forum.officer.sees("This is from the last 90 days.")
        #expect(!report.contains("1300"))
    }

    @Test(arguments: [CrashPoint.beforeStoring, .afterStoring], 0...2)
    func `a crash on the way counts nothing twice`(point: CrashPoint, count: Int) throws {
        let forum = try PretendForum(Tea(), words: Scripted.words)
        forum.officer.says("CUPS 701")
        forum.advance(.hours(30 * 24))
        forum.crashes(point, after: count)
        forum.advance(.hours(24))
        #expect(try cups(forum) == 1)
        #expect(
            try forum.rows("SELECT SUM(count) FROM core_cleaned WHERE place = 'trial_cup'").first?[0] == 700)
    }

    @Test func `the forum can want another time`() throws {
        let forum = try PretendForum(
            Tea(), words: Scripted.words, keep: ["trial_cup": .hours(48), "core_outgoing": .hours(24)])
        forum.officer.says("CUPS 10")
        forum.advance(.hours(47))
        #expect(try cups(forum) == 10)
        #expect(try forum.rows("SELECT id FROM core_outgoing").isEmpty)
        forum.advance(.hours(3))
        #expect(try cups(forum) == 1)
    }

    @Test func `who was deleted is counted, and named nowhere`() throws {
        let forum = try PretendForum(Welcome(), Polls())
        let amira = try forum.member("Amira")
        amira.says("DELETE ME")
        amira.says("yes")
        forum.advance(.hours(25))
        forum.officer.says("RECORDS")
        let report = forum.officer.sees(
            "People who were deleted:\nOn Tuesday 3 March 2026: this many records")
        #expect(!report.contains("Amira"))
    }
}
