import TestLimits
import Testing
import YouSaidKit
import YouSaidTesting

@testable import Engine

@Suite(.limited) struct `Timers of a backup that is brought back` {
    /// SET key minutes, CANCEL key. TURNS minutes data begins a chain that sets itself again each time, and MORNINGS
    /// one that does so at nine every day; a chain ends while `ends` is on, and fails while `fails` is on.
    private let forum: PretendForum
    private let amira: Person
    private let ends = Switch(false)
    private let fails = Switch(false)

    init() throws {
        let (ends, fails) = (ends, fails)
        let plugin = Scripted(
            "trial",
            [
                "SET": { call, turn in
                    let parts = call.text.split(separator: " ")
                    turn.wake(String(parts[0]), at: turn.now + .minutes(Int64(parts[1]) ?? 0))
                },
                "CANCEL": { call, turn in turn.cancelWake(call.text) },
                "HOURS": { _, turn in
                    turn.wake("hours", at: turn.now + .hours(1), data: ["of": "the clock"])
                },
                "MORNINGS": { _, turn in try turn.wake("mornings", at: Self.morning(after: turn.now)) },
            ],
            wake: { wakeUp, turn in
                if fails.isOn { throw Broken() }
                let wall = try LocalTime(wakeUp.due, zone: turn.forum.timeZone)
                let words =
                    "\(wakeUp.key) \(wakeUp.data["of"] ?? "") of \(wall.day) at \(wall.hour):\(wall.minute)"
                turn.broadcast(Message(.line(words)), to: .members)
                if ends.isOn { return }
                switch wakeUp.key {
                case "hours": turn.wake("hours", at: wakeUp.due + .hours(1), data: wakeUp.data)
                case "mornings": try turn.wake("mornings", at: Self.morning(after: wakeUp.due))
                default: break
                }
            })
        forum = try PretendForum(plugin, words: Scripted.words)
        amira = try forum.member("Amira")
    }

    private static func morning(after moment: Moment) throws -> LocalTime {
        let day = try LocalTime(moment + .hours(24), zone: "Europe/London")
        return LocalTime(
            year: day.year, month: day.month, day: day.day, hour: 9, minute: 0, zone: day.zone)
    }

    /// - Returns: how many timers it changed.
    private func restore(_ backup: PretendBackup) throws -> Int {
        amira.ignoresTheRest()
        let summary = try forum.restore(backup)
        forum.officer.says("RELEASE")
        return summary.timers
    }

    @Test func `one that had its turn has it no second time`() throws {
        forum.officer.says("SET tea 60")
        let backup = try forum.backup()
        forum.advance(.hours(2))
        amira.sees(exactly: "tea")
        #expect(try restore(backup) == 1)
        forum.advance(.hours(24))
        amira.seesNothing()
    }

    @Test func `one that came late before the restore comes once in all`() throws {
        forum.officer.says("SET tea 60")
        let backup = try forum.backup()
        try forum.isDown(for: .hours(2))
        amira.sees(exactly: "tea")
        #expect(try restore(backup) == 1)
        amira.seesNothing()
        forum.advance(.hours(24))
        amira.seesNothing()
    }

    @Test func `one that sets itself again goes on, with its data, and says nothing twice`() throws {
        forum.officer.says("HOURS")
        let backup = try forum.backup()
        forum.advance(.minutes(200))
        for hour in 11...13 { amira.sees("hours the clock of 2 at \(hour):0") }
        #expect(try restore(backup) == 1)
        amira.seesNothing()
        forum.advance(.hours(2))
        for hour in 14...15 { amira.sees("hours the clock of 2 at \(hour):0") }
        amira.seesNothing()
        // Another time, from the same backup.
        #expect(try restore(backup) == 1)
        forum.advance(.hours(1))
        amira.sees(exactly: "hours the clock of 2 at 16:0")
    }

    @Test func `one for a time on the wall goes on through the clock change`() throws {
        forum.officer.says("MORNINGS")
        let backup = try forum.backup()
        forum.advance(.hours(24 * 26))
        amira.sees("of 28 at 9:0")
        #expect(try restore(backup) == 1)
        let row = try #require(try forum.rows("SELECT local FROM core_timer WHERE key = 'mornings'").first)
        #expect(try (row[0] as String).contains("\"day\":29"))
        forum.advance(.hours(48))
        amira.sees("of 29 at 9:0")
        amira.sees("of 30 at 9:0")
        amira.seesNothing()
    }

    @Test func `a link that was missed meanwhile comes late, once`() throws {
        forum.officer.says("HOURS")
        let backup = try forum.backup()
        forum.advance(.minutes(70))
        amira.sees("at 11:0")
        // The database is lost, and it takes three hours until somebody has brought the backup back.
        try forum.isDown(for: .hours(3))
        amira.sees(exactly: "at 12:0", "at 13:0", "at 14:0")
        #expect(try restore(backup) == 1)
        amira.seesNothing()
        forum.advance(.hours(1))
        amira.sees(exactly: "at 15:0")
    }

    @Test func `a chain that ended stays ended`() throws {
        forum.officer.says("HOURS")
        let backup = try forum.backup()
        forum.advance(.minutes(70))
        ends.set(true)
        forum.advance(.hours(1))
        ends.set(false)
        #expect(try restore(backup) == 1)
        forum.advance(.hours(24))
        amira.seesNothing()
    }

    @Test func `a turn that failed is no turn, and is tried again`() throws {
        forum.allowsFailures = true
        forum.officer.says("SET tea 60")
        let backup = try forum.backup()
        fails.set(true)
        forum.advance(.minutes(61))
        fails.set(false)
        #expect(try restore(backup) == 1)
        forum.advance(.hours(24))
        amira.sees("tea")
        amira.seesNothing()
    }

    @Test func `one that failed until it was set aside is tried again`() throws {
        forum.allowsFailures = true
        forum.officer.says("SET tea 60")
        let backup = try forum.backup()
        fails.set(true)
        forum.advance(.hours(24))
        #expect(try forum.rows("SELECT key FROM core_timer WHERE aside = 1").count == 1)
        fails.set(false)
        #expect(try restore(backup) == 1)
        forum.advance(.hours(1))
        amira.sees("tea")
        amira.seesNothing()
    }

    @Test func `what was set or taken back after the backup is lost with it`() throws {
        forum.officer.says("SET tea 60")
        let backup = try forum.backup()
        forum.officer.says("CANCEL tea")
        forum.officer.says("SET cake 90")
        #expect(try restore(backup) == 0)
        forum.advance(.hours(24))
        amira.sees("tea")
        amira.seesNothing()
    }

    @Test func `one that was moved and then had its turn does not come at its old time`() throws {
        forum.officer.says("SET tea 60")
        let backup = try forum.backup()
        forum.officer.says("SET tea 120")
        forum.advance(.hours(3))
        amira.sees("tea")
        #expect(try restore(backup) == 1)
        forum.advance(.hours(24))
        amira.seesNothing()
    }

    @Test func `what it did before the backup does not count`() throws {
        forum.officer.says("HOURS")
        forum.officer.says("SET tea 60")
        forum.advance(.minutes(130))
        forum.officer.says("SET tea 60")
        let backup = try forum.backup()
        #expect(try restore(backup) == 0)
        forum.advance(.hours(1))
        amira.sees("hours the clock of 2 at 13:0")
        amira.sees("tea")
        amira.seesNothing()
    }
}
