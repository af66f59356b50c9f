import TestLimits
import Testing
import YouSaidKit
import YouSaidTesting

@Suite(.limited) struct `Timers` {
    /// SET key minutes, CANCEL key, and MORNING for a time on the wall. Each wake-up tells everybody.
    private static let plugin = Scripted(
        "trial",
        [
            "SET": { call, turn in
                let parts = call.text.split(separator: " ")
                turn.wake(String(parts[0]), at: turn.now + .minutes(Int64(parts[1]) ?? 0))
            },
            "CANCEL": { call, turn in turn.cancelWake(call.text) },
            "MORNING": { _, turn in
                try turn.wake("morning", at: clockChange(hour: 9), data: ["day": "Sunday"])
                try turn.wake("skipped", at: clockChange(hour: 1))
            },
        ],
        wake: { wakeUp, turn in
            let wall = try LocalTime(turn.now, zone: turn.forum.timeZone)
            let late = wakeUp.lateness.inMilliseconds / 60_000
            let day = wakeUp.data["day"] ?? ""
            turn.broadcast(
                Message(.line("\(wakeUp.key) at \(wall.hour):\(wall.minute) late \(late) \(day)")),
                to: .members)
        })

    /// On the day on which the clocks go forward: at 1 in the morning it is 2.
    private static func clockChange(hour: Int) -> LocalTime {
        LocalTime(year: 2026, month: 3, day: 29, hour: hour, minute: 30, zone: "Europe/London")
    }

    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(Self.plugin, words: Scripted.words)
        amira = try forum.member("Amira")
    }

    @Test func `a timer comes due on time, once, also after a crash`() throws {
        forum.officer.says("SET tea 30")
        forum.advance(.minutes(29))
        amira.seesNothing()
        try forum.crashAndRestart()
        forum.advance(.minutes(1))
        amira.sees("tea at 10:30 late 0")
        forum.advance(.hours(100))
        amira.seesNothing()
    }

    @Test func `the same key moves a timer, another key is another timer`() throws {
        forum.officer.says("SET tea 30")
        forum.officer.says("SET tea 60")
        forum.officer.says("SET cake 45")
        forum.advance(.minutes(40))
        amira.seesNothing()
        forum.advance(.hours(2))
        amira.sees("cake at 10:45")
        amira.sees("tea at 11:0 late 0")
        amira.seesNothing()
    }

    @Test func `a timer that was taken back does not come`() throws {
        forum.officer.says("SET tea 30")
        forum.officer.says("SET cake 40")
        forum.officer.says("CANCEL tea")
        forum.officer.says("CANCEL nothing")
        forum.advance(.hours(2))
        amira.sees(exactly: "cake at 10:40 late 0")
    }

    @Test func `what was missed while the bot was down comes once, late, and knows it`() throws {
        forum.officer.says("SET tea 30")
        try forum.isDown(for: .hours(3))
        amira.sees(exactly: "tea at 13:0 late 150")
    }

    @Test func `a time on the wall stays right when the clocks change`() throws {
        forum.officer.says("MORNING")
        forum.advance(.hours(24 * 30))
        // 1:30 is skipped that night, so it comes an hour later on the wall.
        amira.sees("skipped at 2:30 late 0")
        amira.sees("morning at 9:30 late 0 Sunday")
        amira.seesNothing()
    }
}

@Suite(.limited) struct `News between plugins` {
    private static let speaker = Scripted(
        "trial",
        [
            "TELL": { _, turn in
                turn.publish("told", ["what": "a story"])
                turn.reply(.line("Told."))
            }
        ])

    @Test func `another plugin hears it in a turn of its own, whoever published it does not`() throws {
        let listener = Scripted(
            "other", [:],
            news: { news, turn in
                try turn.keep(news.data["what"] ?? "")
                turn.broadcast(Message(.line("Heard \(news.name) from \(news.source).")), to: .members)
            })
        let forum = try PretendForum(Self.speaker, listener, words: Scripted.words)
        let amira = try forum.member("Amira")
        forum.deliversTwice = true
        forum.officer.says("TELL")
        forum.officer.sees("Told.")
        amira.sees("Heard told from trial.")
        amira.seesNothing()
        #expect(try forum.rows("SELECT text FROM other_note").count == 1)
        #expect(forum.news.map(\.name) == ["told"])
    }

    @Test func `one that fails to hear undoes nobody else's turn`() throws {
        let listener = Scripted("other", [:], news: { _, _ in throw Broken() })
        let forum = try PretendForum(Self.speaker, listener, words: Scripted.words)
        forum.allowsFailures = true
        forum.officer.says("TELL")
        forum.officer.sees("Told.")
        #expect(forum.news.count == 1)
        #expect(forum.failures.count == 1)
    }
}
