import Engine
import Foundation
import TestLimits
import Testing
import YouSaidKit

@testable import Playground
@testable import Service

/// The clock that can be moved on.
@Suite("The playground's clock", .serialized, .limited)
struct ClockTests {
    private struct Moved: Decodable {
        let moved: Bool
        let words: String?
    }

    private static func move(_ bench: PlaygroundBench, _ by: String) async throws -> Moved {
        let answer = try await bench.post("clock", #"{"by":"\#(by)"}"#)
        return try JSONDecoder().decode(Moved.self, from: Data(answer.body))
    }

    @Test("It moves an hour or a day on, and says what time it is then")
    func moving() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let start = bench.clock.now
            let hour = try await Self.move(bench, "hour")
            #expect(hour.words == "The clock moved on 60 minutes. Nobody got a message.")
            #expect(bench.clock.now >= start + .hours(1))
            let day = try await Self.move(bench, "day")
            #expect(day.words == "The clock moved on 24 hours. Nobody got a message.")
            #expect(bench.clock.now >= start + .hours(25))
            let face = try #require(try await bench.news().clock)
            let now = bench.clock.now
            #expect(face.date == (try SpokenTime.date(now, zone: "Europe/London")))
            #expect(face.planned == nil)
        }
    }

    @Test(
        "The next reminder is what comes next, and the page says what it is; with nothing planned the clock stays"
    )
    func nextReminder() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let lead = bench.clock.lead
            #expect(try await !Self.move(bench, "reminder").moved)
            #expect(bench.clock.lead == lead)
            let due = bench.clock.now + .hours(30)
            try await bench.chimes.plan("bell:1", at: due, in: bench.bot.engine)
            let planned = try #require(try await bench.news().clock?.planned)
            #expect(planned.what == "a bell rings" && planned.wait == "in 30 hours" && !planned.isFar)
            let moved = try await Self.move(bench, "reminder")
            #expect(moved.words == "The clock moved on 30 hours: a bell rings. Nobody got a message.")
            #expect(bench.clock.now >= due && bench.clock.now < due + .minutes(10))
            #expect(bench.chimes.woken.with { $0 }.map(\.key) == ["bell:1"])
            #expect(try await bench.news().clock?.planned == nil)
        }
    }

    @Test("It is what somebody gets a message by: what nobody notices, and what comes to nothing, is passed")
    func noticed() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let start = bench.clock.now
            for (key, hours) in [
                ("bell:silent:1", Int64(2)), ("bell:1", 5), ("unheard of", 7), ("news:1", 9), ("bell:2", 12),
            ] {
                try await bench.chimes.plan(key, at: start + .hours(hours), in: bench.bot.engine)
            }
            #expect(try await bench.news().clock?.planned?.what == "a bell rings")
            let moved = try await Self.move(bench, "reminder")
            #expect(
                moved.words
                    == "The clock moved on 9 hours: a bell rings; something of Chimes; the officer hears the time."
                    + " You got a message.")
            #expect(
                bench.chimes.woken.with { $0 }.map(\.key) == [
                    "bell:silent:1", "bell:1", "unheard of", "news:1",
                ])
        }
    }

    @Test("What is far away is offered as such, and no reminder goes there")
    func farAway() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let due = bench.clock.now + .hours(365 * 24)
            try await bench.chimes.plan("news:1", at: due, in: bench.bot.engine)
            let planned = try #require(try await bench.news().clock?.planned)
            #expect(planned.isFar && planned.wait == "in about 12 months")
            let lead = bench.clock.lead
            #expect(try await !Self.move(bench, "reminder").moved)
            #expect(bench.clock.lead == lead)
            let moved = try await Self.move(bench, "far")
            #expect(
                moved.words
                    == "The clock moved on about 12 months: the officer hears the time. You got a message.")
            #expect(bench.clock.now >= due && bench.clock.now < due + .minutes(10))
        }
    }

    @Test("What comes due on the way has its turn on time, one thing after another")
    func onTheWay() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            let start = bench.clock.now
            for (key, hours) in [("third", Int64(20)), ("first", 2), ("second", 9), ("after", 40)] {
                try await bench.chimes.plan(key, at: start + .hours(hours), in: bench.bot.engine)
            }
            #expect(try await Self.move(bench, "day").moved)
            let woken = bench.chimes.woken.with { $0 }
            #expect(woken.map(\.key) == ["first", "second", "third"])
            for (note, hours) in zip(woken, [Int64(2), 9, 20]) {
                #expect(note.at - (start + .hours(hours)) < .minutes(10), "\(note.key)")
            }
        }
    }

    @Test("It never goes back")
    func neverBack() {
        let clock = MovableClock(StoppedClock())
        clock.move(to: StoppedClock.moment + .hours(5))
        clock.move(to: StoppedClock.moment + .hours(2))
        #expect(clock.now == StoppedClock.moment + .hours(5))
        clock.move(to: StoppedClock.moment - .hours(2))
        #expect(clock.now == StoppedClock.moment + .hours(5))
        #expect(MovableClock(StoppedClock(), ahead: .hours(-3)).now == StoppedClock.moment)
    }

    private struct StoppedClock: EngineClock {
        static let moment = Moment(milliseconds: 1_785_600_041_000)
        var now: Moment { Self.moment }
    }

    @Test("A restart finds it where it was")
    func restart() async throws {
        try await PlaygroundBench.use { (bench: PlaygroundBench) async throws in
            _ = try await Self.move(bench, "day")
            let kept = PretendTime.lead(in: bench.data.path + "/pretend-time")
            // A day, less the moment between the press and the move.
            #expect(kept > .hours(24) - .minutes(1) && kept.inMilliseconds == bench.clock.lead.inMilliseconds)
            let later = MovableClock(ahead: kept)
            #expect(later.now >= bench.clock.now - .seconds(1))
        }
    }
}
